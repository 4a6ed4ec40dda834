"""What a query is made of: a tree. Each node says which entries of a block match, and prints as it would be typed."""

import re
from collections.abc import Callable

from msgspec import Struct

from filmjournal.model.text import searchable
from filmjournal.model.viewing import Entry
from filmjournal.query.engine.block import Block
from filmjournal.query.engine.column import Ranks, mask_of, union
from filmjournal.query.engine.ranking import Finder, all_of, any_of, anywhere_finder
from filmjournal.query.fields import (
    ELEMENTS,
    FURTHER_NAMES,
    TEXT,
    AnyField,
    ElementField,
    ScaleField,
    TextField,
)
from filmjournal.query.scales import Range

_PLAIN = re.compile(r'(?!OR\Z)[^\s"(),:^=<>@/-][^\s"(),:]*')


class Term(Struct, frozen=True):
    """One condition."""

    def finder(self) -> Finder:
        """Return what tells which entries match; made once for each search."""
        raise NotImplementedError

    @property
    def cost(self) -> int:
        """How long it takes, from 0 for what is counted to 2 for what is looked for everywhere."""
        return 0


class Anywhere(Term, frozen=True):
    """A bare word or phrase: found in titles, people, tags and what you wrote."""

    text: str
    """What was typed, without quotation marks."""

    def finder(self) -> Finder:
        """Match entries that have the text anywhere."""
        return anywhere_finder(_folded(self.text))

    @property
    def cost(self) -> int:
        """It is looked for everywhere."""
        return 2

    def __str__(self) -> str:
        return quoted(self.text)


class Words(Struct, frozen=True):
    """What a field must hold."""

    text: str
    """What was typed, without quotation marks."""
    exact: bool = False
    """Whether it must be all of a value, as in `title:=pig`."""

    @property
    def folded(self) -> bytes:
        """What to look for; between quotation marks where it must be all of a value."""
        return b'"%b"' % _folded(self.text) if self.exact else _folded(self.text)

    def __str__(self) -> str:
        return "=" * self.exact + quoted(self.text)


class InField(Term, frozen=True):
    """A field and what it must hold, as in `actor:cage` or `genre:war,horror`."""

    field: TextField | ElementField
    """Where to look."""
    words: tuple[Words, ...]
    """What to find there: any of these."""

    def finder(self) -> Finder:
        """Match entries that have any of the words in the field."""
        texts, field = [words.folded for words in self.words], self.field

        def find(block: Block, among: int) -> Ranks:
            found = 0
            for each in texts:
                found |= union(block.element_texts.find_in_names(each)) & among if field is TEXT else 0
                for column in block.columns(field):
                    found |= column.find(each, among & ~found)
            return (found,)

        return find

    @property
    def cost(self) -> int:
        """What was written is long."""
        return 1 + (self.field is TEXT)

    def __str__(self) -> str:
        return f"{shown_name(self.field)}:{','.join(map(str, self.words))}"


class InRange(Term, frozen=True):
    """A field and what it must lie between, as in `rating:4..` or `year:1953,1960..1969`."""

    field: ScaleField
    """What is compared."""
    ranges: tuple[Range, ...]
    """Where it must lie: in any of these."""

    def finder(self) -> Finder:
        """Match entries whose value is known and lies within."""
        field, ranges = self.field, self.ranges

        def find(block: Block, among: int) -> Ranks:
            lows, highs = block.measures(field)
            found = 0
            for each in ranges:
                found |= mask_of(each.holding(lows, highs))
            return (found & among,)

        return find

    def __str__(self) -> str:
        return f"{self.field.name}:{','.join(each.shown_on(self.field.scale) for each in self.ranges)}"


class ViewingState(Struct, frozen=True):
    """Something that a viewing is or is not."""

    name: str
    """What stands after `is:`."""
    help: str
    """What it means, for the help screen."""
    holds: Callable[[Entry], bool]
    """Whether an entry is so."""


