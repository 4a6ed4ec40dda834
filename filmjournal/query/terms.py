"""What a query is made of: a tree. Each node says how to match an entry, and prints as it would be typed."""

import re
from collections.abc import Callable

from msgspec import Struct

from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from filmjournal.query.fields import (
    ELEMENTS,
    FURTHER_NAMES,
    AnyField,
    ElementField,
    ScaleField,
    TextField,
    name_of_element,
)
from filmjournal.query.folded import FoldedEntry
from filmjournal.query.ranges import Range

Matcher = Callable[[FoldedEntry], bool]
"""Says whether an entry matches."""

_PLAIN = re.compile(r'(?!OR\Z)[^\s"(),:^=<>-][^\s"(),:]*')


class Term(Struct, frozen=True):
    """One condition."""

    def matcher(self) -> Matcher:
        """Return what tells whether an entry matches; made once for each search."""
        raise NotImplementedError


class Anywhere(Term, frozen=True):
    """A bare word or phrase: found in titles, people, tags and what you wrote."""

    text: str
    """What was typed, without quotation marks."""

    def matcher(self) -> Matcher:
        """Match entries that have the text anywhere."""
        folded = fold(self.text)
        return lambda entry: entry.has(folded)

    def __str__(self) -> str:
        return quoted(self.text)


class Words(Struct, frozen=True):
    """What a field must hold."""

    text: str
    """What was typed, without quotation marks."""
    exact: bool = False
    """Whether it must be all of a value, as in `title:=pig`."""

    @property
    def folded(self) -> str:
        """What to look for; between quotation marks where it must be all of a value."""
        return f'"{fold(self.text)}"' if self.exact else fold(self.text)

    def __str__(self) -> str:
        return "=" * self.exact + quoted(self.text)


class InField(Term, frozen=True):
    """A field and what it must hold, as in `actor:cage` or `genre:war,horror`."""

    field: TextField | ElementField
    """Where to look."""
    words: tuple[Words, ...]
    """What to find there: any of these."""

    def matcher(self) -> Matcher:
        """Match entries that have any of the words in the field."""
        folded = [words.folded for words in self.words]
        field = self.field
        if isinstance(field, ElementField):
            name = field.name
            return lambda entry: any(entry.has_in_element(name, text) for text in folded)
        if len(folded) == 1:
            only = folded[0]
            return lambda entry: entry.has_in(field, only)
        return lambda entry: any(entry.has_in(field, text) for text in folded)

    def __str__(self) -> str:
        return f"{shown_name(self.field)}:{','.join(map(str, self.words))}"


class Within(Term, frozen=True):
    """A field and what it must lie between, as in `rating:4..` or `year:1953,1960..1969`."""

    field: ScaleField
    """What is compared."""
    ranges: tuple[Range, ...]
    """Where it must lie: in any of these."""

    def matcher(self) -> Matcher:
        """Match entries whose value is known and lies within."""
        measure, ranges = self.field.measure, self.ranges

        def matches(entry: FoldedEntry) -> bool:
            value = measure(entry.entry)
            return value is not None and any(each.holds(value) for each in ranges)

        return matches

    def __str__(self) -> str:
        return f"{self.field.name}:{','.join(each.shown_on(self.field.scale) for each in self.ranges)}"


class State(Struct, frozen=True):
    """Something that a viewing is or is not."""

    name: str
    """What stands after `is:`."""
    help: str
    """What it means, for the help screen."""
    holds: Callable[[Entry], bool]
    """Whether an entry is so."""


class Is(Term, frozen=True):
    """What a viewing must be, as in `is:liked`."""

    states: tuple[State, ...]
    """Any of these."""

    def matcher(self) -> Matcher:
        """Match entries that are any of it."""
        states = self.states
        return lambda entry: any(state.holds(entry.entry) for state in states)

    def __str__(self) -> str:
        return f"is:{','.join(state.name for state in self.states)}"


class Has(Term, frozen=True):
    """What must be there, as in `has:rating`, or must not, as in `no:review`."""

    fields: tuple[AnyField, ...]
    """Any of these."""
    lacking: bool = False
    """Whether one of them must not be there."""

    def matcher(self) -> Matcher:
        """Match entries that have, or lack, any of it."""
        fields, lacking = self.fields, self.lacking
        return lambda entry: any(_known(field, entry) is not lacking for field in fields)

    def __str__(self) -> str:
        return f"{'no' if self.lacking else 'has'}:{','.join(map(shown_name, self.fields))}"


def _known(field: AnyField, entry: FoldedEntry) -> bool:
    if isinstance(field, ScaleField):
        return field.measure(entry.entry) is not None
    if isinstance(field, TextField):
        return entry.knows(field)
    breakdown = entry.entry.viewing.breakdown
    return any(name_of_element(element.name) == field.name and not element.is_empty for element in breakdown)


class Not(Term, frozen=True):
    """A term that must not match, as in `-actor:cage`."""

    term: Term
    """What must not be there."""

    def matcher(self) -> Matcher:
        """Match entries that the term does not match."""
        matches = self.term.matcher()
        return lambda entry: not matches(entry)

    def __str__(self) -> str:
        return f"-{_grouped(self.term, All, Either)}"


class All(Term, frozen=True):
    """Two terms or more that must all match, as in `cage ozu`."""

    terms: tuple[Term, ...]
    """The conditions."""

    def matcher(self) -> Matcher:
        """Match entries that every term matches."""
        matchers = [term.matcher() for term in self.terms]

        def matches_all(entry: FoldedEntry) -> bool:
            for matches in matchers:  # noqa: SIM110 — a loop costs half of a generator, for every entry at each key
                if not matches(entry):
                    return False
            return True

        return matches_all

    def __str__(self) -> str:
        return " ".join(_grouped(term, All, Either) for term in self.terms)


class Either(Term, frozen=True):
    """Two terms or more of which one must match, as in `cage OR ozu`."""

    terms: tuple[Term, ...]
    """The conditions."""

    def matcher(self) -> Matcher:
        """Match entries that any term matches."""
        matchers = [term.matcher() for term in self.terms]

        def matches_any(entry: FoldedEntry) -> bool:
            for matches in matchers:  # noqa: SIM110 — as above
                if matches(entry):
                    return True
            return False

        return matches_any

    def __str__(self) -> str:
        return " OR ".join(_grouped(term, Either) for term in self.terms)


class Query(Struct, frozen=True):
    """What is asked; nothing asked matches everything."""

    term: Term | None = None
    """The condition."""

    def matcher(self) -> Matcher:
        """Return what tells whether an entry matches."""
        return self.term.matcher() if self.term else lambda _: True

    def __str__(self) -> str:
        return "" if self.term is None else str(self.term)


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
    State("liked", "Marked with a heart", lambda entry: entry.viewing.liked),
    State("rewatch", "You had seen it before", lambda entry: entry.viewing.rewatch),
    State("first", "You had not", lambda entry: not entry.viewing.rewatch),
    State("rated", "It has stars", lambda entry: entry.viewing.rating is not None),
    State("reviewed", "Something is written about it", lambda entry: entry.viewing.is_reviewed),
)
"""Everything that can stand after `is:`."""
