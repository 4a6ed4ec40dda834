"""Viewings that stand out by when they were: the first and last, milestones, gaps, takes of one film."""

from collections.abc import Collection, Generator, Iterator, Sequence
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
    dated = _dated(counted)
    yield
    gap = yield from _longest_gap(dated)
    milestones = tuple(
        _milestones(dated, None) if whole is counted else _milestones(_dated(whole), {entry.id for entry in counted})
    )
    yield
    due = tuple(_due(whole, counted))
    yield
    longest, least, unfinished = list[tuple[int, Entry]](), 0, list[Entry]()
    for part in in_steps(counted):
        viewings = [entry.viewing for entry in part]
        more = [each for each in zip(words.each(viewings), part, strict=True) if each[0] > least]
        if more:
            longest = nsmallest(MOST_LONGEST, [*longest, *more], key=lambda each: -each[0])
            least = longest[-1][0] if len(longest) == MOST_LONGEST else 0
        unfinished += [entry for entry, viewing in zip(part, viewings, strict=True) if not viewing.is_reviewed]
        yield
    return Moments(
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
        gap=gap,
        milestones=milestones,
        due=due,
        longest=tuple(longest),
        unfinished=tuple(unfinished),
    )


def _longest_gap(dated: Sequence[Entry]) -> Generator[None, None, Gap | None]:
    own, days = list[Entry](), list[int]()
    for part in in_steps(dated):
        known = [(entry, when) for entry in part if len(when := entry.viewing.watched or "") > 7]
        days += [date.fromisoformat(when).toordinal() for _, when in known]
        own += [entry for entry, _ in known]
        yield
    gaps = list(map(sub, days[1:], days))
    longest = max(gaps, default=0)
    if not longest:
        return None
    place = gaps.index(longest)
    return Gap(own[place], own[place + 1], longest)


def _dated(entries: Sequence[Entry]) -> list[Entry]:
    """Return the viewings with a date, the first one first."""
    return [entry for entry in reversed(entries) if entry.viewing.watched is not None]


def _milestones(dated: Sequence[Entry], among: Collection[str] | None) -> Iterator[tuple[int, Entry]]:
    """Yield the viewings that are a milestone, of those with these ids, or of all of them."""
    marks = [100, 250, 500, 750, *range(1000, len(dated) + 1, 500)]
    found = ((mark, dated[mark - 1]) for mark in marks if mark <= len(dated))
    return ((mark, entry) for mark, entry in found if among is None or entry.id in among)


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
