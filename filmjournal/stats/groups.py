"""Viewings grouped by every facet, and a chart of each."""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import chain
from operator import attrgetter
from typing import Any

from msgspec import Struct

from filmjournal.model.film import Film
from filmjournal.model.text import searchable
from filmjournal.model.viewing import Viewing
from filmjournal.query.tree import Query, Term
from filmjournal.stats.columns import FILM, Columns, Members, parts_of
from filmjournal.stats.credited import Tally, credited_in
from filmjournal.stats.facets import FACETS, MONTHS_OF_YEAR, Facet, Value, keys_of, narrowing, year_term
from filmjournal.stats.results import Bar, Chart
from filmjournal.stats.steps import in_steps, mean

MOST_BETWEEN = 600
"""The most bars of a scale; of a longer one, those without a viewing are left out."""

SOME_ATTRIBUTES = 200
"""Viewings, or films, that are sorted by all facets between two pauses."""

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
_BY_FILM = [facet for facet in FACETS if facet.of is Film and facet.role is None]


def charts_of(columns: Columns, scope: Scope) -> Generator[None, None, tuple[Chart, ...]]:
    """Count viewings by every facet, pausing every few milliseconds; returns the charts."""
    by_name = {facet.name: Values(list) for facet in FACETS if facet.role is None}
    for facets, whole in ((_BY_VIEWING, columns.viewings), (_BY_FILM, columns.films)):
        yield from _sort_all(facets, whole, by_name)
    credited = yield from credited_in(columns.films)
    charts, ones = [], [1] * len(columns.viewings)
    for facet in FACETS:
        members, often = (columns.by_viewing, ones) if facet.of is Viewing else (columns.by_film, columns.often)
        drawing = Drawing(facet, scope, members, often, len(columns.viewings))
        if facet.role is not None:
            work = yield from columns.work(facet.role)
            tally = yield from credited.tally(facet.role, work, often)
        else:
            tally = yield from drawing.tally(by_name.pop(facet.name))
        charts.append((yield from drawing.chart(tally)))
    return tuple(charts)


def _sort_all(
    facets: Sequence[Facet], whole: Sequence[Viewing] | Sequence[Film], into: Mapping[str, Values]
) -> Generator[None, None, None]:
    """Sort viewings, or films, by every facet, some at a time: so each is fetched from memory once."""
    first = 0
    for part in in_steps(whole, SOME_ATTRIBUTES):
        places = range(first, first + len(part))
        for facet in facets:
            _sort(map(attrgetter(facet.attribute), part), places, facet, into[facet.name])
        first += len(part)
        yield


def _sort(attributes: Iterable[Any], places: Iterable[int], facet: Facet, into: Values) -> None:
    """Sort places by an attribute of each, in loops that are as short as they can be: there are very many."""
    if facet.number is not None:
        _sort_numbers(attributes, places, facet.number, facet, into)
    elif facet.is_single:
        for name, place in zip(attributes, places, strict=True):
            into[name].append(place)
    else:
        own: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for names, place in zip(attributes, places, strict=True):
            own[names].append(place)
        for names, some in own.items():
            for name in dict.fromkeys(names):
                into[name] += some


def _sort_numbers(
    attributes: Iterable[Any], places: Iterable[int], read: Callable[[Any], int | None], facet: Facet, into: Values
) -> None:
    """Sort places by a number; where attributes come again, it is read of each one once."""
    if facet.is_seldom_same:
        for number, place in zip(map(read, attributes), places, strict=True):
            if number is not None:
                into[number].append(place)
        return
    own: defaultdict[Any, list[int]] = defaultdict(list)
    if facet.letters:
        for when, place in zip(attributes, places, strict=True):
            if when is not None:
                own[when[: facet.letters]].append(place)
    else:
        for attribute, place in zip(attributes, places, strict=True):
            own[attribute].append(place)
    for attribute, some in own.items():
        number = read(attribute)
        if number is not None:
            into[number] += some


