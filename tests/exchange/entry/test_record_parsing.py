from datetime import date

import msgspec
import pytest
from hypothesis import given
from msgspec import structs

from builders import NOW, TODAY, actor, director, entry, film, films, viewing, viewings
from filmjournal.exchange.entry.record import record_of
from filmjournal.exchange.entry.record_parsing import film_of, read_record, revise, viewing_of
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing


@given(films, viewings)
def test_a_record_that_went_out_as_json_comes_back_as_the_same_record(film: Film, viewing: Viewing) -> None:
    stamped = structs.replace(viewing, id="v1", film="f1", created=NOW, modified=NOW)
    record = record_of(Entry(stamped, structs.replace(film, id="f1")))
    read = read_record(msgspec.json.decode(msgspec.json.encode(record)))
    assert read == record
    assert record_of(Entry(viewing_of(read, TODAY), film_of(read))) == record


def test_only_the_title_must_be_stated() -> None:
    record = read_record({"title": "Pig"})
    assert (film_of(record), viewing_of(record, TODAY)) == (film("Pig"), viewing(None))


def test_a_date_may_be_stated_in_words() -> None:
    assert viewing_of(read_record({"title": "Pig", "watched": "yesterday"}), date(2026, 3, 1)).watched == "2026-02-28"


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ({}, "“title” is missing."),
        ([], "A viewing must be an object, not a list."),
        ({"title": 1}, "“title” must be a text, not a whole number."),
        ({"title": "Pig", "ratng": 3}, "There is no “ratng”. Did you mean “rating”?"),
        ({"title": "Pig", "rating": "good"}, "“rating” must be a number or null, not a text."),
        ({"title": "Pig", "breakdown": [{"name": "Sound", "txt": ""}]}, "There is no “txt”."),
        ({"title": "Pig", "breakdown": [{"text": "Loud"}]}, "“breakdown[0].name” is missing."),
        ({"title": "Pig", "created": "yesterday"}, "“created” cannot be read: invalid RFC3339 encoded datetime."),
        ({"title": "\ud800"}, "There is half a character after “” that cannot be saved."),
    ],
)
def test_what_is_no_record_is_reported_with_its_key(stated: object, sentence: str) -> None:
    with pytest.raises(InvalidValueError) as error:
        read_record(stated)
    assert str(error.value) == sentence


@pytest.mark.parametrize("stars", [0, 0.25, 5.5, 7, -1, float("inf"), float("nan")])
def test_stars_are_halves_up_to_five(stars: float) -> None:
    with pytest.raises(InvalidValueError, match=r"0\.5 to 5 stars, in steps of a half"):
        viewing_of(read_record({"title": "Pig", "rating": stars}), TODAY)


def test_a_role_that_is_none_is_reported_with_those_that_are() -> None:
    with pytest.raises(InvalidValueError, match=r"“grip” isn't a role\. Use one of director, actor"):
        film_of(read_record({"title": "Pig", "credits": [{"name": "Nobody", "role": "grip"}]}))


@given(films, viewings)
def test_what_is_stated_as_it_stood_changes_nothing(film: Film, viewing: Viewing) -> None:
    stood = Entry(viewing, film)
    stated = msgspec.to_builtins(record_of(stood))
    assert revise(stood, stated, TODAY) == (film, viewing)


def test_what_is_stated_changes_and_all_else_stays_even_what_nobody_could_write_today() -> None:
    cast = (actor("Nicolas Cage", "Rob", billing=3), director("Michael Sarnoski", 0), actor("Alex Wolff", billing=1))
    stood = entry("Pig", "2027-01-01", credits=cast, review="Quiet.")
    film, viewing = revise(stood, {"rating": 4.5, "review": "Very quiet.", "year": 2021}, TODAY)
    assert film == structs.replace(stood.film, year=2021)
    assert (viewing.rating, viewing.review, viewing.watched) == (9, "Very quiet.", "2027-01-01")


def test_a_day_that_is_yet_to_come_cannot_be_stated() -> None:
    with pytest.raises(InvalidValueError, match="yet to come"):
        revise(entry("Pig"), {"watched": "2027-01-01"}, TODAY)
