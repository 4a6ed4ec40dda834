import tempfile
from collections import Counter
from difflib import unified_diff
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from builders import (
    NOW,
    OpenJournal,
    actor,
    director,
    film,
    films,
    records,
    viewing,
    viewings,
    without_generation,
)
from filmjournal.journal.errors import CannotSaveError
from filmjournal.journal.journal import Journal
from filmjournal.model.breakdown import Element
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Viewing


def test_a_journal_without_a_file_is_empty_and_writes_nothing_before_the_first_viewing(
    open_journal: OpenJournal, path: Path
) -> None:
    journal = open_journal()
    assert journal.is_new
    assert journal.entries == ()
    assert journal.undo() is None
    assert journal.redo() is None
    assert list(path.parent.iterdir()) == []
    journal.log(film(), viewing())
    assert path.is_file()
    assert not open_journal().is_new


def test_a_journal_in_a_folder_that_is_not_there_makes_it(open_journal: OpenJournal, tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "journal.json"
    open_journal(deep).log(film(), viewing())
    assert len(open_journal(deep).entries) == 1


def test_a_logged_viewing_has_an_id_a_film_and_the_time(open_journal: OpenJournal) -> None:
    journal = open_journal()
    logged = journal.log(film("Stalker", year=1979), viewing("2026-11-20", rating=Rating.FIVE))
    assert logged.id
    assert logged.viewing.film == logged.film.id != ""
    assert (logged.viewing.created, logged.viewing.modified) == (NOW, NOW)
    assert journal.entries == (logged,)
    assert journal.entry(logged.id) == logged
    assert open_journal().entries == (logged,)


def test_entries_stand_with_the_one_watched_last_first_and_undated_ones_at_the_end(open_journal: OpenJournal) -> None:
    journal = open_journal()
    for title, watched in (("B", "2003"), ("D", None), ("A", "2026-11-20"), ("C", "1998-05-01")):
        journal.log(film(title), viewing(watched))
    assert [entry.film.title for entry in journal.entries] == ["A", "B", "C", "D"]
    assert open_journal().entries == journal.entries


def test_a_film_is_one_record_however_often_it_is_watched(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    first = journal.log(film("Stalker", year=1979), viewing("1998"))
    journal.log(film("STALKER", runtime=162), viewing("2003"))
    journal.log(first.film, viewing("2026-11-20"))
    assert len(records(path, "films")) == 1
    assert len(records(path, "viewings")) == 3
    assert len(journal.viewings_of(first.film)) == 3


def test_a_film_that_is_known_is_completed_by_what_is_told_of_it_later(open_journal: OpenJournal) -> None:
    journal = open_journal()
    journal.log(film("Stalker", year=1979), viewing("1998"))
    again = journal.log(film("stalker", runtime=162, credits=(director("Andrei Tarkovsky"),)), viewing("2003"))
    assert (again.film.title, again.film.year, again.film.runtime) == ("Stalker", 1979, 162)
    assert {entry.film for entry in journal.entries} == {again.film}


def test_films_of_one_title_and_other_years_are_two(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    journal.log(film("Solaris", year=1972), viewing())
    journal.log(film("Solaris", year=2002), viewing())
    assert len(records(path, "films")) == 2
    assert journal.known_as(film("Solaris")) is None


def test_a_revision_of_a_film_shows_in_all_its_viewings(open_journal: OpenJournal) -> None:
    journal = open_journal()
    first = journal.log(film("Stalkr"), viewing("1998"))
    journal.log(first.film, viewing("2003"))
    journal.revise(structs.replace(first.film, title="Stalker"), first.viewing)
    assert [entry.film.title for entry in journal.entries] == ["Stalker", "Stalker"]
    assert open_journal().entries == journal.entries


def test_a_revision_keeps_when_it_was_logged(tmp_path: Path) -> None:
    hours = count(1)
    ids = count(1)
    journal = Journal.open(
        tmp_path / "journal.json", now=lambda: NOW.replace(hour=next(hours)), new_id=lambda: str(next(ids))
    )
    logged = journal.log(film(), viewing())
    revised = journal.revise(logged.film, structs.replace(logged.viewing, headline="Better"))
    assert revised.viewing.created == logged.viewing.created
    assert revised.viewing.modified == NOW.replace(hour=2)


def test_a_revision_that_changes_nothing_writes_nothing(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing(review="As it is."))
    before, inode = path.read_bytes(), path.stat().st_ino
    assert journal.revise(logged.film, logged.viewing) == logged
    assert path.read_bytes() == before
    assert path.stat().st_ino == inode
    change = journal.undo()
    assert change is not None
    assert change.title == "Logged Stalker"


def test_a_viewing_can_be_moved_to_another_film_and_the_film_left_alone_goes(
    open_journal: OpenJournal, path: Path
) -> None:
    journal = open_journal()
    wrong = journal.log(film("Solaris", year=2002), viewing())
    before = without_generation(path)
    moved = journal.revise(film("Solaris", year=1972), wrong.viewing)
    assert moved.film.year == 1972
    assert [record["year"] for record in records(path, "films").values()] == [1972]
    journal.undo()
    assert without_generation(path) == before


def test_a_viewing_that_is_not_in_the_journal_can_be_neither_revised_nor_removed(open_journal: OpenJournal) -> None:
    journal = open_journal()
    with pytest.raises(KeyError):
        journal.revise(film(), viewing(id="nobody"))
    with pytest.raises(KeyError):
        journal.remove("nobody")


def test_a_film_stays_until_its_last_viewing_is_removed(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    first = journal.log(film(), viewing("1998"))
    second = journal.log(first.film, viewing("2003"))
    journal.remove(first.id)
    assert journal.film(first.film.id) == first.film
    assert journal.entries == (second,)
    journal.remove(second.id)
    assert journal.film(first.film.id) is None
    assert records(path, "films") == records(path, "viewings") == {}


def test_undoing_the_removal_of_a_last_viewing_brings_both_records_back_byte_by_byte(
    open_journal: OpenJournal, path: Path
) -> None:
    journal = open_journal()
    journal.log(film("Another"), viewing())
    logged = journal.log(film("[REC]²", credits=(actor("Manuela Velasco"),)), viewing(review="Oh 🎬\r\n"))
    journal.log(film("A third"), viewing())
    before, entries = without_generation(path), journal.entries
    journal.remove(logged.id)
    assert without_generation(path) != before
    journal.undo()
    assert without_generation(path) == before
    assert journal.entries == entries


def test_every_change_can_be_undone_and_redone_to_the_byte(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing())
    states = [without_generation(path)]
    journal.revise(logged.film, structs.replace(logged.viewing, headline="One"))
    states.append(without_generation(path))
    other = journal.log(film("Mirror"), viewing())
    states.append(without_generation(path))
    journal.remove(other.id)
    states.append(without_generation(path))
    for state in reversed(states[:-1]):
        assert journal.undo() is not None
        assert without_generation(path) == state
    for state in states[1:]:
        assert journal.redo() is not None
        assert without_generation(path) == state
    assert not journal.can_redo


def test_a_change_says_what_was_done(open_journal: OpenJournal) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing())
    journal.revise(logged.film, structs.replace(logged.viewing, liked=True))
    journal.remove(logged.id)
    undone = [journal.undo(), journal.undo(), journal.undo()]
    assert [change.title for change in undone if change] == ["Removed Stalker", "Edited Stalker", "Logged Stalker"]
    assert journal.undo() is None


def test_a_new_change_ends_what_could_be_redone(open_journal: OpenJournal) -> None:
    journal = open_journal()
    journal.log(film(), viewing())
    assert journal.undo() is not None
    journal.log(film("Mirror"), viewing())
    assert not journal.can_redo
    assert journal.redo() is None


def test_listeners_hear_of_every_change_until_they_no_longer_listen(open_journal: OpenJournal) -> None:
    journal = open_journal()
    heard: list[int] = []
    end = journal.subscribe(lambda: heard.append(len(journal.entries)))
    logged = journal.log(film(), viewing())
    journal.revise(logged.film, logged.viewing)
    journal.revise(logged.film, structs.replace(logged.viewing, liked=True))
    journal.remove(logged.id)
    journal.undo()
    journal.redo()
    assert heard == [1, 1, 0, 1, 0]
    end()
    journal.undo()
    assert len(heard) == 5


def test_what_another_program_logged_meanwhile_is_not_lost(open_journal: OpenJournal) -> None:
    ours, theirs = open_journal(), open_journal()
    ours.log(film("Ours"), viewing("2003"))
    theirs.log(film("Theirs"), viewing("1998"))
    ours.log(film("Ours again"), viewing("2026-11-20"))
    titles = ["Ours again", "Ours", "Theirs"]
    assert [entry.film.title for entry in ours.entries] == titles
    assert [entry.film.title for entry in open_journal().entries] == titles
    assert open_journal().problems == ()


def test_a_change_can_be_undone_after_another_program_took_its_number(open_journal: OpenJournal) -> None:
    ours, theirs = open_journal(), open_journal()
    ours.log(film("Ours"), viewing())
    ours.undo()
    theirs.log(film("Theirs"), viewing())
    ours.redo()
    assert Counter(entry.film.title for entry in open_journal().entries) == {"Ours": 1, "Theirs": 1}
    ours.undo()
    assert [entry.film.title for entry in open_journal().entries] == ["Theirs"]


def test_revising_one_viewing_keeps_what_another_program_wrote_in_another(open_journal: OpenJournal) -> None:
    ours = open_journal()
    one, two = ours.log(film("One"), viewing()), ours.log(film("Two"), viewing())
    theirs = open_journal()
    theirs.revise(two.film, structs.replace(two.viewing, review="Theirs"))
    ours.revise(one.film, structs.replace(one.viewing, review="Ours"))
    kept = {entry.film.title: entry.viewing.review for entry in open_journal().entries}
    assert kept == {"One": "Ours", "Two": "Theirs"}


@pytest.mark.parametrize("how", ["deleted", "moved"])
def test_nothing_is_saved_where_the_journal_is_gone_meanwhile(open_journal: OpenJournal, path: Path, how: str) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing())
    if how == "deleted":
        path.unlink()
    else:
        path.rename(path.with_name("elsewhere.json"))
    with pytest.raises(CannotSaveError, match="it is gone from its place; move it back there"):
        journal.log(film("Mirror"), viewing())
    assert journal.entries == (logged,)
    assert journal.can_undo
    assert not path.exists()
    assert journal.known_as(film("Mirror")) is None


def test_a_journal_that_was_moved_back_is_saved_again(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    journal.log(film(), viewing())
    away = path.rename(path.with_name("elsewhere.json"))
    with pytest.raises(CannotSaveError):
        journal.undo()
    assert journal.can_undo
    away.rename(path)
    assert journal.undo() is not None
    assert open_journal().entries == ()


def test_half_a_character_is_refused_before_anything_changes(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    journal.log(film(), viewing())
    before, entries = path.read_bytes(), journal.entries
    with pytest.raises(InvalidValueError, match="half a character after “so far” that cannot be saved: delete it"):
        journal.log(film("Mirror"), viewing(review="so far\ud83d and on"))
    assert path.read_bytes() == before
    assert journal.entries == entries


def test_an_edit_touches_only_the_lines_of_its_record_and_of_meta(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    for number in range(5):
        journal.log(film(f"Film {number}"), viewing(f"200{number}", review=f"Review {number}\nof two lines"))
    before = path.read_text(encoding="utf-8").splitlines()
    kept = journal.entries[2]
    journal.revise(kept.film, structs.replace(kept.viewing, review="Changed"))
    after = path.read_text(encoding="utf-8").splitlines()
    changed = [line for line in unified_diff(before, after, lineterm="", n=0) if line[0] in "+-"][2:]
    assert [line.split('"')[1] for line in changed] == ["review", "review", "generation", "generation"]


def test_numbers_of_records_never_change(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    logged = [journal.log(film(title), viewing()) for title in ("A", "B", "C")]
    journal.remove(logged[1].id)
    journal.revise(logged[0].film, structs.replace(logged[0].viewing, liked=True))
    assert {number: record["title"] for number, record in records(path, "films").items()} == {"1": "A", "3": "C"}


def test_the_file_is_read_only_once(open_journal: OpenJournal, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_journal().log(film(), viewing())
    read: list[Path] = []
    read_bytes = Path.read_bytes

    def counted(self: Path) -> bytes:
        read.append(self)
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", counted)
    journal = open_journal()
    for title in ("A", "B", "C"):
        journal.log(film(title), viewing())
    journal.undo()
    journal.remove(journal.entries[0].id)
    assert read == [path]


@settings(deadline=None, max_examples=60)
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
        reopened = Journal.open(path, now=lambda: NOW, new_id=lambda: "unused")
        assert reopened.problems == ()
        assert set(reopened.entries) == set(journal.entries)
        assert records(path, "meta")["1"] == {"schema": 1, "generation": len(logged)}


def test_elements_of_a_breakdown_stay_in_your_order(open_journal: OpenJournal) -> None:
    mine = (Element("Popcorn", "stale"), Element("Pacing", rating=Rating.TWO), Element("Acting", "fine"))
    open_journal().log(film(), viewing(breakdown=mine))
    assert open_journal().entries[0].viewing.breakdown == mine
