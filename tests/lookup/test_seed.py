"""Collected facts are put together and cleaned of known faults."""

import os
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from catalogues import known
from filmjournal.lookup.seed import Seed, SeedFilm, read_seed
from filmjournal.model.errors import InvalidValueError


def cleaned(tmp_path: Path, *films: SeedFilm, without: frozenset[str] = frozenset()) -> Seed:
    path = tmp_path / "films.jsonl"
    path.write_bytes(b"\n".join(msgspec.json.encode(film) for film in films))
    return read_seed([path], without=without)


def test_one_film_of_two_records_has_what_either_states(tmp_path: Path) -> None:
    seed = cleaned(
        tmp_path,
        known("Pig", 2021, "Michael Sarnoski", runtime=92, sources=("wikidata",), id="a"),
        known("PIG", 2021, "Sarnoski Michael", cast=("Nicolas Cage",), sources=("netflix",), id="b"),
    )
    (film,) = seed.films
    assert (film.runtime, film.cast, film.sources) == (92, (("Nicolas Cage", ""),), ("netflix", "wikidata")) or (
        film.sources == ("wikidata", "netflix")
    )
    assert seed.cleaned["records joined with another of the same film"] == 1


@pytest.mark.parametrize(
    "other",
    [
        known("Pig", 2021, "Somebody Else", cast=("A", "B", "C"), id="b"),
        known("Pig", 2021, "Michael Sarnoski", imdb="tt2", id="b"),
        known("Pig", 2001, "Michael Sarnoski", id="b"),
    ],
)
def test_namesakes_stay_two_films(tmp_path: Path, other: SeedFilm) -> None:
    one = known("Pig", 2021, "Michael Sarnoski", imdb="tt1", cast=("Nicolas Cage", "Alex Wolff", "Adam Arkin"), id="a")
    assert len(cleaned(tmp_path, one, other).films) == 2


@pytest.mark.parametrize(("director", "films"), [("Brad Bird", 1), ("Somebody Else", 2)])
def test_an_article_more_or_less_makes_no_other_film_of_one_director(tmp_path: Path, director: str, films: int) -> None:
    one, other = known("Incredibles 2", 2018, "Brad Bird", id="a"), known("The Incredibles 2", 2018, director, id="b")
    assert len(cleaned(tmp_path, one, other).films) == films


def test_a_film_shown_again_years_later_is_one(tmp_path: Path) -> None:
    one = known("Dracula", 1931, "Tod Browning", cast=("Bela Lugosi",), id="a")
    again = known("Dracula", 1934, "Tod Browning", cast=("Bela Lugosi",), id="b")
    assert len(cleaned(tmp_path, one, again).films) == 1


ONE = known("Maqbool", 2004, "Vishal Bharadwaj", cast=("Irfan Khan", "Tabu", "Om Puri"), countries=("India",), id="a")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(known("Maqbool", 2003, "Vishal Bhardwaj", cast=("Tabu",)), id="its director spelled otherwise"),
        pytest.param(known("Maqbool", 2004, cast=("A", "B", "Vishal Bharadwaj")), id="its director in the cast"),
        pytest.param(known("Maqbool", 2007, cast=("Tabu",)), id="no director, shown again"),
    ],
)
def test_a_film_of_which_two_sources_have_somebody_in_common_is_one(tmp_path: Path, other: SeedFilm) -> None:
    assert len(cleaned(tmp_path, ONE, structs.replace(other, id="b")).films) == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(known("Maqbool", 2007, "Somebody Else", cast=("Tabu",)), id="made anew with one of the actors"),
        pytest.param(known("Maqbool", 2005, "Somebody Else", cast=("A", "B", "C")), id="nobody in common"),
        pytest.param(known("Maqbool", 2004, cast=("A", "B", "C")), id="another cast"),
    ],
)
def test_a_film_with_nobody_in_common_or_made_anew_is_another(tmp_path: Path, other: SeedFilm) -> None:
    assert len(cleaned(tmp_path, ONE, structs.replace(other, id="b")).films) == 2


@pytest.mark.parametrize(("country", "films"), [("France", 1), ("Canada", 2)])
def test_a_director_and_a_cast_of_one_title_year_and_country_are_of_one_film(
    tmp_path: Path, country: str, films: int
) -> None:
    one = known("Le train", 1973, "Pierre Granier-Deferre", countries=("France", "Italy"), id="a")
    other = known("The Train", 1973, cast=("Romy Schneider",), countries=(country,), id="b")
    assert len(cleaned(tmp_path, one, other).films) == films


def test_of_one_film_on_imdb_wikidata_may_have_two_items(tmp_path: Path) -> None:
    one = known("Antiviral", 2012, "Brandon Cronenberg", imdb="tt2099556", wikidata="Q114397746", id="a")
    other = known("Antiviral", 2012, cast=("Sarah Gadon",), imdb="tt2099556", wikidata="Q2853415", id="b")
    assert len(cleaned(tmp_path, one, other).films) == 1


def test_nobody_is_credited_twice_in_one_cast(tmp_path: Path) -> None:
    (film,) = cleaned(tmp_path, known("Pig", 2021, cast=("Lee Kang-sheng", "Kang-Sheng Lee", "Alex Wolff"))).films
    assert film.cast == (("Lee Kang-sheng", ""), ("Alex Wolff", ""))


def test_stand_up_specials_of_streaming_services_are_left_out(tmp_path: Path) -> None:
    special = known("Live", 2019, cast=("Somebody",), genres=("Stand-up",), sources=("netflix",), id="a")
    film = known("Delirious", 1983, cast=("Eddie Murphy",), genres=("Stand-up",), sources=("wikidata",), id="b")
    assert [each.title for each in cleaned(tmp_path, special, film).films] == ["Delirious"]


@pytest.mark.parametrize("year", [2021, 2022])
def test_a_title_without_people_is_that_of_the_film_that_has_them(tmp_path: Path, year: int) -> None:
    film = known("Pig", 2021, "Michael Sarnoski", countries=("United States",), id="a")
    bare = known("Pig", year, runtime=92, countries=("United States",))
    (left,) = cleaned(tmp_path, film, bare).films
    assert left.directors == ("Michael Sarnoski",)
    assert left.runtime == (92 if year == 2021 else None), "a year away its facts are not sure to be the film's"


def test_a_title_without_people_of_another_country_stays(tmp_path: Path) -> None:
    film = known("Pig", 2021, "Michael Sarnoski", countries=("United States",), id="a")
    assert len(cleaned(tmp_path, film, known("Pig", 2022, countries=("Chile",))).films) == 2


def test_the_films_of_one_source_can_be_left_out(tmp_path: Path) -> None:
    one = known("Pig", 2021, "Michael Sarnoski", sources=("netflix",), id="a")
    two = known("Stalker", 1979, "Andrei Tarkovsky", sources=("netflix", "wikidata"), id="b")
    assert [each.title for each in cleaned(tmp_path, one, two, without=frozenset({"netflix"})).films] == ["Stalker"]


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "films.jsonl"
    path.write_text('{"title":"Pig"}\n{"title":7}\n', encoding="utf-8")
    with pytest.raises(InvalidValueError, match=r"films\.jsonl, line 2"):
        read_seed([path])


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "films.jsonl")
    with pytest.raises(InvalidValueError, match=r"films\.jsonl is no file"):
        read_seed([tmp_path])
