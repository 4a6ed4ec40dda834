"""Which backups a folder can do without: many of the last days, few of the last years, and always the newest.

What is kept follows from the backups alone, from the order in which they were made and the days they say they are of.
Nothing is old or new by today's clock, so one that jumps ahead by a century and back again does no harm.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

NEWEST = 10
"""How many of the newest stay, whatever their days."""

DAYS = 14
"""Of how many different days before those the newest stays."""

WEEKS = 8
"""Of how many different weeks."""

MONTHS = 24
"""Of how many different months; of years there is no end."""


class Dated(Protocol):
    """What can be thinned."""

    @property
    def sequence(self) -> int:
        """Its place in the order in which they were made."""

    @property
    def made(self) -> datetime:
        """When it was made, by the clock of then."""


Copy = TypeVar("Copy", bound=Dated)

Period = Callable[[datetime], Hashable]
"""Says in which day, or week, or other stretch of time a moment is."""


def _week(made: datetime) -> Hashable:
    week = made.isocalendar()
    return week.year, week.week


def _month(made: datetime) -> Hashable:
    return made.year, made.month


def _year(made: datetime) -> Hashable:
    return made.year


_KEPT: tuple[tuple[Period, int | None], ...] = ((datetime.date, DAYS), (_week, WEEKS), (_month, MONTHS), (_year, None))


def thinned(backups: Iterable[Copy]) -> list[Copy]:
    """Return the backups that can go, the oldest first."""
    ordered = sorted(backups, key=lambda backup: backup.sequence, reverse=True)
    others = ordered[NEWEST:]
    kept = {place for period, number in _KEPT for place in _newest_of_each(period, number, others)}
    return [backup for place, backup in enumerate(others) if place not in kept][::-1]


def _newest_of_each(period: Period, number: int | None, ordered: Sequence[Dated]) -> Iterator[int]:
    places: dict[Hashable, int] = {}
    for place, backup in enumerate(ordered):
        places.setdefault(period(backup.made), place)
    yield from list(places.values())[:number]
