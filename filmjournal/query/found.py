"""What a list offers beside entries: people whose name was typed, and what is nearest when nothing was found."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from filmjournal.model.film import Role
from filmjournal.model.text import fold
from filmjournal.query.fields import PERSON, TextField, field_of
from filmjournal.query.forgiveness import Near, forgiven
from filmjournal.query.index import Index
from filmjournal.query.names import words_in
from filmjournal.query.suggest import FilmNames, Vocabulary
from filmjournal.query.terms import All, Anywhere, InField, Query, Term, Words

MOST_PEOPLE = 3
"""People that are offered above what was found."""

SHORTEST_NAME = 3
"""Letters from which somebody's name is meant; shorter words begin too many. In other scripts one is a word."""

_LOOKED_AT, _OFFERED = 400, 12


class PersonFound(Struct, frozen=True):
    """Somebody whose name has what was typed."""

    name: str
    """The name, as credited."""
    role: Role
    """What they did."""
    films: int
    """How many films of the journal they did it on."""
    query: str
    """What lists them."""

    @property
    def field(self) -> TextField:
        """The field that has the name."""
        return field_of(self.role)


class NearFound(Struct, frozen=True):
    """A title or a name that is like what was typed, when nothing has that."""

    name: str
    """The title or the name, as written."""
    field: TextField
    """The field that has it."""
    viewings: int
    """How many viewings there are of it."""
    query: str
    """What lists them."""


Found = PersonFound | NearFound
"""Something that leads to entries."""


def people_found(query: Query, known: Vocabulary, index: Index) -> tuple[PersonFound, ...]:
    """Return the people whose name has every word of a query that consists of words, the most watched first."""
    words = list(_bare_words(query.term))
    if not words or max(map(_weight, words)) < SHORTEST_NAME:
        return ()
    longest = max(words, key=len)
    people = known.names(PERSON)
    named = [name for name in people.beginning(longest, _LOOKED_AT) if _has_words(name, words)][:_OFFERED]
    credited = [
        (viewings, name, role)
        for name in named
        for role in Role
        if (viewings := known.names(field_of(role)).get(name, 0))
    ]
    best = sorted(credited, key=lambda each: -each[0])[:MOST_PEOPLE]
    return tuple(_person(name, role, index) for _, name, role in best)


def nearest_found(query: Query, known: FilmNames) -> tuple[NearFound, ...]:
    """Return the titles and names that were probably meant by a query that finds nothing."""
    return tuple(_near(near) for near in forgiven(query, known))


def _bare_words(term: Term | None) -> Iterator[str]:
    """Give the words of a query of nothing but words; none where it asks anything else too."""
    terms = term.terms if isinstance(term, All) else (term,)
    if all(isinstance(each, Anywhere) for each in terms):
        for each in terms:
            if isinstance(each, Anywhere):
                yield from words_in(fold(each.text))


def _weight(word: str) -> int:
    return len(word) if word.isascii() else SHORTEST_NAME


def _has_words(name: str, words: Iterable[str]) -> bool:
    own = words_in(fold(name))
    return all(any(each.startswith(word) for each in own) for word in words)


def _person(name: str, role: Role, index: Index) -> PersonFound:
    term = InField(field_of(role), (Words(name, exact=True),))
    films = {entry.film.id for entry in index.search(Query(term)).entries}
    return PersonFound(name, role, len(films), str(term))


def _near(near: Near) -> NearFound:
    return NearFound(near.name, near.field, near.viewings, str(InField(near.field, (Words(near.name, exact=True),))))
