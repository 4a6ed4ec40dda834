"""From a value of a comparison to the range it stands for, and back: `4..`, `>=4`, `1990..1999`, `2003-05`."""

import re
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from filmjournal.model.errors import InvalidValueError
from filmjournal.query.scales import Interval, Scale

_COMPARED = re.compile(r"(>=|<=|=|>|<)?\s*(.*)", re.DOTALL)


class Range(Struct, frozen=True):
    """Numbers between two ends, each of them included; None where an end is open."""

    low: int | None = None
    """The lowest number."""
    high: int | None = None
    """The highest number."""

    def holding(self, lows: Iterable[int], highs: Iterable[int]) -> list[bool]:
        """Whether each interval, from its low to its high, is within; at least one end of the range must be closed."""
        low, high = self.low, self.high
        if low is None:
            return [high is not None and each <= high for each in highs]
        if high is None:
            return [each >= low for each in lows]
        return [least >= low and most <= high for least, most in zip(lows, highs, strict=True)]

    def shown_on(self, scale: Scale) -> str:
        """Return the range as it is written."""
        low = "" if self.low is None else scale.show(self.low, False)
        high = "" if self.high is None else scale.show(self.high, True)
        return low if low == high else f"{low}..{high}"


def read_range(text: str, scale: Scale, today: date) -> Range | None:
    """Return the range that was written; None where it is half-typed. Raises InvalidValueError for what is none."""
    match = _COMPARED.fullmatch(text.strip())
    sign, written = (match[1], match[2]) if match else (None, text)
    if sign is None and ".." in written:
        return _between(written, scale, today)
    interval = scale.read(written, today) if written else None
    if interval is None:
        return None
    return _compared(sign or "=", interval, scale, text)


def _between(written: str, scale: Scale, today: date) -> Range | None:
    """Return the range between the two, whichever is written first."""
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
        raise InvalidValueError(f"Nothing is {text}: it could only be {Range(lowest, highest).shown_on(scale)}.")
    return compared
