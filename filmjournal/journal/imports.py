"""Imports: what the journal has for an import to be compared with, and how an import is added to it.

Every record keeps the rows of the other services' files that it was imported from (see sources.py).
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Raw, structs

from filmjournal.journal.changes import Mutation
from filmjournal.journal.codec import decoded, own_keys
from filmjournal.journal.list_changes import import_list
from filmjournal.journal.listing import films_on_lists
from filmjournal.journal.merging.edits import BEGINNING, EDITS, last_edit
from filmjournal.journal.records import Alteration, Records
from filmjournal.journal.sources import (
    insert_with_rows,
    lists_in,
    put_lists,
    put_rows,
    rows_digest,
    rows_of,
    sources_of,
)
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.import_changes import ImportChanges, ImportedRecord, JournalSnapshot, StoredRecord, stable_id
from filmjournal.model.known_films import KnownFilms
from filmjournal.model.list_rows import OWN, list_of_rows, rows_of_list
from filmjournal.model.source import StoredSource
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

Value = TypeVar("Value", Film, Viewing, Wish)

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""When a change is stamped that yields to what a person changed in another copy."""


def apply_changes(tables: Tables, changes: ImportChanges, now: datetime) -> list[Alteration]:
    """Add what an import delivers, and return what that altered.

    Raises InvalidValueError for text that no file can hold.
    """
    altered: list[Alteration] = []
    merged = tables.films.merged_names()
    for film in changes.films:
        named = structs.replace(film, after=film.after.with_names(merged)) if merged else film
        altered += _apply(tables, tables.films, named, now)
    for viewing in changes.viewings:
        altered += _apply(tables, tables.viewings, viewing, now)
    for film_id in {item.film.id for item in tables.wished()} & changes.fulfilled:
        altered += tables.remove_film_from_watchlist(film_id, now)
    for wish in changes.wishes:
        altered += _apply(tables, tables.wishes, wish, now)
    if changes.lists:
        altered += put_lists(tables.documents, [each for each in changes.lists if each.service != OWN])
        for stored in changes.lists:
            about, films = list_of_rows(stored)
            altered += import_list(tables, about, films, now)
    return altered


def _apply(tables: Tables, records: Records[Value], incoming: ImportedRecord[Value], now: datetime) -> list[Alteration]:
    after = incoming.after
    row = tables.trash.row(after.id) if records.stored(after.id) is None else None
    if row is not None and row.is_removed:
        tables.restore(after.id, now)
        return [structs.replace(_update(tables, records, incoming, now), before=None, rows=b"", rows_after="")]
    if row is not None:  # it was deleted for good, and a merge would delete it again
        after = structs.replace(after, id=stable_id(after.id, row.emptied))
    if records.stored(after.id) is None:
        return [Alteration(None, insert_with_rows(records, _dated(after, now), incoming.sources, incoming.own_keys))]
    return [_update(tables, records, incoming, now)]


def _update(tables: Tables, records: Records[Value], incoming: ImportedRecord[Value], now: datetime) -> Alteration:
    """Update a record that is in the journal; what another program changed in it meanwhile stays."""
    id_ = incoming.after.id
    stored = records.stored(id_)
    if stored is None:  # what is in the trash under its id cannot be read
        return Alteration(None, None)
    seen = incoming.before or stored.value
    if seen != incoming.after:
        tables.update(seen, incoming.after, now)
    rows = rows_of(stored.document)
    replaced = {source.name for source in incoming.sources} | incoming.moved
    others: list[StoredSource] = [source for source in sources_of(stored.document) if source.name not in replaced]
    after = msgspec.json.encode((*incoming.sources, *others))
    updated = records.stored(id_)
    result = updated.value if updated is not None else None
    if rows_digest(rows) == rows_digest(after):
        return Alteration(stored.value, result)
    put_rows(records, id_, after)
    return Alteration(stored.value, result, rows, rows_digest(after))


def _dated(value: Value, now: datetime) -> Value:
    if isinstance(value, Film):
        return value
    return structs.replace(value, created=value.created or now, modified=value.modified or now)


_EDITED = f'"{EDITS}"'.encode()


def known_in(tables: Tables) -> JournalSnapshot:
    """Return what an import is compared with: every value with the rows it came from, and what a person removed."""
    gone = tables.trash.removed_by_user
    return JournalSnapshot(
        films=known_films(tables),
        viewings=_known_items(tables, tables.viewings),
        wishes=_known_items(tables, tables.wishes),
        lists=(*lists_in(tables.documents), *map(rows_of_list, films_on_lists(tables))),
        removed_rows=frozenset(source.name for row in gone for source in sources_of(row.record)),
        removed=frozenset(row.id for row in gone),
    )


