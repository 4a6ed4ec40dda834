"""What a reader makes of somebody's files: films, viewings and wishes, and all that it could make nothing of.

What a reader is, and what it is told besides the files.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from filmjournal.exchange.reading.files import Files
from filmjournal.model.film import Film
from filmjournal.model.source import KeptList, Source
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish


class Place(Struct, frozen=True):
    """Where something stands."""

    file: str
    """The file, by its path within what was read."""
    row: int = 0
    """The row, from 1 for the first below the head; 0 where it is the whole file."""

    def __str__(self) -> str:
        return f"{self.file}, row {self.row:,}" if self.row else self.file


class SourceFilm(Struct, frozen=True):
    """A film that is told of."""

    film: Film
    """What is told; its id is what the batch calls it, and no id of the journal's."""
    sources: tuple[Source, ...] = ()
    """The rows that tell of the film and of no viewing."""
    place: Place = Place("")
    """Where it is told of first."""
    own_keys: dict[str, Any] = {}
    """Keys that nobody here knows, as its record had them in the journal that it comes from."""
    is_ours: bool = False
    """Whether its id is one of a journal of ours."""


class SourceViewing(Struct, frozen=True):
    """A viewing that is told of."""

    viewing: Viewing
    """What is told; its film is what the batch calls it. It has an id only where that is one of a journal of ours."""
    sources: tuple[Source, ...] = ()
    """The rows that tell of it; its own is the first."""
    place: Place = Place("")
    """Where it is told of first."""
    own_keys: dict[str, Any] = {}
    """Keys that nobody here knows, as its record had them in the journal that it comes from."""
    is_of_film: bool = False
    """Whether none of the rows is its own: they tell of the film alone that it was seen."""


class SourceWish(Struct, frozen=True):
    """A wish that is told of."""

    wish: Wish
    """What is told; its film is what the batch calls it."""
    sources: tuple[Source, ...] = ()
    """The rows that tell of it."""
    place: Place = Place("")
    """Where it is told of first."""
    own_keys: dict[str, Any] = {}
    """Keys that nobody here knows, as its record had them in the journal that it comes from."""


class SourceList(Struct, frozen=True):
    """A list that is told of, which has no place in a journal but to be kept as it stands."""

    kept: KeptList
    """All that stands in it."""
    title: str
    """What it is called."""
    place: Place
    """Where it stands."""


class Problem(Struct, frozen=True):
    """A row, or a file, that nothing could be made of, or not all."""

    place: Place
    """Where it stands."""
    reason: str
    """What is wrong with it, in a sentence."""
    cells: dict[str, str] = {}
    """The row word for word, where it is one."""
    is_partial: bool = False
    """Whether the row comes in all the same, but for what is wrong with it."""

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


def unreadable_value(what: str, error: Exception, place: Place, cells: dict[str, str]) -> Problem:
    """Return that a row comes in without what an error says of one of its cells."""
    return Problem(place, f"it comes in without its {what}: {error}", cells, is_partial=True)


class Batch(Struct, frozen=True):
    """All that was read. Every row is in one of these, or counted in a note: a profile is nobody's film."""

    service: str
    """Whose files they are, such as letterboxd."""
    films: tuple[SourceFilm, ...] = ()
    """The films, each once."""
    viewings: tuple[SourceViewing, ...] = ()
    """The viewings, in the order of the files."""
    watchlist: tuple[SourceWish, ...] = ()
    """The films that are wished for."""
    problems: tuple[Problem, ...] = ()
    """What nothing, or not all, could be made of."""
    notes: tuple[str, ...] = ()
    """What to know about the files, a sentence each, such as the encoding that was chosen."""
    lists: tuple[SourceList, ...] = ()
    """The lists that are kept as they stand."""


class Moment(Struct, frozen=True):
    """When and where files are read."""

    today: date
    """The day it is; nobody watched a film later."""
    day_of: Callable[[datetime], date]
    """What day an instant is where the person lives: late in the evening it is tomorrow in UTC."""


class Reader(Struct, frozen=True):
    """What reads the files of one service."""

    service: str
    """How rows of it are marked, such as letterboxd."""
    shown: str
    """What people call it, such as Letterboxd."""
    recognises: Callable[[Files], bool]
    """Whether the files are of this service, by what stands in them."""
    read: Callable[[Files, Moment], Batch]
    """Read the files. What cannot be read is in the batch as a problem: it raises nothing."""
