"""A journal once more, to be changed in another thread while the screens go on with the first."""

from copy import copy
from typing import TYPE_CHECKING, Any, Self

from filmjournal.journal.changes import Change
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.store import KeptRecords
from filmjournal.journal.tables import Tables

if TYPE_CHECKING:
    from filmjournal.journal.history import History


class ApartRecords(KeptRecords):
    """What a file holds, with what can be undone and done again; a large change is worked out apart, and taken over."""

    def __init__(self, file: JournalFile, history: "History | None" = None) -> None:
        super().__init__(file, history)
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._began_as: tuple[Any, ...] = ()

    def next_step(self, *, is_undo: bool) -> Change | None:
        """Return the change that an undo, or else a redo, would turn round; None where there is none."""
        stack = self._done if is_undo else self._undone
        return stack[-1] if stack else None

    def apart(self) -> Self:
        """Return this journal once more. It has the same file, and is not to be saved."""
        other = copy(self)
        other._go_apart()  # noqa: SLF001 — it is one of us
        return other

    def take_over(self, other: Self) -> bool:
        """Go on from what was done apart; return whether that could be: nothing else was changed meanwhile."""
        if other._began_as != self._as_it_is():
            return False
        self.tables, self._listing = other.tables, other._listing
        self._pending, self._done, self._undone = other._pending, other._done, other._undone
        self._announce()
        return True

    def _go_apart(self) -> None:
        self._began_as = self._as_it_is()
        _, pending, done, undone = self._began_as
        self._pending, self._done, self._undone = list(pending), list(done), list(undone)
        self._listeners, self._listing = [], copy(self._listing)
        self.tables = Tables(self.tables.documents.copied(), self.tables)

    def _as_it_is(self) -> tuple[Any, ...]:
        return self.tables.documents.copied().tables, tuple(self._pending), tuple(self._done), tuple(self._undone)
