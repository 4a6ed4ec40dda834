"""What comes in from elsewhere on its way into the tables, each record with the rows that tell of it."""

from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec import structs

from filmjournal.journal.alteration import Alteration
from filmjournal.journal.lists import put_lists
from filmjournal.journal.records import Records
from filmjournal.journal.sources import mark, put_new, put_rows, rows_of, sources_of
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.incoming import Delivery, Incoming, lasting_id
from filmjournal.model.source import KeptSource
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

Value = TypeVar("Value", Film, Viewing, Wish)


def bring(tables: Tables, delivery: Delivery, now: datetime) -> list[Alteration]:
    """Take a delivery in and return what that altered; raises InvalidValueError for text that no file can hold."""
    altered: list[Alteration] = []
    for film in delivery.films:
        altered += _bring(tables, tables.films, film, now)
    for viewing in delivery.viewings:
        altered += _bring(tables, tables.viewings, viewing, now)
    for film_id in {wish.film for wish in tables.wishes.values()} & delivery.fulfilled:
        altered += tables.fulfil(film_id, now)
    for wish in delivery.wishes:
        altered += _bring(tables, tables.wishes, wish, now)
    if delivery.lists:
        altered += put_lists(tables.documents, delivery.lists)
    return altered


def _bring(tables: Tables, records: Records[Value], incoming: Incoming[Value], now: datetime) -> list[Alteration]:
    after = incoming.after
    row = tables.trash.row(after.id) if records.stored(after.id) is None else None
    if row is not None and row.is_removed:
        tables.restore(after.id, now)
        return [structs.replace(_changed(tables, records, incoming, now), before=None, rows=b"", rows_after="")]
    if row is not None:  # it was thrown away for good, and a merge would throw it away again
        after = structs.replace(after, id=lasting_id(after.id, row.emptied))
    if records.stored(after.id) is None:
        return [Alteration(None, put_new(records, _dated(after, now), incoming.sources, incoming.own_keys))]
    return [_changed(tables, records, incoming, now)]


def _changed(tables: Tables, records: Records[Value], incoming: Incoming[Value], now: datetime) -> Alteration:
    """Bring a record that is there to what it is to be, with what another program did to it meanwhile left alone."""
    id_ = incoming.after.id
    stored = records.stored(id_)
    if stored is None:  # what is in the trash under its id cannot be read
        return Alteration(None, None)
    seen = incoming.before or stored.value
    if seen != incoming.after:
        tables.keep(seen, incoming.after, now)
    rows = rows_of(stored.document)
    told = {source.name for source in incoming.sources} | incoming.moved
    others: list[KeptSource] = [source for source in sources_of(stored.document) if source.name not in told]
    after = msgspec.json.encode((*incoming.sources, *others))
    kept = records.value(id_)
    if mark(rows) == mark(after):
        return Alteration(stored.value, kept)
    put_rows(records, id_, after)
    return Alteration(stored.value, kept, rows, mark(after))


def _dated(value: Value, now: datetime) -> Value:
    if isinstance(value, Film):
        return value
    return structs.replace(value, created=value.created or now, modified=value.modified or now)
