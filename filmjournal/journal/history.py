"""The history: saved changes that can be undone, in a file of their own, also after the program has ended."""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import NODEFAULT, Struct, structs

from filmjournal.journal.changes import Change
from filmjournal.journal.codec import decoder, to_file
from filmjournal.journal.disk.disk import Disk, reason
from filmjournal.journal.records import Alteration, KeyChange
from filmjournal.journal.safety.backups import BackupReason
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

Value = TypeVar("Value")

MOST_NOTED = 50
"""How many changes the history holds."""

MOST_ALTERED = 200
"""How many records a change may alter and still be undoable from the history."""

MOST_IMPORTED = 10_000
"""How many existing records an import may change and still be undoable; new ones do not count."""

LOCK_SECONDS = 1.0
"""How long to wait for another program that writes the history."""


class _OfFilm(Struct, frozen=True, omit_defaults=True, tag_field="of", tag="film"):
    before: Film | None
    after: Film | None
    rows: str = ""
    rows_after: str = ""
    keys: tuple[KeyChange, ...] = ()


class _OfViewing(Struct, frozen=True, omit_defaults=True, tag_field="of", tag="viewing"):
    before: Viewing | None
    after: Viewing | None
    rows: str = ""
    rows_after: str = ""
    keys: tuple[KeyChange, ...] = ()


class _OfWish(Struct, frozen=True, omit_defaults=True, tag_field="of", tag="wish"):
    before: Wish | None
    after: Wish | None
    rows: str = ""
    rows_after: str = ""
    keys: tuple[KeyChange, ...] = ()


class _OfList(Struct, frozen=True, omit_defaults=True, tag_field="of", tag="list"):
    number: str
    rows: str = ""
    rows_after: str = ""


class _Imported(Struct, frozen=True, tag_field="of", tag="brought"):
    viewings: tuple[str, ...]
    wishes: tuple[str, ...]


_AlteredRecord = _OfFilm | _OfViewing | _OfWish | _OfList | _Imported


class HistoryEntry(Struct, frozen=True):
    """A saved change in the history."""

    id: str
    """Its id, made once."""
    title: str
    """What was done, such as “Logged Stalker”."""
    moment: datetime
    """When it was saved, in UTC."""
    altered: tuple[_AlteredRecord, ...] | None
    """What it altered; None where that was too much, and it can't be undone."""

    @property
    def change(self) -> Change:
        """The change, to be undone."""
        altered = [alteration for each in self.altered or () for alteration in _alterations(each)]
        change = Change(self.title, lambda _: altered, altered)
        change.history_id = self.id
        return change


