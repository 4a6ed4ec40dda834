"""Counts viewings, in steps of a few milliseconds, so that whoever waits can do other things between two."""

from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from operator import is_not

from msgspec import Struct, structs

from filmjournal.model.viewing import Entry
from filmjournal.model.when import When
from filmjournal.query.tree import Query
from filmjournal.stats.columns import Columns, Words, columns_of
from filmjournal.stats.elements import course_of, elements_in
from filmjournal.stats.facets import narrowing
from filmjournal.stats.groups import Scope, charts_of
from filmjournal.stats.moments import moments_of, slopes_of
from filmjournal.stats.results import Numbers, Statistics
from filmjournal.stats.steps import in_steps, mean

MOST_BARS = 100
"""The most names that get a bar on a screen; those with fewer viewings are counted as further ones."""


SOME_TEXTS = 500
"""Viewings whose words are counted between two pauses."""


class Subject(Struct, frozen=True):
    """What is counted: the viewings that a query finds, the latest first."""

    query: Query
    """The query."""
    entries: Sequence[Entry]
    """What it finds, in the order of the diary."""


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
    subject: Subject, year: int | None = None, most: int | None = MOST_BARS, words: Words | None = None
) -> Generator[None, None, Statistics]:
    """Count the viewings of a query, of a year or of all time, pausing every few milliseconds; returns the result.

    `most` is how many names a chart has bars for; None for all of them. `words` remembers the texts counted before.
    """
    entries = subject.entries if year is None else in_year(subject.entries, year)
    years = years_of(subject.entries)
    yield
    words = words or Words()
    columns = yield from columns_of(entries)
    numbers = yield from numbers_of(columns, words)
    before = None
    if year is not None:
        before = yield from numbers_of((yield from columns_of(in_year(subject.entries, year - 1))), words)
    scope = Scope(subject.query, year, most)
    narrowed = narrowing(scope.query, *scope.terms)
    elements = yield from elements_in(columns, year, years, narrowed)
    charts = yield from charts_of(columns, scope)
    slopes = yield from slopes_of(subject.entries, entries)
    moments = yield from moments_of(subject.entries, entries, words)
    return Statistics(
        subject=str(subject.query),
        query=narrowed(None),
        year=year,
        years=years,
        numbers=numbers,
        before=before,
        charts=charts,
        elements=elements,
        course=course_of(year, years),
        days=_days(entries),
        slopes=slopes,
        moments=moments,
    )


def followed(
    known: Statistics, before: Subject, now: Subject, words: Words | None = None
) -> Generator[None, None, Statistics | None]:
    """Return the statistics of a year after a change, pausing between; None where its viewings must be counted anew.

    A year whose viewings, and those of the year before, are the same has the same numbers; only what stands out may be
    another for what the other years have.
    """
    year = known.year
    if year is None or before.query != now.query:
        return None
    for each in (year, year - 1):
        old, new = in_year(before.entries, each), in_year(now.entries, each)
        yield
        if len(old) != len(new) or any(map(is_not, old, new)):
            return None
    entries = in_year(now.entries, year)
    slopes = yield from slopes_of(now.entries, entries)
    moments = yield from moments_of(now.entries, entries, words or Words())
    return structs.replace(known, years=years_of(now.entries), slopes=slopes, moments=moments)


def _days(entries: Iterable[Entry]) -> dict[When, int]:
    return dict(Counter(when for entry in entries if (when := entry.viewing.watched) is not None and len(when) > 7))


def numbers_of(columns: Columns, words_known: Words | None = None) -> Generator[None, None, Numbers]:
    """Count the totals, pausing every few milliseconds; returns them."""
    counter = words_known or Words()
    again = liked = reviewed = words = 0
    lengths = Counter[int]()
    for part in in_steps(columns.viewings, SOME_TEXTS):
        again += sum([viewing.rewatch for viewing in part])
        liked += sum([viewing.liked for viewing in part])
        reviewed += sum([viewing.is_reviewed for viewing in part])
        words += counter.of(part)
        lengths.update([len(viewing.watched or "") for viewing in part])
        yield
    runtimes = [columns.films[place].runtime for place in columns.by_viewing.films]
    known = [runtime for runtime in runtimes if runtime is not None]
    rated = len(columns.halves) - columns.halves.count(0)
    return Numbers(
        viewings=len(columns.viewings),
        films=len(columns.films),
        again=again,
        liked=liked,
        rated=rated,
        stars=mean(sum(columns.halves), rated),
        timed=len(known),
        minutes=sum(known),
        reviewed=reviewed,
        words=words,
        undated=lengths[0],
        year_only=lengths[4],
        month_only=lengths[7],
    )
