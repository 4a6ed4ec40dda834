"""Changes of the records of lists: films that are added or moved, and a list that an import delivers."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import structs

from filmjournal.journal.records import Alteration
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.film_list import FilmList, ListItem, NewListItem, first_positions, in_order, position_between
from filmjournal.model.import_changes import stable_id
from filmjournal.model.known_films import KnownFilms


def items_of(tables: Tables, list_id: str) -> list[ListItem]:
    """Return the items of a list, in its order."""
    return in_order([item for item in tables.items.values() if item.list == list_id])


def shown_film(tables: Tables, item: ListItem) -> str:
    """Return the id of the film that an item shows: of the one that its own was merged into."""
    film = tables.films.value(item.film)
    return item.film if film is None else film.id


def add_films(
    tables: Tables,
    to: FilmList,
    films: Sequence[NewListItem],
    new_ids: Sequence[str],
    now: datetime,
    *,
    is_import: bool = False,
) -> list[Alteration]:
    """Put films at the end of a list, and return what that altered; one that is on it gets the note that it lacks.

    An import leaves out what somebody took off the list.
    """
    items = items_of(tables, to.id)
    known = {shown_film(tables, item): item for item in reversed(items)}
    last = items[-1].position if items else ""
    fresh = iter(first_positions(len(films)) if not items else ())
    films_of = _Films(tables)
    altered: list[Alteration] = []
    for each, new_id in zip(films, new_ids, strict=True):
        film = films_of.meant(each.film)
        if film is None:
            film = structs.replace(each.film, id=new_id)
            altered += tables.edit(None, film, now)
            films_of.add(film)
        on_it = known.get(film.id)
        id_ = _item_id(tables, to.id, film.id)
        if on_it is None and is_import and _was_removed(tables, stable_id("list item", to.id, film.id)):
            continue
        if on_it is None:
            last = next(fresh, "") or position_between(last, "") or f"{last}i"
            made = ListItem(id_, to.id, film.id, last, each.note, created=now)
            altered += tables.edit(None, made, now)
            known[film.id] = made
        elif each.note and not on_it.note:
            altered += tables.edit(on_it, structs.replace(on_it, note=each.note), now)
    return altered


class _Films:
    """Finds the films that go on a list among those of the journal, which are looked through once for all of them."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._known: KnownFilms | None = None
        self._added: dict[tuple[str, int | None], Film] = {}

    def meant(self, film: Film) -> Film | None:
        """Return the film with this id, or the only one that it may be; None where it is new."""
        known = self._tables.films.value(film.id) if film.id else None
        if known is not None:
            return known
        if self._known is None:
            self._known = KnownFilms(self._tables.films.values())
        candidates = self._known.candidates(film)
        if len(candidates) == 1:
            return candidates[0]
        return None if film.id else self._added.get((film.title, film.year))

    def add(self, film: Film) -> None:
        """Know a film that was added to the journal."""
        self._added[film.title, film.year] = film


def import_list(tables: Tables, about: FilmList, films: Sequence[NewListItem], now: datetime) -> list[Alteration]:
    """Make a list that an import delivers, or add to it what it has gained; one that somebody removed stays removed."""
    if _was_removed(tables, about.id):
        return []
    seen = tables.lists.value(about.id)
    made = [] if seen is not None else tables.edit(None, structs.replace(about, created=now), now)
    ids = [each.film.id or stable_id("film", about.id, each.film.title, str(each.film.year or "")) for each in films]
    return [*made, *add_films(tables, about, films, ids, now, is_import=True)]


def _was_removed(tables: Tables, id_: str) -> bool:
    row = tables.trash.row(id_)
    return row is not None and bool(row.removed) and not row.undone


def _item_id(tables: Tables, list_id: str, film_id: str) -> str:
    """Return the id of a film's item, the same in every copy; after it was deleted for good, another one."""
    id_ = stable_id("list item", list_id, film_id)
    while (row := tables.trash.row(id_)) is not None and not row.is_removed:
        id_ = stable_id(id_, row.emptied)
    return id_


def moved(tables: Tables, list_id: str, film_id: str, between: tuple[str, str], now: datetime) -> list[Alteration]:
    """Move a film between two others, as far as they are still there; the records of all others stay as they are."""
    items = items_of(tables, list_id)
    moving = next((item for item in items if shown_film(tables, item) == film_id), None)
    if moving is None:
        return []
    rest = [item for item in items if item.id != moving.id]
    films = [shown_film(tables, item) for item in rest]
    before, after = between
    place = films.index(before) + 1 if before in films else films.index(after) if after in films else len(films)
    place = 0 if not before else place
    low = rest[place - 1].position if place else ""
    position = position_between(low, rest[place].position if place < len(rest) else "")
    if position is not None:
        return tables.edit(moving, structs.replace(moving, position=position), now)
    return renumbered(tables, [*rest[:place], moving, *rest[place:]], now)


def renumbered(tables: Tables, items: Sequence[ListItem], now: datetime) -> list[Alteration]:
    """Give the items of a list new positions in this order."""
    pairs = zip(items, first_positions(len(items)), strict=True)
    return [
        altered
        for item, position in pairs
        if item.position != position
        for altered in tables.edit(item, structs.replace(item, position=position), now)
    ]
