"""A selection as JSON, nothing left out: an array with an object on a line for each viewing and for each wish."""

import msgspec
from msgspec import UNSET, UnsetType, structs

from filmjournal.exchange.records import EntryRecord, record_of
from filmjournal.exchange.wish_records import wish_record_of
from filmjournal.exchange.writers.selection import Document, Selection, Written
from filmjournal.model.source import Source
from filmjournal.model.viewing import Entry
from filmjournal.model.wish import Wished

SOURCES, FILM_SOURCES = "sources", "film_sources"
"""The keys that only an export has: the rows of other programs that tell of it or its film."""


class _ExportedViewing(EntryRecord, frozen=True, kw_only=True):
    """A viewing as every JSON of ours has it, and where it came from."""

    sources: tuple[Source, ...] | UnsetType = UNSET
    film_sources: tuple[Source, ...] | UnsetType = UNSET


def write_json(selection: Selection) -> Written:
    """Return a selection with everything that is known of it."""
    records = [_viewing(entry, selection) for entry in selection.entries]
    records += [_wish(wished, selection) for wished in selection.wishes]
    text = b"[\n" + b",\n".join(records) + b"\n]\n" if records else b"[]\n"
    return Written((Document("viewings.json", text.decode()),))


def _viewing(entry: Entry, selection: Selection) -> bytes:
    record = structs.asdict(record_of(entry))
    sources, of_film = (_rows(id_, selection) for id_ in (entry.id, entry.film.id))
    return msgspec.json.encode(_ExportedViewing(**record, sources=sources, film_sources=of_film))


def _wish(wished: Wished, selection: Selection) -> bytes:
    rows = {SOURCES: _rows(wished.id, selection), FILM_SOURCES: _rows(wished.film.id, selection)}
    told = {key: value for key, value in rows.items() if value}
    return msgspec.json.encode({**wish_record_of(wished), **told})


def _rows(id_: str, selection: Selection) -> tuple[Source, ...] | UnsetType:
    return tuple(selection.sources.get(id_, ())) or UNSET
