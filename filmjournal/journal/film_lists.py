"""What can be done with lists of films; each is one change of the journal, which is undone as one."""

from collections.abc import Sequence

from msgspec import structs

from filmjournal.journal.changes import Change
from filmjournal.journal.journal import Journal
from filmjournal.journal.list_changes import add_films, items_of, moved, renumbered, shown_film
from filmjournal.journal.listing import films_on_lists
from filmjournal.journal.records import Alteration
from filmjournal.journal.tables import Tables
from filmjournal.model.film_list import (
    FilmList,
    ListedFilm,
    ListOfFilms,
    NewListItem,
)
from filmjournal.model.text import fold, one_line
from filmjournal.model.wording import (
    added_to_list,
    edited_list,
    made_list,
    moved_on_list,
    removed_from_list,
    removed_list,
)


class FilmLists:
    """The lists of films of a journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def all(self) -> tuple[ListOfFilms, ...]:
        """Return every list with its films, by name."""
        return films_on_lists(self._journal.tables)

    def with_id(self, list_id: str) -> ListOfFilms | None:
        """Return the list with this id, or None."""
        return next((each for each in self.all() if each.id == list_id), None)

    def named(self, name: str) -> list[ListOfFilms]:
        """Return the lists of this name, else those whose name has it in it; case and accents don't matter."""
        lists, sought = self.all(), fold(name).strip()
        same = [each for each in lists if fold(each.name).strip() == sought]
        return same or [each for each in lists if sought in fold(each.name)]

    def make(self, about: FilmList, films: Sequence[NewListItem] = (), title: str = "") -> ListOfFilms:
        """Make a list, with these films in their order, and return it.

        One that has an id keeps it, and a list with that id that is there already is completed by what it lacks.
        """
        journal, now = self._journal, self._journal.now()
        made = structs.replace(about, id=about.id or journal.new_id(), created=about.created or now)
        ids = [each.film.id or journal.new_id() for each in films]

        def mutate(tables: Tables) -> list[Alteration]:
            before = tables.lists.value(made.id)
            return [Alteration(before, tables.update(None, made, now)), *add_films(tables, made, films, ids, now)]

        journal.change(title or made_list(made.name), mutate)
        return self._current(made.id)

    def edit(self, seen: FilmList, about: FilmList) -> ListOfFilms:
        """Change the name, the description or the kind of a list, and return it."""
        if seen != about:
            now = self._journal.now()
            self._journal.change(edited_list(about.name), lambda tables: tables.edit(seen, about, now))
        return self._current(about.id)

    def remove(self, each: ListOfFilms) -> Change:
        """Put a list into the trash; its films stay with it, and are back when it is restored."""
        now = self._journal.now()

        def mutate(tables: Tables) -> list[Alteration]:
            removed = tables.remove_record("film_lists", each.id, now)
            return [] if removed is None else [Alteration(removed, None)]

        return self._journal.change(removed_list(each.name), mutate)

    def add(self, to: ListOfFilms, films: Sequence[NewListItem]) -> ListOfFilms:
        """Put films at the end of a list and return it; one that is on it stays where it is."""
        journal, now = self._journal, self._journal.now()
        ids = [each.film.id or journal.new_id() for each in films]
        title = added_to_list([each.film for each in films], to.name)
        journal.change(title, lambda tables: add_films(tables, to.about, films, ids, now))
        return self._current(to.id)

    def take_off(self, of: ListOfFilms, items: Sequence[ListedFilm]) -> Change:
        """Take films off a list, into the trash."""
        now, gone = self._journal.now(), {each.film.id for each in items}

        def mutate(tables: Tables) -> list[Alteration]:
            found = [item for item in items_of(tables, of.id) if shown_film(tables, item) in gone]
            removed = [tables.remove_record("list_items", item.id, now) for item in found]
            return [Alteration(item, None) for item in removed if item is not None]

        return self._journal.change(removed_from_list([each.film for each in items], of.name), mutate)

    def note(self, of: ListOfFilms, listed: ListedFilm, note: str) -> Change | None:
        """Change the note on a film of a list; None where it is the same."""
        if listed.item.note == note:
            return None
        now, after = self._journal.now(), structs.replace(listed.item, note=note)
        title = f"Noted something on {one_line(listed.film.title)} in {one_line(of.name)}"
        return self._journal.change(title, lambda tables: tables.edit(listed.item, after, now))

    def move(self, of: ListOfFilms, film_id: str, place: int) -> Change | None:
        """Move a film to another place on its list, from 0; None where it is there already, or not on the list."""
        at = of.place_of(film_id)
        place = max(0, min(place, len(of.films) - 1))
        if at is None or at == place:
            return None
        rest = [each for each in of.films if each.film.id != film_id]
        before = rest[place - 1].film.id if place else ""
        after = rest[place].film.id if place < len(rest) else ""
        now = self._journal.now()
        title = moved_on_list(of.films[at].film, of.name, place + 1)
        return self._journal.change(title, lambda tables: moved(tables, of.id, film_id, (before, after), now))

    def reorder(self, of: ListOfFilms, film_ids: Sequence[str], title: str) -> Change | None:
        """Bring the films of a list into this order; None where they are in it. Films that are not named come last."""
        if [each.film.id for each in of.films][: len(film_ids)] == list(film_ids):
            return None
        now, wanted = self._journal.now(), {film_id: place for place, film_id in enumerate(film_ids)}

        def mutate(tables: Tables) -> list[Alteration]:
            items = items_of(tables, of.id)
            items.sort(key=lambda item: wanted.get(shown_film(tables, item), len(wanted)))
            return renumbered(tables, items, now)

        return self._journal.change(title, mutate)

    def settle(self, of: ListOfFilms, better: ListedFilm, worse: ListedFilm) -> None:
        """Note that one film was put before another when somebody was asked."""
        now, film = self._journal.now(), worse.film.id
        others = tuple(each for each in better.item.settled if each != film)
        turned = structs.replace(
            worse.item, settled=tuple(each for each in worse.item.settled if each != better.film.id)
        )
        settled = structs.replace(better.item, settled=(*others, film))
        title = f"Put {one_line(better.film.title)} before {one_line(worse.film.title)} in {one_line(of.name)}"
        self._journal.change(
            title,
            lambda tables: [*tables.edit(better.item, settled, now), *tables.edit(worse.item, turned, now)],
        )

    def _current(self, list_id: str) -> ListOfFilms:
        found = self.with_id(list_id)
        if found is None:
            raise KeyError(list_id)
        return found
