import tempfile
from difflib import unified_diff
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from budget import examples
from builders import NOW, OpenJournal, director, film, films, records, viewing, viewings
from filmjournal import __version__
from filmjournal.journal.journal import Journal
from filmjournal.model.breakdown import Element
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Viewing


def test_a_journal_without_a_file_is_empty_and_writes_nothing_before_the_first_save(
    open_journal: OpenJournal, path: Path
) -> None:
    journal = open_journal()
    assert journal.store.is_new
    assert journal.entries == ()
    assert journal.undo() is None
    assert journal.redo() is None
    journal.save()
    journal.log(film(), viewing())
    assert list(path.parent.iterdir()) == []
    journal.save()
    assert path.is_file()
    assert not open_journal().store.is_new


def test_a_journal_in_a_folder_that_is_not_there_makes_it(open_journal: OpenJournal, tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "journal.json"
    journal = open_journal(deep)
    journal.log(film(), viewing())
    journal.save()
    assert len(open_journal(deep).entries) == 1


def test_a_logged_viewing_has_an_id_a_film_and_the_time(open_journal: OpenJournal) -> None:
    journal = open_journal()
    logged = journal.log(film("Stalker", year=1979), viewing("2026-11-20", rating=Rating.FIVE))
    assert logged.id
    assert logged.viewing.film == logged.film.id != ""
    assert (logged.viewing.created, logged.viewing.modified) == (NOW, NOW)
    assert journal.entries == (logged,)
    assert journal.entry(logged.id) == logged
    journal.save()
    assert open_journal().entries == (logged,)


def test_a_change_is_in_memory_at_once_and_on_disk_when_it_is_saved(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing())
    assert [journal.is_saved, *journal.entries] == [False, logged]
    journal.save()
    assert journal.is_saved
    before = path.read_bytes()
    journal.remove(logged.id)
    assert journal.entries == ()
    assert path.read_bytes() == before
    assert len(open_journal().entries) == 1


def test_entries_stand_with_the_one_watched_last_first_and_undated_ones_at_the_end(open_journal: OpenJournal) -> None:
    journal = open_journal()
    for title, watched in (("B", "2003"), ("D", None), ("A", "2026-11-20"), ("C", "1998-05-01")):
        journal.log(film(title), viewing(watched))
    assert [entry.film.title for entry in journal.entries] == ["A", "B", "C", "D"]
    journal.save()
    assert open_journal().entries == journal.entries


def test_a_film_is_one_record_however_often_it_is_watched(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    first = journal.log(film("Stalker", year=1979), viewing("1998"))
    journal.log(film("STALKER", runtime=162), viewing("2003"))
    journal.log(first.film, viewing("2026-11-20"))
    journal.save()
    assert len(records(path, "films")) == 1
    assert len(records(path, "viewings")) == 3
    assert len(journal.viewings_of(first.film)) == 3


def test_a_film_that_is_known_is_completed_by_what_is_told_of_it_later(open_journal: OpenJournal) -> None:
    journal = open_journal()
    journal.log(film("Stalker", year=1979), viewing("1998"))
    again = journal.log(film("stalker", runtime=162, credits=(director("Andrei Tarkovsky"),)), viewing("2003"))
    assert (again.film.title, again.film.year, again.film.runtime) == ("Stalker", 1979, 162)
    assert {entry.film for entry in journal.entries} == {again.film}


def test_films_of_one_title_and_other_years_are_two(open_journal: OpenJournal) -> None:
    journal = open_journal()
    journal.log(film("Solaris", year=1972), viewing())
    journal.log(film("Solaris", year=2002), viewing())
    assert len(journal.tables.films.values()) == 2
    assert journal.matching_film(film("Solaris")) is None


def test_a_revision_of_a_film_shows_in_all_its_viewings(open_journal: OpenJournal) -> None:
    journal = open_journal()
    first = journal.log(film("Stalkr"), viewing("1998"))
    journal.log(first.film, viewing("2003"))
    journal.revise(structs.replace(first.film, title="Stalker"), first.viewing)
    assert [entry.film.title for entry in journal.entries] == ["Stalker", "Stalker"]
    journal.save()
    assert open_journal().entries == journal.entries


def test_a_revision_keeps_when_it_was_logged(open_journal: OpenJournal) -> None:
    hours = count(1)
    journal = open_journal(now=lambda: NOW.replace(hour=next(hours)))
    logged = journal.log(film(), viewing())
    revised = journal.revise(logged.film, structs.replace(logged.viewing, headline="Better"))
    assert revised.viewing.created == logged.viewing.created
    assert revised.viewing.modified == NOW.replace(hour=2)


def test_a_revision_that_changes_nothing_is_no_change(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing(review="As it is."))
    journal.save()
    before, inode = path.read_bytes(), path.stat().st_ino
    assert journal.revise(logged.film, logged.viewing) == logged
    assert journal.is_saved
    journal.save()
    assert path.read_bytes() == before
    assert path.stat().st_ino == inode
    change = journal.undo()
    assert change is not None
    assert change.title == "Logged Stalker"


def test_a_viewing_can_be_moved_to_another_film_and_back(open_journal: OpenJournal) -> None:
    journal = open_journal()
    wrong = journal.log(film("Solaris", year=2002), viewing())
    moved = journal.revise(film("Solaris", year=1972), wrong.viewing)
    assert moved.film.year == 1972
    assert [entry.film.year for entry in journal.entries] == [1972]
    journal.undo()
    assert [entry.film for entry in journal.entries] == [wrong.film]


def test_a_viewing_that_is_not_in_the_journal_can_be_neither_revised_nor_removed(open_journal: OpenJournal) -> None:
    journal = open_journal()
    with pytest.raises(KeyError):
        journal.revise(film(), viewing(id="nobody"))
    with pytest.raises(KeyError):
        journal.remove("nobody")
    assert journal.is_saved


def test_a_film_stays_when_its_last_viewing_is_removed_but_is_not_shown(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    first = journal.log(film(), viewing("1998"))
    second = journal.log(first.film, viewing("2003"))
    journal.remove(first.id)
    assert list(journal.entries) == [second]
    journal.remove(second.id)
    assert list(journal.entries) == []
    assert journal.matching_film(film()) == first.film
    journal.save()
    assert len(records(path, "films")) == 1
    assert records(path, "viewings") == {}


@pytest.mark.parametrize("how", ["log", "revise"])
def test_half_a_character_is_refused_before_anything_changes(open_journal: OpenJournal, path: Path, how: str) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing())
    journal.save()
    pending = journal.log(film("Ran"), viewing())
    before, entries = path.read_bytes(), journal.entries
    broken = {"review": "so far\ud83d and on"}
    attempts = {
        "log": lambda: journal.log(film("Mirror"), viewing(**broken)),
        "revise": lambda: journal.revise(film("Mirror", id=logged.film.id), structs.replace(logged.viewing, **broken)),
    }
    with pytest.raises(InvalidValueError, match="half a character after “so far” that cannot be saved: delete it"):
        attempts[how]()
    assert journal.entries == entries
    assert journal.matching_film(film("Mirror")) is None
    journal.undo()
    journal.redo()
    assert set(journal.entries) == {logged, pending}
    assert path.read_bytes() == before
    journal.save()
    assert open_journal().matching_film(film("Mirror")) is None


def test_an_edit_touches_only_the_lines_of_its_record_and_of_meta(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    for number in range(5):
        made = film(f"Film {number}", credits=(director("Agnès Varda"),))
        journal.log(made, viewing(f"200{number}", tags=("35mm",), review=f"Review {number}\nof two lines"))
    journal.save()
    before = path.read_text(encoding="utf-8").splitlines()
    kept = journal.entries[2]
    journal.revise(kept.film, structs.replace(kept.viewing, review="Changed"))
    journal.save()
    after = path.read_text(encoding="utf-8").splitlines()
    changed = [line for line in unified_diff(before, after, lineterm="", n=0) if line[0] in "+-"][2:]
    named = {line.split('"')[1] for line in changed if '"' in line}
    assert named == {"review", "modified", "edits", "2026-11-24T21:00:00.000000Z", "generation", "checksum"}
    assert len(changed) < 20


def test_numbers_of_records_never_change(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    logged = [journal.log(film(title), viewing()) for title in ("A", "B", "C")]
    journal.remove(logged[1].id)
    journal.revise(logged[0].film, structs.replace(logged[0].viewing, liked=True))
    journal.save()
    assert {number: record["id"] for number, record in records(path, "viewings").items()} == {
        "1": logged[0].id,
        "3": logged[2].id,
    }


def test_the_file_says_its_schema_how_often_it_was_saved_and_by_what(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    for title in ("A", "B"):
        journal.log(film(title), viewing())
        journal.save()
    meta = records(path, "meta")["1"]
    assert len(meta.pop("checksum")) == 8
    assert meta == {"schema": 2, "generation": 2, "written_by": f"filmjournal {__version__}"}


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(st.tuples(films, viewings), min_size=1, max_size=4))
def test_any_film_and_viewing_survive_saving_and_reopening(logged: list[tuple[Film, Viewing]]) -> None:
    ids = count(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.json"
        journal = Journal.open(path, now=lambda: NOW, new_id=lambda: f"id-{next(ids)}")
        for number, (seen_film, seen) in enumerate(logged):
            entry = journal.log(structs.replace(seen_film, id=f"film-{number}"), seen)
            assert entry.film == structs.replace(seen_film, id=f"film-{number}")
            assert entry.viewing == structs.replace(seen, id=entry.id, film=entry.film.id, created=NOW, modified=NOW)
        journal.save()
        reopened = Journal.open(path, now=lambda: NOW, new_id=lambda: "unused")
        assert reopened.problems == ()
        assert reopened.store.known.as_written
        assert set(reopened.entries) == set(journal.entries)


def test_elements_of_a_breakdown_stay_in_your_order(open_journal: OpenJournal) -> None:
    mine = (Element("Popcorn", "stale"), Element("Pacing", rating=Rating.TWO), Element("Acting", "fine"))
    journal = open_journal()
    journal.log(film(), viewing(breakdown=mine))
    journal.save()
    assert open_journal().entries[0].viewing.breakdown == mine
