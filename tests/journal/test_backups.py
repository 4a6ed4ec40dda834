import errno
import gzip
import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from budget import examples
from builders import NOW, SAMPLE
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.errors import JournalError
from filmjournal.journal.safety.backups import NEWEST, Backup, BackupDamagedError, BackupReason, Backups, Contents


class Clock:
    """A clock that shows what it is set to."""

    def __init__(self) -> None:
        self.shows = NOW

    def __call__(self) -> datetime:
        return self.shows


class Refusing(Disk):
    """A disk that refuses what it is told to refuse, and counts the files that are read."""

    def __init__(self) -> None:
        self.refuses: set[str] = set()
        self.reads = 0

    def read(self, path: Path) -> bytes:
        self._ask("read")
        self.reads += 1
        return super().read(path)

    def names(self, folder: Path) -> list[str]:
        self._ask("names")
        return super().names(folder)

    def remove(self, path: Path) -> None:
        self._ask("remove")
        super().remove(path)

    def rename(self, source: Path, target: Path) -> None:
        self._ask("rename")
        super().rename(source, target)

    def _ask(self, what: str) -> None:
        if what in self.refuses:
            raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def disk() -> Refusing:
    return Refusing()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "not" / "there" / "yet"


@pytest.fixture
def backups(folder: Path, disk: Disk, clock: Clock) -> Backups:
    return Backups(folder, disk, clock)


def journal(*titles: str, generation: int = 0) -> bytes:
    """Return a journal's file, with one viewing of each film."""
    tables: dict[str, dict[str, Any]] = {"films": {}, "viewings": {}}
    for number, title in enumerate(titles, 1):
        tables["films"][str(number)] = {"id": f"film {number}", "title": title}
        tables["viewings"][str(number)] = {"id": f"viewing {number}", "film": f"film {number}"}
    return json.dumps(tables | {"meta": {"1": {"schema": 1, "generation": generation}}}).encode()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_there_are_no_backups_before_one_is_kept(backups: Backups, folder: Path) -> None:
    assert backups.list() == []
    assert backups.newest_good() is None
    assert not folder.exists()


def test_the_name_of_a_backup_says_all_there_is_to_know_about_it(backups: Backups, folder: Path) -> None:
    first = backups.add(b"one", BackupReason.DAY)
    second = backups.add(b"two", BackupReason.MERGE)
    assert names(folder) == ["000001-20261124T210000Z-day.json.gz", "000002-20261124T210000Z-merge.json.gz"]
    assert second == Backup(folder / "000002-20261124T210000Z-merge.json.gz", 2, NOW, BackupReason.MERGE)
    assert backups.list() == [second, first]


@pytest.mark.parametrize("why", BackupReason)
def test_a_backup_of_every_reason_is_found_again(backups: Backups, why: BackupReason) -> None:
    kept = backups.add(b"one", why)
    assert backups.list() == [kept]
    assert kept.reason is why


