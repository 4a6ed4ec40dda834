"""The journal's file as a TinyDB storage."""

from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from filmjournal.journal.disk.documents import Documents, from_plain, plain
from filmjournal.journal.disk.journal_file import JournalFile, State
from filmjournal.journal.errors import CannotReadError, ChangedOutsideError


class JournalStorage(Storage):
    """Keeps a journal in one file; `TinyDB(path, storage=JournalStorage)` sees its tables.

    An unchanged file is read only once, and a save is durable and all or nothing.
    """

    def __init__(self, path: str | Path) -> None:
        self._file = JournalFile(Path(path))
        self._known: State | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return every table, or None where there is no file yet; raises JournalError."""
        known = self._known and self._file.settled(self._known)
        self._known = known or self._file.load()
        try:
            return None if self._known.fingerprint is None else plain(self._known.documents)
        except (msgspec.DecodeError, RecursionError) as error:
            raise CannotReadError(self._file.path, f"a record in it is none that TinyDB can hold ({error})") from error

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Save every table; raises JournalError and changes nothing then.

        TinyDB hands over the whole journal. Where another program saved since it was read, that is refused.
        """
        known = self._known or self._file.load()
        self._known = self._file.save(known, from_plain(data), self._refuse)

    def _refuse(self, found: Documents) -> Documents:
        del found
        raise ChangedOutsideError(self._file.path)