def _known_values(records: Records[Value]) -> tuple[StoredRecord[Value], ...]:
    """Return every record of a table with the rows it was imported from."""
    return tuple(
        StoredRecord(stored.value, sources_of(stored.document), _modified(stored.value, stored.document))
        for stored in records.all()
    )


def known_films(tables: Tables) -> tuple[StoredRecord[Film], ...]:
    """Return every film; one that other records were merged into has their rows too."""
    known = {stored.value.id: stored for stored in _known_values(tables.films)}
    for film_id in [film_id for film_id, stored in known.items() if stored.value.merged_into]:
        film = tables.films.value(film_id)
        if film is not None and film.id != film_id:
            merged, into = known.pop(film_id), known[film.id]
            names = {source.name for source in into.sources}
            added = tuple(source for source in merged.sources if source.name not in names)
            known[film.id] = structs.replace(into, sources=(*into.sources, *added))
    return tuple(known.values())


Item = TypeVar("Item", Viewing, Wish)


def _known_items(tables: Tables, records: Records[Item]) -> tuple[StoredRecord[Item], ...]:
    """Return every viewing or watchlist item; one of a merged record with the film that this was merged into."""
    known = _known_values(records)
    if len(tables.films.all()) == len(tables.films.values()):
        return known
    films = [tables.films.value(stored.value.film) for stored in known]
    return tuple(
        stored
        if film is None or film.id == stored.value.film
        else structs.replace(stored, value=structs.replace(stored.value, film=film.id))
        for stored, film in zip(known, films, strict=True)
    )


def _modified(value: Film | Viewing | Wish, document: Raw) -> datetime | None:
    """Return when a record was last changed, in UTC; for a film only its edits say so, and None means never."""
    if not isinstance(value, Film):
        return value.modified
    moment = last_edit(decoded(document)) if _EDITED in bytes(document) else BEGINNING
    return datetime.fromisoformat(moment) if moment != BEGINNING else None


def log_all(logged: Sequence[tuple[Film, str, Viewing]], now: datetime) -> Mutation:
    """Return the mutation that adds many viewings, each with its film and the id of that where it is new."""

    def mutate(tables: Tables) -> list[Alteration]:
        adder = _ViewingAdder(tables, now)
        for film, film_id, viewing in logged:
            adder.log(film, film_id, viewing)
        return adder.altered

    return mutate


class _ViewingAdder:
    """Adds many viewings, each with its film: one that the journal has, completed, or a new one."""

    def __init__(self, tables: Tables, now: datetime) -> None:
        self.altered: list[Alteration] = []
        """What was added and changed so far."""
        self._tables = tables
        self._now = now
        self._known = KnownFilms(tables.films.values())
        self._with_own_id: set[str] = set()

    def log(self, film: Film, film_id: str, viewing: Viewing) -> None:
        """Add one viewing; its film gets this id where it is new.

        Raises InvalidValueError for text that no file can hold.
        """
        result = self._add_film(film, film_id)
        if self._tables.viewings.value(viewing.id) is None:
            logged = self._tables.add(structs.replace(viewing, film=result.id), self._now)
            self.altered += [Alteration(None, logged), *self._tables.remove_film_from_watchlist(result.id, self._now)]

    def _add_film(self, stated: Film, film_id: str) -> Film:
        known = self._matching(stated)
        film = known.completed_by(stated) if known is not None else structs.replace(stated, id=film_id)
        if film == known:
            return film
        if stated.id:
            self._with_own_id.add(film.id)
        result = self._tables.update(known, film, self._now)
        self._known.add(result)
        self.altered.append(Alteration(known, result))
        return result

    def _matching(self, stated: Film) -> Film | None:
        """Return the film of the journal that this is, or None; two films that state ids of their own are two."""
        if stated.id and (known := self._known.get(stated.id)) is not None:
            return known
        found = self._known.candidates(stated)
        if stated.id:
            found = [film for film in found if film.id not in self._with_own_id]
        return found[0] if len(found) == 1 else None


def own_keys_by_id(tables: Tables) -> dict[str, dict[str, Any]]:
    """Return, by the id of the record, its keys that are not filmjournal's, for records that have some."""
    kinds = ((tables.films.all(), Film), (tables.viewings.all(), Viewing), (tables.wishes.all(), Wish))
    return {
        stored.value.id: own
        for records, kind in kinds
        for stored in records
        if (own := own_keys(stored.document, kind))
    }
