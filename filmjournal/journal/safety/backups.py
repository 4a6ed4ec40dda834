"""Backups: earlier states of the journal's file, compressed (gzip), in a folder of their own.

The numbers in their names say which is newer, not the clock and not the times of the files. Old ones are thinned: the
newest stay, then one a day, a week, a month, a year. That depends on the backups alone and not on today's date, so that
a clock that jumps ahead by a century and back does no harm.
"""

import gzip
import re
import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec
from msgspec import Raw, Struct

from filmjournal.journal.disk.disk import Disk, moment_of, reason
from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.disk.scanning import NotAJournalError, records_in
from filmjournal.journal.errors import JournalError

NEWEST = 10
"""How many of the newest stay, whenever they were made."""

DAYS = 14
"""For how many days before those the newest of the day stays."""

WEEKS = 8
"""For how many weeks."""

MONTHS = 24
"""For how many months; then one for every year stays."""


class Dated(Protocol):
    """A backup, as far as thinning needs to know."""

    @property
    def sequence(self) -> int:
        """Its place in the order in which they were made."""

    @property
    def made(self) -> datetime:
        """When it was made, by the clock of then."""


Copy = TypeVar("Copy", bound=Dated)

Period = Callable[[datetime], Hashable]
"""Returns the day, week, month or year of a moment."""


def _week(made: datetime) -> Hashable:
    week = made.isocalendar()
    return week.year, week.week


def _month(made: datetime) -> Hashable:
    return made.year, made.month


def _year(made: datetime) -> Hashable:
    return made.year


_KEPT: tuple[tuple[Period, int | None], ...] = ((datetime.date, DAYS), (_week, WEEKS), (_month, MONTHS), (_year, None))


def thinned(backups: Iterable[Copy]) -> list[Copy]:
    """Return the backups that thinning deletes, the oldest first."""
    ordered = sorted(backups, key=lambda backup: backup.sequence, reverse=True)
    others = ordered[NEWEST:]
    staying = {place for period, number in _KEPT for place in _newest_of_each(period, number, others)}
    return [backup for place, backup in enumerate(others) if place not in staying][::-1]


def _newest_of_each(period: Period, number: int | None, ordered: Sequence[Dated]) -> Iterator[int]:
    places: dict[Hashable, int] = {}
    for place, backup in enumerate(ordered):
        places.setdefault(period(backup.made), place)
    yield from list(places.values())[:number]


_NAME = re.compile(r"([0-9]{6,18})-([0-9]{8}T[0-9]{6}Z)-([a-z]+)\.json\.gz")


class BackupReason(StrEnum):
    """Why a backup was made: what was about to happen. The values are part of the files' names."""

    DAY = "day"
    """The first change of a day."""
    MERGE = "merge"
    """Another copy of the journal was to be merged into it."""
    IMPORT = "import"
    """An import was to be added."""
    MIGRATION = "migration"
    """The file was to be updated to a new schema."""
    RESTORE = "restore"
    """A backup was to be restored."""
    HAND = "hand"
    """The first save after the file was edited by hand."""
    EMPTY = "empty"
    """The trash was to be emptied."""
    SCRIPT = "script"
    """A script was to change more records than an undo can."""
    SAVE = "save"
    """A save: the state before the last one stays under a second name, uncompressed."""


class Backup(Struct, frozen=True):
    """One backup, by what its file name says."""

    path: Path
    """Where it is."""
    sequence: int
    """Its place in the order in which they were made."""
    made: datetime
    """When it was made, in UTC, by the clock of then."""
    reason: BackupReason
    """What was about to happen."""


BackupList = list[Backup]
"""Backups, the newest first."""


class Contents(Struct, frozen=True):
    """What is in a backup, in numbers."""

    viewings: int
    """How many viewings there are."""
    films: int
    """How many films there are."""
    generation: int
    """How often the journal had been saved."""
    last: str
    """The film's title of the last viewing in the file; empty where there is none that can be read."""