@pytest.mark.parametrize(
    "shows",
    [
        datetime(2026, 11, 25, 3, 30, 15, 999_999, tzinfo=timezone(timedelta(hours=6))),
        datetime(1, 1, 2, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ],
    ids=["far east", "first year", "last year"],
)
def test_a_backup_is_found_as_it_was_kept_whatever_the_clock_shows(
    backups: Backups, clock: Clock, shows: datetime
) -> None:
    clock.shows = shows
    kept = backups.add(b"one", BackupReason.DAY)
    assert backups.list() == [kept]
    assert kept.made == shows.replace(microsecond=0)
    assert kept.made.utcoffset() == timedelta(0)


def test_the_same_bytes_always_make_the_same_file(backups: Backups, folder: Path, disk: Disk, clock: Clock) -> None:
    one = backups.add(SAMPLE.read_bytes(), BackupReason.DAY)
    other = Backups(folder.with_name("other"), disk, clock).add(SAMPLE.read_bytes(), BackupReason.DAY)
    assert one.path.read_bytes() == other.path.read_bytes()
    assert one.path.stat().st_size < SAMPLE.stat().st_size / 3


@settings(deadline=None, max_examples=examples(50))
@given(st.binary(max_size=2000))
@example(b"")
def test_a_backup_is_read_as_it_was_kept(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    backups = Backups(tmp_path_factory.mktemp("backups"), Disk(), lambda: NOW)
    assert backups.read(backups.add(data, BackupReason.DAY)) == data


def test_what_the_newest_backup_has_already_is_not_kept_again(backups: Backups, clock: Clock) -> None:
    first = backups.add(b"one", BackupReason.DAY)
    clock.shows += timedelta(days=3)
    assert backups.add(b"one", BackupReason.IMPORT) == first
    second = backups.add(b"two", BackupReason.IMPORT)
    third = backups.add(b"one", BackupReason.IMPORT)
    assert backups.list() == [third, second, first]


def test_what_only_a_damaged_backup_had_is_kept_again(backups: Backups, disk: Refusing) -> None:
    first = backups.add(b"one", BackupReason.DAY)
    first.path.write_bytes(first.path.read_bytes()[:-1])
    second = backups.add(b"one", BackupReason.HAND)
    assert backups.list() == [second, first]
    disk.refuses = {"read"}
    assert backups.add(b"one", BackupReason.HAND).sequence == 3


def test_neither_the_clock_nor_the_times_of_files_decide_which_is_newer(backups: Backups, clock: Clock) -> None:
    sequences = []
    for number, days in enumerate([0, 26_000, -400, 0, 1]):
        clock.shows = NOW + timedelta(days=days)
        kept = backups.add(b"%d" % number, BackupReason.DAY)
        os.utime(kept.path, (9e8 - number, 9e8 - number))
        sequences.append(kept.sequence)
    assert [backup.sequence for backup in backups.list()] == sequences[::-1] == [5, 4, 3, 2, 1]


def test_the_millionth_backup_is_newer_than_the_one_before(backups: Backups, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "999999-20261124T210000Z-day.json.gz").write_bytes(gzip.compress(b"one"))
    kept = backups.add(b"two", BackupReason.DAY)
    assert kept.path.name == "1000000-20261124T210000Z-day.json.gz"
    assert backups.list()[0] == kept


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "1-20261124T210000Z-day.json.gz",
        "٠٠٠٠٠١-20261124T210000Z-day.json.gz",
        "000001-20261324T210000Z-day.json.gz",
        "000001-00001124T210000Z-day.json.gz",
        "000001-20261124T210000Z-whim.json.gz",
        "000001-20261124T210000Z-day.json",
        "000001-20261124T210000Z-day.json.gz\n",
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="not every system has files with such names")
def test_a_file_with_another_name_is_no_backup_and_stays(backups: Backups, folder: Path, name: str) -> None:
    folder.mkdir(parents=True)
    (folder / name).write_bytes(b"mine")
    assert backups.list() == []
    for number in range(30):
        backups.add(b"%d" % number, BackupReason.DAY)
    assert len(backups.list()) == NEWEST + 1
    assert (folder / name).read_bytes() == b"mine"


def test_backups_are_listed_without_being_read(backups: Backups, disk: Refusing) -> None:
    backups.add(b"one", BackupReason.DAY)
    disk.refuses = {"read"}
    assert len(backups.list()) == 1
    assert backups.add_daily(lambda: b"two") is None


def test_a_day_has_one_backup_before_its_first_change(backups: Backups, clock: Clock) -> None:
    first = backups.add_daily(lambda: b"one")
    assert first is not None
    assert first.reason is BackupReason.DAY
    clock.shows = NOW.replace(hour=23, minute=59)
    assert backups.add_daily(lambda: b"two") is None
    clock.shows += timedelta(minutes=1)
    second = backups.add_daily(lambda: b"three")
    assert backups.list() == [second, first]


def test_a_day_begins_in_utc_wherever_the_clock_is(backups: Backups, clock: Clock) -> None:
    backups.add(b"one", BackupReason.DAY)
    clock.shows = NOW.astimezone(timezone(timedelta(hours=12)))
    assert clock.shows.date() != NOW.date()
    assert backups.add_daily(lambda: b"two") is None


def test_a_backup_of_today_for_another_reason_is_one_before_the_changes_after_it(backups: Backups) -> None:
    backups.add(b"one", BackupReason.MERGE)
    assert backups.add_daily(lambda: b"two") is None


def test_a_clock_that_was_set_back_does_not_stop_the_daily_backups(backups: Backups, clock: Clock) -> None:
    for number, days in enumerate([26_000, 0, 1, -1]):
        clock.shows = NOW + timedelta(days=days)
        assert backups.add_daily(partial(bytes, b"%d" % number)) is not None
        assert backups.add_daily(lambda: b"again") is None
    assert len(backups.list()) == 4


def test_a_thinning_that_fails_is_made_up_for_later(backups: Backups, disk: Refusing) -> None:
    disk.refuses = {"remove"}
    for number in range(30):
        backups.add(b"%d" % number, BackupReason.DAY)
    assert len(backups.list()) == 30
    disk.refuses = set()
    kept = backups.add(b"last", BackupReason.DAY)
    assert [backup.sequence for backup in backups.list()] == list(range(31, 20, -1))
    assert backups.list()[0] == kept


@pytest.mark.parametrize("refused", ["names", "rename"])
def test_a_backup_that_cannot_be_kept_is_told_and_the_earlier_ones_stay(
    backups: Backups, folder: Path, disk: Refusing, refused: str
) -> None:
    backups.add(b"one", BackupReason.DAY)
    disk.refuses = {refused}
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        backups.add(b"two", BackupReason.DAY)
    assert names(folder) == ["000001-20261124T210000Z-day.json.gz"]


def _damages(packed: bytes) -> Iterable[bytes]:
    yield from (packed[:length] for length in range(len(packed)))
    yield packed + b"x"
    yield b"not gzip at all"
    for place in range(len(packed)):
        yield packed[:place] + bytes([packed[place] ^ 0x10]) + packed[place + 1 :]


def test_a_backup_that_is_cut_off_or_changed_anywhere_is_damaged_or_still_says_the_same(backups: Backups) -> None:
    data = journal("Heat")
    backup = backups.add(data, BackupReason.DAY)
    packed = backup.path.read_bytes()
    told = set()
    for damaged in _damages(packed):
        backup.path.write_bytes(damaged)
        try:
            assert backups.read(backup) == data
            assert len(damaged) == len(packed)
        except BackupDamagedError as error:
            told.add(str(error))
    assert len(told) > 2
    assert all(str(backup.path) in text and text.endswith("choose another one.") for text in told)


def test_a_backup_that_is_gone_or_refused_says_why(backups: Backups, disk: Refusing) -> None:
    backup = backups.add(b"one", BackupReason.DAY)
    disk.refuses = {"read"}
    with pytest.raises(BackupDamagedError, match="input/output error"):
        backups.read(backup)
    disk.refuses = set()
    backup.path.unlink()
    with pytest.raises(JournalError, match="no such file"):
        backups.read(backup)


def test_the_contents_are_counted_and_the_last_viewing_is_named(backups: Backups) -> None:
    backup = backups.add(journal("Heat", "[REC]²", generation=7), BackupReason.DAY)
    assert backups.contents(backup) == Contents(viewings=2, films=2, generation=7, last="[REC]²")


def test_the_sample_is_counted_as_json_counts_it(backups: Backups) -> None:
    tables = json.loads(SAMPLE.read_bytes())
    contents = backups.contents(backups.add(SAMPLE.read_bytes(), BackupReason.DAY))
    assert (contents.viewings, contents.films) == (len(tables["viewings"]), len(tables["films"]))
    assert contents.last in {film["title"] for film in tables["films"].values()}


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b'{"viewings": {"1": {"film": "f"}}}',
        b'{"viewings": {"1": []}}',
        b'{"viewings": {"1": {"film": 7}}, "films": {"1": {"id": "f", "title": "Heat"}}}',
        b'{"viewings": {"1": {"film": "f"}}, "films": {"1": {"id": "f"}, "2": {"id": "g", "title": "Heat"}}}',
    ],
)
def test_a_last_viewing_that_is_missing_or_makes_no_sense_has_no_title(backups: Backups, data: bytes) -> None:
    assert not backups.contents(backups.add(data, BackupReason.DAY)).last


