"""The journal's file: read whole, written whole or not at all, by one program at a time."""

import os
import stat
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, structs

from filmjournal.journal.disk.disk import Disk, Lock, OvertakenError, UnsureError, moment_of, reason
from filmjournal.journal.disk.documents import SCHEMA, Documents, checksum_in, encode_file, is_as_written
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
from filmjournal.journal.safety.backups import BackupReason, Backups

Fingerprint = tuple[int, int, int, int, int]
"""Device, inode, size, and when content and status changed: what tells one state of a file from the next."""

LOCK_SECONDS = 30.0
"""How long a save waits for another program that writes."""

_TRIES = 20
"""How often a save begins again because the lock file was removed, and another program wrote meanwhile."""

_UNSETTLED = 12_000_000
"""Nanoseconds within which two changes of a file may have the same times: clocks of file systems are coarse."""


class FileState(Struct, frozen=True):
    """A file as it was last read or written."""

    documents: Documents
    """The records, migrated to this version's schema."""
    fingerprint: Fingerprint | None
    """Its fingerprint; None where there was no file."""
    digest: str = ""
    """A digest of its bytes."""
    schema: int = SCHEMA
    """The schema that it was read with."""
    as_written: bool = True
    """Whether this program wrote it; otherwise it was edited by hand, or damaged in a way that left it whole."""
    is_settled: bool = True
    """Whether a later change of the file is sure to change its fingerprint."""


Rebase = Callable[[Documents], Documents]
"""Makes the changes again on top of what another program wrote, and returns the records."""


