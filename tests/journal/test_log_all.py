from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from builders import NOW, OpenJournal, director, film, films, records, viewing, viewings
from filmjournal.journal.journal import Journal
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.viewing import Viewing

THEN = datetime(2009, 5, 1, 20, tzinfo=UTC)


def test_many_viewings_are_one_change_that_is_taken_back_at_once(open_journal: OpenJournal) -> None:
    journal = open_journal()
    kept = journal.log(film("Ran"), viewing())
    told = [(film("Stalker"), viewing("1998")), (film("Mirror"), viewing("1999")), (film("stalker"), viewing("2003"))]
    logged = journal.log_all(told, "Logged 3 viewings")
    assert [entry.film.title for entry in logged] == ["Stalker", "Mirror", "Stalker"]
    assert logged[0].film is logged[2].film
    change = journal.undo()
    assert change is not None
    assert change.title == "Logged 3 viewings"
    assert list(journal.entries) == [kept]


def test_ids_and_times_that_are_told_are_kept_and_others_are_made(open_journal: OpenJournal) -> None:
    journal = open_journal()
    told = film("Ran", id="f"), viewing("2003", id="v", film="f", created=THEN, modified=THEN)
    own, new = journal.log_all([told, (film("Mirror"), viewing("2004"))], "Logged")
    assert (own.id, own.film.id, own.viewing.created, own.viewing.modified) == ("v", "f", THEN, THEN)
    assert new.id not in {"", "v"}
    assert (new.viewing.film, new.viewing.created, new.viewing.modified) == (new.film.id, NOW, NOW)


def test_a_known_film_is_completed_and_never_rewritten(open_journal: OpenJournal) -> None:
    journal = open_journal()
    known = journal.log(film("Ran", year=1985), viewing()).film
    told = film("RAN", id=known.id, runtime=162, credits=(director("Akira Kurosawa"),))
    (logged,) = journal.log_all([(told, viewing("2003"))], "Logged")
    assert (logged.film.title, logged.film.year, logged.film.runtime) == ("Ran", 1985, 162)
    assert {entry.film for entry in journal.entries} == {logged.film}


def test_a_film_that_a_service_calls_the_same_is_the_same(open_journal: OpenJournal) -> None:
    journal = open_journal()
    known = journal.log(film("Solyaris", external_ids=ExternalIds(imdb="tt0069293")), viewing()).film
    told = film("Solaris", external_ids=ExternalIds(imdb="tt0069293", tmdb="593"))
    (logged,) = journal.log_all([(told, viewing("2003"))], "Logged")
    assert logged.film == structs.replace(known, external_ids=told.external_ids)


def test_two_films_of_one_title_with_ids_of_their_own_are_two(open_journal: OpenJournal) -> None:
    journal = open_journal()
    told = [(film("Crash", id="a"), viewing("1997")), (film("Crash", id="b"), viewing("2005"))]
    one, other = journal.log_all(told, "Logged")
    assert (one.film.id, other.film.id) == ("a", "b")


def test_a_viewing_that_is_there_already_stays_as_it_is_and_is_not_taken_back(open_journal: OpenJournal) -> None:
    journal = open_journal()
    known = journal.log(film("Ran"), viewing(review="Mine."))
    again = structs.replace(known.viewing, review="Theirs.")
    journal.log_all([(known.film, again), (film("Mirror"), viewing())], "Logged")
    assert journal.entry(known.id) == known
    journal.undo()
    assert list(journal.entries) == [known]


def test_one_that_no_file_can_hold_leaves_all_of_them_out(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    with pytest.raises(InvalidValueError, match="half a character"):
        journal.log_all([(film("Ran"), viewing()), (film("Mirror"), viewing(review="\ud800"))], "Logged")
    assert journal.entries == ()
    assert journal.is_saved


def test_what_another_program_logged_meanwhile_is_known_when_it_is_saved(open_journal: OpenJournal, path: Path) -> None:
    journal, other = open_journal(), open_journal()
    journal.log_all([(film("Ran"), viewing("2003")), (film("Mirror"), viewing("2004"))], "Logged")
    other.log(film("Ran", year=1985), viewing("1986"))
    other.save()
    journal.save()
    assert len(records(path, "films")) == 2
    assert len(records(path, "viewings")) == 3


@given(told=st.lists(st.tuples(films, viewings), max_size=4))
def test_a_journal_told_to_an_empty_one_is_the_same_journal(
    told: list[tuple[Film, Viewing]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("told")
    first, second = (_open(folder / name) for name in ("first.json", "second.json"))
    first.log_all(told, "Logged")
    second.log_all([(entry.film, entry.viewing) for entry in first.entries], "Told")
    assert set(second.entries) == set(first.entries)


def _open(path: Path) -> Journal:
    numbers = iter(range(1000))
    return Journal.open(path, now=lambda: NOW, new_id=lambda: f"{path.stem}-{next(numbers)}")
