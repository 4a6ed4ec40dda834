"""Bad days: a disk that lies, a clock that jumps, a hand that slips."""

import errno
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from builders import NOW, viewing
from faults.failing_disk import FailingDisk, Fault
from faults.programs import VIEWINGS, Home, Ours, do, records
from filmjournal.journal.errors import CannotReadError, CannotSaveError, DamagedError

pytestmark = pytest.mark.faults


class NamingDisk(FailingDisk):
    """A disk whose syncing fails when it is told to, and which remembers what it made."""

    def __init__(self) -> None:
        super().__init__()
        self.steps.mend()
        self.made: list[str] = []
        self.fails_to_sync = False

    def create(self, target: Path) -> tuple[int, Path]:
        handle, path = super().create(target)
        self.made.append(path.name)
        return handle, path

    def sync(self, handle: int) -> None:
        if self.fails_to_sync:
            self.fails_to_sync = False
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().sync(handle)


def test_after_a_disk_failed_to_sync_the_next_save_trusts_nothing_that_was_written_before(home: Home) -> None:
    disk = NamingDisk()
    journal = home.open(disk, now=lambda: NOW)
    do(journal, "log")
    disk.fails_to_sync = True
    with pytest.raises(CannotSaveError):
        journal.save()
    assert len(disk.made) == 1
    journal.save()
    first, second = disk.made
    assert first != second
    assert Ours().found(home) == records(journal)
    assert not home.stale()


def test_a_journal_that_cannot_be_read_is_not_taken_for_an_empty_one(home: Home) -> None:
    data = home.path.read_bytes()
    with pytest.raises(CannotReadError):
        home.open(FailingDisk(1, Fault(errno.EIO)))
    assert home.path.read_bytes() == data


@pytest.mark.parametrize("data", [b"", bytes(500), b"\n\n"], ids=["empty", "zeros", "blank"])
def test_an_empty_file_is_a_damaged_journal_and_not_a_new_one(data: bytes, home: Home) -> None:
    home.path.write_bytes(data)
    with pytest.raises(DamagedError):
        home.open()
    assert home.path.read_bytes() == data


@pytest.mark.parametrize("jump", [timedelta(days=-4000), timedelta(days=4000), timedelta(hours=-1)], ids=str)
def test_a_clock_that_jumps_changes_neither_what_is_kept_nor_which_backup_is_the_newest(
    jump: timedelta, home: Home
) -> None:
    times = [NOW, NOW + jump, NOW + jump + timedelta(days=1), NOW]
    for time in times:
        before = home.path.read_bytes()
        journal = home.open(now=_showing(time), new_id=_showing(f"at {time} {len(before)}"))  # type: ignore[arg-type]
        do(journal, "log")
        do(journal, "revise")
        journal.save()
        assert Ours().found(home) == records(journal)
        newest = home.backups().newest_good()
        assert newest is not None
        assert home.backups().read(newest) == before
    assert len(home.open().entries) == VIEWINGS + len(times)
    sequences = [backup.sequence for backup in home.backups().list()]
    assert sequences == sorted(sequences, reverse=True)


def test_a_change_of_the_same_size_at_the_same_time_is_seen_before_a_save(home: Home) -> None:
    journal = home.open()
    found = home.path.stat()
    text = home.path.read_text(encoding="utf-8")
    home.path.write_text(text.replace("The 7. time", "The VII time"[:11]), encoding="utf-8")
    os.utime(home.path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert home.path.stat().st_size == found.st_size
    do(journal, "log")
    journal.save()
    headlines = {entry.viewing.headline for entry in home.open().entries}
    assert {"The VII tim", "Once more"} <= headlines


def test_a_mass_removal_is_undone_step_by_step(home: Home) -> None:
    journal = home.open()
    before = journal.entries
    for entry in before:
        journal.remove(entry.id)
    journal.save()
    assert not home.open().entries
    while journal.undo():
        pass
    journal.save()
    assert [entry.viewing.headline for entry in home.open().entries] == [entry.viewing.headline for entry in before]


def test_a_mass_removal_is_found_in_the_trash_after_a_restart(home: Home) -> None:
    journal = home.open()
    before = {entry.id: entry for entry in journal.entries}
    for id_ in before:
        journal.remove(id_)
    journal.save()
    again = home.open()
    assert {row.id for row in again.tables.trash.rows} == set(before)
    for id_ in before:
        again.restore(id_, "Stalker")
    again.save()
    assert {entry.id: entry for entry in home.open().entries} == before


def test_two_hundred_saves_of_one_day_leave_a_handful_of_backups(home: Home) -> None:
    journal = home.open()
    for number in range(200):
        journal.log(journal.entries[0].film, viewing(headline=str(number)))
        journal.save()
    assert len(home.backups().list()) < 5


def _showing(what: datetime | str) -> object:
    return lambda: what
