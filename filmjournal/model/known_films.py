"""An index of the journal's films: by id, by their ids at other services, and by title."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from filmjournal.model.film import Film
from filmjournal.model.text import fold

_WORD = re.compile(r"\w+")


class KnownFilms:
    """Films by id, by their ids at other services, and by title."""

    def __init__(self, films: Iterable[Film] = ()) -> None:
        self._films: dict[str, Film] = {}
        self._named: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for film in films:
            self.add(film)

    def add(self, film: Film) -> None:
        """Add a film, or replace the one with its id."""
        self._films[film.id] = film
        for name in _names(film):
            self._named[name][film.id] = None

    def get(self, film_id: str) -> Film | None:
        """Return the film with this id, or None."""
        return self._films.get(film_id)

    def candidates(self, other: Film) -> list[Film]:
        """Return the films that could be this one: only those that share an id of a service, if any do."""
        ids = dict.fromkeys(id_ for name in _names(other) for id_ in self._named.get(name, ()))
        found = [film for id_ in ids if (film := self._films[id_]).could_match(other)]
        return [film for film in found if film.external_ids.shared_with(other.external_ids)] or found

    def starting_with(self, typed: str) -> list[Film]:
        """Return the films of which a title begins with these words."""
        begun = _words(typed)
        return [film for film in self._films.values() if begun.strip() and any(map(_starting(begun), _titles(film)))]

    def with_words(self, typed: str) -> list[Film]:
        """Return the films of which a title has words that begin with each of these."""
        sought = [f" {word}" for word in _words(typed).split()]
        return [film for film in self._films.values() if sought and any(map(_having(sought), _titles(film)))]


def _titles(film: Film) -> set[str]:
    return {fold(title) for title in (film.title, film.original_title) if title}


def _names(film: Film) -> set[tuple[str, str]]:
    return {("title", title) for title in _titles(film)} | film.external_ids.known


def _words(text: str) -> str:
    """Return the words of a text folded, with a space before and after each, and no punctuation."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


def _starting(begun: str) -> Callable[[str], bool]:
    return lambda title: _words(title).startswith(begun)


def _having(sought: list[str]) -> Callable[[str], bool]:
    return lambda title: all(word in _words(title) for word in sought)
