"""The history: saved changes that can be undone, in a file of their own, also after the program has ended."""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from filmjournal.journal.changes import Change
from filmjournal.journal.codec import decoder, to_file
from filmjournal.journal.disk.disk import Disk, reason
from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.history_entries import HistoryEntry, records_altered
from filmjournal.journal.records import Alteration
from filmjournal.journal.safety.backups import BackupReason
from filmjournal.journal.trash import Trash

MOST_NOTED = 50
"""How many changes the history holds."""

MOST_BYTES = 4_000_000
"""How long all changes of the history may be together; the newest is noted however long it is."""

MOST_ALTERED = 200
"""How many records a change may alter and still be undoable from the history."""

MOST_IMPORTED = 10_000
"""How many existing records an import may change and still be undoable; new ones do not count."""

LOCK_SECONDS = 1.0
"""How long to wait for another program that writes the history."""


class _Document(Struct, frozen=True):
    changes: tuple[HistoryEntry, ...] = ()
    generation: int = 0
    gap: int = 0


class _Encoded(Struct, frozen=True):
    changes: tuple[Raw, ...]
    generation: int
    gap: int


_Step = Callable[[list[HistoryEntry]], list[HistoryEntry]]
"""Returns the entries that the history is to have, given those that it has."""

_DECODER = decoder(_Document)


class History:
    """The saved changes of a journal that were not undone, the newest last; several programs may write its file.

    It is a convenience: what goes wrong with it is in `problem`, and never stops a change from being saved.
    """

    def __init__(
        self, path: Path, *, now: Callable[[], datetime], new_id: Callable[[], str], disk: Disk | None = None
    ) -> None:
        self._path = Path(os.path.realpath(path))  # a link to the file stays a link
        self._now = now
        self._new_id = new_id
        self._disk = disk or Disk()
        self._pending: list[_Step] = []
        self._unnoted: list[int] = []
        self.problem = ""
        """What went wrong when it was last read or written, as a sentence; empty where nothing did."""

    def last(self) -> HistoryEntry | None:
        """Return the newest entry; None where there is none, or none that can be read."""
        noted = self._read_or_explain().changes
        return noted[-1] if noted else None

    def misses_later(self, entry: HistoryEntry, generation: int) -> bool:
        """Whether the journal was saved after this entry without a note here: what an undo reverses is not the last.

        `generation` is that of the journal. Another device saved it, or a program that could not write the history.
        """
        found = self._read_or_explain()
        if not found.generation:
            return False
        return found.gap > entry.generation or generation > found.generation

    def note(self, saved: Iterable[tuple[Change, Sequence[Alteration]]], documents: Documents) -> None:
        """Add changes that are on disk now, each with what it altered; an undo removes the entry that it undoes.

        `documents` are what was saved.
        """
        trash = Trash(documents.tables["trash"])
        generation = documents.meta.generation
        steps = [step for change, altered in saved if (step := self._step(change, altered, trash, generation))]
        self._unnoted.append(generation)
        self._write(steps, generation)

    def forget(self, history_id: str) -> None:
        """Remove the entry with this id."""
        self._write([_without(history_id)])

    def _step(self, change: Change, altered: Sequence[Alteration], trash: Trash, generation: int) -> _Step | None:
        if change.undoes is not None:
            return _without(change.undoes.history_id) if change.undoes.history_id else None
        is_emptying = change.backup_reason is BackupReason.EMPTY
        alterations = [each for each in altered if not each.changes_nothing]
        if not alterations and not is_emptying:
            return None
        is_import = change.backup_reason is BackupReason.IMPORT
        records = records_altered(alterations, trash, is_import=is_import)
        is_undoable = not is_emptying and len(records) <= (MOST_IMPORTED if is_import else MOST_ALTERED)
        change.history_id = self._new_id()
        title = change.title.encode(errors="replace").decode()  # a merged file may be named with half characters
        noted = HistoryEntry(change.history_id, title, self._now(), records if is_undoable else None, generation)
        if is_emptying:  # what was deleted for good must not be found here either
            return lambda _: [noted]
        return lambda before: [*before, noted]

    def _write(self, steps: Iterable[_Step], generation: int = 0) -> None:
        """Change the file as it is at this moment, with earlier steps that could not be written."""
        self._pending += steps
        self.problem = ""
        try:
            self._disk.make_folder(self._path.parent)
            with self._disk.locked(self._path.with_name(f"{self._path.name}.lock"), LOCK_SECONDS):
                try:
                    found = self._read()
                except ValueError:
                    found, self.problem = _Document(), self._damaged
                noted = list(found.changes)
                for step in self._pending:
                    noted = step(noted)
                document = _Encoded(_fitting(noted), max(generation, found.generation), self._gap(found, generation))
                self._disk.sweep(self._path.parent, self._path)  # what a killed program left has whole texts in it
                self._disk.replace(self._path, msgspec.json.encode(document))
        except OSError as error:
            self.problem = f"This change cannot be undone later: {self._path} cannot be written ({reason(error)})."
        else:
            self._pending.clear()
            self._unnoted.clear()

    def _gap(self, found: _Document, generation: int) -> int:
        """Return the last generation that nobody noted, of those up to this one."""
        if not found.generation:
            return found.gap
        last = generation - 1
        while last in self._unnoted:
            last -= 1
        return last if last > found.generation else found.gap

    def _read(self) -> _Document:
        """Return what is noted. Raises ValueError for what is no history, OSError for what cannot be read."""
        try:
            return _DECODER.decode(self._disk.read(self._path))
        except FileNotFoundError:
            return _Document()
        except RecursionError as error:
            raise ValueError from error

    def _read_or_explain(self) -> _Document:
        self.problem = ""
        try:
            return self._read()
        except OSError as error:
            self.problem = f"The history of changes, {self._path}, cannot be read: {reason(error)}."
        except ValueError:
            self.problem = self._damaged
        return _Document()

    @property
    def _damaged(self) -> str:
        return f"The history of changes, {self._path}, is damaged: earlier changes can't be undone."


def _fitting(noted: Sequence[HistoryEntry]) -> tuple[Raw, ...]:
    """Return the newest entries, encoded, as far as there is room for them."""
    encoded: list[Raw] = []
    length = 0
    for entry in reversed(noted[-MOST_NOTED:]):
        data = msgspec.json.encode(entry, enc_hook=to_file)
        length += len(data)
        if encoded and length > MOST_BYTES:
            break
        encoded.append(Raw(data))
    return tuple(reversed(encoded))


def _without(history_id: str) -> _Step:
    return lambda noted: [each for each in noted if each.id != history_id]
