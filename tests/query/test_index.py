import pytest
from msgspec import structs

from builders import actor, director, entry
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, Role
from filmjournal.query.fields import FIELDS, field_of
from filmjournal.query.index import Index
from filmjournal.query.syntax import parse

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
    return [found.film.title for found in Index().search(parse(query), ENTRIES)]


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
    ],
)
def test_a_query_finds_nothing_where_no_one_place_has_it(query: str) -> None:
    assert _found(query) == []


def test_no_terms_match_everything_in_the_order_it_came() -> None:
    assert Index().search(parse(""), ENTRIES) == ENTRIES


def test_an_entry_that_changed_is_searched_as_it_is_now() -> None:
    index = Index()
    assert index.search(parse("gin"), [LEAVING]) == [LEAVING]
    changed = structs.replace(LEAVING, viewing=structs.replace(LEAVING.viewing, headline="Neon and rum"))
    assert index.search(parse("gin"), [changed]) == []
    assert index.search(parse("rum"), [changed]) == [changed]


def test_a_film_that_changed_is_searched_as_it_is_now() -> None:
    index = Index()
    index.search(parse("x"), [TOKYO])
    changed = structs.replace(TOKYO, film=structs.replace(TOKYO.film, title="Late Spring"))
    assert index.search(parse("late"), [changed]) == [changed]


def test_an_unchanged_entry_is_folded_only_once() -> None:
    index = Index()
    assert index.folded(TOKYO) is index.folded(TOKYO)


def test_every_role_has_a_field_that_finds_its_people() -> None:
    for role in Role:
        assert field_of(role).role is role
        assert field_of(role) in FIELDS
