"""The records of a journal in memory, the changes that are not on disk yet, and how they are saved and reloaded."""

from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from filmjournal.journal.changes import Change, Mutation
from filmjournal.journal.disk.documents import SCHEMA, Documents
from filmjournal.journal.disk.journal_file import FileState, JournalFile
from filmjournal.journal.errors import CannotSaveError, GoneError, NewerSchemaError
from filmjournal.journal.listing import Listing
from filmjournal.journal.records import Alteration
from filmjournal.journal.safety.backups import BackupReason
from filmjournal.journal.tables import Tables
from filmjournal.model.collector import collector_paused
from filmjournal.model.errors import InvalidValueError

if TYPE_CHECKING:
    from filmjournal.journal.history import History


class Saved(Struct, frozen=True):
    """The result of saving changes."""

    since: FileState
    """The file as it was known before."""
    state: FileState
    """The file as it is now."""
    changes: tuple[Change, ...]
    """The changes that are on disk with it."""
    tables: Tables | None
    """The records, if another program had changed them meanwhile; else None."""
    altered: tuple[list[Alteration], ...]
    """What each change altered when it was saved."""


class Unsaved(Struct, frozen=True):
    """Changes that are not on disk yet, with the records as they are to be."""

    file: JournalFile
    """The file to write."""
    known: FileState
    """The file as it is known."""
    documents: Documents
    """The records, in a copy that nothing else changes."""
    changes: tuple[Change, ...]
    """The changes since the file was read or written."""
    read: Tables
    """The records as values, so that they need not be read again."""
    history: "History | None" = None
    """Where saved changes are noted; None for nowhere."""

    def save(self, *, anew: bool = False) -> Saved:
        """Save the changes; raises JournalError. It touches nothing that the screens read, so a thread may call it.

        Where another program saved meanwhile, the changes are made again on top of that. With `anew`, a file that is
        gone or damaged is written again.
        """
        redone: list[tuple[Tables, tuple[list[Alteration], ...]]] = []

        def rebase(found: Documents) -> Documents:
            tables = Tables(found.copied(), self.read)
            redone.append((tables, tuple(change.mutation(tables) for change in self.changes)))
            return tables.documents.copied()

        backup_reason = next(
            (change.backup_reason for change in self.changes if change.backup_reason is not None), None
        )
        try:
            state = self.file.save(self.known, self.documents, rebase, backup_reason=backup_reason, anew=anew)
        except InvalidValueError as error:
            raise CannotSaveError(
                self.file.path, f"it would not fit what another program wrote meanwhile. {error}"
            ) from error
        tables, altered = redone[-1] if redone else (None, tuple(change.altered for change in self.changes))
        if self.history is not None:
            self.history.note(zip(self.changes, altered, strict=True), state.documents)
        return Saved(self.known, state, self.changes, tables, altered)


