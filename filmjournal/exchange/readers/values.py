"""Years, days, ratings, yes and no, and ids as services write them. Raises InvalidValueError for all else."""

import re
from datetime import UTC, date, datetime
from math import floor

from filmjournal.exchange.batch import Moment
from filmjournal.model.draft import parse_runtime, parse_year
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.rating import Rating
from filmjournal.model.when import When, with_year_first

SCALES = (5, 10, 100)
"""The highest ratings that there may be."""

DAY = 10
"""Characters of an instant in ISO 8601 that are its day."""

_LONG = re.compile(r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) [\d:]+ (?P<year>\d{4})", re.ASCII)
_WITH_TIME = re.compile(r"(?P<day>.*\d{4}),? \d{1,2}:\d{2}(?::\d{2})?", re.ASCII)
_SHORT_WITH_TIME = re.compile(r"(?P<day>\d{1,2}([/.-])\d{1,2}\2(?:\d{4}|\d{2})),?[T ].*", re.ASCII)
_IMDB = re.compile(r"(?:.*/)?(?:tt)?(\d{1,10})/?(?:\?.*)?", re.ASCII)
_NUMBER = re.compile(r"(\d{1,18})(?:\.0+)?", re.ASCII)
_FRACTION = re.compile(r"\d{1,9}(?:\.\d*)?|\.\d+", re.ASCII)
_OF_SCALE = re.compile(r"(?P<value>.+?)\s*/\s*(?P<scale>5|10|100)", re.ASCII)
_FIRST_YEAR = re.compile(r"(\d{4})(?:\.0+)?(?:\s*[-–/].*)?", re.ASCII)

_TRUTHS = {
    **dict.fromkeys(("", "no", "n", "false", "0", "off", "-"), False),
    **dict.fromkeys(("yes", "y", "true", "1", "on", "x", "✓", "✔", "♥", "❤", "❤️"), True),
}


def check_scale(scale: int) -> None:
    """Raise InvalidValueError where no ratings go up to this."""
    if scale not in SCALES:
        raise InvalidValueError(f"Ratings go up to 5, 10 or 100, and not to {scale}.")


def year_in(text: str) -> int | None:
    """Return the year that is written, the first of several; None for nothing, as which 0 counts."""
    match = _FIRST_YEAR.fullmatch(text.strip())
    return parse_year(match[1] if match else text.strip().removeprefix("0"))


def runtime_in(text: str) -> int | None:
    """Return the minutes that are written; None for nothing, as which 0 counts."""
    number = _NUMBER.fullmatch(text.strip())
    minutes = number[1].lstrip("0") if number else text
    return parse_runtime(minutes)


def day_in(text: str, moment: Moment) -> When | None:
    """Return the day that is written: of an instant, the local one; None for nothing."""
    text = text.strip()
    if not text:
        return None
    instant = instant_in(text)
    if instant is not None:
        return When.parse(_day_of(instant, text, moment).isoformat(), moment.today)
    text = without_time(text)
    return When.parse(with_year_first(text, moment.order, moment.today) or text, moment.today)


def instant_in(text: str) -> datetime | None:
    """Return the instant that is written as ISO 8601 with a time, or in seconds since 1970; None where none is."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) in {9, 10}:
        return datetime.fromtimestamp(int(text), UTC)
    if ":" not in text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def number_on_scale(text: str) -> float | None:
    """Return the number that a rating is on a scale that it doesn't state; None for any other text."""
    written = text.strip().replace(",", ".")
    return float(written) if _FRACTION.fullmatch(written) else None


def stars_in(text: str, scale: int, *, zero_rates: bool = False) -> Rating | None:
    """Return the half stars nearest to a rating from 0 to a scale, or to what it states behind a slash.

    Returns None for nothing, as which 0 counts mostly.
    """
    written = text.strip().replace(",", ".")
    if stated := _OF_SCALE.fullmatch(written):
        written, scale = stated["value"], int(stated["scale"])
    if not written or written in {"-", "—"}:
        return None
    if scale == 5 and set(written) & set("★½"):
        return Rating.parse(written)
    value = float(written) if _FRACTION.fullmatch(written) else -1
    if not 0 <= value <= scale:
        raise InvalidValueError(f"“{text.strip()}” is no rating from 0 to {scale}.")
    if not value and not zero_rates:
        return None
    return Rating(max(1, floor(value / scale * 10 + 0.5)))


def truth_in(text: str) -> bool:
    """Return whether a yes or a no is written, in one of many ways; nothing is a no."""
    truth = _TRUTHS.get(text.strip().casefold())
    if truth is None:
        raise InvalidValueError(f"“{text.strip()}” is neither a yes nor a no.")
    return truth


def imdb_in(text: str) -> str:
    """Return the IMDb title that a number or an address names; nothing for all else."""
    match = _IMDB.fullmatch(text.strip())
    return f"tt{match[1].zfill(7)}" if match and int(match[1]) else ""


def number_in(text: str) -> str:
    """Return a number that is the name of something, such as 949; nothing for all else."""
    match = _NUMBER.fullmatch(text.strip())
    return match[1].lstrip("0") if match else ""


def without_time(text: str) -> str:
    """Return a date without the time behind it, and as we read it where the month is written in letters."""
    if match := _LONG.fullmatch(text):
        return f"{match['month']} {match['day']} {match['year']}"
    match = _WITH_TIME.fullmatch(text) or _SHORT_WITH_TIME.fullmatch(text)
    return match["day"] if match else text


def _day_of(instant: datetime, text: str, moment: Moment) -> date:
    """Return the day of a written time: the local day if it states its zone, and else the written one."""
    try:
        return instant.date() if instant.tzinfo is None else moment.day_of(instant)
    except (OverflowError, OSError, ValueError) as error:
        raise InvalidValueError(f"“{text}” is outside the days of a calendar.") from error
