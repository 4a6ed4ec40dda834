"""What other films were given, seen from the one that is rated."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from budget import examples
from builders import director, entry, film
from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.render.calibration import beside_stars, every_level
from filmjournal.render.palette import PLAIN
from filmjournal.stats.calibration import MOST, around, calibration, calibration_record, shared

OZU = director("Ozu, Yasujirō")
SAME_DIRECTOR = entry("Early Summer", year=1951, credits=(director("Yasujiro Ozu"),), rating=Rating.FOUR)
SAME_GENRE = entry("Ikiru", year=1972, genres=("Drama",), rating=Rating.FOUR)
SAME_DECADE = entry("Gojira", year=1954, rating=Rating.FOUR)
NOTHING = entry("Pig", year=2021, rating=Rating.FOUR)
EARLIER = entry("Tokyo Story", "2004", id="earlier", year=1953, rating=Rating.FOUR)
RATED = film("Tokyo Story", id="film Tokyo Story", year=1953, genres=("drama",), credits=(OZU,))


def titles(found: tuple[Entry, ...]) -> list[str]:
    return [each.film.title for each in found]


def test_the_nearest_come_first_and_earlier_viewings_before_all() -> None:
    entries = [NOTHING, SAME_DECADE, SAME_GENRE, SAME_DIRECTOR, EARLIER]
    found = calibration(RATED, entries)
    order = ["Tokyo Story", "Early Summer", "Ikiru", "Gojira", "Pig"]
    assert titles(found.of(Rating.FOUR)) == order
    assert [each.film.title for each, _ in found.nearest] == order[:-1]
    assert {rating for _, rating in found.nearest} == {Rating.FOUR}
    assert [shared(RATED, each.film) for each in found.of(Rating.FOUR)] == [
        "this film",
        "director, decade",
        "genre",
        "decade",
        "",
    ]
    assert found.count(Rating.FOUR) == 5
    assert found.count(Rating.FIVE) == 0


def test_the_viewing_that_is_rated_is_not_counted_and_a_film_counts_by_its_last_stars() -> None:
    last = entry("Ikiru", "2025-01-01", id="last", rating=Rating.FIVE)
    entries = [
        last,
        entry("Ikiru", "2020-01-01", id="first", rating=Rating.TWO),
        entry("Pig", id="own", rating=Rating.ONE),
    ]
    found = calibration(film("Pig"), entries, "own")
    assert sum(found.counts) == 2
    assert found.of(Rating.FIVE) == (last,)
    assert found.of(Rating.TWO) == ()
    assert found.count(Rating.TWO) == 1


def test_a_rating_stands_between_its_neighbours() -> None:
    assert around(Rating.FOUR) == (Rating.FOUR_AND_A_HALF, Rating.FOUR, Rating.THREE_AND_A_HALF)
    assert around(Rating.FIVE) == (Rating.FIVE, Rating.FOUR_AND_A_HALF)
    assert around(Rating.HALF_A_STAR) == (Rating.ONE, Rating.HALF_A_STAR)


def test_what_is_shown_names_as_many_films_as_there_is_room_for() -> None:
    found = calibration(RATED, [SAME_DIRECTOR, SAME_GENRE, NOTHING])
    lines = [line.plain.rstrip() for line in beside_stars(found, Rating.FOUR, 60, PLAIN)]
    assert lines[:3] == ["  ★★★★½     0 ×", "▸ ★★★★      3 × Early Summer · Ikiru · Pig", "  ★★★½      0 ×"]
    assert lines[3].startswith("  you gave      ½ ·······█·· 5   mostly ★★★★, 3 ×")
    undecided = [line.plain for line in beside_stars(found, None, 60, PLAIN)]
    assert undecided[1] == "  nearest       Early Summer ★★★★ · Ikiru ★★★★"
    assert "nothing else" in beside_stars(calibration(RATED, ()), None, 60, PLAIN)[0].plain
    assert len(every_level(found, 60, PLAIN)) == len(Rating)
    assert calibration_record(RATED, found)[2]["films"][0]["shares"] == "director, decade"


ratings = st.sampled_from([None, *Rating])


@given(st.lists(st.tuples(st.text(max_size=30), ratings), max_size=30), ratings, st.integers(20, 90))
@settings(max_examples=examples(60))
def test_it_is_never_wider_than_the_room_and_counts_everything(
    given_to: list[tuple[str, Rating | None]], rating: Rating | None, width: int
) -> None:
    entries = [
        entry(f"x{title}", id=str(place), year=1950 + place, rating=stars)
        for place, (title, stars) in enumerate(given_to)
    ]
    found = calibration(RATED, entries)
    assert sum(found.counts) == sum(stars is not None for _, stars in given_to)
    assert all(len(found.of(each)) <= min(MOST, found.count(each)) for each in Rating)
    lines = [*beside_stars(found, rating, width, PLAIN), *every_level(found, width, PLAIN)]
    assert all(cell_len(line.plain) <= max(width, 20) for line in lines)


def test_the_stars_of_an_element_are_compared_with_those_of_the_same_element() -> None:
    other = entry("Ikiru", rating=Rating.FIVE, genres=("Drama",), breakdown=(Element("soundtrack", "", Rating.TWO),))
    silent = entry(
        "Pig", rating=Rating.FIVE, breakdown=(Element("Direction", "", Rating.ONE), Element("Soundtrack", "x"))
    )
    found = calibration(RATED, [other, silent], "", "Soundtrack")
    assert found.of(Rating.TWO) == (other,)
    assert sum(found.counts) == 1
    assert found.nearest == ((other, Rating.TWO),)
