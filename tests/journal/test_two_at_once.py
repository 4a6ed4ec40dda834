"""Two programs on one journal: neither takes away what the other wrote."""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from builders import FailingDisk, OpenJournal, actor, film, records, viewing
from filmjournal.journal.errors import CannotSaveError, NewerSchemaError
from filmjournal.journal.journal import Journal
from filmjournal.model.viewing import Entry


def log(journal: Journal, title: str, watched: str = "2026-11-20", **facts: Any) -> Entry:
    entry = journal.log(film(title), viewing(watched, **facts))
    journal.save()
    return entry


def test_what_another_program_logged_meanwhile_is_not_lost(open_journal: OpenJournal, path: Path) -> None:
    ours, theirs = open_journal(), open_journal()
    log(ours, "Ours", "2003")
    log(theirs, "Theirs", "1998")
    log(ours, "Ours again")
    expected = ["Ours again", "Ours", "Theirs"]
    assert [entry.film.title for entry in ours.entries] == expected
    assert [entry.film.title for entry in open_journal().entries] == expected
    assert open_journal().problems == ()
    assert records(path, "meta")["1"]["generation"] == 3
    log(ours, "Third")
    assert records(path, "meta")["1"]["generation"] == 4


def test_a_change_can_be_undone_after_another_program_took_its_number(open_journal: OpenJournal) -> None:
    ours, theirs = open_journal(), open_journal()
    log(ours, "Ours")
    ours.undo()
    ours.save()
    log(theirs, "Theirs")
    ours.redo()
    ours.save()
    assert Counter(entry.film.title for entry in open_journal().entries) == {"Ours": 1, "Theirs": 1}
    ours.undo()
    ours.save()
    assert [entry.film.title for entry in open_journal().entries] == ["Theirs"]


def test_revising_one_viewing_keeps_what_another_program_wrote_in_another(open_journal: OpenJournal) -> None:
    ours = open_journal()
    one, two = log(ours, "One"), log(ours, "Two")
    theirs = open_journal()
    theirs.revise(two.film, structs.replace(two.viewing, review="Theirs"))
    theirs.save()
    ours.revise(one.film, structs.replace(one.viewing, review="Ours"))
    ours.save()
    kept = {entry.film.title: entry.viewing.review for entry in open_journal().entries}
    assert kept == {"One": "Ours", "Two": "Theirs"}


def test_a_film_that_another_program_logged_again_stays_when_its_first_viewing_is_removed(
    open_journal: OpenJournal,
) -> None:
    ours = open_journal()
    first = log(ours, "Heat")
    second = log(open_journal(), "Heat", "2026-11-21")
    ours.remove(first.id)
    ours.save()
    again = open_journal()
    assert [entry.id for entry in again.entries] == [second.id]
    assert not again.problems


def test_a_film_that_another_program_logged_again_stays_when_its_first_viewing_is_undone(
    open_journal: OpenJournal,
) -> None:
    ours = open_journal()
    log(ours, "Heat")
    second = log(open_journal(), "Heat", "2026-11-21")
    ours.undo()
    ours.save()
    assert [entry.id for entry in open_journal().entries] == [second.id]
    assert not open_journal().problems


def test_a_film_that_another_program_corrected_is_not_put_back_by_a_change_to_a_viewing(
    open_journal: OpenJournal,
) -> None:
    ours = open_journal()
    first = log(ours, "Heat")
    corrected = film("Heat", id=first.film.id, year=1995)
    theirs = open_journal()
    theirs.revise(corrected, first.viewing)
    theirs.save()
    ours.log(first.film, viewing("2026-11-21"))
    ours.save()
    assert {entry.film for entry in open_journal().entries} == {corrected}
    assert len(open_journal().entries) == 2


def test_a_film_that_both_logged_first_is_one_film(open_journal: OpenJournal) -> None:
    ours, theirs = open_journal(), open_journal()
    log(theirs, "Heat")
    log(ours, "heat")
    assert len({entry.film.id for entry in open_journal().entries}) == 1
    assert ours.entries == open_journal().entries


