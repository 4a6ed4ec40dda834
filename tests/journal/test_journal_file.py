"""The protocol of a save: what it reads, keeps, replaces and refuses."""

import errno
import os
import stat
from pathlib import Path

import pytest

from builders import FAILURES, NOW, FailingDisk
from copies import documents, table
from filmjournal.journal.disk.documents import Documents, encode_file
from filmjournal.journal.disk.journal_file import FileState, JournalFile
from filmjournal.journal.errors import CannotReadError, CannotSaveError, DamagedError, GoneError, NewerSchemaError
from filmjournal.journal.safety.backups import BackupReason, Backups

HEAT, RAN, MIRROR = ({"id": title, "title": title} for title in ("Heat", "Ran", "Mirror"))


def add_mirror(found: Documents) -> Documents:
    """Return what another program wrote, with what was to be saved."""
    return documents(films=[*table(found, "films"), MIRROR])


def refuse(_: Documents) -> Documents:
    raise AssertionError("Nothing is to be done anew.")


@pytest.fixture
def file(path: Path, disk: FailingDisk) -> JournalFile:
    return JournalFile(path, disk)


@pytest.fixture
def known(file: JournalFile) -> FileState:
    """Return the state of a file with one film."""
    return file.save(file.load(), documents(films=[HEAT]), refuse)


def titles(file: JournalFile) -> list[str]:
    return [film["title"] for film in table(file.load().documents, "films")]


def test_a_save_returns_what_a_load_finds(file: JournalFile, known: FileState) -> None:
    found = file.load()
    assert found.fingerprint == known.fingerprint
    assert found.digest == known.digest
    assert found.as_written
    assert known.as_written
    assert encode_file(found.documents) == file.path.read_bytes()


def test_on_top_of_what_another_program_wrote_the_changes_are_done_anew(file: JournalFile, known: FileState) -> None:
    JournalFile(file.path).save(known, documents(films=[HEAT, RAN]), refuse)
    file.save(known, documents(films=[HEAT, MIRROR]), add_mirror)
    assert titles(file) == ["Heat", "Ran", "Mirror"]


def test_a_file_that_was_only_touched_is_no_change(file: JournalFile, known: FileState) -> None:
    os.utime(file.path, ns=(0, 0))
    file.save(known, documents(films=[HEAT, MIRROR]), refuse)
    assert titles(file) == ["Heat", "Mirror"]


def test_a_program_that_writes_while_we_wait_for_the_lock_is_not_written_over(
    file: JournalFile, known: FileState, disk: FailingDisk
) -> None:
    disk.meanwhile["make_folder"] = lambda: JournalFile(file.path).save(known, documents(films=[RAN]), refuse)
    file.save(known, documents(films=[HEAT, MIRROR]), add_mirror)
    assert titles(file) == ["Ran", "Mirror"]


@pytest.mark.parametrize(("step", "reason"), FAILURES)
def test_a_save_that_fails_at_any_step_leaves_the_file_and_nothing_beside_it(
    file: JournalFile, known: FileState, disk: FailingDisk, step: str, reason: int
) -> None:
    before, files = file.path.read_bytes(), sorted(file.path.parent.iterdir())
    disk.fails[step] = reason
    with pytest.raises(CannotSaveError, match=os.strerror(reason).lower()):
        file.save(known, documents(films=[RAN]), refuse)
    assert file.path.read_bytes() == before
    assert sorted(file.path.parent.iterdir()) == files
    disk.fails.clear()
    file.save(known, documents(films=[RAN]), refuse)
    assert titles(file) == ["Ran"]


def test_what_a_killed_program_left_is_swept_by_the_next_save_and_nothing_else_is(
    file: JournalFile, known: FileState
) -> None:
    left = file.path.with_name(".journal.json.abcdef.tmp")
    others = [file.path.with_name(name) for name in (".syncthing.journal.json.tmp", "~$journal.json", "mine.tmp")]
    for path in (left, *others):
        path.write_bytes(b"{")
    file.save(known, documents(films=[RAN]), refuse)
    assert not left.exists()
    assert all(path.exists() for path in others)