class Is(Term, frozen=True):
    """What a viewing must be, as in `is:liked`."""

    states: tuple[ViewingState, ...]
    """Any of these."""

    def finder(self) -> Finder:
        """Match entries that are any of it."""
        states = self.states

        def find(block: Block, among: int) -> Ranks:
            found = 0
            for state in states:
                found |= block.flagged(f"is:{state.name}", state.holds)
            return (found & among,)

        return find

    def __str__(self) -> str:
        return f"is:{','.join(state.name for state in self.states)}"


class Has(Term, frozen=True):
    """What must be there, as in `has:rating`, or must not, as in `no:review`."""

    fields: tuple[AnyField, ...]
    """Any of these."""
    lacking: bool = False
    """Whether one of them must not be there."""

    def finder(self) -> Finder:
        """Match entries that have, or lack, any of it."""
        fields, lacking = self.fields, self.lacking

        def find(block: Block, among: int) -> Ranks:
            found = 0
            for field in fields:
                filled = block.filled(field)
                found |= ~filled if lacking else filled
            return (found & among,)

        return find

    def __str__(self) -> str:
        return f"{'no' if self.lacking else 'has'}:{','.join(map(shown_name, self.fields))}"


class Not(Term, frozen=True):
    """A term that must not match, as in `-actor:cage`."""

    term: Term
    """What must not be there."""

    def finder(self) -> Finder:
        """Match entries that the term does not match."""
        find = self.term.finder()
        return lambda block, among: (among & ~union(find(block, among)),)

    @property
    def cost(self) -> int:
        """That of the term."""
        return self.term.cost

    def __str__(self) -> str:
        return f"-{_grouped(self.term, And, Or)}"


class And(Term, frozen=True):
    """Two terms or more that must all match, as in `cage ozu`."""

    terms: tuple[Term, ...]
    """The conditions."""

    def finder(self) -> Finder:
        """Match entries that every term matches; the terms that cost least leave fewer to the others."""
        return all_of([term.finder() for term in sorted(dict.fromkeys(self.terms), key=lambda term: term.cost)])

    @property
    def cost(self) -> int:
        """That of the dearest."""
        return max(term.cost for term in self.terms)

    def __str__(self) -> str:
        return " ".join(_grouped(term, And, Or) for term in self.terms)


class Or(Term, frozen=True):
    """Two terms or more of which one must match, as in `cage OR ozu`."""

    terms: tuple[Term, ...]
    """The conditions."""

    def finder(self) -> Finder:
        """Match entries that any term matches."""
        return any_of([term.finder() for term in dict.fromkeys(self.terms)])

    @property
    def cost(self) -> int:
        """That of the dearest."""
        return max(term.cost for term in self.terms)

    def __str__(self) -> str:
        return " OR ".join(_grouped(term, Or) for term in self.terms)


class Query(Struct, frozen=True):
    """What is asked; nothing asked matches everything."""

    term: Term | None = None
    """The condition."""

    def finder(self) -> Finder:
        """Return what tells which entries match."""
        return self.term.finder() if self.term else lambda _, among: (among,)

    def __str__(self) -> str:
        return "" if self.term is None else str(self.term)


def _folded(text: str) -> bytes:
    return searchable(text).encode("utf-8", "surrogatepass")


def _grouped(term: Term, *kinds: type[Term]) -> str:
    return f"({term})" if isinstance(term, kinds) else str(term)


def quoted(text: str) -> str:
    """Return the text as it is typed: in quotation marks where it could be taken for something else."""
    return text if _PLAIN.fullmatch(text) else '"' + text.replace('"', "") + '"'


def shown_name(field: AnyField) -> str:
    """Return the name before the colon; an element you invented is quoted, which works in any journal."""
    common = not isinstance(field, ElementField) or field in ELEMENTS or field.name in FURTHER_NAMES
    return field.name if common else f'"{field.name}"'


STATES = (
    ViewingState("liked", "Marked with a heart", lambda entry: entry.viewing.liked),
    ViewingState("rewatch", "You had seen it before", lambda entry: entry.viewing.rewatch),
    ViewingState("first", "You had not", lambda entry: not entry.viewing.rewatch),
    ViewingState("rated", "It has stars", lambda entry: entry.viewing.rating is not None),
    ViewingState("reviewed", "Something is written about it", lambda entry: entry.viewing.is_reviewed),
)
"""Everything that can stand after `is:`."""
