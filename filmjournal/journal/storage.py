"""The TinyDB storage under the journal: read once, and written whole or not at all."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from filmjournal.journal.documents import SCHEMA, Documents, from_plain, lay_out, parse, plain
from filmjournal.journal.errors import (
    CannotReadError,
    CannotSaveError,
    ChangedOutsideError,
    DamagedError,
    NewerSchemaError,
)

Fingerprint = tuple[int, int, int, int]
"""Device, inode, size and time of change: what tells one state of a file from the next."""


class JournalStorage(Storage):
    """Keeps a journal in one file; `TinyDB(path, storage=JournalStorage)` sees its tables.

    A save writes a new file beside the old one, makes sure it is on the disk, and puts it in the old one's place.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        """Where the journal is, as it was named."""
        self._loaded: Documents | None = None
        self._fingerprint: Fingerprint | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return every table for TinyDB, or None where there is no file yet."""
        documents = self.load()
        return None if documents is None else plain(documents)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Save what TinyDB hands over; raises CannotSaveError or ChangedOutsideError and then changes nothing."""
        self.save(from_plain(data))

    def load(self) -> Documents | None:
        """Return every record, or None where there is no file yet; an unchanged file is read only once.

        Raises CannotReadError, DamagedError or NewerSchemaError.
        """
        found = self._look()
        if found is not None and (self._loaded is None or found != self._fingerprint):
            self._loaded = self._parse(self._bytes())
        elif found is None:
            self._loaded = None
        self._fingerprint = found
        return self._loaded

    def save(self, documents: Documents) -> None:
        """Put the records on the disk; raises CannotSaveError or ChangedOutsideError and then changes nothing."""
        found = self._look()
        if found is None and self._fingerprint is not None:
            raise CannotSaveError(self.path, "it is gone from its place; move it back there")
        if found != self._fingerprint:
            raise ChangedOutsideError(self.path)
        saved = documents.next_generation()
        target = Path(os.path.realpath(self.path))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_file(target, lay_out(saved))
        except OSError as error:
            raise CannotSaveError(self.path, reason(error)) from error
        documents.tables["meta"] = saved.tables["meta"]
        self._loaded = documents
        self._fingerprint = self._look()

    def _look(self) -> Fingerprint | None:
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
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

    def _bytes(self) -> bytes:
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise CannotReadError(self.path, reason(error)) from error

    def _parse(self, data: bytes) -> Documents:
        if not data.strip():
            raise DamagedError(self.path, "it is empty")
        try:
            data.decode()
            documents = parse(data)
            schema = documents.meta.schema
        except UnicodeDecodeError as error:
            raise DamagedError(self.path, f"byte {error.start:,} is not UTF-8 text") from error
        except msgspec.ValidationError as error:
            raise DamagedError(self.path, f"it is JSON, but not laid out as a journal ({error})") from error
        except msgspec.DecodeError as error:
            raise DamagedError(self.path, f"it is not whole JSON ({error})") from error
        if schema > SCHEMA:
            raise NewerSchemaError(self.path, schema, SCHEMA)
        return documents


def replace_file(target: Path, data: bytes) -> None:
    """Put a new file in place of the target so that at every moment one of the two is there whole; raises OSError."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if os.name == "posix":  # elsewhere a folder cannot be opened, nor need it be
        with suppress(OSError):  # some file systems cannot sync a folder; the new file is in its place all the same
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def reason(error: OSError) -> str:
    """Return why the system refused, in words that fit into a sentence."""
    return (error.strerror or str(error)).lower()
