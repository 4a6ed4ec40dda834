"""What each viewing becomes when several are edited at once, and what the change is called."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import NOW, TODAY, actor, director, entry, film, viewing
from filmjournal.journal.journal import Journal
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.transfer.bulk_edits import (
    FILM_FACTS,
    BulkEdit,
    add_companions,
    like,
    rate,
    remove,
    set_film_fact,
    set_venue,
    tag,
    untag,
)

PIG = entry("Pig", "2021-08-22", year=2021, tags=("35mm", "Noir"), liked=True, companions=("Ana",))
AGAIN = Entry(viewing("2026-01-02", id="again", film=PIG.film.id, tags=("festival",)), PIG.film)
MIRROR = entry("Mirror", "1998", credits=(director("Andrei Tarkovsky"), actor("Margarita Terekhova", "Natalya")))


def after(made: BulkEdit) -> list[Entry]:
    return [each for _, each in made.edits if each is not None]


def test_stars_and_hearts_are_given_and_taken() -> None:
    made = rate([PIG, MIRROR], Rating.FOUR)
    assert made.title == "Rated 2 viewings ★★★★"
    assert [each.viewing.rating for each in after(made)] == [Rating.FOUR] * 2
    assert rate([PIG], None).title == "Removed the stars of Pig"
    assert [each.viewing.liked for each in after(like([PIG, MIRROR]))] == [True, True]
    assert (like([PIG]).title, after(like([PIG]))[0].viewing.liked) == ("Removed the heart of Pig", False)


def test_tags_are_added_once_however_they_are_written_and_removed_where_they_are() -> None:
    made = tag([PIG, MIRROR], "#noir, 35mm, slow")
    assert made.title == "Tagged 2 viewings #noir #35mm #slow"
    assert [each.viewing.tags for each in after(made)] == [("35mm", "Noir", "slow"), ("noir", "35mm", "slow")]
    gone = untag([PIG, AGAIN], "noir, Festival")
    assert gone.title == "Removed #noir #Festival from 2 viewings"
    assert [each.viewing.tags for each in after(gone)] == [("35mm",), ()]
    with pytest.raises(InvalidValueError, match="Pig doesn't have the tag “slow”"):
        untag([PIG], "slow")
    with pytest.raises(InvalidValueError, match="Type a tag"):
        tag([PIG], " ,# ")


def test_a_venue_is_set_and_companions_are_added_and_nothing_typed_removes_them() -> None:
    assert set_venue([PIG], " Curzon ").title == "Set the venue of Pig: Curzon"
    assert after(set_venue([PIG], " Curzon "))[0].viewing.venue == "Curzon"
    assert set_venue([PIG], "").title == "Removed the venue of Pig"
    made = add_companions([PIG, MIRROR], "ana, Bo")
    assert made.title == "Watched 2 viewings with ana and Bo"
    assert [each.viewing.companions for each in after(made)] == [("Ana", "Bo"), ("ana", "Bo")]
    assert after(add_companions([PIG], ""))[0].viewing.companions == ()


def test_a_fact_of_films_is_set_for_each_film_once_by_any_of_its_names() -> None:
    made = set_film_fact([PIG, AGAIN, MIRROR], "Genre: drama, slow", TODAY)
    assert made.title == "Set the genres of 2 films: drama, slow"
    assert [each.film.genres for each in after(made)] == [("drama", "slow")] * 3
    assert after(made)[0].film is after(made)[1].film
    assert set_film_fact([PIG, AGAIN], "year: 1998", TODAY).title == "Set the year of Pig: 1998"
    assert after(set_film_fact([PIG], "runtime: 1h 32", TODAY))[0].film.runtime == 92
    assert set_film_fact([PIG], "year:", TODAY).title == "Removed the year of Pig"
    assert after(set_film_fact([PIG], "year:", TODAY))[0].film.year is None


def test_people_of_one_role_are_replaced_and_those_of_others_stay() -> None:
    (made,) = after(set_film_fact([MIRROR], "cast: Oleg Yankovsky = The father, Ignat Daniltsev", TODAY))
    assert made.film.people(Role.DIRECTOR) == ("Andrei Tarkovsky",)
    assert [(each.name, each.character) for each in made.film.credited(Role.ACTOR)] == [
        ("Oleg Yankovsky", "The father"),
        ("Ignat Daniltsev", ""),
    ]


@pytest.mark.parametrize("typed", ["", "drama", "colour: red", "title: Two films of one title", "year: 64"])
def test_what_is_no_fact_or_no_value_of_one_is_said(typed: str) -> None:
    with pytest.raises(InvalidValueError, match=r"Write a fact and its value|isn't a valid year"):
        set_film_fact([PIG, MIRROR], typed, TODAY)


ENTRIES = st.lists(st.sampled_from([PIG, AGAIN, MIRROR]), min_size=1, max_size=3, unique_by=lambda each: each.id)


@given(ENTRIES, st.sampled_from([each.name for each in FILM_FACTS]), st.sampled_from(["", "1998", "Ana, Bo = C"]))
def test_one_fact_changes_and_no_other(entries: list[Entry], name: str, value: str) -> None:
    try:
        made = set_film_fact(entries, f"{name}: {value}", TODAY)
    except InvalidValueError:
        assert name in {"year", "runtime"}
        return
    for before, became in made.edits:
        assert became is not None
        assert became.viewing == before.viewing
        changed = [
            each for each in before.film.__struct_fields__ if getattr(before.film, each) != getattr(became.film, each)
        ]
        assert changed in ([], [name], ["credits"])


def test_each_is_one_change_of_the_journal_with_one_undo(tmp_path_factory: pytest.TempPathFactory) -> None:
    ids = iter(range(100))
    path = tmp_path_factory.mktemp("bulk") / "journal.json"
    journal = Journal.open(path, now=lambda: NOW, new_id=lambda: f"id-{next(ids)}")
    for day in (1, 2, 3):
        journal.log(film("Pig"), viewing(f"2026-11-0{day}"))
    before = [(each.viewing.tags, each.viewing.rating, each.film) for each in journal.entries]
    makes: list[Callable[[Sequence[Entry]], BulkEdit]] = [
        lambda entries: tag(entries, "a"),
        lambda entries: rate(entries, Rating.ONE),
        lambda entries: set_film_fact(entries, "year: 2021", TODAY),
        remove,
    ]
    for make in makes:
        made = make(journal.entries)
        assert journal.edit_all(made.edits, made.title) is not None
    assert list(journal.entries) == []
    undone = [journal.undo() for _ in range(4)]
    assert [each.title for each in undone if each] == [
        *("Removed 3 viewings", "Set the year of Pig: 2021", "Rated 3 viewings ★", "Tagged 3 viewings #a")
    ]
    assert [(each.viewing.tags, each.viewing.rating, each.film) for each in journal.entries] == before
