"""Scales of the fields that can be compared: years, decades, minutes, stars and days, each as integers.

A written value is an interval: `1995` is one year, `199` (incomplete) ten years, `2003-05` the days of a month.
Comparisons and ranges use its ends, so a month lies within its year.

`read_range` parses comparisons and ranges: `4..`, `>=4`, `1990..1999`, `2003-05`.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from msgspec import Struct

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import FIRST_YEAR, LAST_YEAR
from filmjournal.model.rating import Rating, parse_half_stars
from filmjournal.model.when import DAYS, FIRST_WATCHED, MONTHS, NUMBERS, When

Interval = tuple[int, int]
"""Lowest and highest value, both inclusive."""

_ANY_DAY = date(2000, 1, 1)  # what is shown means the same on every day

LONGEST = 1_000_000
"""Longest runtime that can be searched for, in minutes."""


class Scale(Struct, frozen=True):
    """How values of a field are written and compared."""

    name: str
    """What a value is and how to write it, as the end of a sentence."""
    limits: Interval
    """Lowest and highest value there is."""
    read: Callable[[str, date], Interval | None]
    """Parse text on a given day; None if it is incomplete. Raises InvalidValueError if it is no value."""
    show: Callable[[int, bool], str]
    """Format the lower or, where True, the upper end of an interval."""


def _bad(text: str, name: str) -> InvalidValueError:
    return InvalidValueError(f"“{text}” is not {name}.")


def _as_number(number: int, last: bool) -> str:  # noqa: ARG001, FBT001 — both ends are written alike
    return str(number)


_YEAR = "a year: write four digits, such as 1995, 1990..1999 or <1960"


def _parse_year(text: str, today: date) -> Interval | None:  # noqa: ARG001 — every scale gets the day
    """Return the year, or all years that start with the digits typed so far."""
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise _bad(text, _YEAR)
    return _starting(text, (FIRST_YEAR, LAST_YEAR), _YEAR)


def _starting(digits: str, limits: Interval, name: str) -> Interval:
    width = 10 ** (4 - len(digits))
    low, high = max(int(digits) * width, limits[0]), min(int(digits) * width + width - 1, limits[1])
    if low > high:
        raise _bad(digits, name)
    return low, high


_DECADE = "a decade: write it as 1990s or 90s"
_DECADES = (FIRST_YEAR, LAST_YEAR + 9)


def _read_decade(text: str, today: date) -> Interval | None:
    match = re.fullmatch(r"([0-9]{1,4})(s?)", text.lower())
    if match is None:
        raise _bad(text, _DECADE)
    digits = match[1]
    if len(digits) < 3 and not match[2] and digits in {"1", "2", "18", "19", "20"}:  # a year half-typed
        return _starting(digits, _DECADES, _DECADE)
    if len(digits) < 2:
        return None
    if len(digits) == 2:
        this = today.year // 100 * 100
        digits = str(int(digits) + (this if int(digits) <= today.year % 100 else this - 100))
    return _starting(digits[:3], _DECADES, _DECADE)


def _show_decade(number: int, last: bool) -> str:  # noqa: ARG001, FBT001 — its first and its last year are written alike
    return f"{number // 10}0s"


_RUNTIME = "a runtime: write minutes or hours, such as 111, ..100 or 1h30"


def _parse_runtime(text: str, today: date) -> Interval | None:  # noqa: ARG001 — every scale gets the day
    match = re.fullmatch(r"(?:([0-9]{1,4})(?:h|:))?(?:([0-9]{1,6})(?:m|min)?)?", text.lower().replace(" ", ""))
    if match is None:
        raise _bad(text, _RUNTIME)
    minutes = int(match[1] or 0) * 60 + int(match[2] or 0)
    return (minutes, minutes) if minutes else None


_STARS = "a rating: write ½ to 5 stars, such as 4, 3.5.., >=4 or ★★★½"


def _read_stars(text: str, today: date) -> Interval | None:  # noqa: ARG001 — every scale gets the day
    if text == ".":
        return None
    halves = parse_half_stars(text)
    if halves is None or halves > Rating.FIVE:
        raise _bad(text, _STARS)
    halves = max(halves, Rating.HALF_A_STAR)  # a 0 is 0.5 half-typed
    return halves, halves


def _show_stars(number: int, last: bool) -> str:  # noqa: ARG001, FBT001 — both ends are written alike
    return Rating(number).number


_FIGURES = re.compile(r"([0-9]{1,4})(?:[-/.]([0-9]{0,2})(?:[-/.]([0-9]{0,2}))?)?")
_UNITS = ("days", "weeks", "months", "years")
_PHRASES = (
    *("today", "tonight", "now", "yesterday", "last night", *DAYS, *MONTHS),
    *(f"{before} {word}" for before in ("last", "this", "on") for word in (*DAYS, "week", "month", "year")),
    *(f"{number} {unit} ago" for number in ("0", "an", "one", *NUMBERS) for unit in _UNITS),
    *(f"{day} {month}" for day in ("0", "0th", "0st", "0nd", "0rd", "0 of", "0th of") for month in MONTHS),
)
"""Phrases for dates, with 0 for any number: the start of one is incomplete, not wrong."""


def _read_days(text: str, today: date) -> Interval | None:
    words = " ".join(text.lower().split())
    if words[:1].isalpha():
        words = words.replace("-", " ")
    if match := _FIGURES.fullmatch(words):
        return _in_figures(match)
    if words in {"this week", "last week"}:
        monday = today.toordinal() - today.weekday() - (7 if words == "last week" else 0)
        return monday, monday + 6
    try:
        return days_of(When.parse(words, today))
    except InvalidValueError:
        if any(phrase.startswith(re.sub("[0-9]+", "0", words)) for phrase in _PHRASES):
            return None
        raise


def _in_figures(match: re.Match[str]) -> Interval | None:
    """Return the days of a numeric date; an incomplete part, as in 2003-0, is ignored."""
    parts = [part for part in match.groups()[1:] if part and part != "0"]
    if len(match[1]) < 4 and not match[2]:
        first, last = _starting(match[1], (FIRST_WATCHED, date.max.year), "a date")
        return date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
    return days_of(When("-".join((match[1], *(part.zfill(2) for part in parts)))))


@cache
def days_of(when: When) -> Interval:
    """Return the first and last day of a date, as ordinals (`date.toordinal`)."""
    month, day = when.month, when.day
    first = date(when.year, month or 1, day or 1)
    last = date(when.year, month or 12, day or monthrange(when.year, month or 12)[1])
    return first.toordinal(), last.toordinal()


def _show_day(number: int, last: bool) -> str:  # noqa: FBT001 — a scale is shown its numbers in a row
    """Return the shortest date that starts, or ends, on this day."""
    day = date.fromordinal(number)
    if not last and day.day == 1:
        return f"{day.year:04}" if day.month == 1 else f"{day.year:04}-{day.month:02}"
    if last and day.day == monthrange(day.year, day.month)[1]:
        return f"{day.year:04}" if day.month == 12 else f"{day.year:04}-{day.month:02}"
    return day.isoformat()


_WEEKDAY = "a day of the week: write it as friday or fri, or as sat..sun"


def _read_weekday(text: str, today: date) -> Interval | None:  # noqa: ARG001 — every scale gets the day
    """Return the number of a day, from 1 for Monday; None if its name is incomplete."""
    word = text.strip().lower()
    named = [number for number, day in enumerate(DAYS, start=1) if word and day.startswith(word)]
    if not named:
        raise _bad(text, _WEEKDAY)
    return (named[0], named[0]) if len(named) == 1 and len(word) > 1 else None


def _show_weekday(number: int, last: bool) -> str:  # noqa: ARG001, FBT001 — both ends are written alike
    return DAYS[number - 1]


YEARS = Scale(_YEAR, (FIRST_YEAR, LAST_YEAR), _parse_year, _as_number)
DECADES = Scale(_DECADE, _DECADES, _read_decade, _show_decade)
MINUTES = Scale(_RUNTIME, (1, LONGEST), _parse_runtime, _as_number)
STARS = Scale(_STARS, (Rating.HALF_A_STAR.value, Rating.FIVE.value), _read_stars, _show_stars)
DATES = Scale(
    "a date: write it as 2026-11-20, 2003-05 or 1998, or as yesterday",
    (date(FIRST_WATCHED, 1, 1).toordinal(), date.max.toordinal()),
    _read_days,
    _show_day,
)
WEEKDAYS = Scale(_WEEKDAY, (1, 7), _read_weekday, _show_weekday)


_COMPARED = re.compile(r"(>=|<=|=|>|<)?\s*(.*)", re.DOTALL)


class Range(Struct, frozen=True):
    """A range with inclusive ends; None for an open end."""

    low: int | None = None
    """Lowest value."""
    high: int | None = None
    """Highest value."""

    def holding(self, lows: Iterable[int], highs: Iterable[int]) -> list[bool]:
        """Return for each interval whether it lies within the range, which needs at least one closed end."""
        low, high = self.low, self.high
        if low is None:
            return [high is not None and each <= high for each in highs]
        if high is None:
            return [each >= low for each in lows]
        return [least >= low and most <= high for least, most in zip(lows, highs, strict=True)]

    def shown_on(self, scale: Scale) -> str:
        """Return the range as typed in a query."""
        low = "" if self.low is None else scale.show(self.low, False)
        high = "" if self.high is None else scale.show(self.high, True)
        if low and high and scale.read(high, _ANY_DAY) == (self.low, self.high):  # a month, where it begins a year
            return high
        return low if low == high else f"{low}..{high}"


def read_range(text: str, scale: Scale, today: date) -> Range | None:
    """Parse a value, comparison or range; None if it is incomplete.

    Accepts `4`, `=4`, `>4`, `>=4`, `<4`, `<=4`, `4..`, `..4` and `3..4`, with values as the scale reads them.
    Raises InvalidValueError if it is none of these, or outside the scale's limits.
    """
    match = _COMPARED.fullmatch(text.strip())
    sign, written = (match[1], match[2]) if match else (None, text)
    if sign is None and ".." in written:
        return _between(written, scale, today)
    interval = scale.read(written, today) if written else None
    if interval is None:
        return None
    return _compared(sign or "=", interval, scale, text)


def _between(written: str, scale: Scale, today: date) -> Range | None:
    """Return the range between two values, in whichever order they are written."""
    ends = [scale.read(part.strip(), today) if part.strip() else None for part in written.split("..", 1)]
    first, last = ends
    if first is None and last is None:
        return None
    if first is not None and last is not None and first[0] > last[1]:
        first, last = last, first
    return Range(first[0] if first else None, last[1] if last else None)


def _compared(sign: str, interval: Interval, scale: Scale, text: str) -> Range | None:
    low, high = interval
    compared = {
        "=": Range(low, high),
        ">": Range(high + 1, None),
        ">=": Range(low, None),
        "<": Range(None, low - 1),
        "<=": Range(None, high),
    }[sign]
    lowest, highest = scale.limits
    if (compared.low or lowest) > highest or (highest if compared.high is None else compared.high) < lowest:
        if low < high:  # half-typed: year:>2
            return None
        raise InvalidValueError(f"Nothing is {text}: values range over {Range(lowest, highest).shown_on(scale)}.")
    return compared
