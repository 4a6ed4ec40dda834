"""What the journal already knows, offered as you type: films, people and tags."""

from collections import Counter
from collections.abc import Iterable

from filmjournal.model.breakdown import DEFAULT_ELEMENTS, FURTHER_ELEMENTS
from filmjournal.model.film import Film, Role
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry


class Vocabulary:
    """Every name that stands in a set of entries, with how often; the most used come first."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._films: dict[str, Film] = {}
        self._viewings: Counter[str] = Counter()
        self._people: dict[Role, Counter[str]] = {role: Counter() for role in Role}
        self._everyone: Counter[str] = Counter()
        self._lists: dict[str, Counter[str]] = {name: Counter() for name in LISTS}
        self._elements: Counter[str] = Counter()
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        film, viewing = entry.film, entry.viewing
        self._viewings[film.id] += 1
        self._elements.update(element.name for element in viewing.breakdown)
        self._lists["tags"].update(viewing.tags)
        self._lists["companions"].update(viewing.companions)
        if viewing.venue:
            self._lists["venue"][viewing.venue] += 1
        if film.id in self._films:
            return
        self._films[film.id] = film
        for name in ("genres", "countries", "languages"):
            self._lists[name].update(getattr(film, name))
        for credit in film.credits:
            self._people[credit.role][credit.name] += 1
            self._everyone[credit.name] += 1

    def films(self, typed: str, most: int = 8) -> list[Film]:
        """Return the films whose title or original title has what was typed, the best match first."""
        folded = fold(typed.strip())
        ranked = (
            (
                min(_rank(folded, title) for title in (film.title, film.original_title)),
                -self._viewings[id_],
                film.title,
                film,
            )
            for id_, film in self._films.items()
        )
        best = sorted((row for row in ranked if row[0] < _NO_MATCH), key=lambda row: row[:3])
        return [film for *_, film in best[:most]]

    def people(self, typed: str, role: Role, most: int = 8) -> list[str]:
        """Return names of people, those who had this role first."""
        own = _best(typed, self._people[role], most)
        return list(dict.fromkeys((*own, *_best(typed, self._everyone, most))))[:most]

    def words(self, typed: str, kind: str, most: int = 8) -> list[str]:
        """Return tags, venues, companions, genres, countries or languages; `kind` is one of LISTS."""
        return _best(typed, self._lists[kind], most)

    def elements(self, typed: str, most: int = 8) -> list[str]:
        """Return names of elements: your own first, then those that people often use."""
        common = Counter(dict.fromkeys((*DEFAULT_ELEMENTS, *FURTHER_ELEMENTS), 0))
        common.update(self._elements)
        return _best(typed, common, most)


LISTS = ("tags", "companions", "venue", "genres", "countries", "languages")
"""The kinds of words that a vocabulary keeps apart."""

_NO_MATCH = 3


def _rank(folded: str, candidate: str) -> int:
    """Return 0 where the candidate starts with the text, 1 where a word of it does, 2 where it has it at all."""
    text = fold(candidate)
    if not text or folded not in text:
        return _NO_MATCH
    if text.startswith(folded):
        return 0
    return 1 if f" {folded}" in text else 2


def _best(typed: str, names: Counter[str], most: int) -> list[str]:
    folded = fold(typed.strip())
    ranked = ((_rank(folded, name), -count, name) for name, count in names.items())
    return [name for _, _, name in sorted(row for row in ranked if row[0] < _NO_MATCH)[:most]]
