"""Counts the elements of reviews: their averages, over time, and against the film's own stars."""

from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterable, Sequence

from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import MONTHS
from filmjournal.query.fields import name_of_element
from filmjournal.query.tree import Term
from filmjournal.stats.columns import Columns, Marks
from filmjournal.stats.facets import element_term
from filmjournal.stats.results import ElementCount
from filmjournal.stats.steps import mean

UNKNOWN = -1
"""The stretch of time of a viewing that is known less well."""


def course_of(year: int | None, years: Sequence[int]) -> tuple[str, ...]:
    """Return what averages over time are of: months, or years where all of them are counted."""
    months = tuple(month[:3].capitalize() for month in MONTHS)
    return tuple(map(str, years)) if year is None else months


def elements_in(
    columns: Columns, year: int | None, years: Sequence[int], narrowed: Callable[[Term], str]
) -> Generator[None, None, tuple[ElementCount, ...]]:
    """Count elements, pausing every few milliseconds; returns them, the most rated first.

    One that a viewing has twice counts once, with its first stars. `narrowed` makes the query of a condition.
    """
    spelt: dict[str, list[str]] = defaultdict(list)
    for name in columns.elements:
        spelt[name_of_element(name)].append(name)
    stretches = _stretches(columns.viewings, year, years)
    size = len(years) if year is None else len(MONTHS)
    yield
    counts = []
    for name, names in spelt.items():
        marks, often = columns.elements[names[0]], {names[0]: 1}
        if len(names) > 1 or len(set(marks.places)) < len(marks.places):
            marks, often = _once(name, columns, names)
        yield
        label = min(often, key=lambda each: (-often[each], each))
        counts.append(_count(label, marks, columns.halves, stretches, size, narrowed))
        yield
    return tuple(sorted(counts, key=lambda count: (-count.rated, -count.viewings, count.name)))


def _stretches(viewings: Iterable[Viewing], year: int | None, years: Sequence[int]) -> list[int]:
    """Return the number of the month, or of the year, that each viewing is in."""
    days = [viewing.watched for viewing in viewings]
    if year is not None:
        return [int(when[5:7]) - 1 if when and len(when) > 4 else UNKNOWN for when in days]
    numbers = {f"{number:04}": place for place, number in enumerate(years)}
    return [numbers[when[:4]] if when else UNKNOWN for when in days]


def _once(name: str, columns: Columns, names: Iterable[str]) -> tuple[Marks, Counter[str]]:
    """Return an element that has several spellings, or that a viewing has twice, once for each viewing."""
    places = sorted({place for each in names for place in columns.elements[each].places})
    marks, often = Marks([], []), Counter[str]()
    for place in places:
        own = [
            part
            for part in columns.viewings[place].breakdown
            if not part.is_empty and name_of_element(part.name) == name
        ]
        rating = next((part.rating for part in own if part.rating is not None), None)
        often[own[0].name] += 1
        marks.places.append(place)
        marks.halves.append(0 if rating is None else +rating)
    return marks, often


def _count(
    name: str,
    marks: Marks,
    films: Sequence[int],
    stretches: Sequence[int],
    size: int,
    narrowed: Callable[[Term], str],
) -> ElementCount:
    """Count an element; `films` are the stars of each viewing, in half stars."""
    whole, times = [films[place] for place in marks.places], [stretches[place] for place in marks.places]
    rated, stars, compared, against, fives, in_fives = 0, 0, 0, 0, 0, 0
    course = [[0, 0] for _ in range(size)]
    for (half, film, time), often in Counter(zip(marks.halves, whole, times, strict=True)).items():
        if not half:
            continue
        rated += often
        stars += half * often
        if film:
            compared += often
            against += (half - film) * often
        if film == Rating.FIVE:
            fives += often
            in_fives += half * often
        if time != UNKNOWN:
            course[time][0] += half * often
            course[time][1] += often
    with_five, others = mean(in_fives, fives), mean(stars - in_fives, rated - fives)
    return ElementCount(
        name=name,
        query=narrowed(element_term(name)),
        viewings=len(marks.places),
        rated=rated,
        stars=mean(stars, rated),
        compared=compared,
        against=mean(against, compared),
        fives=fives,
        in_fives=None if with_five is None or others is None else with_five - others,
        course=tuple(mean(sum_, number) for sum_, number in course),
    )
