import errno
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from budget import examples
from builders import FAILURES, NOW, FailingDisk, OpenJournal, actor, film, films, viewing, viewings
from filmjournal.journal.disk.documents import encode_file
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.history import MOST_ALTERED, MOST_NOTED, History
from filmjournal.journal.journal import Journal
from filmjournal.model.film import Film
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Viewing
from histories import edited, history_in, last_of, standing, undone_to_the_bottom


@pytest.fixture
def history(tmp_path: Path, disk: FailingDisk) -> History:
    return history_in(tmp_path, disk)


def test_a_saved_change_can_be_taken_back_by_another_program(open_journal: OpenJournal, history: History) -> None:
    ours = open_journal(history=history)
    kept = ours.log(film("Mirror"), viewing())
    ours.log(film("[REC]²", credits=(actor("Manuela Velasco"),)), viewing(review="Oh 🎬\r\n"))
    ours.save()
    last = last_of(history)
    assert (last.title, last.moment) == ("Logged [REC]²", NOW)
    theirs = open_journal(history=history)
    assert theirs.undo_from_history(last) is not None
    theirs.save()
    assert list(standing(open_journal())) == [kept.id]
    assert last_of(history).title == "Logged Mirror"


def test_what_is_not_saved_is_not_noted(open_journal: OpenJournal, history: History) -> None:
    journal = open_journal(history=history)
    journal.log(film(), viewing())
    assert history.last() is None
    journal.save()
    assert history.last() is not None


def test_an_undo_takes_the_change_off_and_a_redo_puts_it_on_again(open_journal: OpenJournal, history: History) -> None:
    journal = open_journal(history=history)
    journal.log(film(), viewing())
    for _ in range(2):
        journal.save()
        assert history.last() is not None
        journal.undo()
        journal.save()
        assert history.last() is None
        journal.redo()
    journal.undo()
    journal.redo()
    journal.undo()
    journal.save()  # all of it at once
    assert history.last() is None


def test_a_change_of_a_rating_alone_says_so(open_journal: OpenJournal, history: History) -> None:
    journal = open_journal(history=history)
    logged = journal.log(film(), viewing())
    rated = journal.revise(logged.film, structs.replace(logged.viewing, rating=Rating.FOUR))
    journal.save()
    assert last_of(history).title == "Rated Stalker"
    journal.revise(rated.film, structs.replace(rated.viewing, rating=None, headline="Slow"))
    journal.save()
    assert last_of(history).title == "Edited Stalker"


def test_undoing_goes_past_what_another_program_took_back(open_journal: OpenJournal, history: History) -> None:
    ours = open_journal(history=history)
    for title in ("Mirror", "Stalker"):
        ours.log(film(title), viewing())
    ours.save()
    theirs = open_journal(history=history)
    theirs.undo_from_history(last_of(history))
    theirs.save()
    found = ours.store.check_file()
    assert found is not None
    ours.store.reload(found)
    undone = ours.undo()
    assert undone is not None
    assert undone.title == "Logged Mirror"
    assert ours.undo() is None


def test_of_a_change_of_which_nothing_is_left_nothing_is_taken_back(
    open_journal: OpenJournal, history: History
) -> None:
    journal = open_journal(history=history)
    logged = journal.log(film(), viewing(rating=Rating.ONE))
    journal.save()
    journal.revise(logged.film, structs.replace(logged.viewing, rating=Rating.TWO))
    journal.save()
    last = last_of(history)
    elsewhere = open_journal()
    elsewhere.revise(logged.film, structs.replace(elsewhere.entries[0].viewing, rating=Rating.FIVE))
    elsewhere.save()
    journal = open_journal(history=history)
    assert journal.undo_from_history(last) is None
    assert journal.is_saved
    assert journal.entries[0].viewing.rating is Rating.FIVE


def test_what_another_program_had_done_already_is_not_noted_again(open_journal: OpenJournal, history: History) -> None:
    ours = open_journal()
    logged = ours.log(film(), viewing())
    ours.save()
    for journal in (open_journal(history=history), open_journal(history=history)):  # both know of it before either
        journal.remove(logged.id)
        journal.save()
    assert last_of(history).title == "Removed Stalker"
    history.forget(last_of(history).id)
    assert history.last() is None


def test_a_viewing_does_not_come_back_without_its_film(open_journal: OpenJournal, history: History, path: Path) -> None:
    empty = bytes(encode_file(open_journal().tables.documents))
    journal = open_journal(history=history)
    journal.remove(journal.log(film(), viewing()).id)
    journal.save()
    path.write_bytes(empty)  # as one restores an older backup
    assert last_of(history).title == "Removed Stalker"
    restored = open_journal(history=history)
    assert restored.undo_from_history(last_of(history)) is None
    assert restored.is_saved


