"""What Letterboxd writes into cells, read as ours. Raises InvalidValueError with what is wrong."""

import re
from functools import lru_cache

from filmjournal.model.draft import read_year
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.rating import Rating
from filmjournal.model.when import When

_FRACTION = re.compile(r"(\d{4})\.0+", re.ASCII)
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(?::00)?(?:\.0+)?", re.ASCII)
_YES = frozenset({"yes", "true", "1"})
_NO = frozenset({"", "no", "false", "0"})


@lru_cache(maxsize=1024)
def year_in(cell: str) -> int | None:
    """Return the year, where there is one; a spreadsheet makes 2021.0 of 2021."""
    match = _FRACTION.fullmatch(cell.strip())
    return read_year(match[1] if match else cell)


@lru_cache(maxsize=16_384)
def day_in(cell: str, today: str) -> When | None:
    """Return the day, where there is one, and it is not one that is yet to come."""
    written = cell.strip()
    if not written:
        return None
    match = _MIDNIGHT.fullmatch(written)
    when = When(match[1] if match else written)
    if when > today[: len(when)]:
        raise InvalidValueError(f"{when} is yet to come: a viewing has already happened.")
    return when


@lru_cache(maxsize=64)
def rating_in(cell: str) -> Rating | None:
    """Return the stars, where there are any."""
    return Rating.read(cell) if cell.strip() else None


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
