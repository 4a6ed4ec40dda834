"""A selection as JSON, nothing left out: an array with an object on a line for each viewing, wish and list."""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType, structs

from filmjournal.exchange.entry.record import EntryRecord, record_of, wish_record_of
from filmjournal.exchange.writers.selection import Document, Export, Selection
from filmjournal.model.source import Source
from filmjournal.model.viewing import Entry
from filmjournal.model.wish import Wished

LIST = "list"
"""The key of a stored list of another service."""

SOURCES, FILM_SOURCES = "sources", "film_sources"
OWN_KEYS, FILM_OWN_KEYS = "own_keys", "film_own_keys"
BESIDE = frozenset({SOURCES, FILM_SOURCES, OWN_KEYS, FILM_OWN_KEYS})
"""The keys that only an export has: the rows of other programs that tell of it or its film, and keys of one's own."""


class _ExportedViewing(EntryRecord, frozen=True, kw_only=True):
    """A viewing as every JSON of ours has it, and where it came from."""

    sources: tuple[Source, ...] | UnsetType = UNSET
    film_sources: tuple[Source, ...] | UnsetType = UNSET
    own_keys: dict[str, Any] | UnsetType = UNSET
    film_own_keys: dict[str, Any] | UnsetType = UNSET


def write_json(selection: Selection) -> Export:
    """Return a selection with everything that is known of it."""
    records = [_viewing(entry, selection) for entry in selection.entries]
    records += [_wish(wished, selection) for wished in selection.wishes]
    records += [msgspec.json.encode({LIST: stored}) for stored in selection.lists]
    text = b"[\n" + b",\n".join(records) + b"\n]\n" if records else b"[]\n"
    return Export((Document("viewings.json", text.decode()),))


def _viewing(entry: Entry, selection: Selection) -> bytes:
    record = structs.asdict(record_of(entry))
    return msgspec.json.encode(_ExportedViewing(**record, **_beside(entry.id, entry.film.id, selection)))


def _wish(wished: Wished, selection: Selection) -> bytes:
    return msgspec.json.encode({**wish_record_of(wished), **_beside(wished.id, wished.film.id, selection)})


def _beside(id_: str, film_id: str, selection: Selection) -> dict[str, Any]:
    """Return the parts of an export besides the record itself, as far as there are any."""
    extras = {
        SOURCES: tuple(selection.sources.get(id_, ())),
        FILM_SOURCES: tuple(selection.sources.get(film_id, ())),
        OWN_KEYS: selection.own_keys.get(id_, {}),
        FILM_OWN_KEYS: selection.own_keys.get(film_id, {}),
    }
    return {key: value for key, value in extras.items() if value}
