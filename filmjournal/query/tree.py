"""The syntax tree of a query. Each node makes a finder for blocks of entries, and prints as it would be typed."""

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
    """A node of the tree: one condition."""

    def finder(self) -> Finder:
        """Return the function that finds matching slots of a block; made once per search."""
        raise NotImplementedError

    @property
    def cost(self) -> int:
        """Relative cost: 0 for comparisons, 1 for one text field, 2 for full text. Cheap terms run first."""
        return 0


class Anywhere(Term, frozen=True):
    """A bare word or phrase, searched in titles, people, tags and what you wrote."""

    text: str
    """The word or phrase, without quotation marks."""

    def finder(self) -> Finder:
        """Match entries that contain the text anywhere, ranked."""
        return anywhere_finder(_folded(self.text))

    @property
    def cost(self) -> int:
        """Full text."""
        return 2

    def __str__(self) -> str:
        return quoted(self.text)


class Words(Struct, frozen=True):
    """One value of a text field's condition."""

    text: str
    """The value, without quotation marks."""
    exact: bool = False
    """Whether it must equal a whole value, as in `title:=pig`, rather than be part of one."""

    @property
    def folded(self) -> bytes:
        """The folded bytes to search for; between quotation marks, which delimit values in a column, if exact."""
        return b'"%b"' % _folded(self.text) if self.exact else _folded(self.text)

    def __str__(self) -> str:
        return "=" * self.exact + quoted(self.text)


class InField(Term, frozen=True):
    """A text field that must contain any of some values, as in `actor:cage` or `genre:war,horror`."""

    field: TextField | ElementField
    """The field to search."""
    words: tuple[Words, ...]
    """The values, of which one must match."""

    def finder(self) -> Finder:
        """Match entries with any of the values in the field."""
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
        """Higher for `text:`, which is long."""
        return 1 + (self.field is TEXT)

    def __str__(self) -> str:
        return f"{shown_name(self.field)}:{','.join(map(str, self.words))}"


class InRange(Term, frozen=True):
    """A number or date field and its ranges, as in `rating:4..` or `year:1953,1960..1969`."""

    field: ScaleField
    """The field to compare."""
    ranges: tuple[Range, ...]
    """The ranges, of which one must contain the value."""

    def finder(self) -> Finder:
        """Match entries whose value is known and in a range."""
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
    """A condition after `is:`, such as `is:liked`."""

    name: str
    """Its name after `is:`."""
    help: str
    """What it means, for the help screen."""
    holds: Callable[[Entry], bool]
    """The predicate."""


class Is(Term, frozen=True):
    """A state that a viewing must have, as in `is:liked`."""

    states: tuple[ViewingState, ...]
    """The states, of which one must hold."""

    def finder(self) -> Finder:
        """Match entries with any of the states."""
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
    """A field that must be filled, as in `has:rating`, or empty, as in `no:review`."""

    fields: tuple[AnyField, ...]
    """The fields, of which one must be filled (or empty)."""
    lacking: bool = False
    """Whether it must be empty."""

    def finder(self) -> Finder:
        """Match entries with any of the fields filled, or empty."""
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
    """A negation, as in `-actor:cage`."""

    term: Term
    """The term that must not match."""

    def finder(self) -> Finder:
        """Match entries that the term doesn't match."""
        find = self.term.finder()
        return lambda block, among: (among & ~union(find(block, among)),)

    @property
    def cost(self) -> int:
        """That of the term."""
        return self.term.cost

    def __str__(self) -> str:
        return f"-{_grouped(self.term, And, Or)}"


class And(Term, frozen=True):
    """Two or more terms that must all match, as in `cage ozu`."""

    terms: tuple[Term, ...]
    """The conditions."""

    def finder(self) -> Finder:
        """Match entries that every term matches; cheap terms run first and leave fewer entries to the others."""
        return all_of([term.finder() for term in sorted(dict.fromkeys(self.terms), key=lambda term: term.cost)])

    @property
    def cost(self) -> int:
        """The highest cost of its terms."""
        return max(term.cost for term in self.terms)

    def __str__(self) -> str:
        return " ".join(_grouped(term, And, Or) for term in self.terms)


class Or(Term, frozen=True):
    """Two or more terms of which one must match, as in `cage OR ozu`."""

    terms: tuple[Term, ...]
    """The conditions."""

    def finder(self) -> Finder:
        """Match entries that any term matches."""
        return any_of([term.finder() for term in dict.fromkeys(self.terms)])

    @property
    def cost(self) -> int:
        """The highest cost of its terms."""
        return max(term.cost for term in self.terms)

    def __str__(self) -> str:
        return " OR ".join(_grouped(term, Or) for term in self.terms)


class Query(Struct, frozen=True):
    """A whole query; an empty one matches everything."""

    term: Term | None = None
    """The root of the tree; None if empty."""

    def finder(self) -> Finder:
        """Return the function that finds matching slots of a block."""
        return self.term.finder() if self.term else lambda _, among: (among,)

    def __str__(self) -> str:
        return "" if self.term is None else str(self.term)


def _folded(text: str) -> bytes:
    return searchable(text).encode("utf-8", "surrogatepass")


def _grouped(term: Term, *kinds: type[Term]) -> str:
    return f"({term})" if isinstance(term, kinds) else str(term)


def quoted(text: str) -> str:
    """Return the text as typed in a query: quoted where it would mean something else."""
    return text if _PLAIN.fullmatch(text) else '"' + text.replace('"', "") + '"'


def shown_name(field: AnyField) -> str:
    """Return a field's name before the colon; elements of your own are quoted, which works in any journal."""
    common = not isinstance(field, ElementField) or field in ELEMENTS or field.name in FURTHER_NAMES
    return field.name if common else f'"{field.name}"'


STATES = (
    ViewingState("liked", "Marked with a heart", lambda entry: entry.viewing.liked),
    ViewingState("rewatch", "You had seen it before", lambda entry: entry.viewing.rewatch),
    ViewingState("first", "You had not", lambda entry: not entry.viewing.rewatch),
    ViewingState("rated", "It has stars", lambda entry: entry.viewing.rating is not None),
    ViewingState("reviewed", "Something is written about it", lambda entry: entry.viewing.is_reviewed),
    ViewingState("unidentified", "Nobody is known who made its film", lambda entry: not entry.film.credits),
)
"""Every state that `is:` accepts."""
