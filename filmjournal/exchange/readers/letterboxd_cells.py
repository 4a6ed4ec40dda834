"""The cells of Letterboxd's tables, also as a spreadsheet left them. Raises InvalidValueError with what is wrong."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial

from filmjournal.exchange.batch import Moment, Problem
from filmjournal.exchange.readers.doubts import dates_in_doubt, order_in_doubt, order_of
from filmjournal.exchange.readers.values import without_time
from filmjournal.exchange.reading.tables import Table
from filmjournal.model.draft import parse_year
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.rating import Rating
from filmjournal.model.when import DateOrder, When, is_yet_to_come, with_year_first

_FRACTION = re.compile(r"(\d{4})\.0+", re.ASCII)
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(?::00)?(?:\.0+)?", re.ASCII)
_YES = frozenset({"yes", "true", "1"})
_NO = frozenset({"", "no", "false", "0"})


@lru_cache(maxsize=1024)
def year_in(cell: str) -> int | None:
    """Return the year, where there is one; a spreadsheet makes 2021.0 of 2021."""
    match = _FRACTION.fullmatch(cell.strip())
    return parse_year(match[1] if match else cell)


@lru_cache(maxsize=16_384)
def day_in(cell: str, today: str, order: DateOrder | None = None) -> When | None:
    """Return the day, where there is one; raises InvalidValueError for one in the future.

    A spreadsheet writes 4/30/2024 in the order of its country: `order` is what the others of the file prove.
    """
    written = cell.strip()
    if not written:
        return None
    if match := _MIDNIGHT.fullmatch(written):
        written = match[1]
    elif written[4:5] != "-":
        written = with_year_first(without_time(written), order, date.fromisoformat(today)) or written
    when = When(written)
    if is_yet_to_come(when, date.fromisoformat(today)):
        raise InvalidValueError(f"{when} is yet to come: a viewing has already happened.")
    return when


@lru_cache(maxsize=64)
def rating_in(cell: str) -> Rating | None:
    """Return the stars, where there are any."""
    return Rating.parse(cell) if cell.strip() else None


@lru_cache(maxsize=64)
def is_yes(cell: str) -> bool:
    """Return whether a mark is set."""
    written = cell.strip().casefold()
    if written not in _YES | _NO:
        raise InvalidValueError(f"“{cell}” is neither Yes nor No.")
    return written in _YES


@lru_cache(maxsize=1024)
def tags_in(cell: str) -> tuple[str, ...]:
    """Return the tags, each once."""
    return tuple(dict.fromkeys(tag.strip() for tag in cell.split(",") if tag.strip()))


def of_ten(cell: str) -> Rating | None:
    """Return the stars of a whole number from 1 to 10."""
    written = cell.strip().removesuffix(".0")
    if not written:
        return None
    if not written.isascii() or not written.isdigit() or not 1 <= int(written[:3]) <= Rating.FIVE:
        raise InvalidValueError(f"“{cell}” is no whole number from 1 to 10.")
    return Rating(int(written))


DayReader = Callable[[str], When | None]
"""Reads the day in a cell."""


def day_reader(table: Table, path: str, moment: Moment) -> DayReader | Problem:
    """Return what reads the days of a table, or the problem that nothing says which order they have.

    Letterboxd writes the year first; a spreadsheet may have changed that.
    """
    columns = filter(None, (table.column("watched date", "watcheddate"), table.column("date")))
    dates = [cell for column in columns for row in table.rows if (cell := row.cells[column]) and cell[4:5] != "-"]
    example = dates_in_doubt(dates) if moment.order is None else ""
    if example:
        return order_in_doubt(path, example, moment.today)
    return partial(day_in, today=moment.today.isoformat(), order=order_of(dates) or moment.order)
