"""Viewings grouped by every facet, and a chart of each."""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from msgspec import Struct

from filmjournal.model.film import Film, Role
from filmjournal.model.text import searchable
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.tree import Query, Term
from filmjournal.stats.facets import (
    FACETS,
    MONTHS_OF_YEAR,
    Facet,
    Value,
    key_of,
    narrowed,
    person_key,
    role_of_element,
    year_term,
)
from filmjournal.stats.results import Bar, Chart
from filmjournal.stats.steps import average, in_steps

MOST_BETWEEN = 600
"""The most bars of a scale; of a longer one, those without a viewing are left out."""


class Scope(Struct, frozen=True):
    """Which viewings are counted, and how many names get a bar."""

    query: Query
    """The query whose viewings are counted."""
    year: int | None
    """The year that they are of; None for all time."""
    most: int | None
    """How many names a chart has bars for; None for all of them."""

    def narrowed(self, term: Term | None) -> str:
        """Return the query of what was counted, where this condition holds too."""
        return narrowed(self.query, None if self.year is None else year_term(self.year), term)


class FilmGroup:
    """The viewings of one film among those that are counted, with its ratings."""

    __slots__ = ("by_role", "film", "rated", "viewings")

    def __init__(self, film: Film) -> None:
        self.film = film
        """The film."""
        self.viewings = 0
        """How many viewings it has."""
        self.rated: list[int] = []
        """Their ratings, in half stars."""
        self.by_role: dict[Role, list[int]] = {}
        """Their ratings of elements, in half stars, by the role whose work an element is."""

    def add(self, entry: Entry) -> None:
        """Add a viewing."""
        viewing = entry.viewing
        self.viewings += 1
        if viewing.rating is not None:
            self.rated.append(viewing.rating)
        for element in viewing.breakdown:
            if element.rating is not None:
                role = role_of_element(element.name)
                if role is not None:
                    self.by_role.setdefault(role, []).append(element.rating)


Member = TypeVar("Member", Entry, FilmGroup)

Values = defaultdict[Value, list[Member]]
"""The viewings, or the films, that have each value."""

_BY_VIEWING = [facet for facet in FACETS if facet.of is Viewing]
_BY_FILM = [facet for facet in FACETS if facet.of is Film]


def charts_of(entries: Sequence[Entry], scope: Scope) -> Generator[None, None, tuple[Chart, ...]]:
    """Count viewings by every facet, pausing every few milliseconds; returns the charts."""
    films: dict[str, FilmGroup] = {}
    by_viewing = {facet.name: defaultdict[Value, list[Entry]](list) for facet in _BY_VIEWING}
    by_film = {facet.name: defaultdict[Value, list[FilmGroup]](list) for facet in _BY_FILM}
    for part in in_steps(entries):
        for entry in part:
            film = films.get(entry.film.id)
            if film is None:
                film = films[entry.film.id] = FilmGroup(entry.film)
            film.add(entry)
        viewings = [entry.viewing for entry in part]
        for facet in _BY_VIEWING:
            _sort(part, map(attrgetter(facet.attribute), viewings), facet, by_viewing[facet.name])
        yield
    for some in in_steps(tuple(films.values())):
        _sort_people(some, by_film)
        whole = [group.film for group in some]
        for facet in _BY_FILM:
            if facet.role is None:
                _sort(some, map(attrgetter(facet.attribute), whole), facet, by_film[facet.name])
        yield
    charts = []
    for facet in FACETS:
        drawing = Drawing(facet, scope, len(entries))
        if facet in _BY_VIEWING:
            chart = yield from drawing.chart(by_viewing[facet.name], _tally_viewings)
        else:
            chart = yield from drawing.chart(by_film[facet.name], _tally_films)
        charts.append(chart)
        yield
    return tuple(charts)


def _sort(members: Iterable[Member], attributes: Iterable[Any], facet: Facet, into: Values[Member]) -> None:
    """Sort members by an attribute of each, in loops that are as short as they can be: there are very many."""
    if facet.number is not None:
        for number, member in zip(map(facet.number, attributes), members, strict=True):
            if number is not None:
                into[number].append(member)
        return
    for names, member in zip(attributes, members, strict=True):
        for name in (names,) if isinstance(names, str) else names:
            own = into[name]
            if not own or own[-1] is not member:
                own.append(member)


def _sort_people(films: Iterable[FilmGroup], by_role: Mapping[str, Values[FilmGroup]]) -> None:
    """Sort films by everyone credited, in one pass: credits are by far the most of what there is to count."""
    for film in films:
        for credit in film.film.credits:
            own = by_role[credit.role][credit.name]
            if not own or own[-1] is not film:
                own.append(film)


