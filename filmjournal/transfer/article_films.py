"""Which film an article is about: the films of the journal and of the catalogue that its words may mean."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from filmjournal.lookup.catalogue import Catalogue, Title
from filmjournal.lookup.titles import forms_of, forms_of_all, words_of
from filmjournal.model.breakdown import DEFAULT_ELEMENTS, FURTHER_ELEMENTS
from filmjournal.model.film import Film, Role
from filmjournal.model.text import fold

_MOST = 7
"""Films that are offered: nine keys answer a question in the app."""

_MOST_WORDS = 8
"""Words of a title that is looked for in a text."""

_MARKED = re.compile(r"[*_]{1,3}([^*_\n]{1,80})[*_]{1,3}|[“\"«‘]([^”\"»’\n]{1,80})[”\"»’]")
_PARTS = re.compile(r"\s*(?::|[-–—|]\s|\s[-–—|]|\breview(?:ed)?\b|\bof\b|\bin\b|\bon\b)\s*", re.IGNORECASE)
_CAPITALS = re.compile(
    r"(?:[A-Z0-9][\w'’.&-]*)(?:[ :,]{1,2}(?:(?:of|the|and|in|on|a|an|to|for|de|la|le) ){0,2}[A-Z0-9][\w'’.&-]*){0,7}"
)

_IN_HEAD, _MARKED_IN_TEXT, _OF_PERSON, _IN_JOURNAL = 4, 3, 5, 1
_ENOUGH, _OF_BEST = 3, 0.6
"""How much has to speak for a film for it to be offered, and how much against what speaks for the likeliest one."""

_NO_TITLES = frozenset({"element", "description", "rating", *DEFAULT_ELEMENTS, *FURTHER_ELEMENTS, "verdict"})
_NO_FORMS = frozenset(words_of(name) for name in _NO_TITLES)
"""What stands in every review, and is hardly meant as a title."""


class _Candidate(Struct, frozen=True):
    """A film that may be meant."""

    title: str
    year: int | None
    people: tuple[str, ...]
    directors: tuple[str, ...]
    where: str

    @property
    def named(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title


class ArticleFilms:
    """Knows the films of a journal and of the catalogue by what is written of them."""

    def __init__(self, films: Callable[[], Iterable[Film]], catalogue: Callable[[], Catalogue]) -> None:
        """Take what returns the journal's films and the catalogue, which is called when they are first needed."""
        self._films = films
        self._open = catalogue
        self._shown: dict[str, str] = {}

    def titled(self, title: str, text: str) -> tuple[str, ...]:
        """Return the films with exactly this title; of several only those whose people a text names, if it does.

        Films of the journal come before all others.
        """
        found = self._with_forms(forms_of(title))
        known = [each for each in found if each.where != _IN_CATALOGUE] or found
        if len(known) > 1:
            words = _padded(text)
            known = [each for each in known if _people_in(each, words)] or known
        return self._named(known)

    def answers(self, films: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Return films as the answers to a question, each with its director and where it is known from."""
        return tuple((film, self._shown.get(film, film)) for film in films)

    def suggested(self, text: str, heads: Sequence[str]) -> tuple[str, ...]:
        """Return the films that a text with these first lines may be about, the likeliest first."""
        words = _padded(text)
        weights = _phrases(text, heads)
        scored = []
        for each in self._with_forms(sorted(weights, key=lambda form: -weights[form])):
            weight = max(weights.get(form, 0) for form in forms_of(each.title)) if each.title else 0
            weight += _OF_PERSON * min(2, len(_people_in(each, words)))
            weight += _IN_JOURNAL * (each.where != _IN_CATALOGUE)
            scored.append((weight + min(words.count(f" {words_of(each.title)} "), 3) / 2, each))
        scored.sort(key=lambda pair: -pair[0])
        enough = max(_ENOUGH, _OF_BEST * scored[0][0]) if scored else 0
        return self._named([each for weight, each in scored if weight >= enough])

    def _named(self, found: Sequence[_Candidate]) -> tuple[str, ...]:
        for each in found:
            parts = (each.named, ", ".join(each.directors), each.where)
            self._shown.setdefault(each.named, " · ".join(filter(None, parts)))
        return tuple(dict.fromkeys(each.named for each in found))[:_MOST]

    def _with_forms(self, forms: Sequence[str]) -> list[_Candidate]:
        """Return the films that have one of these forms of a title, those of the journal first.

        Of the catalogue they are at most so many, those of the first forms (_MOST_LOOKED_AT).
        """
        own = [film for form in forms for film in self._by_form.get(form, ())]
        found = [_of_journal(film) for film in dict.fromkeys(own)]
        known = {(fold(each.title), each.year) for each in found}
        titles = {each.number: each for some in self._catalogue.titled_all(forms).values() for each in some}
        films = self._catalogue.films(list(titles)[:_MOST_LOOKED_AT])
        others = [_of_catalogue(titles[number], film.film) for number, film in films.items()]
        return [*found, *(each for each in others if (fold(each.title), each.year) not in known)]

    @cached_property
    def _catalogue(self) -> Catalogue:
        return self._open()

    @cached_property
    def _by_form(self) -> dict[str, list[Film]]:
        by_form: dict[str, list[Film]] = {}
        for film in self._films():
            for form in forms_of_all(filter(None, (film.title, film.original_title))):
                by_form.setdefault(form, []).append(film)
        return by_form


_IN_CATALOGUE = "in the catalogue"
_MOST_LOOKED_AT = 200


def _of_journal(film: Film) -> _Candidate:
    people = tuple(dict.fromkeys(credit.name for credit in film.credits))
    return _Candidate(film.title, film.year, people, film.people(Role.DIRECTOR), "in your journal")


def _of_catalogue(title: Title, film: Film) -> _Candidate:
    people = tuple(dict.fromkeys(credit.name for credit in film.credits))
    return _Candidate(title.title, title.year, people, title.directors, _IN_CATALOGUE)


def _people_in(film: _Candidate, words: str) -> list[str]:
    return [name for name in film.people if " " in name.strip() and f" {words_of(name)} " in words]


def _padded(text: str) -> str:
    return f" {words_of(text)} "


def _phrases(text: str, heads: Sequence[str]) -> dict[str, int]:
    """Return the forms of what may be a title in a text, with how much speaks for each."""
    weights: Counter[str] = Counter()
    found = [(part, _IN_HEAD) for head in heads for part in _parts_of(head)]
    found += [(match[1] or match[2], _MARKED_IN_TEXT) for match in _MARKED.finditer(text)]
    found += [(part, len(part.split()) - 1) for match in _CAPITALS.finditer(text) for part in _runs(match[0])]
    for phrase, weight in found:
        if 0 < len(phrase.split()) <= _MOST_WORDS:
            for form in forms_of(phrase):
                weights[form] = max(weights[form], weight)
    return {form: weight for form, weight in weights.items() if form and form not in _NO_FORMS}


def _parts_of(head: str) -> Iterator[str]:
    yield head
    yield from (part.strip(" '\"“”‘’*_") for part in _PARTS.split(head) if part.strip())


def _runs(capitals: str) -> Iterator[str]:
    """Yield every run of words of a phrase with capitals: a title may stand between other names."""
    words = capitals.split()[: _MOST_WORDS + 4]
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            yield " ".join(words[start:end]).strip(",:.")
