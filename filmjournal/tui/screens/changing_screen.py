"""What screens that show the journal have in common: they follow it, and take the last change back."""

from abc import abstractmethod
from collections.abc import Callable

from filmjournal.journal.change import Change
from filmjournal.journal.errors import JournalError
from filmjournal.model.errors import InvalidValueError
from filmjournal.render.words import sentence
from filmjournal.tui.desk import Desk
from filmjournal.tui.screens.journal_screen import JournalScreen, Result


class ChangingScreen(JournalScreen[Result]):
    """A screen that follows every change to the journal, and takes the last one back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._unsubscribe: Callable[[], None] | None = None

    @abstractmethod
    def journal_changed(self) -> None:
        """Show the journal as it is now."""

    @abstractmethod
    def show_change(self, change: Change) -> None:
        """Bring what was taken back, or done again, into view."""

    def on_mount(self) -> None:
        """Hear of every change to the journal."""
        self._unsubscribe = self.desk.journal.subscribe(self.journal_changed)

    def on_unmount(self) -> None:
        """Hear no more."""
        if self._unsubscribe is not None:
            self._unsubscribe()

    def action_undo(self) -> None:
        """Take the last change back."""
        self._step(self.desk.journal.undo, "Took back", "There is nothing to undo.")

    def action_redo(self) -> None:
        """Bring back what was undone."""
        self._step(self.desk.journal.redo, "Done again", "There is nothing to redo.")

    def _step(self, step: Callable[[], Change | None], did: str, nothing: str) -> None:
        changes: list[Change | None] = []
        if not self.done(lambda: changes.append(step())):
            return
        change = changes[0]
        if change is None:
            self.notify(nothing)
            return
        self.show_change(change)
        self.notify(sentence(f"{did}: {change.title[0].lower()}{change.title[1:]}"), markup=False)

    def done(self, change: Callable[[], object]) -> bool:
        """Return whether a change was done, having told why not."""
        try:
            change()
        except (JournalError, InvalidValueError) as error:
            self.notify(str(error), title="Not done", severity="error", timeout=15, markup=False)
            return False
        return True