def test_only_the_last_changes_are_noted(open_journal: OpenJournal, history: History) -> None:
    journal = open_journal(history=history)
    for number in range(MOST_NOTED + 2):
        journal.log(film(f"Film {number}"), viewing())
        if number % 20 == 0:
            journal.save()
    journal.save()
    bottom = undone_to_the_bottom(lambda: open_journal(history=history), history)
    assert {entry.film.title for entry in bottom.entries} == {"Film 0", "Film 1"}


def test_a_merge_is_taken_back_whole(open_journal: OpenJournal, history: History, tmp_path: Path) -> None:
    other = open_journal(tmp_path / "other.json")
    other.log(film("Mirror"), viewing())
    journal = open_journal(history=history)
    journal.log(film(), viewing())
    journal.save()
    before = standing(journal)
    journal.merge(other.tables.documents, "caf\udce9.json")  # a name that is not in UTF-8
    journal.save()
    assert standing(journal) != before
    assert last_of(history).title == "Merged caf?.json"
    again = open_journal(history=history)
    again.undo_from_history(last_of(history))
    again.save()
    assert standing(open_journal()) == before


def test_what_altered_very_much_is_noted_as_what_cannot_be_taken_back(
    open_journal: OpenJournal, history: History, tmp_path: Path
) -> None:
    other = open_journal(tmp_path / "other.json")
    for number in range(MOST_ALTERED // 2 + 1):
        other.log(film(f"Film {number}"), viewing())
    journal = open_journal(history=history)
    journal.merge(other.tables.documents, "other.json")
    journal.save()
    assert (last_of(history).title, last_of(history).altered) == ("Merged other.json", None)


def test_what_was_emptied_from_the_trash_is_in_no_history(
    open_journal: OpenJournal, history: History, tmp_path: Path
) -> None:
    journal = open_journal(history=history)
    journal.remove(journal.log(film(), viewing(review="A secret.")).id)
    journal.save()
    (file,) = (tmp_path / "history").glob("*.json")
    journal.revise(*edited(journal.log(film("Mirror"), viewing(review="Another secret.")), review="None."))
    journal.save()
    assert b"Another secret" in file.read_bytes()
    journal.empty_trash([row.id for row in journal.tables.trash.rows])
    journal.save()
    assert b"secret" not in file.read_bytes()
    assert (last_of(history).title, last_of(history).altered) == ("Emptied the trash", None)


def test_what_a_killed_program_was_writing_is_removed(
    open_journal: OpenJournal, history: History, tmp_path: Path
) -> None:
    left = tmp_path / "history" / ".changes.json.abcd1234.tmp"
    left.parent.mkdir()
    left.write_bytes(b"A secret.")
    open_journal(history=history).log(film(), viewing())
    journal = open_journal(history=history)
    journal.log(film(), viewing())
    journal.save()
    assert not left.exists()


def test_the_file_is_for_its_owner_alone(open_journal: OpenJournal, history: History, tmp_path: Path) -> None:
    journal = open_journal(history=history)
    journal.log(film(), viewing())
    journal.save()
    (file,) = (tmp_path / "history").glob("*.json")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"changes": [{"id": 1}]}', b"[" * 100_000, b'{"changes": 3}'])
def test_a_file_that_is_no_history_is_told_and_begun_anew(
    open_journal: OpenJournal, history: History, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "history").mkdir()
    (tmp_path / "history" / "changes.json").write_bytes(content)
    assert history.last() is None
    assert "is damaged: earlier changes can't be undone." in history.problem
    journal = open_journal(history=history)
    journal.log(film(), viewing())
    journal.save()
    assert journal.is_saved
    assert "is damaged" in " ".join(journal.store.save_problems)
    assert history.last() is not None
    assert history.problem == ""


@pytest.mark.parametrize(("step", "error"), [*FAILURES, ("read", errno.EIO), ("make_folder", errno.EACCES)])
def test_a_history_that_cannot_be_written_fails_no_save_is_told_and_caught_up_later(
    open_journal: OpenJournal, history: History, disk: FailingDisk, step: str, error: int
) -> None:
    journal = open_journal(history=history)
    disk.fails[step] = error
    journal.log(film(), viewing())
    journal.save()
    assert journal.is_saved
    assert len(open_journal().entries) == 1
    assert journal.store.save_problems[0].startswith("This change cannot be undone later: ")
    disk.fails.clear()
    journal.log(film("Mirror"), viewing())
    journal.save()
    assert journal.store.save_problems == ()
    assert undone_to_the_bottom(lambda: open_journal(history=history), history).entries == ()


