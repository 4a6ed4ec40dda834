"""Bars, columns and courses drawn with block characters."""

from collections.abc import Sequence

_EIGHTHS_UP = " ▁▂▃▄▅▆▇█"

NONE, FEW, SOME, MANY = "·", "▪", "■", "█"
"""How many viewings a day or a month has: none, one, two, more. They differ in shape, not only in colour."""


def bar(value: float, most: float, width: int) -> str:
    """Return a bar of at most `width` cells, to half a cell; one of a small value is still seen.

    It is a line, so that the bars of adjoining lines stay apart.
    """
    if value <= 0 or most <= 0 or width <= 0:
        return ""
    halves = min(max(round(value / most * width * 2), 1), width * 2)
    return "━" * (halves // 2) + "╸" * (halves % 2)


def column(value: float, most: float, height: int) -> tuple[str, ...]:
    """Return the cells of a column from its top to its foot, to an eighth of a cell."""
    if value <= 0 or most <= 0:
        return (" ",) * height
    eighths = min(max(round(value / most * height * 8), 1), height * 8)
    return tuple(_EIGHTHS_UP[min(max(eighths - 8 * below, 0), 8)] for below in reversed(range(height)))


def course(values: Sequence[float | None], low: float = 0.5, high: float = 5.0) -> str:
    """Return values over time, a cell each, between `low` and `high`; a dot where there is none."""
    return "".join(
        "·" if value is None else _EIGHTHS_UP[1 + round(min(max((value - low) / (high - low), 0), 1) * 6)]
        for value in values
    )


def mark(count: int) -> str:
    """Return the mark of a number of viewings on a map of days."""
    return (NONE, FEW, SOME, MANY)[min(count, 3)]


def shortened(values: Sequence[float | None], most: int) -> list[float | None]:
    """Return at most so many values: the average of each stretch, where there are more."""
    if len(values) <= most or most < 1:
        return list(values)
    parts = [values[place * len(values) // most : (place + 1) * len(values) // most] for place in range(most)]
    known = [[value for value in part if value is not None] for part in parts]
    return [sum(part) / len(part) if part else None for part in known]
