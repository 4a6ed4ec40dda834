"""Dates as precise as you remember them, and the words people use for them."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Self

from filmjournal.model.errors import InvalidValueError

FIRST_WATCHED = 1895
"""The year of the first public screenings: nobody watched a film before."""

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
"""The months as people write them; three letters are enough."""

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week as people write them; three letters are enough."""

NUMBERS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Counts that people write as words, from one; `an` and `one` count as `a`."""


class DateOrder(StrEnum):
    """Which part of a date such as 3/4/2024 comes first."""

    DAY_FIRST = "day-first"
    """As in most of the world."""
    MONTH_FIRST = "month-first"
    """As in America."""


_MONTH_FIRST_IN = frozenset({"US", "PH", "FM", "MH", "PW", "PR", "GU", "AS", "VI", "UM", "JP", "KR", "CN", "TW", "MN"})
"""Countries in which the month stands before the day."""


def order_in(environment: Mapping[str, str]) -> DateOrder | None:
    """Return the order of day and month in the locale of an environment, such as LANG=en_GB.UTF-8; None for C."""
    name = next((environment[key] for key in ("LC_ALL", "LC_TIME", "LANG") if environment.get(key)), "")
    language, _, country = name.partition(".")[0].partition("@")[0].partition("_")
    if language in {"", "C", "POSIX"}:
        return None
    is_month_first = country in _MONTH_FIRST_IN or (not country and language in {"ja", "ko", "zh"})
    return DateOrder.MONTH_FIRST if is_month_first else DateOrder.DAY_FIRST


_people_write: list[DateOrder] = []
"""The order in which the person at the terminal writes dates; empty where nobody said so."""


def expect_order(order: DateOrder | None) -> None:
    """Let dates that people type be read in this order, where they don't settle it themselves."""
    _people_write[:] = [order] if order is not None else []


_IN_PARTS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)


def in_parts(text: str) -> tuple[int, int, str] | None:
    """Return the two first numbers of a date such as 3/4/2024 and its year; None for any other text."""
    match = _IN_PARTS.fullmatch(text)
    return (int(match[1]), int(match[3]), match[4]) if match else None


def order_of_parts(text: str) -> DateOrder | None:
    """Return the order that such a date proves by a number above 12; None in doubt."""
    first, second, _ = in_parts(text) or (0, 0, "")
    if first > 12:
        return DateOrder.DAY_FIRST
    return DateOrder.MONTH_FIRST if second > 12 else None


def with_year_first(text: str, order: DateOrder | None, today: date) -> str | None:
    """Return a date such as 3/4/2024 as 2024-04-03 or 2024-03-04, by itself or else by an order; None for other texts.

    Without an order, the day stands first before a point. A year of two digits is one of the last hundred years.
    Raises InvalidValueError where it may be two days.
    """
    parts = in_parts(text)
    if parts is None:
        return None
    first, second, year = parts
    if len(year) == 2:
        year = f"{today.year // 100 - (int(year) > today.year % 100)}{year}"
    order = order_of_parts(text) or order or (DateOrder.DAY_FIRST if "." in text else None)
    if order is None and first != second:
        ways = " or ".join(f"{year}-{month:02}-{day:02}" for day, month in ((first, second), (second, first)))
        raise InvalidValueError(f"“{text}” may be two days: write {ways}.")
    day, month = (second, first) if order is DateOrder.MONTH_FIRST else (first, second)
    return f"{year}-{month:02}-{day:02}"


_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
_AGO = re.compile(r"(\d{1,9}|[a-z]+) (day|week|month|year)s? ago", re.ASCII)
_LAST = re.compile(r"(last|this) (week|month|year)")
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?([a-z]+)\.?(?:,? (\d{4}))?", re.ASCII)
_MONTH_YEAR = re.compile(r"([a-z]+)\.?(?:,? (\d{4}))?", re.ASCII)

_ABOUT = re.compile(r"(?:~|about |around |circa |ca\.? ?|c\. ?)\s*(.+)")
_PART_OF_YEAR = re.compile(
    r"(?:the )?(?:early|mid|late|spring|summer|autumn|fall|winter|(?:beginning|start|middle|end)(?: of)?)"
    r"(?: of |(?: in)? |-)(\d{4})",
    re.ASCII,
)
"""A part of a year, of which only the year is sure."""

_SURE_DAYS = 28
"""Every month has so many days."""

_HINT = "Write it as 2026-11-20, 2003-05 or 1998, or in words such as yesterday, last friday, 3 days ago or nov 20."