def test_the_lock_file_stays_the_same_file(file: JournalFile, known: FileState) -> None:
    lock = file.path.with_name("journal.json.lock")
    inode = lock.stat().st_ino
    file.save(known, documents(films=[RAN]), refuse)
    assert lock.stat().st_ino == inode
    assert sorted(path.name for path in file.path.parent.iterdir()) == ["journal.json", "journal.json.lock"]


def test_a_lock_that_another_program_holds_is_waited_for_and_then_told(
    file: JournalFile, known: FileState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("filmjournal.journal.disk.journal_file.LOCK_SECONDS", 0.02)
    before = file.path.read_bytes()
    with (
        FailingDisk().locked(file.path.with_name("journal.json.lock"), 1),
        pytest.raises(CannotSaveError, match="another program has been writing it"),
    ):
        file.save(known, documents(films=[RAN]), refuse)
    assert file.path.read_bytes() == before
    file.save(known, documents(films=[RAN]), refuse)
    assert titles(file) == ["Ran"]


@pytest.mark.parametrize("reason", [errno.ENOLCK, errno.ESTALE])
def test_a_disk_that_cannot_lock_is_not_written(
    file: JournalFile, known: FileState, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    def cannot(*_: object) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(FailingDisk, "locked", cannot)
    before = file.path.read_bytes()
    with pytest.raises(CannotSaveError, match=os.strerror(reason).lower()):
        file.save(known, documents(films=[RAN]), refuse)
    assert file.path.read_bytes() == before


def test_a_file_that_is_gone_stays_so_until_somebody_says_otherwise(tmp_path: Path) -> None:
    file = JournalFile(tmp_path / "folder" / "journal.json")
    known = file.save(file.load(), documents(films=[HEAT]), refuse)
    for left in file.path.parent.iterdir():
        left.unlink()
    file.path.parent.rmdir()
    with pytest.raises(GoneError):
        file.save(known, documents(films=[RAN]), refuse)
    assert list(tmp_path.iterdir()) == []
    file.save(known, documents(films=[RAN]), refuse, anew=True)
    assert titles(file) == ["Ran"]


def test_a_file_that_goes_while_we_wait_for_the_lock_stays_gone(
    file: JournalFile, known: FileState, disk: FailingDisk
) -> None:
    disk.meanwhile["make_folder"] = file.path.unlink
    with pytest.raises(GoneError):
        file.save(known, documents(films=[RAN]), refuse)
    assert not file.path.exists()


def test_a_file_that_was_damaged_is_set_aside_when_it_is_written_anew(file: JournalFile, known: FileState) -> None:
    for again in ("", "again"):
        file.path.write_bytes(b"{" + again.encode())
        with pytest.raises(DamagedError):
            file.save(known, documents(films=[RAN]), refuse)
        assert file.path.read_bytes() == b"{" + again.encode()
        known = file.save(known, documents(films=[RAN]), refuse, anew=True)
    aside = file.path.parent.glob("journal.json.damaged-*")
    assert sorted(path.read_bytes() for path in aside) == [b"{", b"{again"]
    assert titles(file) == ["Ran"]


def test_a_file_of_a_newer_schema_is_read_and_its_bytes_are_left_alone(file: JournalFile) -> None:
    newer = bytes(encode_file(documents(films=[HEAT]).with_meta(schema=3)))
    file.path.write_bytes(newer)
    known = file.load()
    assert known.schema == 3
    assert titles(file) == ["Heat"]
    with pytest.raises(NewerSchemaError, match="has schema 3, and this filmjournal knows 2"):
        file.save(known, documents(films=[RAN]), refuse)
    assert file.path.read_bytes() == newer


def test_a_disk_that_does_not_give_the_file_out_never_makes_an_empty_journal(
    file: JournalFile, known: FileState, disk: FailingDisk
) -> None:
    before = file.path.read_bytes()
    disk.fails["read"] = errno.EIO
    with pytest.raises(CannotReadError, match=r"input/output error\. Nothing was changed\."):
        file.load()
    with pytest.raises(CannotReadError, match="input/output error"):
        file.save(FileState(Documents(), None), documents(), refuse, anew=True)
    assert file.path.read_bytes() == before


def test_what_stood_there_is_kept_by_a_second_name_and_once_a_day_for_good(path: Path, disk: FailingDisk) -> None:
    folder = path.parent / "backups"
    file = JournalFile(path, disk, Backups(folder, disk, lambda: NOW))
    known = file.save(file.load(), documents(films=[HEAT]), refuse)
    assert not folder.exists()
    for films in ([RAN], [MIRROR]):
        before = path.read_bytes()
        known = file.save(known, documents(films=films), refuse)
        assert (folder / "previous.json").read_bytes() == before
    assert [backup.reason for backup in Backups(folder, disk, lambda: NOW).list()] == [BackupReason.DAY]
    assert file.backup_problem == ""


def test_where_files_have_one_name_the_state_before_a_save_is_kept_as_a_copy(path: Path, disk: FailingDisk) -> None:
    file = JournalFile(path, disk, Backups(path.parent / "backups", disk, lambda: NOW))
    known = file.save(file.load(), documents(films=[HEAT]), refuse)
    disk.fails["link"] = errno.EPERM
    file.save(known, documents(films=[RAN]), refuse)
    assert titles(file) == ["Ran"]
    assert b"Heat" in (path.parent / "backups" / "previous.json").read_bytes()


def test_what_was_edited_by_hand_is_backed_up_before_it_is_saved_over_or_not_saved_over(
    path: Path, disk: FailingDisk
) -> None:
    backups = Backups(path.parent / "backups", disk, lambda: NOW)
    file = JournalFile(path, disk, backups)
    file.save(file.load(), documents(films=[HEAT]), refuse)
    by_hand = path.read_bytes().replace(b"Heat", b"Meat")
    path.write_bytes(by_hand)
    known = file.load()
    assert not known.as_written
    disk.fails["create"] = errno.ENOSPC
    with pytest.raises(CannotSaveError, match="the backup before it cannot be made: no space left on device"):
        file.save(known, documents(films=[RAN]), refuse)
    assert path.read_bytes() == by_hand
    disk.fails.clear()
    assert file.save(known, documents(films=[RAN]), refuse).as_written
    (kept,) = backups.list()
    assert kept.reason is BackupReason.HAND
    assert backups.read(kept) == by_hand


def test_a_link_beside_it_that_leads_nowhere_is_in_nobodys_way(file: JournalFile) -> None:
    file.path.with_name("journal.json.damaged-1").symlink_to("gone")
    file.path.write_bytes(b"{")
    file.put(bytes(encode_file(documents(films=[RAN]))), BackupReason.RESTORE)
    assert titles(file) == ["Ran"]


def test_a_whole_file_is_put_in_place_of_what_stands_there_and_a_damaged_one_is_set_aside(
    path: Path, disk: FailingDisk
) -> None:
    backups = Backups(path.parent / "backups", disk, lambda: NOW)
    file = JournalFile(path, disk, backups)
    data = bytes(encode_file(documents(films=[RAN])))
    file.put(data, BackupReason.RESTORE)
    assert backups.list() == []
    file.put(bytes(encode_file(documents(films=[HEAT]))), BackupReason.RESTORE)
    assert [backups.read(backup) for backup in backups.list()] == [data]
    path.write_bytes(b"{")
    file.put(data, BackupReason.RESTORE)
    assert titles(file) == ["Ran"]
    assert len(list(path.parent.glob("*.damaged-*"))) == 1
    assert stat.S_ISREG(path.stat().st_mode)
