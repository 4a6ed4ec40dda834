"""What is on the disk when a save succeeds, fails, or is tried again."""

import errno
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec import structs

from builders import FAILURES, NOW, FailingDisk, OpenJournal, film, records, viewing
from filmjournal.journal.errors import CannotSaveError, DamagedError, GoneError, JournalError, NotInTrashError
from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.backups import Backups

FILE = "filmjournal.journal.disk.journal_file"


def titles(journal: Journal) -> list[str]:
    return sorted(entry.film.title for entry in journal.entries)


@pytest.mark.parametrize(("step", "reason"), FAILURES)
def test_a_failed_save_keeps_the_change_in_memory_and_the_next_one_succeeds(
    open_journal: OpenJournal, path: Path, disk: FailingDisk, step: str, reason: int
) -> None:
    journal = open_journal(disk=disk)
    logged = journal.log(film(), viewing())
    journal.save()
    before, files = path.read_bytes(), sorted(path.parent.iterdir())
    disk.fails[step] = reason
    journal.log(film("Mirror"), viewing())
    for attempt in (lambda: journal.remove(logged.id), journal.undo, journal.redo):
        attempt()
        entries = journal.entries
        with pytest.raises(CannotSaveError) as refused:
            journal.save()
        assert str(path) in str(refused.value)
        assert "The file is as it was before." in str(refused.value)
        assert path.read_bytes() == before
        assert sorted(path.parent.iterdir()) == files
        assert journal.entries == entries
        assert not journal.is_saved
    assert titles(journal) == ["Mirror"]
    disk.fails.clear()
    journal.save()
    assert journal.is_saved
    assert titles(open_journal()) == ["Mirror"]
    assert records(path, "meta")["1"]["generation"] == 2


def test_a_first_save_that_fails_leaves_no_file(open_journal: OpenJournal, path: Path, disk: FailingDisk) -> None:
    journal = open_journal(disk=disk)
    journal.log(film(), viewing())
    disk.fails["write"] = errno.EDQUOT
    with pytest.raises(CannotSaveError):
        journal.save()
    assert not path.exists()
    disk.fails.clear()
    journal.save()
    assert titles(open_journal()) == ["Stalker"]


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
    journal.restore(logged.id, "Stalker")
    assert heard == [1, 1, 0, 1, 0, 1]
    journal.save()
    assert len(heard) == 6
    end()
    journal.undo()
    assert len(heard) == 6


@pytest.mark.parametrize("how", ["deleted", "moved", "folder"])
def test_nothing_is_saved_where_the_journal_is_gone_meanwhile(
    open_journal: OpenJournal, tmp_path: Path, how: str
) -> None:
    path = tmp_path / "journals" / "journal.json"
    journal = open_journal(path)
    journal.log(film(), viewing())
    journal.save()
    if how == "deleted":
        path.unlink()
    elif how == "moved":
        path.rename(path.with_name("elsewhere.json"))
    else:
        path.parent.rename(tmp_path / "elsewhere")
    there = sorted(tmp_path.rglob("*"))
    journal.log(film("Mirror"), viewing())
    with pytest.raises(GoneError, match="it is no longer there"):
        journal.save()
    assert sorted(tmp_path.rglob("*")) == there
    assert titles(journal) == ["Mirror", "Stalker"]
    assert not journal.is_saved
    journal.store.save(anew=True)
    assert titles(open_journal(path)) == ["Mirror", "Stalker"]


def test_a_journal_that_is_gone_is_written_anew_on_demand_though_nothing_changed(open_journal: OpenJournal) -> None:
    journal = open_journal()
    journal.log(film(), viewing())
    journal.save()
    journal.path.unlink()
    with pytest.raises(GoneError):
        journal.store.check_file()
    journal.save()
    assert not journal.path.exists()
    journal.store.save(anew=True)
    assert titles(open_journal()) == ["Stalker"]