class BackupDamagedError(JournalError):
    """A backup could not be read, or holds no journal; it was left as it is."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The backup {path} can't be used: {reason}; choose another one.")


class _Viewing(Struct):
    film: str


class _Film(Struct):
    id: str
    title: str


_Record = TypeVar("_Record", _Viewing, _Film)


class Backups:
    """The backups of one journal; whoever adds one holds the journal's lock."""

    def __init__(self, folder: Path, disk: Disk, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._previous = folder / "previous.json"
        self._held = folder / "held.json"
        self._disk = disk
        self._now = now

    def add(self, data: bytes, backup_reason: BackupReason) -> Backup:
        """Back up the bytes of the journal unless the newest backup has the same, and return the backup that has them.

        Raises OSError where that fails. Backups that thinning no longer needs are deleted.
        """
        listed = self.list()
        if listed and self._holds(listed[0], data):
            return listed[0]
        backup = self._next(listed, backup_reason)
        self._disk.replace(backup.path, gzip.compress(data, compresslevel=1, mtime=0))
        with suppress(OSError):
            self._disk.sweep(self._folder)
        for needless in thinned([backup, *listed]):
            with suppress(OSError):  # the new one is safe; the next thinning tries again
                self._disk.remove(needless.path)
        return backup

    def add_daily(self, read: Callable[[], bytes]) -> Backup | None:
        """Back up the journal if the newest backup is not of today; raises OSError.

        Another day is one before today or after it: a clock that was set back must not stop the backups.
        """
        listed = self.list()
        if listed and listed[0].made.date() == self._today().date():
            return None
        return self.add(read(), BackupReason.DAY)

    def hold(self, journal: Path) -> None:
        """Give the file that is about to be replaced a second name here; raises OSError.

        A second name costs nothing; where the folder is on another disk, it is a copy.
        """
        self._disk.make_folder(self._folder)
        try:
            self._disk.link(journal, self._held)
        except OSError:
            self._disk.replace(self._held, self._disk.read(journal))

    def names_of(self, journal: Path) -> int:
        """Return how many names this very file has here; raises OSError."""
        names = [path for path in (self._held, self._previous) if path.name in self._disk.names(self._folder)]
        return sum(path.samefile(journal) for path in names)

    def keep_as_previous(self) -> None:
        """Make the held file the state before the last save; raises OSError."""
        self._disk.rename(self._held, self._previous)

    def read(self, backup: Backup) -> bytes:
        """Return the bytes of the journal in a backup; raises BackupDamagedError."""
        try:
            packed = self._disk.read(backup.path)
            if backup.reason is BackupReason.SAVE:
                return packed
            if not packed:  # which gzip takes for nothing, well packed
                raise BackupDamagedError(backup.path, "it is empty")
            return gzip.decompress(packed)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise BackupDamagedError(backup.path, f"it is damaged ({error})") from error
        except OSError as error:
            raise BackupDamagedError(backup.path, reason(error)) from error

    def contents(self, backup: Backup) -> Contents:
        """Return what is in a backup, in numbers; raises BackupDamagedError."""
        documents = self._documents(backup)
        tables = documents.tables
        return Contents(
            len(tables["viewings"]), len(tables["films"]), documents.meta.generation, _last_title(documents)
        )

    def newest_good(self) -> Backup | None:
        """Return the newest backup that can be read and holds a journal; raises OSError."""
        listed = next((backup for backup in self.list() if self._is_good(backup)), None)
        previous = self.previous()
        if previous is None or not self._is_good(previous):
            return listed
        if listed is None or self.contents(previous).generation > self.contents(listed).generation:
            return previous
        return listed

    def previous(self) -> Backup | None:
        """Return the state before the last save; None where there is none. Raises OSError."""
        if self._previous.name not in self._disk.names(self._folder):
            return None
        made = moment_of(self._previous.stat().st_mtime_ns)
        return Backup(self._previous, 0, made, BackupReason.SAVE)

    def before_last_save(self) -> Documents | None:
        """Return the records before the last save; None where there are none that can be read."""
        try:
            previous = self.previous()
            return None if previous is None else self._documents(previous)
        except (OSError, BackupDamagedError):
            return None

    def list(self) -> BackupList:
        """Return every backup, the newest first, by their names alone; raises OSError."""
        found = (_named(self._folder / name) for name in self._disk.names(self._folder))
        backups = (backup for backup in found if backup is not None)
        return sorted(backups, key=lambda backup: (backup.sequence, backup.path.name), reverse=True)

    def _today(self) -> datetime:
        return self._now().astimezone(UTC).replace(microsecond=0)

    def _next(self, listed: BackupList, backup_reason: BackupReason) -> Backup:
        sequence = listed[0].sequence + 1 if listed else 1
        made = self._today()
        moment = made.replace(tzinfo=None).isoformat().replace("-", "").replace(":", "")
        return Backup(
            self._folder / f"{sequence:06d}-{moment}Z-{backup_reason.value}.json.gz", sequence, made, backup_reason
        )

    def _holds(self, backup: Backup, data: bytes) -> bool:
        try:
            return self.read(backup) == data
        except BackupDamagedError:
            return False

    def _is_good(self, backup: Backup) -> bool:
        try:
            self._documents(backup)
        except BackupDamagedError:
            return False
        return True

    def _documents(self, backup: Backup) -> Documents:
        try:
            documents, _ = records_in(self.read(backup))
        except NotAJournalError as error:
            raise BackupDamagedError(backup.path, f"it holds no journal ({error})") from error
        return documents


def _named(path: Path) -> Backup | None:
    parts = _NAME.fullmatch(path.name)
    if parts is None:
        return None
    try:
        return Backup(path, int(parts[1]), datetime.fromisoformat(parts[2]), BackupReason(parts[3]))
    except ValueError:  # no such month, or the reason of another version
        return None


def _last_title(documents: Documents) -> str:
    viewing = _decoded(next(reversed(documents.tables["viewings"].values()), None), _Viewing)
    if viewing is None:
        return ""
    films = (_decoded(raw, _Film) for raw in reversed(documents.tables["films"].values()))
    return next((film.title for film in films if film is not None and film.id == viewing.film), "")


def _decoded(raw: Raw | None, kind: type[_Record]) -> _Record | None:
    try:
        return None if raw is None else msgspec.json.decode(raw, type=kind)
    except (msgspec.DecodeError, RecursionError):
        return None
