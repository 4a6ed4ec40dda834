"""What screens that show the journal have in common: they follow it, and take the last change back."""

import asyncio
from abc import abstractmethod
from collections.abc import Callable

from filmjournal.journal.changes import Change
from filmjournal.journal.errors import JournalError
from filmjournal.journal.journal import Journal
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.wording import sentence
from filmjournal.tui.screens.journal_screen import JournalScreen, Result
from filmjournal.tui.session import Session

AT_ONCE = 500
"""Records that are altered while nobody notices a wait; more are altered in another thread."""

STEPPING = "stepping"
"""The group of workers that alter them there."""


class ChangingScreen(JournalScreen[Result]):
    """A screen that follows every change to the journal, and takes the last one back."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._unsubscribe: Callable[[], None] | None = None

    @abstractmethod
    def journal_changed(self) -> None:
        """Show the journal as it is now."""

    @abstractmethod
    def show_change(self, change: Change) -> None:
        """Bring what was taken back, or done again, into view."""

    def on_mount(self) -> None:
        """Hear of every change to the journal."""
        self._unsubscribe = self.session.journal.subscribe(self.journal_changed)

    def on_unmount(self) -> None:
        """Hear no more."""
        if self._unsubscribe is not None:
            self._unsubscribe()

    def action_undo(self) -> None:
        """Take the last change back."""
        self._step(is_undo=True)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        self._step(is_undo=False)

    def _step(self, *, is_undo: bool) -> None:
        journal = self.session.journal
        if any(worker.group == STEPPING and not worker.is_finished for worker in self.app.workers):
            self.notify("One moment: the last step is still being done.")
            return
        step = journal.next_step(is_undo=is_undo)
        if step is not None and len(step.altered) > AT_ONCE:
            self.app.run_worker(self._step_apart(step, is_undo=is_undo), group=STEPPING)
            return
        changes: list[Change | None] = []
        if self.done(lambda: changes.append(_stepped(journal, is_undo=is_undo))):
            self._tell_step(changes[0], is_undo=is_undo)

    async def _step_apart(self, step: Change, *, is_undo: bool) -> None:
        """Step in another thread, for it takes a while; again where a save came between, never past another change."""
        journal = self.session.journal

        def stepped() -> tuple[Journal, Change | None]:
            apart = journal.fork()
            return apart, _stepped(apart, is_undo=is_undo)

        while journal.next_step(is_undo=is_undo) is step:
            try:
                apart, change = await asyncio.to_thread(stepped)
            except (JournalError, InvalidValueError) as error:
                self.tell_not_done(error)
                return
            if journal.adopt(apart):
                self._tell_step(change, is_undo=is_undo)
                return
        self.notify("Something else was changed meanwhile: press the key again.", title="Not done")

    def _tell_step(self, change: Change | None, *, is_undo: bool) -> None:
        if change is None:
            self.notify(f"There is nothing to {'undo' if is_undo else 'redo'}.")
            return
        if self.is_attached:
            self.show_change(change)
        did = "Took back" if is_undo else "Done again"
        self.notify(sentence(f"{did}: {change.title[0].lower()}{change.title[1:]}"), markup=False)

    def done(self, change: Callable[[], object]) -> bool:
        """Return whether a change was done, having told why not."""
        try:
            change()
        except (JournalError, InvalidValueError) as error:
            self.tell_not_done(error)
            return False
        return True

    def tell_not_done(self, error: Exception) -> None:
        """Tell why something was not done."""
        self.notify(str(error), title="Not done", severity="error", timeout=15, markup=False)


def _stepped(journal: Journal, *, is_undo: bool) -> Change | None:
    return journal.undo() if is_undo else journal.redo()