class JournalFile:
    """The file of a journal. It is stateless: what was read or written is returned as a FileState."""

    def __init__(self, path: Path, disk: Disk | None = None, backups: Backups | None = None) -> None:
        self.path = path
        """Where the journal is, as it was named."""
        self.disk = disk or Disk()
        """The disk that it is on."""
        self.backups = backups
        """Its backups; None where none are made."""
        self.backup_problem = ""
        """Why the last save could make no backup, as a sentence; empty where it could."""

    @property
    def target(self) -> Path:
        """The file itself, where the path is a link to it."""
        return Path(os.path.realpath(self.path))

    def look(self) -> Fingerprint | None:
        """Return the file's fingerprint, None where there is no file; raises CannotReadError for what is no file."""
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

    def load(self, known: FileState | None = None) -> FileState:
        """Return the file's state, without records where there is none. Raises CannotReadError or DamagedError.

        `known` is an earlier state: hand-made changes are found by comparing with it.
        """
        found = self.look()
        if found is None:
            return FileState(Documents(), None)
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
        return FileState(documents, found, digest, schema, as_written or schema == 1, _is_settled(found))

    def settled(self, known: FileState) -> FileState | None:
        """Return the known state if the file did not change since, else None; raises CannotReadError."""
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
        known: FileState,
        documents: Documents,
        rebase: Rebase,
        *,
        backup_reason: BackupReason | None = None,
        anew: bool = False,
    ) -> FileState:
        """Save records and return the file's state.

        Where the file changed since it was known, it is read again and `rebase` makes the records to save. With `anew`,
        a file that is gone or damaged is written again; a damaged one is set aside first.
        Raises CannotSaveError, GoneError, CannotReadError, DamagedError or NewerSchemaError; nothing is changed then.
        """
        if not anew and known.fingerprint is not None and self.look() is None:
            raise GoneError(self.path)
        try:
            self.disk.make_folder(self.target.parent)
            for _ in range(_TRIES):
                with suppress(OvertakenError):
                    return self._save_once(known, documents, rebase, backup_reason, anew=anew)
        except UnsureError as error:
            raise MaybeSavedError(self.path, reason(error)) from error
        except MemoryError as error:
            raise CannotSaveError(self.path, "there is too little memory") from error
        except OSError as error:
            raise CannotSaveError(self.path, reason(error)) from error
        raise self._overtaken

    @property
    def _overtaken(self) -> CannotSaveError:
        why = (
            f"something keeps removing {self._lock_path.name}, which keeps other programs from writing at the same time"
        )
        return CannotSaveError(self.path, why)

    def _save_once(
        self,
        known: FileState,
        documents: Documents,
        rebase: Rebase,
        backup_reason: BackupReason | None,
        *,
        anew: bool,
    ) -> FileState:
        """Save records as `save` does; raises OvertakenError where another program wrote the file meanwhile."""
        with self._locked() as lock:
            if self.settled(known) is None:
                known, documents = self._caught_up(known, documents, rebase, anew=anew)
            if known.schema > SCHEMA:
                raise NewerSchemaError(self.path, known.schema, SCHEMA)
            found = known.fingerprint or self.look()  # a damaged file that was set aside has its name still
            self._back_up_current(known, backup_reason)
            state = self._write(documents.next_generation(), self._unchanged(lock, found))
            if self.backups is not None and known.fingerprint is not None:
                self._try_backup(Backups.keep_as_previous)
            return state

    def _unchanged(self, lock: Lock, found: Fingerprint | None) -> Callable[[], bool]:
        """Return what says whether the lock is held and the file still the one that was found.

        A backup gives the file a second name, which changes its status alone.
        """

        def is_unchanged() -> bool:
            now = self.look()
            return lock.is_held and (now is found if now is None or found is None else now[:4] == found[:4])

        return is_unchanged

    def put(self, data: bytes, backup_reason: BackupReason) -> None:
        """Replace the file by the bytes of a whole journal, after a backup.

        A damaged file is set aside. Raises CannotSaveError or CannotReadError.
        """
        try:
            self.disk.make_folder(self.target.parent)
            for _ in range(_TRIES):
                with suppress(OvertakenError), self._locked() as lock:
                    found = self.look()
                    self._make_way(backup_reason)
                    self.disk.replace(self.target, data, self._unchanged(lock, found))
                    return
        except OSError as error:
            raise CannotSaveError(self.path, reason(error)) from error
        raise self._overtaken

    def back_up(self, backup_reason: BackupReason) -> None:
        """Back up the file, while nothing writes it; raises CannotSaveError."""
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
        """Whether there is a backup of this journal; False where the folder can't be read."""
        try:
            return self.backups is not None and bool(self.backups.list() or self.backups.previous())
        except OSError:
            return False

    def back_up_hand_edit(self) -> bool:
        """Back up a file that was edited by hand; return whether that is new, also where no backup can be made."""
        if self.backups is None:
            return True
        try:
            before = self.backups.list()[:1]
            self.back_up(BackupReason.HAND)
            return self.backups.list()[:1] != before
        except (OSError, CannotSaveError):
            return True

    def set_aside(self) -> Path:
        """Give a damaged file a second name, and return that; raises OSError.

        It has its own name too until another file takes its place, so that a journal is never missing in between.
        """
        target = self.target
        names = [name for name in self.disk.names(target.parent) if name.startswith(f"{target.name}.damaged-")]
        beside = (target.with_name(name) for name in names)
        aside = next((path for path in beside if path.exists() and path.samefile(target)), None)
        if aside is not None:
            return aside
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        free = (f"{target.name}.damaged-{moment}{again}" for again in ("", *(f"-{n}" for n in range(2, 1000))))
        aside = next(path for name in free if not os.path.lexists(path := target.with_name(name)))
        try:
            self.disk.link(target, aside)
        except OSError:  # some file systems have one name for each file
            self.disk.rename(target, aside)
        return aside

    def _with_hand_edits(self, known: FileState | None, documents: Documents, found: Fingerprint) -> Documents:
        """Return the records with hand-made changes stamped as edits, as far as an earlier state is known."""
        from filmjournal.journal.disk.hand_edits import stamp_hand_edits  # noqa: PLC0415 — few files are edited by hand

        before = known.documents if known is not None else self.backups.before_last_save() if self.backups else None
        if before is None:
            return documents
        return stamp_hand_edits(before, documents, moment_of(found[3]))

    def _caught_up(
        self, known: FileState, documents: Documents, rebase: Rebase, *, anew: bool
    ) -> tuple[FileState, Documents]:
        if self.look() is None and known.fingerprint is not None:
            if not anew:
                raise GoneError(self.path)
            return FileState(Documents(), None), documents
        try:
            found = self.load(known)
        except DamagedError:
            if not anew:
                raise
            self.set_aside()
            return FileState(Documents(), None), documents
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

    def _back_up_current(self, known: FileState, backup_reason: BackupReason | None) -> None:
        """Back up the file that is about to be replaced: by a second name, and once a day or for a reason."""
        self.backup_problem = ""
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
        """Make a backup if that is possible; if not, the save comes first."""
        try:
            if self.backups is not None:
                keep(self.backups)
        except OSError as error:
            self.backup_problem = f"The journal was saved, but no backup of it could be made: {reason(error)}."

    def _write(self, documents: Documents, may_replace: Callable[[], bool]) -> FileState:
        data = encode_file(documents)
        target = self.target
        self.disk.sweep(target.parent, target)  # we hold the lock: nobody is writing one
        try:
            self.disk.replace(target, data, may_replace)
        except FileNotFoundError as error:
            if not target.parent.is_dir():
                raise
            raise OvertakenError from error  # another program, which lost its lock, swept our temporary file away
        found = self.look()
        settled = found is not None and found[2] == len(data) and _is_settled(found)
        return FileState(documents, found, _digest(data, as_written=True), is_settled=settled)

    @property
    def _lock_path(self) -> Path:
        return self.target.with_name(f"{self.target.name}.lock")

    def _locked(self) -> AbstractContextManager[Lock]:
        return self.disk.locked(self._lock_path, LOCK_SECONDS)

    def _data(self) -> bytes:
        try:
            return self.disk.read(self.path)
        except OSError as error:
            raise CannotReadError(self.path, reason(error)) from error


def _digest(data: bytes | bytearray, *, as_written: bool) -> str:
    """Return a digest of the bytes: their length and checksum, or SHA-256 for what this program did not write."""
    return f"{len(data)}:{checksum_in(data)}" if as_written else sha256(data).hexdigest()


def _is_settled(found: Fingerprint) -> bool:
    return abs(time.time_ns() - found[4]) > _UNSETTLED
