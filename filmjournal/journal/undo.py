"""What can be undone and redone while the program runs."""

from collections.abc import Iterable

from filmjournal.journal.changes import Change


class UndoStack:
    """The changes made here, the last one on top, and those undone since."""

    def __init__(self, done: Iterable[Change] = (), undone: Iterable[Change] = ()) -> None:
        self.done = list(done)
        """The changes that can be undone, the last one at the end."""
        self.undone = list(undone)
        """The changes that can be redone, the one undone last at the end."""

    def made(self, change: Change) -> None:
        """Put a new change on top; what was undone before it can no longer be redone."""
        self.done.append(change)
        self.undone.clear()

    def clear_made(self) -> None:
        """Forget what could be undone: its records are gone for good."""
        self.done.clear()

    def next(self, *, is_undo: bool) -> Change | None:
        """Return the change that an undo, or else a redo, would reverse; None where there is none."""
        stack = self.done if is_undo else self.undone
        return stack[-1] if stack else None

    def take(self, *, is_undo: bool) -> Change | None:
        """Take that change off; None where there is none."""
        stack = self.done if is_undo else self.undone
        return stack.pop() if stack else None

    def put(self, change: Change, *, can_undo: bool) -> None:
        """Put a change back where an undo finds it, or else a redo."""
        (self.done if can_undo else self.undone).append(change)

    def copy(self) -> "UndoStack":
        """Return a stack of the same changes."""
        return UndoStack(self.done, self.undone)

    def __eq__(self, other: object) -> bool:
        """Whether both have the same changes."""
        if not isinstance(other, UndoStack):
            return NotImplemented
        return (self.done, self.undone) == (other.done, other.undone)

    __hash__ = None  # type: ignore[assignment]  # it changes
