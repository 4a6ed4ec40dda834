"""A wrong match: all that came from it goes out again, and only that; another film may fill the film in."""

from pathlib import Path

import pytest
from msgspec import structs

from builders import NOW, actor, director, film, viewing
from catalogues import PREQUEL, STALKER, THING, catalogue, known
from filmjournal.journal.journal import Journal
from filmjournal.lookup.filling import Kind
from filmjournal.model.film import ExternalIds, Film, Role
from filmjournal.transfer.lookups import NONE, Answers, Lookup
from filmjournal.transfer.wrong_match import WrongMatch, same_film
from shell_runs import new_id

LATER = known("The Thing", 2012, "Somebody Else", runtime=80)
CATALOGUE = catalogue(THING, PREQUEL, LATER, STALKER)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    made = Journal.open(tmp_path / "journal.json", now=lambda: NOW, new_id=new_id)
    made.log(film("The Thing", year=1982, genres=("Snow",)), viewing("2026-11-20", review="Cold."))
    looked_up(made)
    return made


def looked_up(journal: Journal, answers: Answers | None = None) -> Lookup:
    lookup = Lookup(CATALOGUE)
    lookup.plan_for(journal, [each.id for each in journal.tables.films.values()], answers or Answers())
    lookup.apply(journal)
    return lookup


def the_film(journal: Journal) -> Film:
    return journal.entries[0].film


def test_all_that_came_from_the_wrong_match_goes_and_only_that(journal: Journal) -> None:
    entry = journal.entries[0]
    assert entry.film.people(Role.DIRECTOR) == ("John Carpenter",)
    own = (*entry.film.credits, director("Me, Myself"), actor("My Dog"))
    journal.revise(structs.replace(entry.film, credits=own, runtime=111), entry.viewing)
    wrong = WrongMatch(journal, the_film(journal).id, CATALOGUE)
    assert wrong.was == ("The Thing",)
    assert [each.year for each in wrong.candidates] == [2011, 2012], "the wrong one isn't offered again"
    assert wrong.apply(journal, None)
    after = the_film(journal)
    assert [each.name for each in after.credits] == ["Me, Myself", "My Dog"]
    assert (after.runtime, after.genres, after.external_ids) == (111, ("Snow",), ExternalIds())
    assert journal.entries[0].viewing == entry.viewing


def test_the_next_film_fills_it_in_and_one_undo_takes_all_of_it_back(journal: Journal) -> None:
    before = the_film(journal)
    wrong = WrongMatch(journal, before.id, CATALOGUE)
    assert wrong.apply(journal, wrong.candidates[0])
    assert the_film(journal).people(Role.DIRECTOR) == ("Matthijs van Heijningen Jr.",)
    assert the_film(journal) == wrong.corrected(wrong.candidates[0])
    looked_up(journal)
    assert the_film(journal).people(Role.DIRECTOR) == ("Matthijs van Heijningen Jr.",)
    assert the_film(journal).year == 1982, "the year is the person's"
    journal.undo()
    assert the_film(journal) == before


def test_what_was_refused_is_not_found_again(journal: Journal) -> None:
    WrongMatch(journal, the_film(journal).id, CATALOGUE).apply(journal, None)
    lookup = looked_up(journal)
    assert [each.kind for each in lookup.results] == [Kind.UNKNOWN]
    assert the_film(journal).credits == ()
    journal.undo()
    assert the_film(journal).people(Role.DIRECTOR) == ("John Carpenter",)


def test_a_film_without_a_match_gets_one(journal: Journal) -> None:
    entry = journal.log(film("Thing", year=1990), viewing())
    wrong = WrongMatch(journal, entry.film.id, CATALOGUE)
    assert wrong.was == ()
    assert [each.year for each in wrong.candidates] == [1982, 2011, 2012]
    assert not wrong.apply(journal, None)
    assert wrong.apply(journal, wrong.candidates[2])
    found = journal.film(entry.film.id)
    assert found is not None
    assert (found.people(Role.DIRECTOR), found.runtime) == (("Somebody Else",), 80)


def test_none_of_those_that_fit_is_remembered(journal: Journal) -> None:
    entry = journal.log(film("Thing"), viewing("2020"))
    assert [each.kind for each in looked_up(journal).results] == [Kind.COMPLETE, Kind.AMBIGUOUS]
    looked_up(journal, Answers({entry.film.id: NONE}))
    assert [each.kind for each in looked_up(journal).results] == [Kind.COMPLETE, Kind.UNKNOWN]
    found = journal.film(entry.film.id)
    assert found is not None
    assert found.credits == ()


def test_two_films_that_turn_out_to_be_one_are_found(journal: Journal) -> None:
    assert same_film(journal, the_film(journal).id) is None
    entry = journal.log(film("Das Ding", year=1982), viewing("2020"))
    assert same_film(journal, entry.film.id) is None
    found = structs.replace(entry.film, external_ids=ExternalIds(imdb="tt0084787"))
    journal.revise(found, entry.viewing)
    other = same_film(journal, entry.film.id)
    assert other is not None
    assert other.title == "The Thing"
    journal.merge_films(other.id, entry.film.id)
    assert {each.film.title for each in journal.entries} == {"The Thing"}
