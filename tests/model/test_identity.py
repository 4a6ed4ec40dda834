"""Which film is meant by what somebody states."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from builders import actor, director, film
from builders import films as any_film
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.identity import Identity, identify, objections, without_facts_of
from filmjournal.model.known_films import KnownFilms

PIG = film("Pig", id="pig", year=2021, runtime=92, credits=(director("Michael Sarnoski"), actor("Nicolas Cage", "Rob")))
OLD_PIG = film("Pig", id="old pig", year=1998)
Data = st.DataObject
KNOWN = KnownFilms([PIG, OLD_PIG, film("Mirror", id="mirror")])


def test_what_contradicts_nothing_is_the_chosen_film() -> None:
    assert identify(structs.replace(PIG, runtime=95), KNOWN, PIG) == Identity(PIG)
    assert identify(film("pig"), KNOWN, PIG) == Identity(PIG)


def test_a_year_makes_it_another_known_film_or_a_new_one() -> None:
    assert identify(structs.replace(PIG, year=1998, credits=()), KNOWN, PIG) == Identity(OLD_PIG, (), PIG, ("year",))
    new = identify(structs.replace(PIG, year=1964), KNOWN, PIG)
    assert new == Identity(None, (), PIG, ("year",))
    assert new.is_new


def test_every_fact_that_tells_films_apart_is_named() -> None:
    with_id = structs.replace(PIG, external_ids=ExternalIds(imdb="tt11003218", tmdb="1"))
    other = film("Swine", year=1964, credits=(director("Somebody"),), external_ids=ExternalIds(imdb="tt1", tmdb="1"))
    assert objections(with_id, other) == ("imdb", "title", "year", "director")


def test_an_id_filled_in_from_the_chosen_film_is_no_reason_to_take_it() -> None:
    known = structs.replace(PIG, external_ids=ExternalIds(imdb="tt11003218"))
    assert identify(structs.replace(known, year=1964), KnownFilms([known]), known).is_new


def test_without_a_choice_one_fit_is_meant_and_several_are_asked_about() -> None:
    assert identify(film("mirror"), KNOWN) == Identity(KNOWN.get("mirror"))
    several = identify(film("Pig"), KNOWN)
    assert several.others == (PIG, OLD_PIG)
    assert not several.is_new
    assert identify(film("Stalker"), KNOWN).is_new


def test_what_was_filled_in_from_the_wrong_film_goes() -> None:
    typed = structs.replace(PIG, id="", year=1998, countries=("Austria",))
    assert without_facts_of(typed, PIG) == film("Pig", year=1998, countries=("Austria",))


@given(any_film, any_film, st.data())
def test_a_film_without_objections_could_be_the_one_that_was_chosen(known: Film, stated: Film, data: Data) -> None:
    shared = data.draw(st.sets(st.sampled_from(["title", "year", "credits", "external_ids"])))
    stated = structs.replace(stated, **{name: getattr(known, name) for name in shared})
    if not objections(known, stated):
        assert known.could_match(stated)
    assert not objections(known, without_facts_of(structs.replace(known, runtime=1), known))
