"""What is counted, against counting as one would on paper, and against what the query of every bar finds."""

from collections import Counter
from collections.abc import Generator
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from budget import examples
from builders import TODAY, actor, director, entry, films, ratings, texts, whens
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.when import DAYS, When
from filmjournal.query.engine.index import Index, totals_of
from filmjournal.query.fields import elements_of, name_of_element
from filmjournal.query.parser import parse_strict
from filmjournal.query.sorting import by_date
from filmjournal.query.tree import Query
from filmjournal.stats.counting import Subject, followed, statistics
from filmjournal.stats.facets import FACETS, person_key
from filmjournal.stats.person import person
from filmjournal.stats.results import Statistics

few = st.sampled_from(["Cage", "cage", "Cagé", "Ozu, Yasujirō", "Yasujirō Ozu", "BFI  Southbank", "[b]", '"', "—"])
"""Names that come back in several spellings, and names that are hardly any."""

_letters = st.characters(categories=["L", "N", "P", "Zs"], include_characters=" ")

labels = few | st.text(_letters, max_size=8).map(str.strip)
"""What a person could type on one line."""

some_films = st.lists(
    st.builds(
        lambda film, id_, people, words, merged: structs.replace(
            film, id=f"film {id_}", credits=people, genres=words, countries=words[:1], languages=words[1:]
        ).with_person_renamed(merged, "Yasujirō Ozu", [Role.DIRECTOR, Role.ACTOR]),
        films,
        st.integers(0, 3),
        st.lists(st.builds(Credit, labels.filter(bool), st.sampled_from(Role)), max_size=3).map(tuple),
        st.lists(labels, max_size=2).map(tuple),
        st.sampled_from([(), (), ("Cage", "cage"), ("—",)]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda film: film.id,
)

elements = st.lists(
    st.builds(
        Element,
        st.sampled_from(["Performances", "performances", "Direction", "Sound track", "Soundtrack", "The End"]),
        text=texts,
        rating=ratings,
    ),
    max_size=4,
).map(tuple)


@st.composite
def journals(draw: st.DrawFn) -> list[Entry]:
    """Return the entries of a journal, the latest first."""
    known = draw(some_films)
    viewings = st.builds(
        Viewing,
        id=st.just(""),
        film=st.just(""),
        watched=st.none() | whens | st.sampled_from(["2024", "2024-02", "2024-02-29", "2023-12-31"]).map(_when),
        rating=ratings,
        liked=st.booleans(),
        rewatch=st.booleans(),
        tags=st.lists(labels, max_size=3).map(tuple),
        venue=labels,
        format=labels,
        companions=st.lists(labels, max_size=3).map(tuple),
        headline=texts,
        review=texts,
        breakdown=elements,
    )
    seen = draw(st.lists(st.tuples(viewings, st.sampled_from(known)), max_size=8))
    entries = [
        Entry(structs.replace(viewing, id=f"viewing {place}", film=film.id), film)
        for place, (viewing, film) in enumerate(seen)
    ]
    return sorted(entries, key=by_date, reverse=True)


def _when(written: str) -> When:
    return When(written)


def found(query: str, entries: list[Entry]) -> set[str]:
    """Return the ids of what a query finds, as the search line would."""
    parsed = parse_strict(query, TODAY, elements_of(entries))
    assert not parsed.errors, (query, parsed.errors)
    return {each.id for each in Index(entries).search(parsed.query).entries}


def counted(entries: list[Entry], year: int | None = None, most: int | None = None) -> Statistics:
    return statistics(Subject(Query(), entries), year, most)


def average(halves: list[int]) -> float | None:
    return sum(halves) / 2 / len(halves) if halves else None


def same(one: float | None, other: float | None) -> bool:
    return one is other if one is None or other is None else one == pytest.approx(other)


@settings(max_examples=examples(300))
@given(journals(), st.booleans())
def test_every_bar_counts_what_its_query_finds(entries: list[Entry], in_a_year: bool) -> None:
    result = counted(entries, 2024 if in_a_year else None)
    scope = found(result.query, entries)
    assert len(scope) == result.numbers.viewings
    by_id = {each.id: each for each in entries}
    for chart in result.charts:
        behind = [found(bar.query, entries) for bar in chart.bars]
        for bar, ids in zip(chart.bars, behind, strict=True):
            own = [by_id[id_] for id_ in ids]
            assert ids <= scope, bar.query
            assert bar.viewings == len(own), (chart.name, bar, bar.query)
            assert bar.films == len({each.film.id for each in own}), (chart.name, bar)
            rated = [each.viewing.rating for each in own if each.viewing.rating]
            assert bar.rated == len(rated)
            assert same(bar.stars, average([*rated])), bar
        lacking = scope - set().union(*behind)
        assert chart.without == len(lacking), (chart.name, chart.without, lacking)
        if chart.without_query:
            assert found(chart.without_query, entries) == lacking, chart.without_query
        if chart.is_single:
            assert sum(bar.viewings for bar in chart.bars) + chart.without == chart.viewings == len(scope)


def words_about(viewing: Viewing) -> int:
    texts = [viewing.headline, viewing.review, *(part.text for part in viewing.breakdown)]
    return sum(line.count(" ") + 1 for text in texts for line in text.split("\n") if line)


@settings(max_examples=examples(200))
@given(journals(), st.booleans())
def test_totals_and_elements_are_those_of_a_naive_count(entries: list[Entry], in_a_year: bool) -> None:
    result = counted(entries, 2024 if in_a_year else None)
    own = [each for each in entries if not in_a_year or (each.viewing.watched or "")[:4] == "2024"]
    numbers = result.numbers
    totals = totals_of(own)
    assert (numbers.viewings, numbers.films) == (totals.viewings, totals.films)
    assert same(numbers.stars, totals.stars)
    assert numbers.again == sum(each.viewing.rewatch for each in own)
    assert numbers.liked == sum(each.viewing.liked for each in own)
    assert numbers.minutes == sum(each.film.runtime or 0 for each in own)
    assert (
        numbers.reviewed
        == sum(each.viewing.is_reviewed for each in own)
        == numbers.viewings - len(result.moments.unfinished)
    )
    lengths = Counter(len(each.viewing.watched or "") for each in own)
    assert (numbers.undated, numbers.year_only, numbers.month_only) == (lengths[0], lengths[4], lengths[7])
    assert sum(result.days.values()) == lengths[10]
    about = {each.id: words_about(each.viewing) for each in own}
    assert numbers.words == sum(about.values())
    most = sorted(filter(None, about.values()), reverse=True)[: len(result.moments.longest)]
    assert [number for number, _ in result.moments.longest] == most
    assert [about[each.id] for _, each in result.moments.longest] == most
    assert len(most) == min(5, sum(map(bool, about.values())))
    for count in result.elements:
        name = name_of_element(count.name)
        ids = found(count.query, entries)
        assert count.viewings == len(ids), count
        firsts = [
            (next((part.rating for part in parts if part.rating), None), each)
            for each in own
            if (parts := [part for part in each.viewing.breakdown if name_of_element(part.name) == name])
        ]
        rated = [(rating, each) for rating, each in firsts if rating is not None]
        assert count.rated == len(rated)
        assert same(count.stars, average([rating for rating, _ in rated]))
        differences = [rating - each.viewing.rating for rating, each in rated if each.viewing.rating]
        assert count.compared == len(differences)
        assert same(count.against, average(differences))
        fives = [rating for rating, each in rated if each.viewing.rating == Rating.FIVE]
        assert count.fives == len(fives)
    assert {name_of_element(count.name) for count in result.elements} == {
        name_of_element(part.name) for each in own for part in each.viewing.breakdown if not part.is_empty
    }


@settings(max_examples=examples(100))
@given(journals())
def test_people_are_rated_by_the_element_that_is_their_work(entries: list[Entry]) -> None:
    result = counted(entries)
    for role, element in ((Role.DIRECTOR, "direction"), (Role.ACTOR, "performances")):
        for bar in result.chart(role.value).bars:
            key = person_key(bar.label)
            own = [
                part.rating
                for each in entries
                if any(credit.role is role and person_key(credit.name) == key for credit in each.film.credits)
                for part in each.viewing.breakdown
                if name_of_element(part.name) == element and part.rating
            ]
            assert bar.element_rated == len(own)
            assert same(bar.element_stars, average([*own]))


@settings(max_examples=examples(100))
@given(journals(), st.sampled_from([None, *Role]))
def test_the_page_of_a_person_counts_what_its_query_finds(entries: list[Entry], role: Role | None) -> None:
    names = {credit.name for each in entries for credit in each.film.credits}
    for name in names:
        key = person_key(name)
        own = [
            each
            for each in entries
            if any(person_key(credit.name) == key and role in {None, credit.role} for credit in each.film.credits)
        ]
        page = person(name, entries, (), role)
        assert (page is not None) == bool(own)
        if page is None:
            continue
        assert [each.id for each in page.entries] == [each.id for each in own]
        if key:
            assert found(page.query, entries) == {each.id for each in own}
        assert page.numbers.viewings == len(own)
        assert (
            page.numbers.films
            == len({each.film.id for each in own})
            == len({part.film.id for parts in page.parts.values() for part in parts})
        )
        assert same(page.numbers.stars, average([each.viewing.rating for each in own if each.viewing.rating]))
        assert same(page.yours, average([each.viewing.rating for each in entries if each.viewing.rating]))
        assert {each.entry.id for each in page.passages} | {each.id for each in page.unwritten} == {
            each.id for each in own
        }


@settings(max_examples=examples(100))
@given(journals())
def test_slopes_and_gaps_are_those_of_a_naive_look(entries: list[Entry]) -> None:
    result = counted(entries)
    for slope in result.slopes:
        takes = [each for each in reversed(entries) if each.film.id == slope.last.film.id and each.viewing.rating]
        assert (slope.first, slope.last) == (takes[0], takes[-1])
        assert slope.change == takes[-1].viewing.rating - takes[0].viewing.rating != 0  # type: ignore[operator]  # rated
    days = sorted(date.fromisoformat(when) for each in entries if len(when := each.viewing.watched or "") > 7)
    gaps = [(after - before).days for before, after in pairwise(days)]
    assert (result.moments.gap.days if result.moments.gap else 0) == max(gaps, default=0)


@settings(max_examples=examples(100))
@given(journals(), st.integers(0, 7), ratings)
def test_a_year_after_a_change_is_what_counting_it_anew_gives(
    entries: list[Entry], place: int, rating: Rating | None
) -> None:
    changed = [
        Entry(structs.replace(each.viewing, rating=rating), each.film) if number == place else each
        for number, each in enumerate(entries)
    ]
    before, now = Subject(Query(), entries), Subject(Query(), changed)
    year = 2024
    result = at_once(followed(statistics(before, year), before, now))
    untouched = place >= len(entries) or (entries[place].viewing.watched or "")[:4] not in {"2023", "2024"}
    assert (result is not None) == untouched
    if result is not None:
        assert result == statistics(now, year)


def at_once(steps: Generator[None, None, Statistics | None]) -> Statistics | None:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Statistics | None = end.value
            return result


def test_a_name_is_one_in_every_spelling_and_the_most_frequent_is_shown() -> None:
    watched = [
        entry("Late Spring", credits=(director("Yasujirō Ozu"),), rating=Rating(10)),
        entry("Early Summer", credits=(director("Ozu, Yasujiro"),)),
        entry("Tokyo Story", credits=(director("Yasujirō Ozu"),), rating=Rating(8)),
    ]
    (bar,) = counted(watched).chart("director").bars
    assert (bar.label, bar.viewings, bar.films, bar.rated, bar.stars) == ("Yasujirō Ozu", 3, 3, 2, 4.5)
    assert found(bar.query, watched) == {each.id for each in watched}


def test_scales_are_whole_and_names_are_limited_and_what_is_left_out_is_said() -> None:
    watched = [
        entry("A", "2026-11-20", year=1953, credits=(actor("One"), actor("Two"))),
        entry("B", "2026", year=1979, credits=(actor("One"),)),
        entry("C", None, credits=()),
    ]
    result = counted(watched, 2026, most=1)
    months = result.chart("month")
    assert [bar.viewings for bar in months.bars] == [0] * 10 + [1, 0]
    assert (months.viewings, months.without, months.without_query) == (2, 1, "")
    assert [bar.label for bar in result.chart("decade").bars] == ["1950s", "1960s", "1970s"]
    assert [bar.label for bar in result.chart("weekday").bars] == [day.capitalize() for day in DAYS]
    cast = result.chart("actor")
    assert [bar.label for bar in cast.bars] == ["One"]
    assert (cast.more, cast.without) == (1, 0)
    assert result.numbers.year_only == 1
    assert counted(watched).numbers.undated == 1
    assert result.before is not None
    assert result.before.viewings == 0


def test_what_has_no_letter_is_written_all_the_same() -> None:
    said = entry("A", breakdown=(Element("Performances", text='"'),), review="“…”")
    (count,) = counted([said]).elements
    assert count.viewings == 1
    for query in (count.query, "has:review", "has:text", "is:reviewed"):
        assert found(query, [said]) == {said.id}, query


def test_an_empty_journal_has_statistics_without_anything() -> None:
    result = counted([])
    assert result.years == ()
    assert result.numbers.stars is None
    assert not any(bar.viewings for chart in result.charts for bar in chart.bars)
    assert {facet.name for facet in FACETS} == {chart.name for chart in result.charts}


def test_a_query_that_is_counted_stays_in_the_queries_of_its_bars() -> None:
    watched = [entry("A", rating=Rating(8), venue="Rio"), entry("B", rating=Rating(4), venue="Rio")]
    parsed = parse_strict("rating:4 OR title:nothing", TODAY)
    result = statistics(Subject(parsed.query, [watched[0]]), 2026)
    (bar,) = result.chart("venue").bars
    assert bar.query == "(rating:4 OR title:nothing) watched:2026 venue:=Rio"
    assert found(bar.query, watched) == {watched[0].id}


def test_films_are_of_one_film() -> None:
    film = Film("film", "Stalker")
    watched = [Entry(Viewing(f"v{place}", "film", tags=("35mm", "35MM")), film) for place in range(3)]
    (bar,) = counted(watched).chart("tag").bars
    assert (bar.viewings, bar.films) == (3, 1)