def test_a_change_that_reached_the_disk_in_a_save_that_failed_is_not_made_twice(
    open_journal: OpenJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FailingDisk()
    ours = open_journal(disk=disk)
    ours.log(film("Heat"), viewing(review="Ours"))

    def unsure(_: Path) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_folder", unsure)
        with pytest.raises(Exception, match="input/output error"):
            ours.save()
    theirs = open_journal()
    theirs.revise(theirs.entries[0].film, structs.replace(theirs.entries[0].viewing, review="Theirs, later"))
    theirs.save()
    ours.save()
    (entry,) = open_journal().entries
    assert entry.viewing.review == "Theirs, later"


def test_two_parts_of_one_actor_keep_their_own_unknown_keys(open_journal: OpenJournal, path: Path) -> None:
    parts = (actor("Nicolas Cage", "Charlie"), actor("Nicolas Cage", "Donald", 2))
    first = open_journal()
    entry = first.log(film("Adaptation.", credits=parts), viewing())
    first.save()
    text = path.read_text(encoding="utf-8")
    for character, number in (("Charlie", 1), ("Donald", 2)):
        text = text.replace(f'"character": "{character}"', f'"x": {number}, "character": "{character}"')
    path.write_text(text, encoding="utf-8")
    second = open_journal()
    second.revise(film("Adaptation.", id=entry.film.id, credits=parts, year=2002), entry.viewing)
    second.save()
    kept = records(path, "films")["1"]["credits"]
    assert [(credit["character"], credit["x"]) for credit in kept] == [("Charlie", 1), ("Donald", 2)]


def test_a_look_shows_what_another_program_wrote_with_what_is_not_saved_yet_on_top(open_journal: OpenJournal) -> None:
    ours, theirs = open_journal(), open_journal()
    log(ours, "Ours")
    ours.log(film("Unsaved"), viewing())
    log(theirs, "Theirs")
    seen = ours.store.check_file()
    assert seen is not None
    assert len(ours.entries) == 2
    heard: list[int] = []
    ours.subscribe(lambda: heard.append(len(ours.entries)))
    ours.store.reload(seen)
    assert heard == [3]
    assert not ours.is_saved
    ours.save()
    assert len(open_journal().entries) == 3


def test_a_journal_that_a_newer_program_took_over_is_still_read_and_no_longer_written(
    open_journal: OpenJournal, path: Path
) -> None:
    ours = open_journal()
    log(ours, "Ours")
    newer = path.read_bytes().replace(b'"schema": 2', b'"schema": 3')
    path.write_bytes(newer)
    ours.log(film("Mirror"), viewing())
    with pytest.raises(NewerSchemaError, match="has schema 3"):
        ours.save()
    assert path.read_bytes() == newer
    assert len(ours.entries) == 2
    assert not ours.is_saved


class WhileWriting(FailingDisk):
    """A disk on which something else happens each time a new file has been written and is about to take its place."""

    def __init__(self, happens: Callable[[], None]) -> None:
        super().__init__()
        self._happens = happens

    def take_after(self, new: Path, old: Path) -> None:
        super().take_after(new, old)
        self._happens()


@pytest.mark.parametrize("remove", ["removed", "replaced"])
def test_a_save_beside_one_whose_lock_file_was_removed_is_not_lost(
    open_journal: OpenJournal, path: Path, remove: str
) -> None:
    log(open_journal(), "Before")
    lock, others = path.with_name(f"{path.name}.lock"), iter(["Theirs", "Theirs again"])

    def clean_up() -> None:
        if (title := next(others, "")) == "":
            return
        lock.unlink()
        if remove == "replaced":
            lock.touch()
        log(open_journal(), title)

    ours = open_journal(disk=WhileWriting(clean_up))
    log(ours, "Ours")
    expected = {"Before": 1, "Ours": 1, "Theirs": 1, "Theirs again": 1}
    assert Counter(entry.film.title for entry in open_journal().entries) == expected
    assert Counter(entry.film.title for entry in ours.entries) == expected
    assert sorted(each.name for each in path.parent.glob(".*.tmp")) == []


def test_a_lock_file_that_is_removed_again_and_again_is_said_and_nothing_is_lost(
    open_journal: OpenJournal, path: Path
) -> None:
    log(open_journal(), "Before")
    lock = path.with_name(f"{path.name}.lock")
    ours = open_journal(disk=WhileWriting(lock.unlink))
    with pytest.raises(CannotSaveError, match="keeps removing"):
        log(ours, "Ours")
    assert [entry.film.title for entry in open_journal().entries] == ["Before"]
    assert not ours.is_saved


@pytest.mark.parametrize("kind", ["folder", "link", "pipe"])
def test_a_lock_that_is_no_file_is_said_in_a_sentence(open_journal: OpenJournal, path: Path, kind: str) -> None:
    lock = path.with_name(f"{path.name}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "folder":
        lock.mkdir()
    elif kind == "link":
        lock.symlink_to("elsewhere")
    else:
        os.mkfifo(lock)
    journal = open_journal()
    if kind == "pipe":  # it can be locked like a file, and nothing waits for its other end
        log(journal, "Ours")
        return
    with pytest.raises(CannotSaveError, match=f"{lock.name}.*is a {kind}"):
        log(journal, "Ours")
    assert not journal.is_saved
    assert not path.exists()


def test_a_journal_leaves_the_temporary_files_of_its_neighbour_alone(open_journal: OpenJournal, path: Path) -> None:
    log(open_journal(), "Before")
    theirs = path.with_name(f".{path.name}.old.abcd1234.tmp")
    theirs.write_text("being written")
    log(open_journal(), "Ours")
    assert theirs.exists()
