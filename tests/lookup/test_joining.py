"""Catalogues of several sources are one: the newer beats the older, and fills in no gap with nothing."""

import pytest
from msgspec import structs

from catalogues import MADE, PIG, STALKER, THING, catalogue, known
from filmjournal.lookup.joining import Collected, films_of, joined
from filmjournal.lookup.seed import SeedFilm

LATER = "2026-12-01"


def both(older: list[SeedFilm], newer: list[SeedFilm]) -> list[SeedFilm]:
    """Join two collections, given in the wrong order."""
    return joined([Collected(LATER, newer), Collected(MADE, older)])


def test_the_films_of_a_catalogue_are_as_they_were_collected() -> None:
    films = [structs.replace(STALKER, aka=("Der Stalker",)), THING, structs.replace(PIG, composers=("Alexis Grapsas",))]
    found = films_of(catalogue(*films))
    assert [structs.replace(film, popularity=0.0) for film in found] == films
    assert [film.popularity for film in found] == sorted((film.popularity for film in found), reverse=True)


@pytest.mark.parametrize("ids", [{"imdb": "tt0079944"}, {"wikidata": "Q192724"}])
def test_of_two_values_the_newer_counts_and_what_it_lacks_is_kept(ids: dict[str, str]) -> None:
    newer = known("Der Stalker", 1980, "A. Tarkovsky", composers=("Eduard Artemyev",), sources=("wikidata.org",), **ids)
    (film,) = both([STALKER], [newer])
    assert (film.title, film.year, film.directors) == ("Der Stalker", 1980, ("A. Tarkovsky",))
    assert (film.original, film.aka, film.runtime) == ("Сталкер", ("Stalker",), 162)
    assert (film.composers, film.imdb, film.wikidata) == (("Eduard Artemyev",), "tt0079944", "Q192724")
    assert film.sources == ("wikidata.org", "wikidata")


def test_a_film_without_ids_is_the_one_of_its_title_year_and_people() -> None:
    newer = known("Pig", 2022, "Michael Sarnoski", cast=("Nicolas Cage",), runtime=92, imdb="tt1")
    (film,) = both([PIG], [newer])
    assert (film.year, film.runtime, film.cast) == (2022, 92, (("Nicolas Cage", ""), ("Alex Wolff", "")))


@pytest.mark.parametrize(
    "namesake",
    [
        known("Pig", 2021, "Somebody Else", cast=("A", "B", "C")),
        known("Pig", 1998, "Michael Sarnoski"),
        known("Pig", None, "Michael Sarnoski"),
        known("Pigs", 2021, "Michael Sarnoski"),
    ],
)
def test_namesakes_stay_two(namesake: SeedFilm) -> None:
    assert len(both([PIG], [namesake])) == 2


def test_a_film_that_may_be_either_of_two_is_neither() -> None:
    older = [known("Pig", 2021, imdb="tt1", cast=("A",)), known("Pig", 2022, "D", imdb="tt2", cast=("A",))]
    assert len(both(older, [known("Pig", 2021, "D", cast=("A",))])) == 3


def test_a_title_without_people_is_given_to_the_film_that_has_them() -> None:
    (film,) = both([known("Pig", 2021, runtime=92, sources=("omdb.org",))], [PIG])
    assert (film.runtime, film.directors) == (92, ("Michael Sarnoski",))


def test_the_newer_cast_has_the_older_ones_order_where_only_that_is_the_order_of_billing() -> None:
    older = known("Pig", 2021, "D", cast=(("A", "a"), "B", "C"), billed=True, imdb="tt1")
    (film,) = both([older], [known("Pig", 2021, "D", cast=(("D", "d"), ("B", "b"), "A"), imdb="tt1")])
    assert film.cast == (("A", "a"), ("B", "b"), ("C", ""), ("D", "d"))
    assert film.billed
    (film,) = both([older], [known("Pig", 2021, "D", cast=(("D", "d"), "A"), billed=True, imdb="tt1")])
    assert film.cast == (("D", "d"), ("A", "a"), ("B", ""), ("C", ""))


def test_one_collection_alone_is_as_it_is() -> None:
    assert both([], [PIG]) == [PIG]
    assert both([PIG], []) == [PIG]
    assert joined([]) == []


def test_facts_are_of_the_newest_day_of_their_sources() -> None:
    made = catalogue(PIG).contents
    assert made.day_of(["wikidata.org"]) == MADE
    days = structs.replace(made, days={"wikidata.org": LATER})
    assert (days.day_of(["wikidata"]), days.day_of(["wikidata", "wikidata.org"])) == (MADE, LATER)
    assert days.day_of([]) == MADE
