"""Wrong film? A viewing is moved, or the film corrected; no film changes facts that somebody wrote."""

from pathlib import Path

import pytest

from builders import NOW, director, film, viewing
from catalogues import PIG, PREQUEL, STALKER, THING, catalogue
from filmjournal.journal.journal import Journal
from filmjournal.journal.sources import sources_of
from filmjournal.model.film import Role
from filmjournal.model.viewing import Entry
from filmjournal.transfer.wrong_film import Meant, WrongFilm
from shell_runs import new_id

CATALOGUE = catalogue(THING, PREQUEL, STALKER, PIG)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(tmp_path / "journal.json", now=lambda: NOW, new_id=new_id)


def wrong(journal: Journal, entry: Entry) -> WrongFilm:
    return WrongFilm(journal.fork(), entry, CATALOGUE)


def state(journal: Journal) -> set[object]:
    return {(entry.id, entry.film, entry.viewing.film) for entry in journal.entries}


def test_a_viewing_is_moved_to_a_known_film_and_neither_film_changes(journal: Journal) -> None:
    entry = journal.log(film("The Thing", year=1982, genres=("Snow",)), viewing("2026-11-20", review="Cold."))
    other = journal.log(film("Pig", year=1998), viewing("2026-11-21"))
    before = state(journal)
    found, meant = wrong(journal, entry), Meant(film=other.film)
    assert not found.can_correct(meant)
    assert found.becomes(meant, everywhere=True) == other.film
    assert found.apply(journal, meant, everywhere=True) == "Moved this viewing to Pig (1998)."
    moved = journal.entry(entry.id)
    assert moved is not None
    assert (moved.film, moved.viewing.review) == (other.film, "Cold.")
    assert journal.film(entry.film.id) == entry.film
    journal.undo()
    assert state(journal) == before


def test_a_film_of_the_catalogue_that_something_written_speaks_against_becomes_a_film_of_its_own(
    journal: Journal,
) -> None:
    entry = journal.log(film("The Thing", year=1982, credits=(director("John Carpenter"),)), viewing("2026-11-20"))
    found = wrong(journal, entry)
    meant = Meant(title=next(each for each in found.candidates if each.year == 2011))
    assert not found.can_correct(meant)
    assert found.apply(journal, meant, everywhere=True) == "Moved this viewing to The Thing (2011)."
    moved = journal.entry(entry.id)
    assert moved is not None
    assert moved.film.people(Role.DIRECTOR) == ("Matthijs van Heijningen Jr.",)
    stored = journal.tables.films.stored(moved.film.id)
    assert stored is not None
    assert [row.service for row in sources_of(stored.document)] == ["catalogue"]
    assert journal.film(entry.film.id) == entry.film


def test_a_film_without_facts_is_corrected_for_all_its_viewings_or_only_one_is_moved(journal: Journal) -> None:
    first = journal.log(film("The Thing"), viewing("2026-11-20"))
    second = journal.log(first.film, viewing("2026-11-21"))
    before = state(journal)
    found = wrong(journal, second)
    meant = Meant(title=next(each for each in found.candidates if each.year == 2011))
    assert (found.can_correct(meant), found.viewings) == (True, 2)
    found.apply(journal, meant, everywhere=True)
    assert {entry.film.year for entry in journal.entries} == {2011}
    assert {entry.film.id for entry in journal.entries} == {first.film.id}
    assert journal.entries[0].film == found.becomes(meant, everywhere=True)
    journal.undo()
    assert state(journal) == before
    assert found.apply(journal, meant, everywhere=False) == "Moved this viewing to The Thing (2011)."
    assert {entry.id: entry.film.year for entry in journal.entries} == {first.id: None, second.id: 2011}


def test_a_film_of_the_catalogue_that_is_known_already_is_that_one(journal: Journal) -> None:
    known = journal.log(film("Pig", year=2021, credits=(director("Michael Sarnoski"),)), viewing("2026-11-20"))
    entry = journal.log(film("Pig", year=1998), viewing("2026-11-21"))
    found = wrong(journal, entry)
    found.apply(journal, Meant(title=found.candidates[0]), everywhere=True)
    assert {each.film.id for each in journal.entries} == {known.film.id}


def test_a_new_film_of_the_same_title_is_another_one_also_without_a_catalogue(journal: Journal) -> None:
    entry = journal.log(film("Pig"), viewing("2026-11-21"))
    found = WrongFilm(journal.fork(), entry, None)
    assert (found.was, found.candidates) == ((), ())
    assert found.apply(journal, Meant(new="Pig"), everywhere=True) == "Moved this viewing to Pig."
    assert journal.entries[0].film.id != entry.film.id


def test_a_film_that_is_in_the_journal_twice_becomes_one_with_all_viewings(journal: Journal) -> None:
    kept = journal.log(film("The Thing", year=1982, credits=(director("John Carpenter"),)), viewing("2026-11-20"))
    twice = journal.log(
        film("Das Ding", genres=("Horror",), credits=(director("John Carpenter"),)), viewing("2026-11-21")
    )
    journal.log(twice.film, viewing("2026-11-22"))
    found, meant = wrong(journal, twice), Meant(film=kept.film)
    assert found.can_merge(meant)
    assert not found.can_merge(Meant(film=film("The Thing", id="other", year=2011)))
    said = found.apply(journal, meant, everywhere=True)
    assert said == "Das Ding and The Thing (1982) are one film now."
    assert {(entry.film.id, entry.film.genres) for entry in journal.entries} == {(kept.film.id, ("Horror",))}
    journal.undo()
    assert len({entry.film.id for entry in journal.entries}) == 2
