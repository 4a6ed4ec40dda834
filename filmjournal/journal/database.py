"""The journal as a TinyDB, for people's own scripts: what they write goes the way of every other change."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.documents import TABLES, Documents
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.document_changes import WRITABLE, DocumentChange, changes_between, mutation_of, title_of
from filmjournal.journal.errors import CannotReadError, DocumentError
from filmjournal.journal.history import MOST_ALTERED, History
from filmjournal.journal.places import Places, new_id, now
from filmjournal.journal.safety.backups import BackupReason, Backups
from filmjournal.journal.store import Store
from filmjournal.model.collector import collector_paused
from filmjournal.model.wording import listed

_Tables = Mapping[str, Any]


def open_database(path: str | os.PathLike[str] | None = None) -> TinyDB:
    """Return the journal at a path as a TinyDB; without a path the one that the program opens.

    Raises JournalError where the file is there and cannot be read.
    """
    return JournalDatabase(Places.find(None if path is None else Path(path), os.environ), storage=JournalStorage)


def plain(documents: Documents) -> dict[str, dict[str, Any]]:
    """Return every table as TinyDB's own storages return it; raises msgspec.DecodeError for what Python cannot hold."""
    tables: dict[str, dict[str, Any]] = {
        name: {number: msgspec.json.decode(raw) for number, raw in table.items()}
        for name, table in documents.tables.items()
    }
    return tables | {name: msgspec.json.decode(raw) for name, raw in documents.rest.items()}


class JournalStorage(Storage):
    """The file of a journal as TinyDB asks for it.

    What another program saved is read anew. What is written is compared with what was read: only what differs is
    changed, on top of what others saved meanwhile.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._store = self._opened()
        self._is_steady = False
        self._numbers: dict[tuple[str, str], str] = {}

    @property
    def digest(self) -> str:
        """What tells the file as it is now from every other state; raises JournalError."""
        self._refresh()
        return self._store.known.digest

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return every table by its name, None where there is no file yet; raises JournalError."""
        self._refresh()
        if self._store.known.fingerprint is None:
            return None
        self._check_numbers()
        return self._plain()

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Save what differs from what was read.

        Raises DocumentError for what the journal does not take, and another JournalError where it cannot be saved;
        nothing is changed then.
        """
        changes = self._changes(data)
        self._numbers = {}
        if not changes:
            return
        try:
            with collector_paused():
                backup_reason = BackupReason.SCRIPT if len(changes) > MOST_ALTERED else None
                self._store.change(title_of(changes, self._store.tables), mutation_of(changes, now()), backup_reason)
                self._store.save()
        except BaseException:  # also when somebody interrupts it: a later write must not bring this one along
            self._store = self._opened()
            raise
        for change in changes:
            if change.before is None and change.after is not None:
                stored = self._store.tables.stored(change.table, change.after["id"])
                self._numbers[change.table, change.number] = stored.number if stored is not None else change.number

    def number_of(self, table: str, number: int) -> int:
        """Return the number of a document that was inserted last: another where a program took its own meanwhile."""
        return int(self._numbers.get((table, str(number)), number))

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Read the file only once: what TinyDB numbers and what it writes is to be the same state of it."""
        self._refresh()
        self._is_steady = True
        try:
            yield
        finally:
            self._is_steady = False

    def _opened(self) -> Store:
        places = self._places
        file = JournalFile(places.journal, Disk(), Backups(places.backups, Disk(), now))
        return Store(file, History(places.history, now=now, new_id=new_id))

    def _refresh(self) -> None:
        found = None if self._is_steady else self._store.check_file()
        if found is not None:
            self._store.reload(found)

    def _plain(self) -> dict[str, dict[str, Any]]:
        try:
            with collector_paused():
                return plain(self._store.tables.documents)
        except (msgspec.DecodeError, RecursionError) as error:
            reason = f"a record in it is none that TinyDB can hold ({error})"
            raise CannotReadError(self._places.journal, reason) from error

    def _check_numbers(self) -> None:
        for name in TABLES:
            odd = [number for number in self._store.tables.documents.tables[name] if not number.isdecimal()]
            if odd:
                reason = f"TinyDB numbers its documents, and one of {name} is called “{odd[0]}”"
                raise CannotReadError(self._places.journal, reason)

    def _changes(self, data: _Tables) -> list[DocumentChange]:
        before: dict[str, Any] = self._plain()
        for name in {*data, *before} - set(WRITABLE):
            if data.get(name, {}) != before.get(name, {}):
                raise DocumentError(name, "", f"is not one to write: only {listed(WRITABLE)} are")
        gone = [name for name in WRITABLE if name not in data and before.get(name)]
        if gone:
            raise DocumentError(gone[0], "", "belongs to every journal: `truncate` removes what is in it")
        ids = iter(new_id, None)
        return [
            each for name in WRITABLE for each in changes_between(name, before.get(name, {}), data.get(name, {}), ids)
        ]


class JournalTable(Table):
    """One table of a journal. A document that is inserted without an id gets one."""

    def __init__(self, storage: JournalStorage, name: str, **options: Any) -> None:  # noqa: ANN401 — TinyDB's own
        super().__init__(storage, name, **options)
        self._journal = storage
        self._digest = ""

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document and return its number; raises JournalError."""
        with self._journal.steady():
            self._next_id = None
            return self._journal.number_of(self.name, super().insert(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert documents, all or none, and return their numbers; raises JournalError."""
        with self._journal.steady():
            self._next_id = None
            return [self._journal.number_of(self.name, number) for number in super().insert_multiple(documents)]

    def search(self, cond: QueryLike) -> list[Document]:
        """Return every document that fits, also of those that another program has just saved; raises JournalError."""
        digest = self._journal.digest
        if digest != self._digest:
            self.clear_cache()
        self._digest = digest
        return super().search(cond)


class JournalDatabase(TinyDB):
    """A journal, with tables that know what others save meanwhile."""

    table_class: type[Table] = JournalTable
