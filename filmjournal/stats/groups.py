"""Viewings grouped by every facet, and a chart of each."""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import chain
from operator import attrgetter
from typing import Any

from msgspec import Struct

from filmjournal.model.film import Credit, Film
from filmjournal.model.text import searchable
from filmjournal.model.viewing import Viewing
from filmjournal.query.tree import Query, Term
from filmjournal.stats.columns import Columns, Members
from filmjournal.stats.facets import FACETS, MONTHS_OF_YEAR, Facet, Value, keys_of, narrowing, year_term
from filmjournal.stats.results import Bar, Chart
from filmjournal.stats.steps import in_steps, mean

MOST_BETWEEN = 600
"""The most bars of a scale; of a longer one, those without a viewing are left out."""

SOME_BARS = 50
"""Bars that are made between two pauses."""


class Scope(Struct, frozen=True):
    """Which viewings are counted, and how many names get a bar."""

    query: Query
    """The query whose viewings are counted."""
    year: int | None
    """The year that they are of; None for all time."""
    most: int | None
    """How many names a chart has bars for; None for all of them."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """What narrows the query to what was counted."""
        return () if self.year is None else (year_term(self.year),)


Values = defaultdict[Value, list[int]]
"""The places of the viewings, or of the films, that have each value."""

_BY_VIEWING = [facet for facet in FACETS if facet.of is Viewing]
_BY_FILM = [facet for facet in FACETS if facet.of is Film]


def charts_of(columns: Columns, scope: Scope) -> Generator[None, None, tuple[Chart, ...]]:
    """Count viewings by every facet, pausing every few milliseconds; returns the charts."""
    by_name = {facet.name: Values(list) for facet in FACETS}
    places = list(range(max(len(columns.viewings), len(columns.films))))
    for some in in_steps(places[: len(columns.films)]):
        _sort_people(columns.films, some, by_name)
        yield
    work = columns.work()
    yield
    charts = []
    for facet in FACETS:
        is_of_viewings = facet.of is Viewing
        values = by_name[facet.name]
        if facet.role is None:
            whole: Sequence[Any] = columns.viewings if is_of_viewings else columns.films
            for some in in_steps(places[: len(whole)]):
                part = whole[some[0] : some[-1] + 1]
                _sort(map(attrgetter(facet.attribute), part), some, facet, values)
                yield
        members = columns.by_viewing if is_of_viewings else columns.by_film
        drawing = Drawing(facet, scope, members, len(columns.viewings), work.get(facet.role) if facet.role else None)
        chart = yield from drawing.chart(values)
        values.clear()
        charts.append(chart)
        yield
    return tuple(charts)


def _sort(attributes: Iterable[Any], places: Iterable[int], facet: Facet, into: Values) -> None:
    """Sort places by an attribute of each, in loops that are as short as they can be: there are very many."""
    if facet.number is not None:
        _sort_numbers(attributes, places, facet, into)
    elif facet.is_single:
        for name, place in zip(attributes, places, strict=True):
            into[name].append(place)
    else:
        for names, place in zip(attributes, places, strict=True):
            if names:
                for name in dict.fromkeys(names) if len(names) > 1 else names:
                    into[name].append(place)


def _sort_numbers(attributes: Iterable[Any], places: Iterable[int], facet: Facet, into: Values) -> None:
    """Sort places by a number, which is read of each attribute once, and not of each place."""
    own = Values(list)
    if facet.letters:
        for when, place in zip(attributes, places, strict=True):
            if when is not None:
                own[when[: facet.letters]].append(place)
    else:
        for attribute, place in zip(attributes, places, strict=True):
            own[attribute].append(place)
    for attribute, some in own.items():
        number = facet.number(attribute) if facet.number is not None else None
        if number is not None:
            into[number] += some


def _sort_people(films: Sequence[Film], places: Iterable[int], by_role: Mapping[str, Values]) -> None:
    """Sort films by everyone credited, in one pass: credits are by far the most of what there is to count."""
    for place in places:
        people: Iterable[Credit] = films[place].credits
        if len({credit.name for credit in people}) < len(films[place].credits):
            people = {(credit.role, credit.name): credit for credit in people}.values()
        for credit in people:
            by_role[credit.role][credit.name].append(place)


class Drawing(Struct, frozen=True):
    """Makes the chart of one facet."""

    facet: Facet
    """The facet."""
    scope: Scope
    """Which viewings are counted."""
    members: Members
    """What has the values: viewings, or films."""
    whole: int
    """How many viewings are counted."""
    work: tuple[list[int], list[int]] | None
    """For a role whose work is an element: how often each film has stars for it, and their sum."""

    def chart(self, values: Values) -> Generator[None, None, Chart]:
        """Return the chart of these values, pausing every few milliseconds."""
        facet = self.facet
        spelt = self._spellings(values)
        yield
        places = {
            key: values[names[0]] if len(names) == 1 else sorted({each for name in names for each in values[name]})
            for key, names in spelt.items()
        }
        yield
        weights = self.members.viewings
        size = {
            key: weights[own[0]] if len(own) == 1 else sum([weights[place] for place in own])
            for key, own in places.items()
        }
        yield
        known = sum(size.values())
        if not facet.is_single:
            known = sum([weights[place] for place in set(chain.from_iterable(places.values()))])
        yield
        shown = self._on_scale(spelt) if facet.is_scale else self._largest(size, spelt)
        query = self._queries()
        bars = []
        for keys in in_steps(shown, SOME_BARS):
            bars += [self._bar(spelt.get(key, (key,)), places.get(key, ()), size.get(key, 0), query) for key in keys]
            yield
        if not facet.is_scale:
            bars.sort(key=lambda bar: (-bar.viewings, -(bar.own_stars or 0), bar.label))
        lacking = self.whole - known
        return Chart(
            facet.name,
            facet.title,
            tuple(bars),
            self.whole,
            without=lacking,
            without_query=self._without() if lacking else "",
            more=0 if facet.is_scale else len(spelt) - len(shown),
            is_single=facet.is_single,
        )

    def _without(self) -> str:
        """Return the query of the viewings that have no value; empty where none can say it."""
        term = self.facet.without
        return narrowing(self.scope.query, *self.scope.terms)(term) if term is not None else ""

    def _spellings(self, values: Values) -> dict[Value, tuple[Value, ...]]:
        """Return the spellings of each value, the most frequent first; one that is blank is none."""
        if self.facet.is_scale:
            return {value: (value,) for value in values}
        spelt: dict[Value, tuple[Value, ...]] = {}
        key: Value
        several = set[Value]()
        for name, key in zip(values, keys_of(map(str, values), are_people=self.facet.role is not None), strict=True):
            if key in spelt:
                several.add(key)
                spelt[key] = (*spelt[key], name)
            else:
                spelt[key] = (name,)
        spelt.pop("", None)
        for key in several - {""}:
            spelt[key] = tuple(sorted(spelt[key], key=lambda name: (-len(values[name]), str(name))))
        return spelt

    def _on_scale(self, values: Iterable[Value]) -> list[Value]:
        """Return the values of a scale in order, with those between that no viewing has."""
        facet, numbers = self.facet, sorted(map(int, values))
        if facet.ends is not None:
            numbers = [facet.ends[0], *numbers, facet.ends[1]]
        elif facet.name == "month" and self.scope.year is not None:
            first = self.scope.year * MONTHS_OF_YEAR
            numbers = [first, *numbers, first + MONTHS_OF_YEAR - 1]
        if not numbers:
            return []
        whole = range(numbers[0], numbers[-1] + 1, facet.width)
        return [*whole] if len(whole) <= MOST_BETWEEN else [*dict.fromkeys(numbers)]

    def _largest(self, size: Mapping[Value, int], spelt: Mapping[Value, Sequence[Value]]) -> list[Value]:
        """Return the values with the most viewings, of as many as there are bars for."""
        most = self.scope.most
        if most is None or len(size) <= most:
            return list(size)
        least = nlargest(most, size.values())[-1]
        large = [key for key, viewings in size.items() if viewings >= least]
        return sorted(large, key=lambda key: (-size[key], str(spelt[key][0])))[:most]

    def _queries(self) -> Callable[[Term | None], str]:
        """Return what makes the query of a bar; a month says its year itself."""
        terms = () if self.facet.name in {"month", "year"} else self.scope.terms
        return narrowing(self.scope.query, *terms)

    def _bar(self, names: Sequence[Value], own: Sequence[int], viewings: int, query: Callable[[Term], str]) -> Bar:
        facet, members = self.facet, self.members
        if len(names) > 1:
            names = tuple({searchable(str(name)): name for name in reversed(names)}.values())[::-1]
        rated = sum([members.rated[place] for place in own])
        element_rated = sum([self.work[0][place] for place in own]) if self.work else 0
        return Bar(
            label=facet.label(int(names[0])) if facet.is_scale else str(names[0]),
            query=query(facet.term(tuple(names))),
            viewings=viewings,
            films=len(own) if facet.of is Film else len({members.films[place] for place in own}),
            rated=rated,
            stars=mean(sum([members.halves[place] for place in own]), rated),
            element_rated=element_rated,
            element_stars=mean(sum([self.work[1][place] for place in own]) if self.work else 0, element_rated),
        )
