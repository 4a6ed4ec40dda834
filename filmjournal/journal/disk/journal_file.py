"""The journal's file: read whole, written whole or not at all, by one program at a time.

What somebody changed in an editor, told as an edit, so that a merge knows it for newer than what stood there.
"""

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Raw, Struct, structs

from filmjournal.journal.disk.disk import Disk, UnsureError, moment_of, reason, temporary_prefix
from filmjournal.journal.disk.documents import SCHEMA, Documents, checksum_in, is_as_written, lay_out, written
from filmjournal.journal.disk.migrations import migrated
from filmjournal.journal.disk.scanning import NotAJournalError, records_in
from filmjournal.journal.errors import (
    CannotReadError,
    CannotSaveError,
    DamagedError,
    GoneError,
    MaybeSavedError,
    NewerSchemaError,
)
from filmjournal.journal.merging.edits import EDITS, Record, edited, edits_of, last_edit, moment_text
from filmjournal.journal.safety.backups import BackupReason, Backups

_TABLES = ("films", "viewings", "watchlist")


def stamp_hand_edits(before: Documents, found: Documents, moment: datetime) -> Documents:
    """Return the records as they were found, with an edit told where a hand changed one and told of none.

    `before` is how the journal was earlier. This program tells of each of its own edits: a record that differs, and has
    the same edits as before, was changed by something else. Of one that was saved since, nobody can tell whether a hand
    changed it too: all of it counts as changed, so that a merge with another copy loses nothing of it.
    """
    told = found.copied()
    for table in _TABLES:
        known = _by_id(before.tables[table])
        for number, raw in found.tables[table].items():
            record = _record(raw)
            was = None if record is None else known.get(str(record.get("id")))
            if record is None or not isinstance(record.get("id"), str):
                continue
            if was is None or was.get(EDITS) != record.get(EDITS):
                was = {EDITS: edits_of(record)}
            changed = edited(was, record, moment_text(moment, last_edit(was)))
            if changed != record:
                told.tables[table][number] = written(changed)
    return told


def _by_id(table: dict[str, Raw]) -> dict[str, Record]:
    records = [record for raw in table.values() if (record := _record(raw)) is not None]
    return {str(record.get("id")): record for record in reversed(records)}


def _record(raw: Raw) -> Record | None:
    try:
        record = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


Fingerprint = tuple[int, int, int, int, int]
"""Device, inode, size, and when content and status changed: what tells one state of a file from the next."""

LOCK_SECONDS = 30.0
"""How long a save waits for another program that is writing."""

_UNSETTLED = 12_000_000
"""Nanoseconds within which two changes of a file may have the same times: clocks of file systems are coarse."""


class State(Struct, frozen=True):
    """What a file held when it was last read or written."""

    documents: Documents
    """The records, as this program lays them out."""
    fingerprint: Fingerprint | None
    """What the file looked like; None where there was none."""
    digest: str = ""
    """The checksum of what it held."""
    schema: int = SCHEMA
    """The schema it was found with."""
    as_written: bool = True
    """Whether this program wrote it; otherwise it was edited by hand, or damaged in a way that left it whole."""
    is_settled: bool = True
    """Whether a later change of the file is sure to change its fingerprint."""


Rebase = Callable[[Documents], Documents]
"""Does on top of what another program wrote what was to be saved."""