class _Document(Struct, frozen=True):
    changes: tuple[HistoryEntry, ...] = ()


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
        self.problem = ""
        """What went wrong when it was last read or written, as a sentence; empty where nothing did."""

    def last(self) -> HistoryEntry | None:
        """Return the newest entry; None where there is none, or none that can be read."""
        self.problem = ""
        try:
            noted = self._read()
        except OSError as error:
            self.problem = f"The history of changes, {self._path}, cannot be read: {reason(error)}."
            return None
        except ValueError:
            self.problem = self._damaged
            return None
        return noted[-1] if noted else None

    def note(self, saved: Iterable[tuple[Change, Sequence[Alteration]]]) -> None:
        """Add changes that are on disk now, each with what it altered; an undo removes the entry that it undoes."""
        steps = [step for change, altered in saved if (step := self._step(change, altered)) is not None]
        if steps:
            self._write(steps)

    def forget(self, history_id: str) -> None:
        """Remove the entry with this id."""
        self._write([_without(history_id)])

    def _step(self, change: Change, altered: Sequence[Alteration]) -> _Step | None:
        if change.undoes is not None:
            return _without(change.undoes.history_id) if change.undoes.history_id else None
        is_emptying = change.backup_reason is BackupReason.EMPTY
        alterations = [each for each in altered if not each.changes_nothing]
        if not alterations and not is_emptying:
            return None
        records = (
            _imported(alterations)
            if change.backup_reason is BackupReason.IMPORT
            else list(map(_altered_record, alterations))
        )
        is_undoable = not is_emptying and len(records) <= (
            MOST_IMPORTED if change.backup_reason is BackupReason.IMPORT else MOST_ALTERED
        )
        change.history_id = self._new_id()
        title = change.title.encode(errors="replace").decode()  # a merged file may be named with half characters
        noted = HistoryEntry(change.history_id, title, self._now(), tuple(records) if is_undoable else None)
        if is_emptying:  # what was deleted for good must not be found here either
            return lambda _: [noted]
        return lambda before: [*before, noted]

    def _write(self, steps: Iterable[_Step]) -> None:
        """Change the file as it is at this moment, with earlier steps that could not be written."""
        self._pending += steps
        self.problem = ""
        try:
            self._disk.make_folder(self._path.parent)
            with self._disk.locked(self._path.with_name(f"{self._path.name}.lock"), LOCK_SECONDS):
                try:
                    noted = list(self._read())
                except ValueError:
                    noted, self.problem = [], self._damaged
                for step in self._pending:
                    noted = step(noted)
                document = _Document(tuple(noted[-MOST_NOTED:]))
                self._disk.replace(self._path, msgspec.json.encode(document, enc_hook=to_file))
        except OSError as error:
            self.problem = f"This change cannot be undone later: {self._path} cannot be written ({reason(error)})."
        else:
            self._pending.clear()

    def _read(self) -> tuple[HistoryEntry, ...]:
        """Return the entries. Raises ValueError for what is no history, OSError for what cannot be read."""
        try:
            return _DECODER.decode(self._disk.read(self._path)).changes
        except FileNotFoundError:
            return ()
        except RecursionError as error:
            raise ValueError from error

    @property
    def _damaged(self) -> str:
        return f"The history of changes, {self._path}, is damaged: earlier changes can't be undone."


def _imported(alterations: Sequence[Alteration]) -> list[_AlteredRecord]:
    """Return what an import altered, in short: the ids of what is new, and the changed fields of the rest.

    A new film stays when the import is undone.
    """
    new = [each.after for each in alterations if each.before is None]
    viewings = tuple(value.id for value in new if isinstance(value, Viewing))
    wishes = tuple(value.id for value in new if isinstance(value, Wish))
    changed = [_altered_record(_shortened(each)) for each in alterations if each.before is not None or each.list_number]
    return [_Imported(viewings, wishes), *changed]


def _shortened(altered: Alteration) -> Alteration:
    before, after = altered.before, altered.after
    if before is None or after is None:
        return altered
    fields = structs.fields(type(before))
    same = {
        each.name: each.default
        for each in fields
        if not each.required
        and each.default is not NODEFAULT
        and getattr(before, each.name) == getattr(after, each.name)
    }
    return structs.replace(altered, before=structs.replace(before, **same), after=structs.replace(after, **same))


def _alterations(record: _AlteredRecord) -> list[Alteration]:
    if isinstance(record, _OfList):
        return [Alteration(None, None, record.rows.encode(), record.rows_after, list_number=record.number)]
    if not isinstance(record, _Imported):
        return [Alteration(record.before, record.after, record.rows.encode(), record.rows_after, record.keys)]
    viewings = [Alteration(None, Viewing(id_, "")) for id_ in record.viewings]
    return viewings + [Alteration(None, Wish(id_, "")) for id_ in record.wishes]


def _altered_record(altered: Alteration) -> _AlteredRecord:
    before, after, rows = altered.before, altered.after, (altered.rows.decode(), altered.rows_after)
    if altered.list_number:
        return _OfList(altered.list_number, *rows)
    if isinstance(before, Film) or isinstance(after, Film):
        return _OfFilm(_only(Film, before), _only(Film, after), *rows, altered.keys)
    if isinstance(before, Wish) or isinstance(after, Wish):
        return _OfWish(_only(Wish, before), _only(Wish, after), *rows, altered.keys)
    return _OfViewing(before, after, *rows, altered.keys)


def _only(kind: type[Value], value: object) -> Value | None:
    return value if isinstance(value, kind) else None


def _without(history_id: str) -> _Step:
    return lambda noted: [each for each in noted if each.id != history_id]
