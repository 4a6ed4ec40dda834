"""What a query is made of; each term says whether it matches an entry."""

from typing import Protocol

from msgspec import Struct

from filmjournal.model.text import fold
from filmjournal.query.fields import Field, field_named


class Searchable(Protocol):
    """The folded text of one entry."""

    def has(self, text: str) -> bool:
        """Whether the folded text stands anywhere in the entry."""
        ...

    def has_in(self, field: Field, text: str) -> bool:
        """Whether the folded text stands in this field of the entry."""
        ...


class Anywhere(Struct, frozen=True):
    """A bare word or phrase: found in titles, people, tags and what you wrote."""

    text: str
    """What was typed, without quotation marks."""

    def matches(self, entry: Searchable) -> bool:
        """Whether the entry has the text anywhere."""
        return entry.has(fold(self.text))

    def __str__(self) -> str:
        named, colon, _ = self.text.partition(":")
        like_a_field = bool(colon) and field_named(named) is not None
        like_a_negation = self.text.startswith("-") and not self.text.startswith("--")
        return quoted(self.text) if like_a_field or like_a_negation or _is_phrase(self.text) else self.text


class InField(Struct, frozen=True):
    """A field and what it must hold, as in `actor:cage`."""

    field: Field
    """Where to look."""
    text: str
    """What to find there."""

    def matches(self, entry: Searchable) -> bool:
        """Whether the entry has the text in the field."""
        return entry.has_in(self.field, fold(self.text))

    def __str__(self) -> str:
        text = quoted(self.text) if _is_phrase(self.text) else self.text
        return f"{self.field.name}:{text}"


class Without(Struct, frozen=True):
    """A term that must not match, as in `-actor:cage`."""

    term: Anywhere | InField
    """What must not be there."""

    def matches(self, entry: Searchable) -> bool:
        """Whether the entry lacks it."""
        return not self.term.matches(entry)

    def __str__(self) -> str:
        return f"-{self.term}"


Term = Anywhere | InField | Without
"""One condition."""


class Query(Struct, frozen=True):
    """What is asked: every term must match the same entry; no terms match everything."""

    terms: tuple[Term, ...] = ()
    """The conditions."""

    def matches(self, entry: Searchable) -> bool:
        """Whether every term matches."""
        return all(term.matches(entry) for term in self.terms)

    def __str__(self) -> str:
        return " ".join(str(term) for term in self.terms)


def _is_phrase(text: str) -> bool:
    return text.startswith('"') or text.split() != [text]


def quoted(text: str) -> str:
    """Return the text as a phrase; quotation marks inside it, which the language has no word for, are dropped."""
    return '"' + text.replace('"', "") + '"'
