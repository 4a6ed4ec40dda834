"""A batch: what a reader returns for the files of one service. And what a reader is.

`Source…` values are what the files state; the journal's own values are `Film`, `Viewing` and `Wish`.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from msgspec import Struct

from filmjournal.exchange.reading.files import Files
from filmjournal.model.film import Film
from filmjournal.model.source import Source, StoredList
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import DateOrder
from filmjournal.model.wish import Wish

REVIEWS = "reviews"
"""The table of rows that are a review each, and no part of an export: the next review doesn't lack those before it."""


class Place(Struct, frozen=True):
    """Where a row is: prints as `diary.csv, row 8`."""

    file: str
    """The file, by its path within what was read."""
    row: int = 0
    """The row, from 1 for the first below the head; 0 where it is the whole file."""

    def __str__(self) -> str:
        return f"{self.file}, row {self.row:,}" if self.row else self.file


class SourceFilm(Struct, frozen=True):
    """A film as the files state it."""

    film: Film
    """The film; its id is what the batch calls it, and no id of the journal's."""
    sources: tuple[Source, ...] = ()
    """The rows that are about the film and no viewing."""
    place: Place = Place("")
    """Where it is stated first."""
    own_keys: dict[str, Any] = {}
    """Keys that this program doesn't know, as the exported journal's record had them."""
    is_ours: bool = False
    """Whether its id is one of a journal of ours."""


class SourceViewing(Struct, frozen=True):
    """A viewing as the files state it."""

    viewing: Viewing
    """The viewing; its film is an id of the batch. Its own id is empty unless it is one of a journal of ours."""
    sources: tuple[Source, ...] = ()
    """The rows that are about it; its own is the first."""
    place: Place = Place("")
    """Where it is stated first."""
    own_keys: dict[str, Any] = {}
    """Keys that this program doesn't know, as the exported journal's record had them."""
    is_of_film: bool = False
    """Whether none of the rows is its own: they only say that the film was seen."""


class SourceWish(Struct, frozen=True):
    """A watchlist item as the files state it."""

    wish: Wish
    """The watchlist item; its film is an id of the batch."""
    sources: tuple[Source, ...] = ()
    """The rows that are about it."""
    place: Place = Place("")
    """Where it is stated first."""
    own_keys: dict[str, Any] = {}
    """Keys that this program doesn't know, as the exported journal's record had them."""


class SourceList(Struct, frozen=True):
    """A list of films, as rows; it becomes one of the journal."""

    stored: StoredList
    """Everything in it, word for word."""
    title: str
    """Its name."""
    place: Place
    """Where it is."""


class Question(Struct, frozen=True):
    """What a file leaves open, and nothing in it settles: nothing of it is imported until that is answered."""

    asks: str
    """What nothing says, as the end of a sentence: what the ratings go up to."""
    option: str
    """The option of the shell that answers it: scale, dates or film."""
    answers: tuple[tuple[str, str], ...]
    """The values that the option may have, each with what it would mean."""
    is_open: bool = False
    """Whether any other text may be the answer too."""

    @property
    def way(self) -> str:
        """How to answer it in the shell, as the end of a sentence."""
        if self.is_open:
            example = self.answers[0][0] if self.answers else "Pig (2021)"
            return f"--{self.option} TITLE, such as --{self.option} '{one_line(example)}'"
        return " or ".join(f"`--{self.option} {value}` ({meant})" for value, meant in self.answers)


NO_FILM = "not a film"
"""How the reason begins of a row that is about something else, and is left out on purpose."""


class Problem(Struct, frozen=True):
    """A row or a file that can't be imported, or only in part. Prints as its place and the reason."""

    place: Place
    """Where it is."""
    reason: str
    """What is wrong with it, in a sentence."""
    cells: dict[str, str] = {}
    """The row word for word, where it is one."""
    is_partial: bool = False
    """Whether the row is imported, without what is wrong with it."""
    is_column: bool = False
    """Whether it is a whole column, most of which can't be read."""
    value: str = ""
    """Which value it is that can't be read, such as date; empty for anything else."""
    question: Question | None = None
    """What an answer would mend it."""

    @property
    def is_no_film(self) -> bool:
        """Whether it is about something else than a film, such as television: it is left out on purpose."""
        return not self.is_partial and self.reason[: len(NO_FILM)].lower() == NO_FILM

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


def unreadable_value(what: str, error: Exception, place: Place, cells: dict[str, str]) -> Problem:
    """Return the problem of a row that is imported without one of its values, such as its rating."""
    return Problem(place, f"imported without its {what}: {error}", cells, is_partial=True, value=what)


def unreadable_column(what: str, file: str, unread: int, of: int, example: Problem) -> Problem:
    """Return the problem that most cells of a column can't be read: one sentence, beside that of each row."""
    _, _, why = example.reason.partition(": ")
    told = f"{unread:,} of {of:,} rows with a {what} were imported without it. The first says: {why}"
    return Problem(Place(file), told, is_partial=True, is_column=True)


class Batch(Struct, frozen=True):
    """Everything that was read. Each row is an item's source, a problem, or counted in a note: none is lost."""

    service: str
    """Whose files they are, such as letterboxd."""
    films: tuple[SourceFilm, ...] = ()
    """The films, each once."""
    viewings: tuple[SourceViewing, ...] = ()
    """The viewings, in the order of the files."""
    watchlist: tuple[SourceWish, ...] = ()
    """The watchlist items, in the order of the files."""
    problems: tuple[Problem, ...] = ()
    """The rows and files that can't be imported, or only in part."""
    notes: tuple[str, ...] = ()
    """What to know about the files, a sentence each, such as the encoding that was chosen."""
    lists: tuple[SourceList, ...] = ()
    """The lists, which are stored as they are."""


class FilmFinder(Protocol):
    """Knows films, of the journal and of the catalogue, by what is written of them. A film is `Title (Year)`."""

    def titled(self, title: str, text: str) -> tuple[str, ...]:
        """Return the films with exactly this title; of several only those whose people a text names, if it does."""
        ...

    def answers(self, films: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Return films as the answers to a question, each with what there is to know it by."""
        ...

    def suggested(self, text: str, heads: Sequence[str]) -> tuple[str, ...]:
        """Return the films that a text with these first lines may be about, the likeliest first."""
        ...


class Moment(Struct, frozen=True):
    """The day and the time zone in which files are read."""

    today: date
    """Today; a later date of a viewing is a problem."""
    day_of: Callable[[datetime], date]
    """Returns the local day of an aware datetime: late in the evening it is tomorrow in UTC."""
    scale: int | None = None
    """The highest rating that there may be, where the person says so: 5, 10 or 100."""
    order: DateOrder | None = None
    """Which part of dates such as 3/4/2024 comes first, where the person or the other dates say so."""
    film: str = ""
    """Which film an article is about, where the person says so."""
    films: FilmFinder | None = None
    """Knows films, where that matters."""


class Reader(Struct, frozen=True):
    """Reads the files of one service."""

    service: str
    """The service in the name of each row, such as letterboxd."""
    shown: str
    """What people call it, such as Letterboxd."""
    recognises: Callable[[Files], bool]
    """Whether any of the files is of this service, by its content."""
    read: Callable[[Files, Moment], Batch]
    """Returns the batch of the files. It raises nothing: what can't be read is a problem of the batch."""