def test_a_journal_that_was_moved_back_is_saved_again(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    journal.log(film(), viewing())
    journal.save()
    away = path.rename(path.with_name("elsewhere.json"))
    journal.undo()
    with pytest.raises(CannotSaveError):
        journal.save()
    away.rename(path)
    journal.save()
    assert open_journal().entries == ()


def test_a_journal_that_another_program_damaged_is_not_written_over_unless_that_is_asked_for(
    open_journal: OpenJournal, path: Path
) -> None:
    journal = open_journal()
    journal.log(film(), viewing())
    journal.save()
    path.write_bytes(b'{"films"')
    journal.log(film("Mirror"), viewing())
    with pytest.raises(DamagedError):
        journal.save()
    assert path.read_bytes() == b'{"films"'
    assert titles(journal) == ["Mirror", "Stalker"]
    journal.store.save(anew=True)
    assert titles(open_journal()) == ["Mirror", "Stalker"]
    (aside,) = path.parent.glob("journal.json.damaged-*")
    assert aside.read_bytes() == b'{"films"'


def test_the_file_is_read_only_once(
    open_journal: OpenJournal, path: Path, disk: FailingDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = open_journal()
    journal.log(film(), viewing())
    journal.save()
    monkeypatch.setattr(f"{FILE}.time", SimpleNamespace(time_ns=lambda: 0))  # long before or after any change
    journal = open_journal(disk=disk)
    for title in ("A", "B", "C"):
        journal.log(film(title), viewing())
        journal.save()
    journal.undo()
    journal.remove(journal.entries[0].id)
    journal.save()
    assert disk.was_read == [path]


def test_a_change_of_no_other_size_at_the_same_time_is_noticed(
    open_journal: OpenJournal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = open_journal()
    journal.log(film("Heat"), viewing())
    journal.save()
    found = path.stat()
    monkeypatch.setattr(f"{FILE}.time", SimpleNamespace(time_ns=lambda: found.st_ctime_ns + 1_000_000))
    monkeypatch.setattr(Path, "stat", lambda _, **__: found)  # a disk whose clock stands still meanwhile
    journal = open_journal()
    assert journal.store.check_file() is None
    path.write_bytes(path.read_bytes().replace(b"Heat", b"Meat"))
    seen = journal.store.check_file()
    assert seen is not None
    journal.store.reload(seen)
    assert titles(journal) == ["Meat"]


def test_once_time_has_passed_the_look_of_a_file_is_enough(
    open_journal: OpenJournal, path: Path, disk: FailingDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = open_journal(disk=disk)
    journal.log(film(), viewing())
    changed = 0
    monkeypatch.setattr(f"{FILE}.time", SimpleNamespace(time_ns=lambda: path.stat().st_ctime_ns + changed))
    journal.save()
    disk.was_read.clear()
    assert journal.store.check_file() is None
    assert disk.was_read == [path]
    changed = 1_000_000_000
    settled = journal.store.check_file()
    assert settled is not None
    entries = journal.entries
    journal.store.reload(settled)
    assert journal.entries is not entries
    assert journal.entries == entries
    disk.was_read.clear()
    assert journal.store.check_file() is None
    assert disk.was_read == []


def test_what_is_not_in_the_trash_cannot_be_restored(open_journal: OpenJournal) -> None:
    journal = open_journal()
    with pytest.raises(NotInTrashError, match="There is no v7 in the trash"):
        journal.restore("v7", "Stalker")
    assert journal.is_saved


def test_emptying_the_trash_waits_for_a_backup(open_journal: OpenJournal, path: Path) -> None:
    failing = FailingDisk()
    journal = open_journal(backups=Backups(path.parent / "backups", failing, lambda: NOW))
    logged = journal.log(film(), viewing())
    journal.remove(logged.id)
    journal.save()
    failing.fails["create"] = errno.ENOSPC
    journal.empty_trash([logged.id])
    assert journal.tables.trash.rows == []
    with pytest.raises(JournalError, match="the backup before it cannot be made: no space left on device"):
        journal.save()
    assert [row.id for row in open_journal().tables.trash.rows] == [logged.id]
    failing.fails.clear()
    journal.save()
    assert open_journal().tables.trash.rows == []
    assert "empty" in " ".join(file.name for file in (path.parent / "backups").iterdir())
