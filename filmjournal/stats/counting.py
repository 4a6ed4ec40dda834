"""Counts viewings, in steps of a few milliseconds, so that whoever waits can do other things between two."""

from collections import Counter
from collections.abc import Generator, Iterable, Sequence

from msgspec import Struct

from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.when import When
from filmjournal.query.tree import Query
from filmjournal.stats.elements import ElementCounts
from filmjournal.stats.groups import Scope, charts_of
from filmjournal.stats.moments import moments_of, slopes_of
from filmjournal.stats.results import Numbers, Statistics
from filmjournal.stats.steps import average, in_steps

MOST_BARS = 200
"""The most names that get a bar on a screen; those with fewer viewings are counted as further ones."""


class Subject(Struct, frozen=True):
    """What is counted: the viewings that a query finds, the latest first."""

    query: Query
    """The query."""
    entries: Sequence[Entry]
    """What it finds, in the order of the diary."""


def words_of(viewing: Viewing) -> int:
    """Return how many words were written about a viewing: one for every space, and for every line that has some."""
    texts = [viewing.headline, viewing.review, *[element.text for element in viewing.breakdown]]
    whole = "\n".join(texts)
    return whole.count(" ") + len([*filter(None, whole.split("\n"))])


def years_of(entries: Iterable[Entry]) -> tuple[int, ...]:
    """Return every year with a viewing, the first one first."""
    years = {watched[:4] for entry in entries if (watched := entry.viewing.watched) is not None}
    return tuple(sorted(map(int, years)))


def in_year(entries: Iterable[Entry], year: int) -> list[Entry]:
    """Return the viewings of a year; undated ones belong to none."""
    begins = f"{year:04}"
    return [entry for entry in entries if (entry.viewing.watched or "").startswith(begins)]


def statistics(subject: Subject, year: int | None = None, most: int | None = None) -> Statistics:
    """Count at once, for those who need not do anything else meanwhile; by default every value gets its bar."""
    steps = counting(subject, year, most)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            counted: Statistics = end.value
            return counted


def counting(
    subject: Subject, year: int | None = None, most: int | None = MOST_BARS
) -> Generator[None, None, Statistics]:
    """Count the viewings of a query, of a year or of all time, pausing every few milliseconds; returns the result.

    `most` is how many names a chart has bars for; None for all of them.
    """
    entries = subject.entries if year is None else in_year(subject.entries, year)
    years = years_of(subject.entries)
    yield
    numbers = yield from numbers_of(entries)
    before = None if year is None else (yield from numbers_of(in_year(subject.entries, year - 1)))
    elements = ElementCounts(year, years)
    for part in in_steps(entries):
        elements.add(part)
        yield
    scope = Scope(subject.query, year, most)
    charts = yield from charts_of(entries, scope)
    slopes = slopes_of(subject.entries, entries)
    yield
    moments = yield from moments_of(subject.entries, entries)
    return Statistics(
        subject=str(subject.query),
        query=scope.narrowed(None),
        year=year,
        years=years,
        numbers=numbers,
        before=before,
        charts=charts,
        elements=elements.counts(scope.narrowed),
        course=elements.course,
        days=_days(entries),
        slopes=slopes,
        moments=moments,
    )


def _days(entries: Iterable[Entry]) -> dict[When, int]:
    return dict(Counter(when for entry in entries if (when := entry.viewing.watched) is not None and len(when) > 7))


def numbers_of(entries: Sequence[Entry]) -> Generator[None, None, Numbers]:
    """Count the totals, pausing every few milliseconds; returns them."""
    rated: list[int] = []
    runtimes: list[int] = []
    lengths = Counter[int]()
    again = liked = reviewed = words = 0
    for part in in_steps(entries):
        for entry in part:
            viewing = entry.viewing
            again += viewing.rewatch
            liked += viewing.liked
            reviewed += viewing.is_reviewed
            words += words_of(viewing)
        rated += [rating for entry in part if (rating := entry.viewing.rating) is not None]
        runtimes += [minutes for entry in part if (minutes := entry.film.runtime) is not None]
        lengths.update([len(entry.viewing.watched or "") for entry in part])
        yield
    return Numbers(
        viewings=len(entries),
        films=len({entry.film.id for entry in entries}),
        again=again,
        liked=liked,
        rated=len(rated),
        stars=average(rated),
        timed=len(runtimes),
        minutes=sum(runtimes),
        reviewed=reviewed,
        words=words,
        undated=lengths[0],
        year_only=lengths[4],
        month_only=lengths[7],
    )
