"""Counts the elements of reviews: their averages, over time, and against the film's own stars."""

from collections.abc import Callable, Iterable

from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.model.when import MONTHS
from filmjournal.query.fields import name_of_element
from filmjournal.query.tree import Term
from filmjournal.stats.facets import element_term
from filmjournal.stats.results import ElementCount
from filmjournal.stats.steps import average


class _Element:
    """What is known so far of one element."""

    __slots__ = ("by_time", "differences", "in_fives", "in_others", "is_rated", "last", "names", "rated", "viewings")

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.last: Entry | None = None
        self.is_rated = False
        self.viewings = 0
        self.rated: list[int] = []
        self.differences: list[int] = []
        self.in_fives: list[int] = []
        self.in_others: list[int] = []
        self.by_time: dict[int, list[int]] = {}


class ElementCounts:
    """Counts the elements of viewings, of one year by month or of these years by year."""

    def __init__(self, year: int | None, years: tuple[int, ...]) -> None:
        months = tuple(month[:3].capitalize() for month in MONTHS)
        self.course: tuple[str, ...] = tuple(map(str, years)) if year is None else months
        """What the averages over time are of."""
        self._places = {number: place for place, number in enumerate(years if year is None else range(1, 13))}
        self._is_by_year = year is None
        self._elements: dict[str, _Element] = {}

    def add(self, entries: Iterable[Entry]) -> None:
        """Count the elements of these viewings; one that a viewing has twice counts once, with its first stars."""
        for entry in entries:
            for element in entry.viewing.breakdown:
                if element.rating is None and not element.text.strip():
                    continue
                name = name_of_element(element.name)
                counted = self._elements.get(name)
                if counted is None:
                    counted = self._elements[name] = _Element()
                if counted.last is not entry:
                    counted.last = entry
                    counted.viewings += 1
                    counted.is_rated = False
                    counted.names[element.name] = counted.names.get(element.name, 0) + 1
                if element.rating is not None and not counted.is_rated:
                    counted.is_rated = True
                    self._rate(counted, element.rating, entry)

    def _rate(self, counted: _Element, rating: Rating, entry: Entry) -> None:
        whole, when = entry.viewing.rating, entry.viewing.watched
        counted.rated.append(rating)
        if whole is not None:
            counted.differences.append(rating - whole)
        (counted.in_fives if whole == Rating.FIVE else counted.in_others).append(rating)
        if when is not None and (self._is_by_year or len(when) > 4):
            place = self._places[int(when[:4] if self._is_by_year else when[5:7])]
            counted.by_time.setdefault(place, []).append(rating)

    def counts(self, narrowed: Callable[[Term], str]) -> tuple[ElementCount, ...]:
        """Return the elements, the most rated first; `narrowed` makes the query of a condition."""
        counts = [self._count(counted, narrowed) for counted in self._elements.values()]
        return tuple(sorted(counts, key=lambda count: (-count.rated, -count.viewings, count.name)))

    def _count(self, counted: _Element, narrowed: Callable[[Term], str]) -> ElementCount:
        name = min(counted.names, key=lambda name: (-counted.names[name], name))
        fives, others = average(counted.in_fives), average(counted.in_others)
        return ElementCount(
            name=name,
            query=narrowed(element_term(name)),
            viewings=counted.viewings,
            rated=len(counted.rated),
            stars=average(counted.rated),
            compared=len(counted.differences),
            against=average(counted.differences),
            fives=len(counted.in_fives),
            in_fives=None if fives is None or others is None else fives - others,
            course=tuple(average(counted.by_time.get(place, [])) for place in range(len(self.course))),
        )
