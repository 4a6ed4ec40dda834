"""Dates such as 3/4/2024, of which only a whole column can say whether the day or the month comes first."""

import re
from collections.abc import Iterable
from enum import Enum

from filmjournal.model.errors import InvalidValueError

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:,? .*)?", re.ASCII)


class Order(Enum):
    """Which part of such a date comes first."""

    DAY_FIRST = "the day first"
    """As in most of the world."""
    MONTH_FIRST = "the month first"
    """As in America."""


def order_of(dates: Iterable[str]) -> Order | None:
    """Return the order that these prove, of which one has a number that no month has; None where they do not."""
    parts = [match.groups() for text in dates if (match := _SLASHED.fullmatch(text.strip()))]
    proven = {Order.DAY_FIRST for first, _, _ in parts if int(first) > 12}
    proven |= {Order.MONTH_FIRST for _, second, _ in parts if int(second) > 12}
    return proven.pop() if len(proven) == 1 else None


def unslashed(text: str, order: Order | None) -> str:
    """Return such a date with the year first, and any other as it is. Raises InvalidValueError where it may be two."""
    match = _SLASHED.fullmatch(text.strip())
    if match is None:
        return text
    first, second, year = match.groups()
    if order is None and first != second:
        raise InvalidValueError(
            f"“{text}” may be two days: write the year first, as in {year}-{first:0>2}-{second:0>2}."
        )
    return f"{year}-{second}-{first}" if order is Order.DAY_FIRST else f"{year}-{first}-{second}"