class When(str):
    """A day, a month or a year, written as ``2026-11-20``, ``2003-05`` or ``1998`` (ISO 8601).

    Earlier dates compare as less; a year compares as less than its months, a month as less than its days.
    Raises InvalidValueError for other texts, dates that don't exist, and years before 1895.
    """

    __slots__ = ()

    def __new__(cls, written: str) -> Self:
        """Return the date of an ISO 8601 text; each text is checked once."""
        _check(written)
        return super().__new__(cls, written)

    @property
    def year(self) -> int:
        """The year."""
        return int(self[:4])

    @property
    def month(self) -> int | None:
        """The month from 1, where it is known."""
        return int(self[5:7]) if len(self) > 4 else None

    @property
    def day(self) -> int | None:
        """The day of the month from 1, where it is known."""
        return int(self[8:]) if len(self) > 7 else None

    @classmethod
    def of_day(cls, day: date) -> "When":
        """Return a whole day as a When."""
        return cls(day.isoformat())

    @classmethod
    def parse(cls, text: str, today: date) -> "When":
        """Return a date as people write it.

        Accepts dates in figures (``2026-11-20``, ``2003/05``, ``1998``, and in the order of `expect_order`
        ``20/11/2026`` and ``20.11.26``), by name (``20 Nov 2026``, ``nov 20``, ``may 2003``), in words that count from
        `today` (``yesterday``, ``last friday``, ``3 days ago``), and as the year alone what is no surer (``summer
        2003``, ``~2010``).
        Raises InvalidValueError for other texts, dates that don't exist, dates that may be two days, and dates after
        `today`.
        """
        return _parsed(text, today, _people_write[0] if _people_write else None)

    @classmethod
    def _parse(cls, text: str, today: date, order: DateOrder | None) -> "When":
        words = " ".join(text.lower().split())
        if about := _ABOUT.fullmatch(words):
            words = about[1]
        if part := _PART_OF_YEAR.fullmatch(words):
            words = part[1]
        written = _in_figures(words) or with_year_first(words, order, today)
        written = written or _in_words(words, today) or _by_name(words, today)
        if written is None:
            raise InvalidValueError(f"“{text.strip()}” can't be read as a date. {_HINT}")
        when = cls(written)
        if is_yet_to_come(when, today):
            raise InvalidValueError(f"{when} is yet to come: a viewing has already happened.")
        return when


def is_yet_to_come(when: When, today: date) -> bool:
    """Whether a date is in the future everywhere: somewhere it is tomorrow already, and people travel."""
    tomorrow = today + timedelta(days=1) if today < date.max else today
    return when > tomorrow.isoformat()[: len(when)]


@lru_cache(maxsize=4_096)
def _parsed(text: str, today: date, order: DateOrder | None) -> When:
    return When._parse(text, today, order)  # noqa: SLF001 — its own, each text once


@cache
def _check(written: str) -> None:
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise InvalidValueError(f"“{written}” isn't a date. {_HINT}")
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year < FIRST_WATCHED:
        raise InvalidValueError(f"Nobody watched a film in {year}: the first were shown in {FIRST_WATCHED}.")
    if month is not None and not 1 <= month <= 12:
        raise InvalidValueError(f"There is no month {month}: months run from 1 to 12.")
    if month is not None and day is not None and not 1 <= day <= _SURE_DAYS:
        length = monthrange(year, month)[1]
        if not 1 <= day <= length:
            name = MONTHS[month - 1].capitalize()
            raise InvalidValueError(f"There is no {day} {name} {year}: that month has {length} days.")


def _in_figures(words: str) -> str | None:
    if words.isascii() and words.isdigit() and len(words) < 4:
        raise InvalidValueError(f"“{words}” isn't a valid year. Use four digits, such as 1995.")
    match = _ISO.fullmatch(words)
    return "-".join(part.zfill(2) for part in match.groups() if part) if match else None


def _in_words(words: str, today: date) -> str | None:
    if words in {"today", "tonight", "now"}:
        return today.isoformat()
    if words in {"yesterday", "last night"}:
        return (today - timedelta(days=1)).isoformat()
    if match := _AGO.fullmatch(words):
        return _ago(match[1], match[2], today)
    if match := _LAST.fullmatch(words):
        return _ago("0" if match[1] == "this" else "1", match[2], today, whole=True)
    day = _named(words.removeprefix("last ").removeprefix("on "), DAYS)
    if day is not None:
        back = (today.weekday() - day) % 7
        if words.startswith("last ") and back == 0:
            back = 7
        return (today - timedelta(days=back)).isoformat()
    return None


def _ago(count: str, unit: str, today: date, *, whole: bool = False) -> str | None:
    count = {"an": "a", "one": "a"}.get(count, count)
    number = int(count) if count.isdigit() else NUMBERS.index(count) + 1 if count in NUMBERS else None
    if number is None:
        return None
    if unit in {"day", "week"}:
        days = min(number * (7 if unit == "week" else 1), today.toordinal() - 1)
        return (today - timedelta(days=days)).isoformat()
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "year" else 1)
    year, month = divmod(max(months, 12), 12)
    if whole:
        return f"{year:04}" if unit == "year" else f"{year:04}-{month + 1:02}"
    day = min(today.day, monthrange(year, month + 1)[1])
    return f"{year:04}-{month + 1:02}-{day:02}"


def _by_name(words: str, today: date) -> str | None:
    for pattern, month_group, day_group in ((_MONTH_FIRST, 1, 2), (_DAY_FIRST, 2, 1)):
        match = pattern.fullmatch(words)
        month = _named(match[month_group], MONTHS) if match else None
        if match and month is not None:
            year = match[3] or str(_latest_year(month + 1, int(match[day_group]), today))
            return f"{year}-{month + 1:02}-{match[day_group].zfill(2)}"
    match = _MONTH_YEAR.fullmatch(words)
    month = _named(match[1], MONTHS) if match else None
    if match is None or month is None:
        return None
    year = match[2] or str(today.year - (month + 1 > today.month))
    return f"{year}-{month + 1:02}"


def _latest_year(month: int, day: int, today: date) -> int:
    """Return the latest year in which this day is not after today; for 29 February, the latest leap year."""
    year = today.year - ((month, day) > (today.month, today.day))
    while (month, day) == (2, 29) and monthrange(year, 2)[1] < 29:
        year -= 1
    return year


def _named(word: str, names: tuple[str, ...]) -> int | None:
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)