class Tally(Struct):
    """What a bar says of its members."""

    viewings: int = 0
    """How many viewings they have."""
    films: int = 0
    """How many films they are."""
    rated: list[int] = []
    """The ratings of the viewings, in half stars."""
    of_element: list[int] = []
    """The ratings of the element that is the work of a role, in half stars."""


def _tally_viewings(entries: Sequence[Entry], role: Role | None) -> Tally:
    del role  # a role is a film's
    rated = [rating for entry in entries if (rating := entry.viewing.rating) is not None]
    return Tally(len(entries), len({entry.film.id for entry in entries}), [*rated])


def _tally_films(films: Sequence[FilmGroup], role: Role | None) -> Tally:
    tally = Tally(sum([film.viewings for film in films]), len(films))
    for film in films:
        tally.rated += film.rated
        if role in film.by_role:
            tally.of_element += film.by_role[role]
    return tally


class Drawing(Struct, frozen=True):
    """Makes the chart of one facet."""

    facet: Facet
    """The facet."""
    scope: Scope
    """Which viewings are counted."""
    viewings: int
    """How many these are."""

    def chart(
        self, values: Values[Member], tally: Callable[[Sequence[Member], Role | None], Tally]
    ) -> Generator[None, None, Chart]:
        """Return the chart of these values, pausing every few milliseconds."""
        facet = self.facet
        spelt = self._spellings(values)
        yield
        members: dict[Value, Sequence[Member]] = {
            key: values[names[0]] if len(names) == 1 else _once([values[name] for name in names])
            for key, names in spelt.items()
        }
        yield
        size = {key: _viewings(own) for key, own in members.items()}
        yield
        known = sum(size.values()) if facet.is_single else _viewings(_once(members.values()))
        yield
        shown = self._on_scale(spelt) if facet.is_scale else self._largest(size, spelt)
        bars = []
        for keys in in_steps(shown):
            for key in keys:
                names = spelt.get(key, (key,))
                bars.append(self._bar(names, tally(members.get(key, ()), facet.role)))
            yield
        if not facet.is_scale:
            bars.sort(key=lambda bar: (-bar.viewings, -(bar.own_stars or 0), bar.label))
        lacking = self.viewings - known
        return Chart(
            facet.name,
            facet.title,
            tuple(bars),
            self.viewings,
            without=lacking,
            without_query=self.scope.narrowed(facet.without) if lacking and facet.without else "",
            more=0 if facet.is_scale else len(spelt) - len(shown),
            is_single=facet.is_single,
        )

    def _spellings(self, values: Mapping[Value, Sequence[Member]]) -> dict[Value, tuple[Value, ...]]:
        """Return the spellings of each value, the most frequent first; one that is blank is none."""
        if self.facet.is_scale:
            return {value: (value,) for value in values}
        key = key_of if self.facet.role is None else person_key
        spelt: dict[Value, list[Value]] = {}
        for name in values:
            spelt.setdefault(key(str(name)), []).append(name)
        spelt.pop("", None)
        return {
            key: tuple(sorted(names, key=lambda name: (-len(values[name]), str(name)))) if names[1:] else (names[0],)
            for key, names in spelt.items()
        }

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
        if self.scope.most is None or len(size) <= self.scope.most:
            return list(size)
        return nsmallest(self.scope.most, size, key=lambda key: (-size[key], str(spelt[key][0])))

    def _query(self, term: Term) -> str:
        """Return the query of a bar; a month says its year itself."""
        return narrowed(self.scope.query, term) if self.facet.name in {"month", "year"} else self.scope.narrowed(term)

    def _bar(self, names: Sequence[Value], tally: Tally) -> Bar:
        facet = self.facet
        if not facet.is_scale:
            names = tuple({searchable(str(name)): name for name in reversed(names)}.values())[::-1]
        return Bar(
            label=facet.label(int(names[0])) if facet.is_scale else str(names[0]),
            query=self._query(facet.term(tuple(names))),
            viewings=tally.viewings,
            films=tally.films,
            rated=len(tally.rated),
            stars=average(tally.rated),
            element_rated=len(tally.of_element),
            element_stars=average(tally.of_element),
        )


def _once(several: Iterable[Sequence[Member]]) -> Sequence[Member]:
    """Return the members of all, each once."""
    return list({id(member): member for member in chain.from_iterable(several)}.values())


def _viewings(members: Sequence[Member]) -> int:
    if members and isinstance(members[0], FilmGroup):
        return members[0].viewings if len(members) == 1 else sum(map(_viewings_of, members))
    return len(members)


_viewings_of = attrgetter("viewings")
