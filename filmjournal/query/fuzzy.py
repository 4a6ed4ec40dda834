"""Suggestions for a query: close titles and names when nothing matches, and people whose name was typed.

Close is an edit distance (OSA) of `typos_allowed` for each word.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest

from msgspec import Struct

from filmjournal.model.film import Role
from filmjournal.model.text import fold
from filmjournal.query.engine.index import Index
from filmjournal.query.errors import typos_allowed
from filmjournal.query.fields import FIELD_NAMES, FURTHER_NAMES, PERSON, TITLE, TextField, field_of
from filmjournal.query.tree import And, Anywhere, InField, Or, Query, Term, Words
from filmjournal.query.vocabulary import FilmNames, Vocabulary, words_in

LONGEST = 8
"""Most words of a name; longer texts are quotations, not misspelt names."""

_MAX_NAMES_COMPARED = 100
"""Most names that are compared word by word; of more, only the most used."""

_PEOPLE = tuple(map(field_of, Role))


class FuzzyMatch(Struct, frozen=True):
    """A title or name that is close to what was typed."""

    name: str
    """The title or name, as written."""
    field: TextField
    """The field it appears in: the title, or the role the person is best known for."""
    viewings: int
    """Number of viewings it appears in."""


def fuzzy_matches(query: Query, known: FilmNames, most: int = 5) -> list[FuzzyMatch]:
    """Return what was probably meant by a query that finds nothing.

    Values of a field are searched in that field first; plain words together, then one by one. A word that the journal
    has as typed is not misspelt, and isn't suggested instead of itself.
    """
    search = _Search(known)
    sought = list(_searched_texts(query.term))
    plain = [text for field, text in sought if field is None]
    parts: list[tuple[TextField | None, list[str]]] = [(field, [text]) for field, text in sought if field is not None]
    together = search.nearest(plain, None)
    parts += [(None, plain)] if together else [(None, [text]) for text in plain]
    found = [search.nearest(texts, field) or search.nearest(texts, None) for field, texts in parts]
    misspelt = [near for near in found if near and near[0][0]] or found
    return list(dict.fromkeys(near for part in misspelt for _, near in part))[:most]


def unknown_field_hint(query: Query, elements: Iterable[str]) -> str:
    """Return a hint about a word before a colon that is no field but was searched as text; empty if there is none."""
    for field, text in _searched_texts(query.term):
        name, colon, value = text.partition(":")
        if field is None and colon and value and len(name) > 1 and name.isalpha():
            known = dict.fromkeys((*FIELD_NAMES, *FURTHER_NAMES, *elements))
            begun = [f"{each}:" for each in known if each.startswith(fold(name))]
            meant = f" Did you mean {' or '.join(begun)}?" if begun else ""
            return f"“{name}:” isn't a field, so it was searched for as text.{meant}"
    return ""


def _searched_texts(term: Term | None) -> Iterator[tuple[TextField | None, str]]:
    match term:
        case Anywhere(text):
            yield None, text
        case InField(TextField() as field, words) if field in (TITLE, PERSON, *_PEOPLE):
            yield from ((field, each.text) for each in words)
        case And(terms) | Or(terms):
            for each in terms:
                yield from _searched_texts(each)


class _Search:
    """Finds close names, looking up each word only once."""

    def __init__(self, known: FilmNames) -> None:
        self._known = known
        self._near_words: dict[str, dict[str, int]] = {}

    def nearest(self, texts: Sequence[str], field: TextField | None) -> list[tuple[int, FuzzyMatch]]:
        """Return close names with their number of typos: the fewest typos first, then the most used."""
        words = sorted({word for text in texts for word in words_in(fold(text))}, key=len, reverse=True)
        if not 0 < len(words) <= LONGEST:
            return []
        near = [self._words_near(word) for word in words]
        if not all(near):
            return []
        found = [(slips, each) for name in self._names(near) for slips, each in self._matches_of(name, near, field)]
        return sorted(found, key=lambda pair: (pair[0], -pair[1].viewings, pair[1].name, pair[1].field.name))

    def _words_near(self, word: str) -> dict[str, int]:
        """Return the known words that may have been meant, with the number of typos in each."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 — most queries find something, and never wait for it
        from rapidfuzz.process import extract  # noqa: PLC0415

        if word not in self._near_words:
            slips = typos_allowed(word)
            known = self._known.words_by_length
            lengths = range(len(word) - slips, len(word) + slips + 1)
            near = {
                other: int(distance)
                for length in lengths
                for other, distance, _ in extract(
                    word, list(known.get(length, ())), scorer=OSA.distance, score_cutoff=max(slips, 1), limit=None
                )
                if slips or sorted(other) == sorted(word)
            }
            self._near_words[word] = near
        return self._near_words[word]

    def _names(self, near: Sequence[Mapping[str, int]]) -> list[str]:
        """Return the names that contain a close word for each searched word; of very many, the most used."""
        known = self._known.words_by_length
        names = set[str].intersection(*({name for word in each for name in known[len(word)][word]} for each in near))
        if len(names) <= _MAX_NAMES_COMPARED:
            return list(names)
        viewings = [self._known.names(field) for field in (TITLE, PERSON)]
        return nsmallest(
            _MAX_NAMES_COMPARED, names, key=lambda name: (-max(each.get(name, 0) for each in viewings), name)
        )

    def _matches_of(
        self, name: str, near: Sequence[Mapping[str, int]], wanted: TextField | None
    ) -> list[tuple[int, FuzzyMatch]]:
        """Return matches for a name in each of its fields, if each searched word is close to a word of it."""
        own = words_in(fold(name))
        slips = [[each[word] for word in own if word in each] for each in near]
        if wanted is not None:
            places = [wanted]
        else:
            places = [TITLE, max(_PEOPLE, key=lambda field: self._known.names(field).get(name, 0))]
        viewings = ((field, self._known.names(field).get(name, 0)) for field in places)
        return [(sum(map(min, slips)), FuzzyMatch(name, field, number)) for field, number in viewings if number]