def test_a_history_that_another_program_holds_fails_no_save(
    open_journal: OpenJournal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("filmjournal.journal.history.LOCK_SECONDS", 0.0)
    disk = FailingDisk()
    journal = open_journal(history=history_in(tmp_path, disk))
    journal.log(film(), viewing())
    disk.make_folder(tmp_path / "history")
    with disk.locked(tmp_path / "history" / "changes.json.lock", 0.0):
        journal.save()
    assert journal.is_saved
    assert "another program has been writing it" in " ".join(journal.store.save_problems)


def test_a_history_that_cannot_be_read_has_no_last_change(history: History, disk: FailingDisk) -> None:
    disk.fails["read"] = errno.EACCES
    assert history.last() is None
    assert "cannot be read: permission denied" in history.problem


def test_without_a_history_nothing_is_noted(open_journal: OpenJournal, tmp_path: Path) -> None:
    journal = open_journal()
    journal.log(film(), viewing())
    journal.save()
    assert journal.store.save_problems == ()
    assert {path.name for path in tmp_path.iterdir()} == {"journal.json", "journal.json.lock"}


@settings(deadline=None, max_examples=examples(60))
@given(films, viewings, viewings)
def test_any_film_and_viewing_survive_the_history(seen: Film, logged: Viewing, edited: Viewing) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history, opened = history_in(Path(folder)), _opening(Path(folder))
        journal = opened()
        entry = journal.log(seen, logged)
        first = standing(journal)
        told = structs.replace(edited, id=entry.id, film=entry.film.id, created=entry.viewing.created)
        journal.revise(structs.replace(entry.film, year=1895), told)
        journal.remove(entry.id)
        journal.save()
        for _ in range(2):
            last = history.last()
            if last is not None and last.title != f"Logged {seen.title}":
                again = opened()
                again.undo_from_history(last)
                again.save()
        assert standing(opened()) == first


def _opening(folder: Path) -> Callable[[], Journal]:
    ids = count(1)

    def opened() -> Journal:
        file = JournalFile(folder / "journal.json")
        return Journal(file, now=lambda: NOW, new_id=lambda: f"id-{next(ids)}", history=history_in(folder))

    return opened


steps = st.tuples(
    st.integers(0, 1),
    st.sampled_from(["log", "rate", "headline", "film", "remove", "restore", "look"]),
    st.integers(0, 5),
    st.sampled_from(Rating),
)
"""Who does what, to which one, and with what."""


def _do(journal: Journal, deed: str, which: int, rating: Rating) -> None:
    if deed == "log":
        journal.log(film(f"Film {which % 3}"), viewing(f"2026-0{which + 1}", rating=rating))
    elif deed == "look":
        found = journal.store.check_file()
        if found is not None:
            journal.store.reload(found)
    elif deed == "restore":
        rows = [row for row in journal.tables.trash.rows if row.is_removed or row.is_replaced]
        if rows:
            journal.restore(rows[which % len(rows)].id, "something")
    elif journal.entries:
        entry = journal.entries[which % len(journal.entries)]
        if deed == "remove":
            journal.remove(entry.id)
        elif deed == "film":
            journal.revise(structs.replace(entry.film, year=1990 + rating), entry.viewing)
        elif deed == "rate":
            journal.revise(entry.film, structs.replace(entry.viewing, rating=rating))
        else:
            journal.revise(entry.film, structs.replace(entry.viewing, headline=f"{rating.number} of {which}"))
    journal.save()


@settings(deadline=None, max_examples=examples(100))
@given(st.lists(steps, max_size=20))
def test_whatever_two_programs_do_to_one_file_undone_to_the_bottom_it_is_as_at_first(
    done: list[tuple[int, str, int, Rating]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        opened = _opening(Path(folder))
        first = Journal.open(
            Path(folder) / "journal.json", now=lambda: NOW, new_id=map("first-{}".format, count()).__next__
        )
        for title in ("Film 0", "Film 1"):
            first.log(film(title), viewing(rating=Rating.THREE))
        first.save()
        programs = (opened(), opened())
        for who, deed, which, rating in done:
            _do(programs[who], deed, which, rating)
        bottom = undone_to_the_bottom(opened, history_in(Path(folder)))
        assert standing(bottom) == standing(first)
        assert bottom.problems == ()
