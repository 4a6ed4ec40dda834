"""The changes that were saved and can be taken back, in a file of their own: no program's end forgets them."""

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
"""Changes that are noted at most."""

MOST_ALTERED = 200
"""Records that a change may alter and still be noted with all of them: a merge may alter thousands."""

MOST_IMPORTED = 10_000
"""Records of an import that were there before and may be noted with what it changed of them; new ones do not count."""

LOCK_SECONDS = 1.0
"""How long a note waits for another program that is writing one."""


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
    """A change that was saved, as the history has it."""

    id: str
    """Made once and kept."""
    title: str
    """What was done, such as Logged Stalker."""
    moment: datetime
    """When it was noted, in UTC."""
    altered: tuple[_AlteredRecord, ...] | None
    """What it altered; None where that is not kept, and it cannot be taken back."""

    @property
    def change(self) -> Change:
        """The change as it was made, to be taken back."""
        altered = [alteration for each in self.altered or () for alteration in _alterations(each)]
        change = Change(self.title, lambda _: altered, altered)
        change.history_id = self.id
        return change


class _Document(Struct, frozen=True):
    changes: tuple[HistoryEntry, ...] = ()


_Step = Callable[[list[HistoryEntry]], list[HistoryEntry]]
"""Makes of the changes that are noted those that are to be."""

_DECODER = decoder(_Document)


class History:
    """Notes the changes of one journal that stand, the last one last, in a file that several programs may write.

    It is a convenience: what goes wrong with it is told in `problem`, and never keeps a change from being saved.
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
        """What went wrong with the last reading or writing, in a sentence; nothing where all is well."""

    def last(self) -> HistoryEntry | None:
        """Return the last change that stands; None where there is none, or none that can be read."""
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
        """Note changes that are on the disk by now, each with what it altered; one that takes another back ends it."""
        steps = [step for change, altered in saved if (step := self._step(change, altered)) is not None]
        if steps:
            self._write(steps)

    def forget(self, history_id: str) -> None:
        """Take the change with this id off the history."""
        self._write([_without(history_id)])

    def _step(self, change: Change, altered: Sequence[Alteration]) -> _Step | None:
        if change.undoes is not None:
            return _without(change.undoes.history_id) if change.undoes.history_id else None
        is_emptying = change.backup_reason is BackupReason.EMPTY
        alterations = [each for each in altered if not each.changes_nothing]
        if not alterations and not is_emptying:
            return None
        told = (
            _imported(alterations)
            if change.backup_reason is BackupReason.IMPORT
            else list(map(_altered_record, alterations))
        )
        is_kept = not is_emptying and len(told) <= (
            MOST_IMPORTED if change.backup_reason is BackupReason.IMPORT else MOST_ALTERED
        )
        change.history_id = self._new_id()
        title = change.title.encode(errors="replace").decode()  # a merged file may be named with half characters
        noted = HistoryEntry(change.history_id, title, self._now(), tuple(told) if is_kept else None)
        if is_emptying:  # what was thrown away for good is not to be found here either
            return lambda _: [noted]
        return lambda before: [*before, noted]

    def _write(self, steps: Iterable[_Step]) -> None:
        """Change what the file holds at this moment, with what could not be written before."""
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
        """Return what is noted. Raises ValueError for what is no history, OSError for what cannot be read."""
        try:
            return _DECODER.decode(self._disk.read(self._path)).changes
        except FileNotFoundError:
            return ()
        except RecursionError as error:
            raise ValueError from error

    @property
    def _damaged(self) -> str:
        return f"The history of changes, {self._path}, is damaged: what was done before cannot be undone."


def _imported(alterations: Sequence[Alteration]) -> list[_AlteredRecord]:
    """Return what an import altered, as short as it can be: of what is new the ids, of the rest what became different.

    A film that is new stays where the import is taken back.
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


def _alterations(told: _AlteredRecord) -> list[Alteration]:
    if isinstance(told, _OfList):
        return [Alteration(None, None, told.rows.encode(), told.rows_after, list_number=told.number)]
    if not isinstance(told, _Imported):
        return [Alteration(told.before, told.after, told.rows.encode(), told.rows_after, told.keys)]
    viewings = [Alteration(None, Viewing(id_, "")) for id_ in told.viewings]
    return viewings + [Alteration(None, Wish(id_, "")) for id_ in told.wishes]


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
