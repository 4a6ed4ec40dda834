"""What is in the trash, as films, viewings, watchlist items and lists."""

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct, structs

from filmjournal.journal.codec import JournalValue, value_in
from filmjournal.journal.tables import Tables
from filmjournal.journal.trash import TrashRow
from filmjournal.model.film import Film
from filmjournal.model.film_list import FilmList, ListItem
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
    list: FilmList | None = None
    """The list that was removed, or that its film was on."""

    @property
    def title(self) -> str:
        """The film's title, the name of a list, or words for a film that is not in the journal."""
        if self.film is None and self.list is not None:
            return self.list.name
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


def _about(tables: Tables, row: TrashRow, moment: datetime | None, value: JournalValue | None) -> TrashItem:
    if isinstance(value, Film):
        return TrashItem(row.id, moment, value, None)
    if isinstance(value, FilmList):
        return TrashItem(row.id, moment, None, None, list=value)
    film = tables.films.value(value.film) if value is not None else None
    if isinstance(value, ListItem):
        about = tables.lists.value(value.list) or FilmList(value.list, "a list that is not in the journal")
        return TrashItem(row.id, moment, film, None, list=about)
    if isinstance(value, Wish):
        return TrashItem(row.id, moment, film, None, value)
    return TrashItem(row.id, moment, film, value)


def _removed(row: TrashRow) -> JournalValue | None:
    return value_in(row.table, row.record)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
