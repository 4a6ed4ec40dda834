"""Which film of the catalogue is meant: sure, asked, or refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import director, film
from catalogues import PIG, PREQUEL, STALKER, THING, catalogue, known
from filmjournal.lookup.matching import Evidence, Match, Matcher
from filmjournal.model.film import ExternalIds

FALLS = (known("The Fall", 2006, "Tarsem Singh"), known("The Fall", 2006, "Somebody Else"))
ALIEN = known("Alien", 1979, "Ridley Scott", imdb="tt0078748")
GODFATHER = known("The Godfather Part II", 1974, "Francis Ford Coppola")
MATCHER = Matcher(catalogue(THING, PREQUEL, STALKER, PIG, *FALLS, ALIEN, GODFATHER))


def matched(title: str, year: int | None = None, **facts: Any) -> Match:
    return MATCHER.match(film(title, year=year, **facts))


@pytest.mark.parametrize(
    ("title", "year", "facts", "evidence"),
    [
        ("Anything", 1900, {"external_ids": ExternalIds(imdb="tt0079944")}, Evidence.ID),
        ("Stalker", 1979, {}, Evidence.TITLE_AND_YEAR),
        ("stàlker", 1979, {}, Evidence.TITLE_AND_YEAR),
        ("Сталкер", 1979, {}, Evidence.TITLE_AND_YEAR),
        ("Zone", 1979, {"original_title": "Сталкер"}, Evidence.TITLE_AND_YEAR),
        ("Stalker", 1980, {}, Evidence.NEAR_YEAR),
        ("Stalker", None, {}, Evidence.ONLY_TITLE),
        ("Stalker", None, {"credits": (director("Tarkovsky Andrei"),)}, Evidence.TITLE_AND_DIRECTOR),
        ("Stalker: A Film", 1979, {"credits": (director("Andrei Tarkovsky"),)}, Evidence.WITHOUT_SUBTITLE),
    ],
)
def test_a_film_is_found_with_what_speaks_for_it(
    title: str, year: int | None, facts: dict[str, Any], evidence: Evidence
) -> None:
    found = matched(title, year, **facts)
    assert found.film is not None
    assert (found.film.film.title, found.evidence) == ("Stalker", evidence)


@pytest.mark.parametrize(
    ("title", "year"), [("Thing", 1982), ("the thing", 1981), ("The Thing", 1982), ("The Thing", 1983)]
)
def test_the_year_says_which_of_two_namesakes_it_is(title: str, year: int) -> None:
    found = matched(title, year)
    assert found.film is not None
    assert found.film.film.year == 1982
    assert [each.year for each in found.others] == [2011], "the other one is remembered"


def test_the_director_says_which_of_two_namesakes_of_a_year_it_is() -> None:
    found = matched("The Fall", 2006, credits=(director("Tarsem Singh"),))
    assert found.film is not None
    assert found.film.number == 4


@pytest.mark.parametrize(("title", "year"), [("The Thing", None), ("The Fall", 2006), ("The Fall", 2007)])
def test_of_several_that_fit_none_is_guessed(title: str, year: int | None) -> None:
    found = matched(title, year)
    assert found.is_ambiguous
    assert len(found.others) == 2


@pytest.mark.parametrize(
    ("title", "year", "facts"),
    [
        ("Stalker", 1985, {}),
        ("Stalker", 1979, {"credits": (director("Somebody Else"),)}),
        ("Stalker", 1979, {"external_ids": ExternalIds(imdb="tt0000001")}),
        ("Alien: Romulus", 2024, {}),
        ("Nothing of the Kind", 1979, {}),
        ("Stalker 2", 1979, {}),
    ],
)
def test_what_speaks_against_a_film_refuses_it(title: str, year: int, facts: dict[str, Any]) -> None:
    found = matched(title, year, **facts)
    assert found.film is None
    assert not found.is_ambiguous


def test_a_title_without_its_subtitle_is_only_offered_where_no_director_is_known() -> None:
    found = matched("Alien - The Director's Cut", 1979)
    assert found.is_ambiguous
    assert [each.title for each in found.others] == ["Alien"]


@pytest.mark.parametrize("title", ["The Godfather, Part 2", "Godfather II", "the godfather part ii", "The Godfather 2"])
def test_numerals_and_articles_are_read_either_way(title: str) -> None:
    found = matched(title, 1974)
    assert found.film is not None
    assert found.film.film.title == "The Godfather Part II"


def test_an_article_more_in_the_year_and_the_very_title_a_year_apart_are_asked_about() -> None:
    athletes = Matcher(catalogue(known("The Athlete", 2009, "Davey Frankel"), known("Athlete", 2010, "Somebody")))
    assert [each.year for each in athletes.match(film("The Athlete", year=2010)).others] == [2010, 2009]
    sure = athletes.match(film("Athlete", year=2010)), athletes.match(film("The Athlete", year=2009))
    assert [each.film.film.year for each in sure if each.film is not None] == [2010, 2009]


@given(st.sampled_from([THING, PREQUEL, STALKER, PIG, ALIEN, GODFATHER]), st.sampled_from([0, 1, -1]), st.booleans())
def test_every_film_is_found_by_its_title_a_year_apart_and_in_any_case(seed: Any, apart: int, upper: bool) -> None:
    found = matched(seed.title.upper() if upper else seed.title, seed.year + apart)
    assert found.film is not None
    assert (found.film.film.title, found.film.film.year) == (seed.title, seed.year)


def test_titles_that_are_looked_up_together_match_as_one_by_one() -> None:
    films = [film("The Thing", year=1982), film("Stalker"), *(film(f"Film {number}") for number in range(60))]
    together = Matcher(catalogue(THING, PREQUEL, STALKER, PIG))
    together.know_titles(films)
    alone = Matcher(catalogue(THING, PREQUEL, STALKER, PIG))
    assert [together.match(each) for each in films] == [alone.match(each) for each in films]


@pytest.mark.parametrize("title", ["Stalkr", "Stalcker", "The Godfathr Part II"])
def test_a_slip_of_the_keyboard_is_asked_about_where_nothing_else_fits(title: str) -> None:
    found = matched(title, 1974 if "God" in title else 1980)
    assert found.is_ambiguous
    assert (found.evidence, len(found.others)) == (Evidence.TYPO, 1)


def test_a_slip_without_a_year_is_asked_about_unless_many_films_are_looked_up() -> None:
    sought = film("The Godfathr Part II")
    found = MATCHER.match(sought)
    assert (found.evidence, [each.year for each in found.others]) == (Evidence.TYPO_OF_ANY_YEAR, [1974])
    assert found.is_slip
    (few,) = MATCHER.match_all([(sought, frozenset())])
    assert few == found
    many = MATCHER.match_all([(sought, frozenset()), *((film(f"{number}"), frozenset()) for number in range(100))])
    assert many[0] == Match(), "it is quick to look up ten thousand films"


@pytest.mark.parametrize(
    ("title", "year"), [("Stalkr", 1985), ("Stakr", None), ("The Godfather Part III", 1974), ("Alie", 1979)]
)
def test_no_slip_is_seen_in_another_number_or_year_or_a_short_title(title: str, year: int | None) -> None:
    assert matched(title, year) == Match()
