"""Rows with more or fewer cells than there are headings, read as far as the other rows make it sure.

A program that leaves empty cells at the end of a row out, or a comma that stands in a text without quotation marks, is
mended where every other row of the table says how, and in one way only.
"""

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from itertools import islice
from typing import NamedTuple

from filmjournal.model.text import fold


class _Shape(Enum):
    """What a cell looks like."""

    DATE = auto()
    YEAR = auto()
    NUMBER = auto()
    ADDRESS = auto()
    TEXT = auto()


_LOOKS = (
    (_Shape.DATE, re.compile(r"(?:\d{4}-\d\d-\d\d|\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d\d))(?:(?:T|,? )\d.*)?", re.ASCII)),
    (_Shape.YEAR, re.compile(r"\d{4}", re.ASCII)),
    (_Shape.NUMBER, re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)),
    (_Shape.ADDRESS, re.compile(r"https?://[^\s,]+", re.ASCII)),
)

_PROBED = 2_000
"""Even rows that are looked at: more of them say nothing new."""


_HINTS = (("date", _Shape.DATE), ("year", _Shape.YEAR), ("uri", _Shape.ADDRESS), ("url", _Shape.ADDRESS))
"""What cells look like by a part of their heading, where no row shows it."""


class Mended(NamedTuple):
    """A row with as many cells as there are headings."""

    cells: list[str]
    """Its cells."""
    what: str
    """What was done to it, as the end of a sentence."""


class EvenRows:
    """What the even rows of a table say of its columns."""

    def __init__(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        self._shapes: list[set[_Shape]] = [set() for _ in head]
        for row in islice(rows, _PROBED):
            for seen, cell in zip(self._shapes, row, strict=False):
                if cell.strip():
                    seen.add(_shape(cell))
        for seen, heading in zip(self._shapes, head, strict=True):
            if not seen:
                seen |= {shape for part, shape in _HINTS if part in fold(heading)}

    def mended(self, cells: Sequence[str]) -> Mended | None:
        """Return a row with as many cells as there are headings; None where it isn't sure which cell is which."""
        width, further = len(self._shapes), len(cells) - len(self._shapes)
        if further < 0:
            whole = [*cells, *[""] * -further]
            return Mended(whole, "the rest was taken to be empty") if self._fit(whole) else None
        joined = (
            [*cells[:at], ",".join(cells[at : at + further + 1]), *cells[at + further + 1 :]]
            for at in range(width)
            if all(cell.strip() for cell in cells[at : at + further + 1])
        )
        fitting = [row for row in joined if self._fit(row)]
        if len(fitting) == 1:
            text = next(cell for cell, before in zip(fitting[0], cells, strict=False) if cell != before)
            return Mended(fitting[0], f"“{text}” was taken for one cell")
        if not fitting and self._fit(cells[:width]):
            return Mended([*cells[:width]], "what has no heading was not read")
        return None

    def _fit(self, row: Sequence[str]) -> bool:
        """Whether each cell looks like those of its column, and at least one of them like no text."""
        told = [
            (shapes, _shape(cell))
            for cell, shapes in zip(row, self._shapes, strict=True)
            if cell.strip() and shapes and _Shape.TEXT not in shapes
        ]
        return bool(told) and all(shape in shapes for shapes, shape in told)


def _shape(cell: str) -> _Shape:
    text = cell.strip()
    return next((shape for shape, pattern in _LOOKS if pattern.fullmatch(text)), _Shape.TEXT)
