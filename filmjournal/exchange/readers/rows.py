"""A row of a service's file while it is read: its cells by heading, and the problems that they have."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from msgspec import structs

from filmjournal.exchange.batch import Moment, Place, Problem, unreadable_value
from filmjournal.exchange.readers.values import day_in, runtime_in, stars_in, truth_in, year_in
from filmjournal.exchange.reading.html_text import literal
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.rating import Rating
from filmjournal.model.text import fold
from filmjournal.model.when import When

Value = TypeVar("Value")


@lru_cache(maxsize=1024)
def folded(heading: str) -> str:
    """Return a heading as it is looked for: without space around it, case and accents."""
    return fold(heading.strip().removeprefix("\ufeff"))


def headings(head: Iterable[str]) -> frozenset[str]:
    """Return the headings of a head as they are looked for."""
    return frozenset(map(folded, head))


class Row:
    """A row that is being read. What is wrong with a cell is a problem, and the others are read all the same."""

    def __init__(self, place: Place, cells: Mapping[str, str], moment: Moment) -> None:
        self.place = place
        """The place of the row."""
        self.cells = dict(cells)
        """Every cell, word for word."""
        self.tried: list[str] = []
        """What its cells are that were read and had something in them, such as date, rating."""
        self.problems: list[Problem] = []
        """What is wrong with it."""
        self.moment = moment
        """The day, and how dates and ratings are meant."""
        self._found = {folded(heading): cell for heading, cell in cells.items()}

    def text(self, *names: str) -> str:
        """Return the first cell under one of these folded headings that has something in it."""
        for name in names:
            if cell := self._found.get(name, "").strip():
                return cell
        return ""

    def prose(self, *names: str) -> str:
        """Return what somebody wrote into such a cell, with line feeds for line ends."""
        return self.text(*names).replace("\r\n", "\n").replace("\r", "\n")

    def review(self, *names: str) -> str:
        """Return what somebody wrote into such a cell as plain text, as Markdown that shows it as it stands."""
        return literal(self.prose(*names))

    def year(self, *names: str) -> int | None:
        """Return the year in such a cell."""
        return self._attempt("year", year_in, self.text(*names))

    def minutes(self, *names: str) -> int | None:
        """Return the runtime in such a cell, in minutes."""
        return self._attempt("runtime", runtime_in, self.text(*names))

    def day(self, *names: str) -> When | None:
        """Return the day in such a cell."""
        return self._attempt("date", lambda text: day_in(text, self.moment), self.text(*names))

    def stars(self, scale: int, *names: str, zero_rates: bool = False) -> Rating | None:
        """Return the rating in such a cell, which is one from 0 to this, or to what the person says."""
        most = self.moment.scale or scale
        return self._attempt("rating", lambda text: stars_in(text, most, zero_rates=zero_rates), self.text(*names))

    def truth(self, *names: str) -> bool:
        """Return whether such a cell says yes."""
        return bool(self._attempt(names[0], truth_in, self.text(*names)))

    def problem(self, reason: str) -> None:
        """Add a problem of the row, which is imported all the same."""
        self.problems.append(Problem(self.place, reason, self.cells, is_partial=True))

    def refuse(self, reason: str) -> None:
        """Say why the row can't be imported; its other problems are then of a row that is not imported."""
        self.problems = [structs.replace(problem, is_partial=False) for problem in self.problems]
        self.problems.append(Problem(self.place, reason, self.cells))

    def _attempt(self, what: str, reading: Callable[[str], Value | None], text: str) -> Value | None:
        if text:
            self.tried.append(what)
        try:
            return reading(text)
        except InvalidValueError as error:
            self.problems.append(unreadable_value(what, error, self.place, self.cells))
            return None
