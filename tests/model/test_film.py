import pytest

from builders import actor, director, film, viewing
from filmjournal.model.breakdown import Element
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Credit, ExternalIds, Film, Role
from filmjournal.model.rating import Rating


@pytest.mark.parametrize("title", ["", "  ", "\n"])
def test_a_film_needs_a_title(title: str) -> None:
    with pytest.raises(InvalidValueError, match="title"):
        film(title)


@pytest.mark.parametrize("year", [95, 1869, 2101, -1995])
def test_an_impossible_year_is_refused_with_how_to_write_one(year: int) -> None:
    with pytest.raises(InvalidValueError, match=f"{year} isn't a valid year. Use four digits"):
        film(year=year)


@pytest.mark.parametrize("year", [1870, 1995, 2100])
def test_years_from_the_first_photographs_on_are_taken(year: int) -> None:
    assert film(year=year).year == year


@pytest.mark.parametrize("runtime", [0, -1])
def test_a_runtime_is_at_least_a_minute(runtime: int) -> None:
    with pytest.raises(InvalidValueError, match="at least 1 minute"):
        film(runtime=runtime)


def test_a_credit_needs_a_name() -> None:
    with pytest.raises(InvalidValueError, match="A director needs a name"):
        Credit(" ", Role.DIRECTOR)


def test_an_element_needs_a_name() -> None:
    with pytest.raises(InvalidValueError, match="An element needs a name"):
        Element(" ")


def test_an_element_is_empty_until_something_is_written_or_rated() -> None:
    assert Element("Pacing", " \n").is_empty
    assert not Element("Pacing", "slow").is_empty
    assert not Element("Pacing", rating=Rating.TWO).is_empty


def test_an_element_knows_whose_work_it_speaks_of() -> None:
    assert Element("CINEMATOGRAPHY").role is Role.CINEMATOGRAPHER
    assert Element("Popcorn").role is None


def test_people_stand_in_billing_order_with_unbilled_ones_last() -> None:
    cast = (actor("Unbilled", billing=0), actor("Second", billing=2), director("Nobody"), actor("First", billing=1))
    assert film(credits=cast).people(Role.ACTOR) == ("First", "Second", "Unbilled")


def test_a_film_is_completed_only_where_it_lacks_something() -> None:
    known = film(year=1979, genres=("Drama",), credits=(director("Andrei Tarkovsky"),), id="1")
    stated = film(
        "Сталкер", year=1980, runtime=162, genres=("SF",), credits=(director("Somebody Else"), actor("Kaidanovsky"))
    )
    whole = known.completed_by(stated)
    assert (whole.id, whole.title, whole.year, whole.genres) == ("1", "Stalker", 1979, ("Drama",))
    assert whole.runtime == 162
    assert whole.people(Role.DIRECTOR) == ("Andrei Tarkovsky",)
    assert whole.people(Role.ACTOR) == ("Kaidanovsky",)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (film("Solaris", year=1972), film("SOLARIS"), True),
        (film("Solaris", year=1972), film("Solaris", year=2002), False),
        (film("Solaris"), film("Солярис", original_title="Sölaris"), True),
        (film("Solaris"), film("Stalker"), False),
        (
            film("Crash", credits=(director("David Cronenberg"),)),
            film("Crash", credits=(director("P. Haggis"),)),
            False,
        ),
        (film("Crash", credits=(director("David Cronenberg"),)), film("Crash"), True),
        (
            film("Crash", credits=(director("David Cronenberg"),)),
            film("Crash", credits=(director("david cronenberg"),)),
            True,
        ),
    ],
)
def test_two_records_may_be_one_film_where_nothing_speaks_against_it(one: Film, other: Film, *, same: bool) -> None:
    assert one.could_match(other) is same
    assert other.could_match(one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            film("Solaris", external_ids=ExternalIds(imdb="tt1")),
            film("Solyaris", external_ids=ExternalIds(imdb="tt1")),
            True,
        ),
        (
            film("Solaris", external_ids=ExternalIds(imdb="tt1")),
            film("Solaris", external_ids=ExternalIds(imdb="tt2")),
            False,
        ),
        (
            film("Solaris", external_ids=ExternalIds(imdb="tt1")),
            film("Solaris", external_ids=ExternalIds(tmdb="2")),
            True,
        ),
    ],
)
def test_what_a_service_calls_a_film_says_more_than_its_title(one: Film, other: Film, *, same: bool) -> None:
    assert one.could_match(other) is same
    assert other.could_match(one) is same


def test_names_of_services_are_completed_too() -> None:
    known = film(external_ids=ExternalIds(imdb="tt0079944"))
    stated = film(external_ids=ExternalIds(imdb="tt1", tmdb="1398"))
    assert known.completed_by(stated).external_ids == ExternalIds(imdb="tt0079944", tmdb="1398")


def test_people_that_are_credited_besides_stand_behind_those_of_their_role() -> None:
    known = film(
        credits=(actor("Nicolas Cage", billing=1), actor("Elisabeth Shue", billing=2), director("Mike Figgis"))
    )
    stated = (actor("nicolas cage", "Ben"), actor("Julian Sands", "Yuri"), director("Somebody"))
    more = known.with_credits(stated)
    assert more.people(Role.ACTOR) == ("Nicolas Cage", "Elisabeth Shue", "Julian Sands")
    assert more.people(Role.DIRECTOR) == ("Mike Figgis", "Somebody")
    assert more.credited(Role.ACTOR)[2] == actor("Julian Sands", "Yuri", billing=3)
    assert film(credits=(actor("First", billing=0),)).with_credits(stated[1:2]).credits[1].billing == 0


def test_a_viewing_is_reviewed_once_anything_is_written() -> None:
    assert not viewing(review="  \n", breakdown=(Element("Pacing"),)).is_reviewed
    assert viewing(headline="At last").is_reviewed
    assert viewing(review="Long.").is_reviewed
    assert viewing(breakdown=(Element("Pacing", "slow"),)).is_reviewed