class Store:
    """The records of a file, with the changes that are not in it yet: made in memory at once, saved on request.

    What cannot be saved stays in memory, and the next save tries again. What another program wrote is reloaded, and the
    pending changes are made again on top of it.
    """

    def __init__(self, file: JournalFile, history: "History | None" = None) -> None:
        self.file = file
        """The file on disk."""
        self._history = history
        self._listeners: list[Callable[[], None]] = []
        self.pending: list[Change] = []
        """The changes that are not on disk yet, the oldest first."""
        self.forked_from: tuple[Any, ...] = ()
        """What the store was like when this one was forked from it."""
        self.listing = Listing()
        """Every viewing with its film."""
        self.known: FileState
        """The file as it was last read or written."""
        self.tables: Tables
        """The records, for reading."""
        with collector_paused():
            self._load(file.load())
        self.is_new = self.known.fingerprint is None
        """Whether there was no file when the journal was opened."""

    @property
    def path(self) -> Path:
        """Where the file is, or will be."""
        return self.file.path

    @property
    def is_saved(self) -> bool:
        """Whether every change is on the disk."""
        return not self.pending

    @property
    def save_problems(self) -> tuple[str, ...]:
        """What went wrong beside the last save, each as a sentence: its note in the history, or its backup."""
        problems = (self._history.problem if self._history is not None else "", self.file.backup_problem)
        return tuple(filter(None, problems))

    def back_up_hand_edit(self) -> bool:
        """Back up a file that was edited by hand, and return whether that is new: the person has not been told yet."""
        return not self.known.as_written and self.file.back_up_hand_edit()

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call the listener after every change; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def refuse_if_newer(self) -> None:
        """Raise NewerSchemaError where a later program wrote the file, and it can only be read."""
        if self.known.schema > SCHEMA:
            raise NewerSchemaError(self.path, self.known.schema, SCHEMA)

    def change(self, title: str, mutation: Mutation, backup_reason: BackupReason | None = None) -> Change:
        """Make a change in memory; raises NewerSchemaError or InvalidValueError, and has changed nothing then.

        `backup_reason` makes the save begin with a backup.
        """
        change = Change(title, mutation, [], backup_reason)
        self._apply(change)
        self._applied(change)
        return change

    def reverse(self, title: str, mutation: Mutation, *, undoes: Change | None) -> Change | None:
        """Make a change that reverses another one; None where that alters nothing.

        `undoes` is the other one, unless it is made again. Raises NewerSchemaError or InvalidValueError.
        """
        change = Change(title, mutation, [], undoes=undoes)
        before = self._apply(change)
        if self.tables.documents == before:
            return None
        self._applied(change)
        return change

    def _apply(self, change: Change) -> Documents:
        """Apply a change to the records, and return the records as they were before."""
        self.refuse_if_newer()
        before = self.tables.documents.copied()
        try:
            change.altered = change.mutation(self.tables)
        except InvalidValueError:  # half of it may be done
            self.tables = Tables(before, self.tables)
            raise
        return before

    def _applied(self, change: Change) -> None:
        self.pending.append(change)
        self.listing.refresh(self.tables, change.altered)
        self._announce()

    def save(self, *, anew: bool = False) -> None:
        """Save every change to disk; raises JournalError where that fails, and the changes stay in memory.

        With `anew`, a file that is gone or damaged is written again.
        """
        if self.pending or anew:
            self.finish_save(self.unsaved().save(anew=anew))

    def unsaved(self) -> Unsaved:
        """Return the changes that are not on disk yet, to save in another thread and finish in this one."""
        documents = self.tables.documents.copied()
        return Unsaved(self.file, self.known, documents, tuple(self.pending), self.tables, self._history)

    def finish_save(self, saved: Saved) -> None:
        """Continue from what was saved; later changes stay pending on top of it."""
        (saved.tables or self.tables).documents.tables["meta"] = dict(saved.state.documents.tables["meta"])
        if saved.tables is None:
            self.known = saved.state
            del self.pending[: len(saved.changes)]
            return
        for change, altered in zip(saved.changes, saved.altered, strict=True):
            change.altered = altered
        del self.pending[: len(saved.changes)]
        self._load(saved.state, saved.tables)

    def check_file(self) -> FileState | None:
        """Return the file as it is now; None where it did not change. It changes nothing in the journal.

        Raises JournalError where the file is gone, or cannot be read.
        """
        known = self.known
        settled = self.file.settled(known)
        if settled is not None:
            return None if settled is known else settled
        if known.fingerprint is not None and self.file.look() is None:
            raise GoneError(self.path)
        return self.file.load(known)

    def reload(self, found: FileState) -> None:
        """Continue from what a check of the file found; pending changes are made again on top of it."""
        if found.digest == self.known.digest:
            self.known = found
        else:
            self._load(found)

    def fork(self) -> "Store":
        """Return a store of the same records and pending changes, to change in another thread; it is never saved."""
        other = copy(self)
        other.detach()
        return other

    def detach(self) -> None:
        """Share nothing with the store that this was copied from."""
        self.forked_from = self._state()
        self.pending = list(self.pending)
        self._listeners, self.listing = [], copy(self.listing)
        self.tables = Tables(self.tables.documents.copied(), self.tables)

    def adopt(self, fork: "Store") -> bool:
        """Take over the changes of a fork; return False, and change nothing, where this store changed meanwhile."""
        if fork.forked_from != self._state():
            return False
        self.tables, self.listing, self.pending = fork.tables, fork.listing, fork.pending
        self._announce()
        return True

    def _state(self) -> tuple[Any, ...]:
        return self.tables.documents.copied().tables, tuple(self.pending)

    def _announce(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    def _load(self, state: FileState, tables: Tables | None = None) -> None:
        """Continue from what a file holds, with the pending changes made again on top."""
        self.known = state
        self.tables = tables or Tables(state.documents.copied(), getattr(self, "tables", None))
        for change in self.pending:
            change.altered = change.mutation(self.tables)
        self.listing.rebuild(self.tables)
        self._announce()
