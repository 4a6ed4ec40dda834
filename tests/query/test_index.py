from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from builders import TODAY, actor, director, entry, films, viewings
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.fields import FIELDS, elements_of, field_of
from filmjournal.query.index import Index
from filmjournal.query.syntax import parse
from filmjournal.query.terms import Query
from trees import naive, own_terms, queries, texts_of

LEAVING = entry(
    "Leaving Las Vegas",
    credits=(director("Mike Figgis"), actor("Nicolas Cage", "Ben"), Credit("Declan Quinn", Role.CINEMATOGRAPHER)),
    tags=("35mm", "New Year"),
    headline="Neon and gin",
    review="He drinks.\nThe light is Amélie green.",
    breakdown=(Element("Performances", "Cage is a wound."),),
    venue="Filmhaus",
)
TOKYO = entry("Tokyo Story", original_title="東京物語", credits=(director("Yasujirō Ozu"),), rewatch=True)
ENTRIES = [LEAVING, TOKYO]


def _found(query: str) -> list[str]:
    return [found.film.title for found in Index().search(parse(query, TODAY, elements_of(ENTRIES)).query, ENTRIES)]


@pytest.mark.parametrize(
    "query",
    [
        "leaving",
        "LAS vegas",
        '"las vegas"',
        "figgis",
        "cage",
        "35mm",
        '"new year"',
        "neon",
        "amelie",
        "wound",
        "director:figgis",
        "dir:figgis",
        "actor:cage",
        "cast:cage",
        "dp:quinn",
        "person:quinn",
        "tag:35",
        "review:neon",
        "review:green",
        "text:wound",
        "text:performances",
        "director:figgis actor:cage",
        "-ozu",
        "-director:ozu",
        "performances:wound",
        "venue:film",
        "is:first",
        "has:performances",
        "ozu figgis OR neon",
        'title:="leaving las vegas"',
    ],
)
def test_a_query_finds_the_film_that_matches_every_term(query: str) -> None:
    assert _found(query) == ["Leaving Las Vegas"]


@pytest.mark.parametrize("query", ["東京", "title:東京物語", "yasujiro", "dir:OZU", "-cage"])
def test_titles_and_names_are_found_in_their_own_script_or_without_accents(query: str) -> None:
    assert _found(query) == ["Tokyo Story"]


@pytest.mark.parametrize(
    "query",
    [
        "director:cage",
        "actor:figgis",
        "review:wound",
        "tag:neon",
        "cage ozu",
        '"vegas mike"',
        '"figgis nicolas"',
        "gone",
        "performances:green",
        "title:=leaving",
        "year:..2100",
        "runtime:..500",
        "no:date",
    ],
)
def test_a_query_finds_nothing_where_no_one_place_has_it(query: str) -> None:
    assert _found(query) == []


def test_no_terms_match_everything_in_the_order_it_came() -> None:
    assert Index().search(parse("", TODAY).query, ENTRIES) == ENTRIES


def test_an_entry_that_changed_is_searched_as_it_is_now() -> None:
    index = Index()
    assert index.search(parse("gin", TODAY).query, [LEAVING]) == [LEAVING]
    changed = structs.replace(LEAVING, viewing=structs.replace(LEAVING.viewing, headline="Neon and rum"))
    assert index.search(parse("gin", TODAY).query, [changed]) == []
    assert index.search(parse("rum", TODAY).query, [changed]) == [changed]


def test_a_film_that_changed_is_searched_as_it_is_now() -> None:
    index = Index()
    index.search(parse("x", TODAY).query, [TOKYO])
    changed = structs.replace(TOKYO, film=structs.replace(TOKYO.film, title="Late Spring"))
    assert index.search(parse("late", TODAY).query, [changed]) == [changed]


def test_an_unchanged_entry_is_folded_only_once() -> None:
    index = Index()
    assert index.folded(TOKYO) is index.folded(TOKYO)


def test_every_role_has_a_field_that_finds_its_people() -> None:
    for role in Role:
        assert field_of(role).role is role
        assert field_of(role) in FIELDS


_created = st.none() | st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def _numbered(pairs: list[tuple[Film, Viewing, datetime | None]]) -> list[Entry]:
    return [
        Entry(structs.replace(viewing, id=str(place), created=created), film)
        for place, (film, viewing, created) in enumerate(pairs)
    ]


journals = st.lists(st.tuples(films, viewings, _created), min_size=1, max_size=4).map(_numbered)


@given(journals, queries)
def test_every_query_finds_what_its_plain_meaning_finds(entries: list[Entry], query: Query) -> None:
    index = Index()
    assert index.search(query, entries) == [entry for entry in entries if naive(query.term, entry)]


@given(journals, st.data())
def test_every_field_and_state_finds_what_its_plain_meaning_finds(entries: list[Entry], data: st.DataObject) -> None:
    index = Index()
    held = [text for entry in entries for text in texts_of(entry)]
    for term in data.draw(own_terms(held)):
        assert index.search(Query(term), entries) == [entry for entry in entries if naive(term, entry)], term
