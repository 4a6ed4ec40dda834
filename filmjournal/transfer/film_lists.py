"""Lists of films, for both front ends: which film is meant, a list from your stars, and lists of earlier imports."""

import re
from collections.abc import Sequence

from filmjournal.journal.film_lists import FilmLists
from filmjournal.journal.journal import Journal
from filmjournal.journal.list_changes import import_list
from filmjournal.journal.sources import lists_in
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.film_list import ListedFilm, ListOfFilms, NewListItem
from filmjournal.model.known_films import KnownFilms
from filmjournal.model.list_rows import list_of_rows
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, listed, titled

_WITH_YEAR = re.compile(r"(?P<title>.+?)\s*\((?P<year>[12]\d{3})\)\s*")


def film_named(films: Sequence[Film], text: str) -> Film:
    """Return the film that is meant by a title, with its year in brackets if one is stated: a known one, or a new one.

    Raises InvalidValueError where several films have the title, and for an empty one.
    """
    match = _WITH_YEAR.fullmatch(text.strip())
    title, year = (match["title"], int(match["year"])) if match is not None else (text.strip(), None)
    if not title:
        raise InvalidValueError("Write the title of the film.")
    stated = Film("", title, year=year)
    known = KnownFilms(films).candidates(stated)
    if len(known) > 1:
        names = listed([titled(film) for film in known])
        raise InvalidValueError(f"Several films are called “{title}”: {names}. Add the year in brackets.")
    return known[0] if known else stated


def listed_film(of: ListOfFilms, text: str) -> ListedFilm:
    """Return the film of a list that is meant by its number, its title, or part of it; raises InvalidValueError."""
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= len(of.films):
        return of.films[int(text) - 1]
    sought = fold(text)
    whole = [each for each in of.films if fold(each.film.title) == sought or fold(titled(each.film)) == sought]
    found = whole or [each for each in of.films if sought and sought in fold(titled(each.film))]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InvalidValueError(f"No film on {of.name} is called “{text}”.")
    several = counted(len(found), "film")
    raise InvalidValueError(f"“{text}” fits {several} of {of.name}: write more of the title, or its number.")


def by_stars(entries: Sequence[Entry]) -> tuple[NewListItem, ...]:
    """Return the films of these viewings, each once, by the best rating you gave it; of equals the latest first."""
    films = {entry.film.id: entry.film for entry in entries}
    best = best_stars(entries)
    return tuple(NewListItem(films[id_]) for id_ in sorted(films, key=best.__getitem__, reverse=True))


def best_stars(entries: Sequence[Entry]) -> dict[str, int]:
    """Return the best rating of each film in half stars, 0 for none, by the film's id."""
    best: dict[str, int] = {}
    for entry in entries:
        best[entry.film.id] = max(best.get(entry.film.id, 0), int(entry.viewing.rating or 0))
    return best


def adopt_stored_lists(journal: Journal) -> int:
    """Make lists of those that earlier imports stored, as one change, and return how many; one is made once."""
    now, known = journal.now(), {each.id for each in FilmLists(journal).all()}
    stored = [list_of_rows(each) for each in lists_in(journal.tables.documents)]
    waiting = [(about, films) for about, films in stored if about.id not in known and not _is_gone(journal, about.id)]
    if waiting:
        journal.change(
            f"Read {counted(len(waiting), 'imported list')}",
            lambda tables: [each for about, films in waiting for each in import_list(tables, about, films, now)],
        )
    return len(waiting)


def _is_gone(journal: Journal, list_id: str) -> bool:
    row = journal.tables.trash.row(list_id)
    return row is not None and not row.undone
