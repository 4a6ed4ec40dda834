"""A selection as JSON, nothing left out: an array with an object on a line for each viewing and for each wish."""

from datetime import datetime

import msgspec
from msgspec import UNSET, Struct, UnsetType, structs

from filmjournal.exchange.records import EntryRecord, record_of
from filmjournal.exchange.writers.selection import Document, Selection, Written
from filmjournal.model.source import Source
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wish import Wished

FILM_KEYS = (
    *("title", "original_title", "year", "runtime", "genres", "countries", "languages"),
    *("credits", "external_ids", "film"),
)
"""The keys of a record that tell of its film."""

WISH, SOURCES, FILM_SOURCES = "wish", "sources", "film_sources"
"""The keys that only an export has: what is wished for, and the rows of other programs that tell of it or its film."""


class _ExportedViewing(EntryRecord, frozen=True, kw_only=True):
    """A viewing as every JSON of ours has it, and where it came from."""

    sources: tuple[Source, ...] | UnsetType = UNSET
    film_sources: tuple[Source, ...] | UnsetType = UNSET


class WishRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of a wish besides the film."""

    id: str = ""
    """The wish's id."""
    added: str | None = None
    """When the film came onto the watchlist."""
    recommended_by: str = ""
    """Who recommended it."""
    why: str = ""
    """Why you want to see it, in Markdown."""
    created: datetime | None = None
    """When it was put into the journal."""
    modified: datetime | None = None
    """When it was last changed."""


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
    wish, film = wished.wish, wished.film
    record = record_of(Entry(Viewing(id="", film=film.id), film))
    told = {key: getattr(record, key) for key in FILM_KEYS}
    own = WishRecord(
        id=wish.id,
        added=str.__str__(wish.added) if wish.added else None,
        recommended_by=wish.recommended_by,
        why=wish.why,
        created=wish.created,
        modified=wish.modified,
    )
    rows = {SOURCES: _rows(wish.id, selection), FILM_SOURCES: _rows(film.id, selection)}
    return msgspec.json.encode({**told, WISH: own, **{key: value for key, value in rows.items() if value}})


def _rows(id_: str, selection: Selection) -> tuple[Source, ...] | UnsetType:
    return tuple(selection.sources.get(id_, ())) or UNSET