class JournalFile:
    """One file that holds a journal. It remembers nothing: what was read or written is handed out as a State."""

    def __init__(self, path: Path, disk: Disk | None = None, backups: Backups | None = None) -> None:
        self.path = path
        """Where the journal is, as it was named."""
        self.disk = disk or Disk()
        """The disk it is on."""
        self.backups = backups
        """The earlier states that are kept; None where none are."""
        self.backup_problem = ""
        """Why the last backup could not be made; nothing where it could."""

    @property
    def target(self) -> Path:
        """The file itself, where the path is a link to it."""
        return Path(os.path.realpath(self.path))

    def look(self) -> Fingerprint | None:
        """Return what the file looks like, None where there is none; raises CannotReadError where it is no file."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CannotReadError(self.path, reason(error)) from error
        if stat.S_ISDIR(found.st_mode):
            raise CannotReadError(self.path, "it is a folder; name a file in it, such as journal.json")
        if not stat.S_ISREG(found.st_mode):
            raise CannotReadError(self.path, "it is not a file")
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns

    def load(self, known: State | None = None) -> State:
        """Return what the file holds; nothing where there is none. Raises CannotReadError or DamagedError.

        `known` is what it held before: against it one sees what a hand changed.
        """
        found = self.look()
        if found is None:
            return State(Documents(), None)
        data = self._data()
        try:
            documents, as_written = records_in(data)
            schema = documents.meta.schema
            documents = documents if schema > SCHEMA else migrated(documents)
        except NotAJournalError as error:
            raise DamagedError(self.path, str(error)) from error
        digest = _digest(data, as_written=as_written)
        if not as_written and schema == SCHEMA:
            documents = self._with_hand_edits(known, documents, found)
        return State(documents, found, digest, schema, as_written or schema == 1, _is_settled(found))

    def settled(self, known: State) -> State | None:
        """Return what is known of the file while it has not changed since, None when it has; raises CannotReadError."""
        found = self.look()
        if found != known.fingerprint:
            return None
        if found is None or known.is_settled:
            return known
        data = self._data()
        if _digest(data, as_written=is_as_written(data)) != known.digest:
            return None
        return structs.replace(known, is_settled=True) if _is_settled(found) else known

    def save(
        self,
        known: State,
        documents: Documents,
        rebase: Rebase,
        *,
        backup_reason: BackupReason | None = None,
        anew: bool = False,
    ) -> State:
        """Put records on the disk and return what it holds then.

        When the file is no longer the one that is known, it is read again, and what is saved is the rebased records.
        A file that is gone or damaged is only written anew when that is asked for; a damaged one is set aside first.
        Raises CannotSaveError, GoneError, CannotReadError, DamagedError or NewerSchemaError; nothing is changed then.
        """
        if not anew and known.fingerprint is not None and self.look() is None:
            raise GoneError(self.path)
        try:
            self.disk.make_folder(self.target.parent)
            with self._locked():
                if self.settled(known) is None:
                    known, documents = self._caught_up(known, documents, rebase, anew=anew)
                if known.schema > SCHEMA:
                    raise NewerSchemaError(self.path, known.schema, SCHEMA)
                self._back_up_current(known, backup_reason)
                state = self._write(documents.next_generation())
                if self.backups is not None and known.fingerprint is not None:
                    self._try_backup(Backups.keep_as_previous)
                return state
        except UnsureError as error:
            raise MaybeSavedError(self.path, reason(error)) from error
        except MemoryError as error:
            raise CannotSaveError(self.path, "there is too little memory") from error
        except OSError as error:
            raise CannotSaveError(self.path, reason(error)) from error

    def put(self, data: bytes, backup_reason: BackupReason) -> None:
        """Put the bytes of a whole journal into the file's place, with a backup of what stands there.

        What stands there and is damaged is set aside. Raises CannotSaveError or CannotReadError.
        """
        try:
            self.disk.make_folder(self.target.parent)
            with self._locked():
                self._make_way(backup_reason)
                self.disk.replace(self.target, data)
        except OSError as error:
            raise CannotSaveError(self.path, reason(error)) from error

    def back_up(self, backup_reason: BackupReason) -> None:
        """Keep the file as it stands, while nobody writes it; raises CannotSaveError where that fails."""
        try:
            with self._locked():
                self._back_up_now(backup_reason)
        except OSError as error:
            raise CannotSaveError(self.path, reason(error)) from error

    def _back_up_now(self, backup_reason: BackupReason) -> None:
        try:
            if self.backups is not None and self.look() is not None:
                self.backups.add(self._data(), backup_reason)
        except OSError as error:
            raise CannotSaveError(self.path, f"the backup before it cannot be made: {reason(error)}") from error

    def has_backups(self) -> bool:
        """Whether there is a backup of this journal; none where nobody can look."""
        try:
            return self.backups is not None and bool(self.backups.list() or self.backups.previous())
        except OSError:
            return False

    def back_up_hand_edit(self) -> bool:
        """Keep the file as somebody else left it, and return whether that is new; where none can be kept, it is."""
        if self.backups is None:
            return True
        try:
            before = self.backups.list()[:1]
            self.back_up(BackupReason.HAND)
            return self.backups.list()[:1] != before
        except (OSError, CannotSaveError):
            return True

    def set_aside(self) -> Path:
        """Keep a damaged file under a name of its own, which it returns, until another takes its place; raises OSError.

        It keeps its own name until then, so that a journal is never gone in between.
        """
        target = self.target
        beside = [target.with_name(name) for name in self.disk.names(target.parent) if ".damaged-" in name]
        aside = next((path for path in beside if path.samefile(target)), None)
        if aside is not None:
            return aside
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        names = (f"{target.name}.damaged-{moment}{again}" for again in ("", *(f"-{n}" for n in range(2, 1000))))
        aside = next(path for name in names if not os.path.lexists(path := target.with_name(name)))
        try:
            self.disk.link(target, aside)
        except OSError:  # some file systems have one name for each file
            self.disk.rename(target, aside)
        return aside

    def _with_hand_edits(self, known: State | None, documents: Documents, found: Fingerprint) -> Documents:
        """Return the records with what a hand changed told as edits, as far as it is known how they were before."""
        before = known.documents if known is not None else self.backups.before_last_save() if self.backups else None
        if before is None:
            return documents
        return stamp_hand_edits(before, documents, moment_of(found[3]))

    def _caught_up(self, known: State, documents: Documents, rebase: Rebase, *, anew: bool) -> tuple[State, Documents]:
        if self.look() is None and known.fingerprint is not None:
            if not anew:
                raise GoneError(self.path)
            return State(Documents(), None), documents
        try:
            found = self.load(known)
        except DamagedError:
            if not anew:
                raise
            self.set_aside()
            return State(Documents(), None), documents
        return found, documents if found.digest == known.digest != "" else rebase(found.documents)

    def _make_way(self, backup_reason: BackupReason) -> None:
        if self.look() is None:
            return
        try:
            self.load()
        except DamagedError:
            self.set_aside()
        else:
            self._back_up_now(backup_reason)

    def _back_up_current(self, known: State, backup_reason: BackupReason | None) -> None:
        """Keep what is about to be replaced: once a day in a backup, and by a second name, which costs nothing."""
        if self.backups is None or known.fingerprint is None:
            return
        if known.schema < SCHEMA:
            self._back_up_now(BackupReason.MIGRATION)
        elif not known.as_written:
            self._back_up_now(BackupReason.HAND)
        elif backup_reason is not None:
            self._back_up_now(backup_reason)
        else:
            self._try_backup(lambda backups: backups.add_daily(self._data))
        self._try_backup(lambda backups: backups.hold(self.target))

    def _try_backup(self, keep: Callable[[Backups], object]) -> None:
        """Keep what can be kept; where it cannot, what was written today comes first."""
        try:
            if self.backups is not None:
                keep(self.backups)
        except OSError as error:
            self.backup_problem = reason(error)

    def _write(self, documents: Documents) -> State:
        data = lay_out(documents)
        target = self.target
        self.disk.sweep(target.parent, temporary_prefix(target))  # we hold the lock: nobody is writing one
        self.disk.replace(target, data)
        found = self.look()
        settled = found is not None and found[2] == len(data) and _is_settled(found)
        return State(documents, found, _digest(data, as_written=True), is_settled=settled)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        target = self.target
        with self.disk.locked(target.with_name(f"{target.name}.lock"), LOCK_SECONDS):
            yield

    def _data(self) -> bytes:
        try:
            return self.disk.read(self.path)
        except OSError as error:
            raise CannotReadError(self.path, reason(error)) from error


def _digest(data: bytes | bytearray, *, as_written: bool) -> str:
    """Return what tells these bytes from all others."""
    return f"{len(data)}:{checksum_in(data)}" if as_written else sha256(data).hexdigest()


def _is_settled(found: Fingerprint) -> bool:
    return abs(time.time_ns() - found[4]) > _UNSETTLED
