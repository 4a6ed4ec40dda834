"""What a book consists of, whatever it is written as."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing

Progress = Callable[[str, int, int], None]
"""Called with what is being done, and how much of how much is done. What it raises ends the work."""


class Link(Struct, frozen=True):
    """A way to a chapter."""

    text: str
    """What it is called."""
    chapter: str
    """The id of the chapter."""


class Chapter(Struct, frozen=True):
    """A viewing, or all viewings of a film that something was written about."""

    id: str
    """The same in every book of these viewings: chapter-1 is the first."""
    film: Film
    """The film."""
    takes: tuple[Viewing, ...]
    """The viewings, the earliest first."""
    others: tuple[Link, ...] = ()
    """The chapters of other viewings of the film."""


class Row(Struct, frozen=True):
    """One line of a table of figures."""

    label: str
    """What was counted."""
    value: str
    """The figure."""
    share: float = 0.0
    """How long its bar is, of 1; 0 for none."""


class Figures(Struct, frozen=True):
    """What was counted of one year."""

    totals: tuple[str, ...]
    """The totals, a line each."""
    tables: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    """Tables, each with its heading."""


class Part(Struct, frozen=True):
    """A year of a book, or all of one that is by film."""

    id: str
    """The same in every book: year-2026, undated, or films."""
    title: str
    """Its heading."""
    chapters: tuple[Chapter, ...]
    """Its chapters, in their order."""
    figures: Figures | None = None
    """What was counted of the year; None where it is of no year."""
    also: tuple[Entry, ...] = ()
    """Viewings about which nothing is written: they have no chapter."""


class Person(Struct, frozen=True):
    """A line of the index of people."""

    name: str
    """The name."""
    links: tuple[Link, ...]
    """The chapters of films that they are credited in."""


class Book(Struct, frozen=True):
    """A book."""

    title: str
    """What it is called."""
    author: str
    """Who wrote it; empty where that is not said."""
    extent: str
    """How much is in it, such as 29 viewings of 22 films."""
    identifier: str
    """Its URN: the same for the same viewings, however they have changed."""
    made: datetime
    """When it was made, in UTC."""
    parts: tuple[Part, ...]
    """Its parts."""
    people: tuple[Person, ...]
    """The index of people."""

    @property
    def has_parts(self) -> bool:
        """Whether its parts have pages of their own, as years do."""
        return len(self.parts) > 1 or any(part.figures is not None for part in self.parts)

    @property
    def chapters(self) -> int:
        """How many chapters there are."""
        return sum(len(part.chapters) for part in self.parts)
