"""Changes that are written in one thread while the journal goes on changing in another."""

import errno
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from msgspec import structs

from builders import FailingDisk, OpenJournal, film, viewing
from filmjournal.journal.errors import CannotSaveError, GoneError
from filmjournal.journal.journal import Journal


def titles(journal: Journal) -> list[str]:
    return sorted(entry.film.title for entry in journal.entries)


def log(journal: Journal, title: str) -> None:
    journal.log(film(title), viewing())


def test_what_changes_while_a_thread_is_writing_is_saved_next(open_journal: OpenJournal, disk: FailingDisk) -> None:
    journal = open_journal(disk=disk)
    log(journal, "First")
    writing, go_on = Event(), Event()

    def wait() -> None:
        writing.set()
        assert go_on.wait(10)

    disk.meanwhile["write"] = wait
    with ThreadPoolExecutor(1) as threads:
        saving = threads.submit(journal.store.unsaved().save)
        assert writing.wait(10)
        log(journal, "Second")
        journal.revise(journal.entries[0].film, structs.replace(journal.entries[0].viewing, liked=True))
        entries = journal.entries
        go_on.set()
        saved = saving.result(10)
    assert titles(open_journal()) == ["First"]
    assert journal.entries == entries
    journal.store.finish_save(saved)
    assert journal.entries == entries
    assert (journal.is_saved, titles(open_journal())) == (False, ["First"])
    journal.save()
    assert (journal.is_saved, open_journal().entries) == (True, entries)


def test_what_changes_while_changes_are_done_anew_is_done_anew_too(open_journal: OpenJournal) -> None:
    ours, theirs = open_journal(), open_journal()
    log(ours, "Base")
    ours.save()
    log(theirs, "Theirs")
    theirs.save()
    log(ours, "First")
    unsaved = ours.store.unsaved()
    log(ours, "Second")
    saved = unsaved.save()
    assert titles(ours) == ["Base", "First", "Second"]
    ours.store.finish_save(saved)
    assert titles(ours) == ["Base", "First", "Second", "Theirs"]
    assert titles(open_journal()) == ["Base", "First", "Theirs"]
    assert not ours.is_saved
    ours.save()
    assert open_journal().entries == ours.entries


def test_a_change_that_was_done_anew_can_be_undone(open_journal: OpenJournal) -> None:
    ours = open_journal()
    log(ours, "Heat")
    ours.save()
    theirs = open_journal()
    theirs.revise(theirs.entries[0].film, structs.replace(theirs.entries[0].viewing, venue="home"))
    theirs.save()
    ours.revise(ours.entries[0].film, structs.replace(ours.entries[0].viewing, review="Mine."))
    ours.save()
    assert ours.entries[0].viewing.venue == "home"
    assert ours.entries[0].viewing.review == "Mine."
    ours.undo()
    ours.save()
    (entry,) = open_journal().entries
    assert (entry.viewing.review, entry.viewing.venue) == ("", "home")
    ours.redo()
    assert (ours.entries[0].viewing.review, ours.entries[0].viewing.venue) == ("Mine.", "home")
    ours.undo()
    ours.save()
    theirs.store.reload(theirs.store.check_file() or theirs.store.known)
    theirs.revise(theirs.entries[0].film, structs.replace(theirs.entries[0].viewing, venue="away"))
    theirs.save()
    ours.redo()
    ours.save()
    (entry,) = open_journal().entries
    assert (entry.viewing.review, entry.viewing.venue) == ("Mine.", "away")


def test_an_undo_that_waits_for_its_save_is_done_anew_with_the_change(open_journal: OpenJournal) -> None:
    ours, theirs = open_journal(), open_journal()
    log(ours, "Ours")
    ours.undo()
    log(theirs, "Theirs")
    theirs.save()
    ours.save()
    assert titles(open_journal()) == ["Theirs"]
    ours.redo()
    ours.save()
    assert titles(open_journal()) == ["Ours", "Theirs"]


def test_a_look_at_what_we_saved_ourselves_a_moment_ago_doubles_nothing(open_journal: OpenJournal) -> None:
    journal = open_journal()
    log(journal, "First")
    journal.save()
    log(journal, "Second")
    saved = journal.store.unsaved().save()
    seen = journal.store.check_file()
    assert seen is not None
    journal.store.reload(seen)
    journal.store.finish_save(saved)
    assert titles(journal) == ["First", "Second"]
    assert journal.is_saved
    assert open_journal().entries == journal.entries


def test_a_save_that_failed_in_a_thread_loses_nothing(open_journal: OpenJournal, disk: FailingDisk) -> None:
    journal = open_journal(disk=disk)
    log(journal, "First")
    disk.fails["sync"] = errno.EIO
    with ThreadPoolExecutor(1) as threads, pytest.raises(CannotSaveError):
        threads.submit(journal.store.unsaved().save).result(10)
    log(journal, "Second")
    disk.fails.clear()
    journal.store.finish_save(journal.store.unsaved().save())
    assert journal.is_saved
    assert titles(open_journal()) == ["First", "Second"]


def test_each_save_counts_one_generation_also_after_changes_were_done_anew(open_journal: OpenJournal) -> None:
    ours, theirs = open_journal(), open_journal()
    for number, journal in enumerate((ours, theirs, ours, ours, theirs), start=1):
        log(journal, f"Film {number}")
        journal.save()
        assert open_journal().store.known.documents.meta.generation == number


def test_what_is_known_of_the_file_does_not_change_with_the_journal(open_journal: OpenJournal) -> None:
    ours, theirs = open_journal(), open_journal()
    log(theirs, "Theirs")
    theirs.save()
    log(ours, "Ours")
    ours.save()
    assert len(ours.store.known.documents.tables["films"]) == 2
    log(ours, "Later")
    assert len(ours.store.known.documents.tables["films"]) == 2


def test_changes_are_written_anew_from_a_thread_where_that_is_asked_for(open_journal: OpenJournal) -> None:
    journal = open_journal()
    log(journal, "First")
    journal.save()
    journal.path.unlink()
    log(journal, "Second")
    with pytest.raises(GoneError):
        journal.store.unsaved().save()
    journal.store.finish_save(journal.store.unsaved().save(anew=True))
    assert titles(open_journal()) == ["First", "Second"]
    assert journal.is_saved
