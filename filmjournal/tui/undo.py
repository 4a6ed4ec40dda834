"""Undo and redo on a screen, with their messages."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from textual.screen import Screen
from textual.worker import Worker

from filmjournal.journal.changes import Change
from filmjournal.journal.errors import JournalError
from filmjournal.journal.journal import Journal
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.wording import stepped

IN_THREAD_FROM = 500
"""Records from which a step is done in another thread; fewer take no time that anybody notices."""

WORKERS = "undo"
"""The group of workers that do a step in another thread."""


class UndoActions:
    """What a screen does to change the journal, and to undo and redo changes: the toasts say what happened.

    `show_change` is called after a step, while the screen is there, to bring what changed into view.
    """

    def __init__(self, screen: Screen[Any], journal: Journal, show_change: Callable[[Change], None]) -> None:
        self._screen = screen
        self._journal = journal
        self._show_change = show_change

    def undo(self) -> None:
        """Undo the last change."""
        self._step(is_undo=True)

    def redo(self) -> None:
        """Redo the change that was undone last."""
        self._step(is_undo=False)

    def attempt(self, change: Callable[[], object]) -> bool:
        """Make a change, and return whether it was made; the reason why not is shown."""
        try:
            change()
        except (JournalError, InvalidValueError) as error:
            self._show_error(error)
            return False
        return True

    def attempt_in_thread(
        self, change: Callable[[Journal], Change | None], made: Callable[[Change | None], None]
    ) -> None:
        """Make a change of many records on a fork of the journal while the screen stays alive; then call `made`."""
        if self._is_busy():
            return
        _: Worker[None] = self._screen.app.run_worker(partial(self._change_in_thread, change, made), group=WORKERS)

    async def _change_in_thread(
        self, change: Callable[[Journal], Change | None], made: Callable[[Change | None], None]
    ) -> None:
        def changed() -> tuple[Journal, Change | None]:
            fork = self._journal.fork()
            return fork, change(fork)

        while True:  # again if a save came between
            try:
                fork, done = await asyncio.to_thread(changed)
            except (JournalError, InvalidValueError) as error:
                self._show_error(error)
                return
            if self._journal.adopt(fork):
                made(done)
                return

    def _is_busy(self) -> bool:
        """Whether a step is done in another thread now, which is said."""
        is_busy = any(worker.group == WORKERS and not worker.is_finished for worker in self._screen.app.workers)
        if is_busy:
            self._screen.notify("One moment: the last step is still running.")
        return is_busy

    def _step(self, *, is_undo: bool) -> None:
        if self._is_busy():
            return
        step = self._journal.next_step(is_undo=is_undo)
        if step is not None and len(step.altered) > IN_THREAD_FROM:
            _: Worker[None] = self._screen.app.run_worker(
                partial(self._step_in_thread, step, is_undo=is_undo), group=WORKERS
            )
            return
        changes: list[Change | None] = []
        if self.attempt(lambda: changes.append(_stepped(self._journal, is_undo=is_undo))):
            self._show_step(changes[0], is_undo=is_undo)

    async def _step_in_thread(self, step: Change, *, is_undo: bool) -> None:
        """Step on a fork of the journal and adopt it; again if a save came between, but never past another change."""

        def stepped() -> tuple[Journal, Change | None]:
            fork = self._journal.fork()
            return fork, _stepped(fork, is_undo=is_undo)

        while self._journal.next_step(is_undo=is_undo) is step:
            try:
                fork, change = await asyncio.to_thread(stepped)
            except (JournalError, InvalidValueError) as error:
                self._show_error(error)
                return
            if self._journal.adopt(fork):
                self._show_step(change, is_undo=is_undo)
                return
        self._screen.notify("The journal changed meanwhile: press the key again.", title="Not done")

    def _show_step(self, change: Change | None, *, is_undo: bool) -> None:
        if change is None:
            self._screen.notify(f"Nothing to {'undo' if is_undo else 'redo'}.")
            return
        if self._screen.is_attached:
            self._show_change(change)
        entry = self._journal.entry(change.restored_viewing)
        restored = entry.film if entry is not None else None
        self._screen.notify(stepped(change.title, is_undo=is_undo, restored=restored), markup=False)

    def _show_error(self, error: Exception) -> None:
        self._screen.notify(str(error), title="Not done", severity="error", timeout=15, markup=False)


def _stepped(journal: Journal, *, is_undo: bool) -> Change | None:
    return journal.undo() if is_undo else journal.redo()
