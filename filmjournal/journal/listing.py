"""What the records of a journal show: every viewing with its film, every list with its films, and what is wrong."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from filmjournal.journal.film_records import of_film
from filmjournal.journal.records import Alteration, Problem, Records
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.film_list import FilmList, ListedFilm, ListItem, ListOfFilms, in_order
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wish import Wish
from filmjournal.query.sorting import by_date

_FEW = 64
"""Up to so many entries are put into place one by one; above, it is as fast to sort all."""


class Listing:
    """The entries of a journal, by the id of their viewing and in order."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        """Every entry by the id of its viewing, the latest first."""
        self.problems: tuple[Problem, ...] = ()
        """The records that cannot be read, or whose film is missing."""

    def rebuild(self, tables: Tables) -> None:
        """List these records; an entry that did not change stays the same object."""
        entries, problems = entries_and_problems(tables, self.entries)
        self.entries = {entry.id: entry for entry in sorted(entries, key=by_date, reverse=True)}
        self.problems = tuple(problems)

    def refresh(self, tables: Tables, altered: Iterable[Alteration]) -> None:
        """List these records again, of which only these alterations are new."""
        if self.problems or problems_of(tables):  # an alteration may have mended them
            self.rebuild(tables)
            return
        touched = self._touched(altered)
        named = names_of_lists(tables)
        if len(touched) > _FEW:
            self.rebuild(tables)
            return
        pairs = [pair for pair in self.entries.items() if pair[0] not in touched]
        for viewing in filter(None, map(tables.viewings.value, touched)):
            film = tables.films.value(viewing.film)
            if film is None:
                self.rebuild(tables)
                return
            entry = Entry(of_film(viewing, film), film, named.get(film.id, ()))
            pairs.insert(_place(pairs, entry), (entry.id, entry))
        self.entries = dict(pairs)

    def _touched(self, altered: Iterable[Alteration]) -> set[str]:
        changed = [each for each in altered if each.before != each.after]
        values = [value for each in changed for value in (each.before, each.after) if value is not None]
        films = {id_ for value in values if isinstance(value, Film) for id_ in (value.id, value.merged_into)}
        films |= {value.film for value in values if isinstance(value, ListItem)}
        lists = {name for value in values if isinstance(value, FilmList) for name in (value.name,)}
        own = {value.id for value in values if isinstance(value, Viewing)}
        if not (films or lists):
            return own
        return own | {e.id for e in self.entries.values() if e.film.id in films or not lists.isdisjoint(e.lists)}


def _place(pairs: list[tuple[str, Entry]], entry: Entry) -> int:
    key = by_date(entry)
    return bisect_left(pairs, True, key=lambda pair: by_date(pair[1]) < key)


def entries_and_problems(tables: Tables, known: dict[str, Entry]) -> tuple[list[Entry], list[Problem]]:
    """Return every viewing with its film, and the records that cannot be read; unchanged entries stay the same."""
    problems = problems_of(tables)
    named = names_of_lists(tables)
    entries: list[Entry] = []
    for viewing in tables.viewings.values():
        film = tables.films.value(viewing.film)
        if film is None:
            problems.append(_without_film(tables.viewings, viewing))
            continue
        entry, lists = known.get(viewing.id), named.get(film.id, ())
        if entry is None or entry.viewing is not viewing or entry.film is not film or entry.lists != lists:
            entry = Entry(of_film(viewing, film), film, lists)
        entries.append(entry)
    others: list[Records[Any]] = [tables.wishes, tables.items]
    for records in others:
        problems += [_without_film(records, each) for each in records.values() if tables.films.value(each.film) is None]
    return entries, problems


def problems_of(tables: Tables) -> list[Problem]:
    """Return the records that cannot be read."""
    return [problem for records in tables.by_name.values() for problem in records.problems]


def _without_film(records: Records[Any], value: Viewing | Wish | ListItem) -> Problem:
    record = records.stored(value.id)
    where = record.number if record else value.id
    return Problem(records.name, where, f"its film, {value.film}, is not in the journal")


def films_on_lists(tables: Tables) -> tuple[ListOfFilms, ...]:
    """Return every list with its films, by name; a film that is on one twice, since two were merged, stands once."""
    of: dict[str, list[ListItem]] = {about.id: [] for about in tables.lists.values()}
    for item in tables.items.values():
        if item.list in of:
            of[item.list].append(item)
    lists = [ListOfFilms(about, _films_of(tables, of[about.id])) for about in tables.lists.values()]
    return tuple(sorted(lists, key=lambda each: (fold(each.name), each.id)))


def _films_of(tables: Tables, items: list[ListItem]) -> tuple[ListedFilm, ...]:
    found: dict[str, ListedFilm] = {}
    for item in in_order(items):
        film = tables.films.value(item.film)
        if film is not None:
            found.setdefault(film.id, ListedFilm(of_film(item, film), film))
    return tuple(found.values())


def names_of_lists(tables: Tables) -> dict[str, tuple[str, ...]]:
    """Return the names of the lists that each film is on, by the film's id."""
    if not tables.items.all():
        return {}
    found: dict[str, set[str]] = {}
    for item in tables.items.values():
        about, film = tables.lists.value(item.list), tables.films.value(item.film)
        if about is not None and film is not None:
            found.setdefault(film.id, set()).add(about.name)
    return {film_id: tuple(sorted(names)) for film_id, names in found.items()}
