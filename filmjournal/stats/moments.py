"""Viewings that stand out by when they were: the first and last, milestones, gaps, takes of one film."""

from collections.abc import Generator, Iterator, Sequence
from datetime import date
from heapq import nsmallest
from operator import sub

from filmjournal.model.viewing import Entry
from filmjournal.stats.columns import Words
from filmjournal.stats.results import Gap, Moments, Slope
from filmjournal.stats.steps import in_steps

DUE_FROM, DUE_AFTER = 9, 5
"""Half stars from which a film is worth another time, and years after which it is due."""

MOST_DUE = 50
"""The most films that are due."""


MOST_LONGEST = 5
"""How many of the viewings about which most is written are named."""


def slopes_of(whole: Sequence[Entry], counted: Sequence[Entry]) -> Generator[None, None, tuple[Slope, ...]]:
    """Return the films whose stars changed, pausing between: what grew most first, what cooled most last.

    The last viewing with stars is one of `counted`; the first one may be any of `whole`. Both are in the order of the
    diary, the latest first.
    """
    last = {entry.viewing.film: entry for entry in reversed(counted) if entry.viewing.rating is not None}
    yield
    first = dict[str, Entry]()
    for part in in_steps(whole):
        first |= {entry.viewing.film: entry for entry in part if entry.viewing.rating is not None}
        yield
    changed = list[Slope]()
    for some in in_steps(list(last.items())):
        pairs = [(first[film], entry) for film, entry in some]
        slopes = [Slope(one, other) for one, other in pairs if one.viewing.rating != other.viewing.rating]
        changed += [slope for slope in slopes if _is_in_order(slope)]
        yield
    return tuple(sorted(changed, key=lambda slope: (-slope.change, slope.last.film.title, slope.last.id)))


def _is_in_order(slope: Slope) -> bool:
    """Whether the first viewing is known to be earlier: two of one year, one without its day, are not."""
    first, last = slope.first.viewing.watched, slope.last.viewing.watched
    return last is not None and (first is None or (first < last and not last.startswith(first)))


def moments_of(whole: Sequence[Entry], counted: Sequence[Entry], words: Words) -> Generator[None, None, Moments]:
    """Return what stands out in viewings, pausing between; both are in the order of the diary, the latest first."""
    dated = [entry for entry in reversed(counted) if entry.viewing.watched is not None]
    gap = yield from _longest_gap(dated)
    milestones = tuple(_milestones(whole, {entry.id for entry in counted}))
    yield
    due = tuple(_due(whole, counted))
    yield
    longest = list[tuple[int, Entry]]()
    for part in in_steps(counted):
        longest += [(number, entry) for entry in part if (number := words.about(entry.viewing))]
        longest = nsmallest(MOST_LONGEST, longest, key=lambda each: -each[0])
        yield
    return Moments(
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
        gap=gap,
        milestones=milestones,
        due=due,
        longest=tuple(longest),
        unfinished=tuple([entry for entry in counted if not entry.viewing.is_reviewed]),
    )


def _longest_gap(dated: Sequence[Entry]) -> Generator[None, None, Gap | None]:
    own, days = list[Entry](), list[int]()
    for part in in_steps(dated):
        known = [entry for entry in part if len(entry.viewing.watched or "") > 7]
        days += [date.fromisoformat(entry.viewing.watched or "").toordinal() for entry in known]
        own += known
        yield
    gaps = list(map(sub, days[1:], days))
    longest = max(gaps, default=0)
    if not longest:
        return None
    place = gaps.index(longest)
    return Gap(own[place], own[place + 1], longest)


def _milestones(whole: Sequence[Entry], ids: set[str]) -> Iterator[tuple[int, Entry]]:
    dated = [entry for entry in reversed(whole) if entry.viewing.watched is not None]
    marks = [100, 250, 500, 750, *range(1000, len(dated) + 1, 500)]
    return ((mark, dated[mark - 1]) for mark in marks if mark <= len(dated) and dated[mark - 1].id in ids)


def _due(whole: Sequence[Entry], counted: Sequence[Entry]) -> list[Entry]:
    """Return films that deserve another time, by what year it is: that of the latest viewing of all."""
    latest = next((int(when[:4]) for entry in whole if (when := entry.viewing.watched)), 0)
    last = {entry.viewing.film: entry for entry in reversed(counted)}
    due = [
        entry
        for entry in last.values()
        if (entry.viewing.rating or 0) >= DUE_FROM
        and (when := entry.viewing.watched) is not None
        and int(when[:4]) <= latest - DUE_AFTER
    ]
    return sorted(due, key=lambda entry: (entry.viewing.watched or "", entry.film.title))[:MOST_DUE]
