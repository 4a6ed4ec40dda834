"""Work in steps of a few milliseconds, and the averages it is for."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

STEP = 400
"""Viewings, or films, that are counted between two pauses: a few milliseconds of work."""

Some = TypeVar("Some")


def in_steps(whole: Sequence[Some], step: int = STEP) -> Iterator[Sequence[Some]]:
    """Yield parts of a sequence, each so long that working on it takes a few milliseconds."""
    for start in range(0, len(whole), step):
        yield whole[start : start + step]


def mean(halves: int, count: int) -> float | None:
    """Return the average, in stars, of so many ratings with this sum in half stars; None of none."""
    return halves / count / 2 if count else None


def average(half_stars: Sequence[int]) -> float | None:
    """Return the average of ratings in stars; None of none."""
    return sum(half_stars) / len(half_stars) / 2 if half_stars else None