NO_JOURNALS = {
    "empty": b"",
    "cut off": journal("Heat")[:-10],
    "list": b"[]",
    "table": b'{"films": []}',
    "meta": b'{"meta": {"1": {"generation": "many"}}}',
    "bytes": b'{"films": {"1": {"title": "\xff"}}}',
    "deep": b'{"films": {"1": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
}


@pytest.mark.parametrize("data", NO_JOURNALS.values(), ids=NO_JOURNALS)
def test_a_backup_of_what_is_no_journal_has_no_contents(backups: Backups, data: bytes) -> None:
    backup = backups.add(data, BackupReason.HAND)
    assert backups.read(backup) == data
    with pytest.raises(BackupDamagedError, match="holds no journal"):
        backups.contents(backup)


def test_the_newest_good_backup_is_the_newest_that_holds_a_journal(backups: Backups) -> None:
    backups.add(journal("Heat"), BackupReason.DAY)
    good = backups.add(journal("Heat", "Alien"), BackupReason.DAY)
    for data in NO_JOURNALS.values():
        backups.add(data, BackupReason.HAND)
    cut = backups.add(journal("Heat", "Alien", "Stalker"), BackupReason.DAY)
    cut.path.write_bytes(cut.path.read_bytes()[:-4])
    gone = backups.add(journal(), BackupReason.DAY)
    gone.path.unlink()
    assert backups.newest_good() == good


def test_a_backup_that_is_good_is_the_only_one_that_is_read(backups: Backups, disk: Refusing) -> None:
    for number in range(5):
        backups.add(journal(generation=number), BackupReason.DAY)
    disk.reads = 0
    assert backups.newest_good() == backups.list()[0]
    assert disk.reads == 1
