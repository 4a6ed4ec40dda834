import pytest

from builders import director, film
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.known_films import KnownFilms

VEGAS = film("Leaving Las Vegas", id="vegas", year=1995)
SOLARIS = film("Solaris", id="1972", original_title="Солярис", year=1972, credits=(director("Andrei Tarkovsky"),))
REMADE = film("Solaris", id="2002", year=2002, external_ids=ExternalIds(imdb="tt0307479"))
MISSION = film("Mission: Impossible", id="mission", year=1996)
BABE = film("Babe: Pig in the City", id="babe")
KNOWN = KnownFilms((VEGAS, SOLARIS, REMADE, MISSION, BABE))


def ids(films: list[Film]) -> list[str]:
    return [each.id for each in films]


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        (film("leaving las vegas"), ["vegas"]),
        (film("Leaving Las Vegas", year=1996), []),
        (film("Solaris"), ["1972", "2002"]),
        (film("Солярис"), ["1972"]),
        (film("Solaris", year=1972), ["1972"]),
        (film("Solaris", credits=(director("Steven Soderbergh"),)), ["2002"]),
        (film("Solyaris", external_ids=ExternalIds(imdb="tt0307479")), ["2002"]),
        (film("Solaris", external_ids=ExternalIds(imdb="tt0307479")), ["2002"]),
        (film("Solaris", external_ids=ExternalIds(imdb="tt0069293")), ["1972"]),
        (film("Stalker"), []),
    ],
)
def test_a_film_is_found_by_its_titles_and_names_with_nothing_against_it(stated: Film, found: list[str]) -> None:
    assert ids(KNOWN.candidates(stated)) == found


@pytest.mark.parametrize(
    ("typed", "begun", "had"),
    [
        ("leaving las", ["vegas"], ["vegas"]),
        ("leaving la", [], ["vegas"]),
        ("  LAS   vegas ", [], ["vegas"]),
        ("mission impossible", ["mission"], ["mission"]),
        ("mission:", ["mission"], ["mission"]),
        ("pig", [], ["babe"]),
        ("solaris", ["1972", "2002"], ["1972", "2002"]),
        ("egas", [], []),
        ("", [], []),
        (" ?! ", [], []),
    ],
)
def test_words_find_the_films_that_begin_with_them_and_those_that_have_them(
    typed: str, begun: list[str], had: list[str]
) -> None:
    assert ids(KNOWN.starting_with(typed)) == begun
    assert ids(KNOWN.with_words(typed)) == had


def test_a_film_that_is_added_again_is_known_as_it_is_now() -> None:
    known = KnownFilms((film("Stalkr", id="1"),))
    known.add(film("Stalker", id="1"))
    assert ids(known.candidates(film("Stalker"))) == ["1"]
    assert known.candidates(film("Stalkr")) == []
    assert known.get("1") == film("Stalker", id="1")
    assert known.get("2") is None
