"""What is in the trash, as films, viewings and watchlist items."""

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct, structs

from filmjournal.journal.codec import decoder
from filmjournal.journal.tables import Tables
from filmjournal.journal.trash import TrashRow
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish
from filmjournal.model.wording import titled


class TrashItem(Struct, frozen=True):
    """One thing in the trash that can be restored."""

    id: str
    """The id to restore it by."""
    moment: datetime | None
    """When it was removed, or the replaced version written, in UTC; None if unknown."""
    film: Film | None
    """Its film; None if the journal no longer has it."""
    viewing: Viewing | None
    """The viewing that was removed, or of which a version was replaced."""
    wish: Wish | None = None
    """The watchlist item that was removed, or of which a version was replaced."""
    key: str = ""
    """The key of the replaced version, such as review; empty for a removed record."""
    value: Any = None
    """The version that was replaced."""
    stands: Any = None
    """The value that the key has now; None if none."""

    @property
    def title(self) -> str:
        """The film's title, or words for one that is not in the journal."""
        return self.film.title if self.film else "a film that is not in the journal"


def trash_items(tables: Tables) -> list[TrashItem]:
    """Return what can be restored from the trash, the newest first."""
    found = [_thrown(tables, row) for row in tables.trash.rows]
    return sorted(found, key=lambda each: each.moment.timestamp() if each.moment else 0.0, reverse=True)


def _thrown(tables: Tables, row: TrashRow) -> TrashItem:
    moment = _moment(row.removed or row.edited)
    if row.is_removed:
        return _about(tables, row, moment, _removed(row))
    stored = tables.stored(row.table, row.of)
    value = stored.value if stored else None
    stands = msgspec.json.decode(stored.document).get(row.key) if stored else None
    item = _about(tables, row, moment, value)
    replaced = msgspec.json.decode(row.value)
    if row.key in _FILMS:
        replaced, stands = (_title_of(tables, id_) for id_ in (replaced, stands))
    return structs.replace(item, key=row.key, value=replaced, stands=stands)


_FILMS = frozenset({"film", "merged_into"})
"""Keys that hold the id of a film."""


def _title_of(tables: Tables, film_id: object) -> object:
    """Return the title of the film with an id, with its year; the id itself where there is none."""
    film = tables.films.value(film_id) if isinstance(film_id, str) else None
    return film_id if film is None else titled(film)


def _about(tables: Tables, row: TrashRow, moment: datetime | None, value: Film | Viewing | Wish | None) -> TrashItem:
    if isinstance(value, Film):
        return TrashItem(row.id, moment, value, None)
    film = tables.films.value(value.film) if value is not None else None
    if isinstance(value, Wish):
        return TrashItem(row.id, moment, film, None, value)
    return TrashItem(row.id, moment, film, value)


def _removed(row: TrashRow) -> Film | Viewing | Wish | None:
    try:
        return _DECODERS[row.table].decode(row.record) if row.table in _DECODERS else None
    except msgspec.DecodeError:
        return None


_DECODERS: dict[str, msgspec.json.Decoder[Film] | msgspec.json.Decoder[Viewing] | msgspec.json.Decoder[Wish]] = {
    "films": decoder(Film),
    "viewings": decoder(Viewing),
    "watchlist": decoder(Wish),
}


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