MOST_PEOPLE = 3
"""Most people suggested above the results."""

SHORTEST_NAME = 3
"""Shortest word that can mean a person, in letters; shorter ones start too many names. Other scripts need only one."""

_MAX_NAMES_SEARCHED, _MAX_NAMES_COUNTED = 400, 12


class PersonSuggestion(Struct, frozen=True):
    """Suggestion of a person whose name contains what was typed."""

    name: str
    """The name, as credited."""
    role: Role
    """Their role."""
    films: int
    """Number of films in the journal with them in this role."""
    query: str
    """The query that lists those films."""

    @property
    def field(self) -> TextField:
        """The query field for the role."""
        return field_of(self.role)


class FuzzySuggestion(Struct, frozen=True):
    """Suggestion of a title or name like the one typed, when nothing matches."""

    name: str
    """The title or the name, as written."""
    field: TextField
    """The field it appears in."""
    viewings: int
    """Number of viewings it appears in."""
    query: str
    """The query that lists them."""


Suggestion = PersonSuggestion | FuzzySuggestion
"""Something to search for instead."""


def people_suggestions(query: Query, known: Vocabulary, index: Index) -> tuple[PersonSuggestion, ...]:
    """Return people whose name contains every word of a plain-word query, the most watched first."""
    words = list(_bare_words(query.term))
    if not words or max(map(_weight, words)) < SHORTEST_NAME:
        return ()
    longest = max(words, key=len)
    people = known.names(PERSON)
    named = [name for name in people.starting_with(longest, _MAX_NAMES_SEARCHED) if _has_words(name, words)][
        :_MAX_NAMES_COUNTED
    ]
    credited = [
        (viewings, name, role)
        for name in named
        for role in Role
        if (viewings := known.names(field_of(role)).get(name, 0))
    ]
    best = sorted(credited, key=lambda each: -each[0])[:MOST_PEOPLE]
    return tuple(_person_suggestion(name, role, index) for _, name, role in best)


def fuzzy_suggestions(query: Query, known: FilmNames) -> tuple[FuzzySuggestion, ...]:
    """Return suggestions for a query that finds nothing."""
    return tuple(_fuzzy_suggestion(near) for near in fuzzy_matches(query, known))


def _bare_words(term: Term | None) -> Iterator[str]:
    """Yield the words of a query of plain words; nothing if it has any other term."""
    terms = term.terms if isinstance(term, And) else (term,)
    if all(isinstance(each, Anywhere) for each in terms):
        for each in terms:
            if isinstance(each, Anywhere):
                yield from words_in(fold(each.text))


def _weight(word: str) -> int:
    return len(word) if word.isascii() else SHORTEST_NAME


def _has_words(name: str, words: Iterable[str]) -> bool:
    own = words_in(fold(name))
    return all(any(each.startswith(word) for each in own) for word in words)


def _person_suggestion(name: str, role: Role, index: Index) -> PersonSuggestion:
    term = InField(field_of(role), (Words(name, exact=True),))
    films = {entry.film.id for entry in index.search(Query(term)).entries}
    return PersonSuggestion(name, role, len(films), str(term))


def _fuzzy_suggestion(near: FuzzyMatch) -> FuzzySuggestion:
    return FuzzySuggestion(
        near.name, near.field, near.viewings, str(InField(near.field, (Words(near.name, exact=True),)))
    )