class Drawing(Struct, frozen=True):
    """Makes the chart of one facet."""

    facet: Facet
    """The facet."""
    scope: Scope
    """Which viewings are counted."""
    members: Members
    """What has the values: viewings, or films."""
    often: Sequence[int]
    """How many viewings each of these is."""
    whole: int
    """How many viewings are counted."""

    def tally(self, values: Values) -> Generator[None, None, Tally]:
        """Count values that are no people, pausing every few milliseconds; returns them."""
        spelt, ones = self._spellings(values)
        yield
        places: dict[Value, Sequence[int]] = {
            one: sorted({each for name in spelt[one] for each in values[name]}) if one in spelt else values[one]
            for one in ones
        }
        yield
        often = self.often.__getitem__
        if self.facet.of is Viewing:
            sizes = {one: len(own) for one, own in places.items()}
        else:
            sizes = {one: sum(map(often, own)) for one, own in places.items()}
        yield
        known = sum(sizes.values())
        if not self.facet.is_single:
            known = sum(map(often, set(chain.from_iterable(places.values()))))
        yield

        def sums_of(wanted: Sequence[Value]) -> Generator[None, None, Mapping[Value, int]]:
            found = dict[Value, int]()
            for one in wanted:
                found[one] = self._sum(places[one])
                yield
            return found

        return Tally(spelt, sizes, known, sums_of)

    def _sum(self, places: Sequence[int]) -> int:
        """Add up what is at these places; viewings say their film alone, which counts once."""
        sums = sum(map(self.members.sums.__getitem__, places))
        return sums if self.facet.of is Film else sums + FILM * len(set(map(self.members.films.__getitem__, places)))

    def chart(self, tally: Tally) -> Generator[None, None, Chart]:
        """Return the chart of these values, pausing every few milliseconds."""
        facet, sizes, spelt = self.facet, tally.sizes, tally.spelt
        shown = self._on_scale(sizes) if facet.is_scale else self._largest(tally)
        yield
        sums = yield from tally.sums([one for one in shown if one in sizes])
        query = self._queries()
        bars = []
        for ones in in_steps(shown, SOME_BARS):
            bars += [self._bar(spelt.get(one, (one,)), sums.get(one, 0), query) for one in ones]
            yield
        if not facet.is_scale:
            bars.sort(key=lambda bar: (-bar.viewings, -(bar.own_stars or 0), bar.label))
        lacking = self.whole - tally.known
        return Chart(
            facet.name,
            facet.title,
            tuple(bars),
            self.whole,
            without=lacking,
            without_query=self._without() if lacking else "",
            more=0 if facet.is_scale else len(sizes) - len(shown),
            is_single=facet.is_single,
        )

    def _without(self) -> str:
        """Return the query of the viewings that have no value; empty where none can say it."""
        term = self.facet.without
        return narrowing(self.scope.query, *self.scope.terms)(term) if term is not None else ""

    def _spellings(self, values: Values) -> tuple[dict[Value, tuple[Value, ...]], list[Value]]:
        """Return the spellings of values that have several, the most frequent first, and one of each value.

        One that is blank is none.
        """
        if self.facet.is_scale:
            return {}, list(values)
        one_of: dict[str, Value] = {}
        families: dict[Value, list[Value]] = {}
        for name, key in zip(values, keys_of(map(str, values), are_people=False), strict=True):
            one = one_of.setdefault(key, name)
            if one is not name:
                families.setdefault(one, [one]).append(name)
        one_of.pop("", None)
        spelt = {
            one: tuple(sorted(family, key=lambda name: (-len(values[name]), str(name))))
            for one, family in families.items()
        }
        return spelt, list(one_of.values())

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

    def _largest(self, tally: Tally) -> list[Value]:
        """Return the values with the most viewings, of as many as there are bars for."""
        most = self.scope.most
        sizes = tally.sizes
        if most is None or len(sizes) <= most:
            return list(sizes)
        least = nlargest(most, sizes.values())[-1]
        large = [one for one, viewings in sizes.items() if viewings >= least]
        return sorted(large, key=lambda one: (-sizes[one], str(tally.spelt.get(one, (one,))[0])))[:most]

    def _queries(self) -> Callable[[str], str]:
        """Return what makes the query of a bar; a month says its year itself."""
        terms = () if self.facet.name in {"month", "year"} else self.scope.terms
        return narrowing(self.scope.query, *terms)

    def _bar(self, names: Sequence[Value], sums: int, query: Callable[[str], str]) -> Bar:
        facet = self.facet
        if len(names) > 1:
            names = tuple({searchable(str(name)): name for name in reversed(names)}.values())[::-1]
        films, viewings, rated, halves, element_rated, element_halves = parts_of(sums)
        return Bar(
            label=facet.label(int(names[0])) if facet.is_scale else str(names[0]),
            query=query(facet.text(tuple(names))),
            viewings=viewings,
            films=films,
            rated=rated,
            stars=mean(halves, rated),
            element_rated=element_rated,
            element_stars=mean(element_halves, element_rated),
        )
