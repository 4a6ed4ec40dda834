"""Saves every change while the screens go on, and follows what other programs write to the journal."""

import asyncio
from collections.abc import Callable

from filmjournal.journal.disk.documents import SCHEMA
from filmjournal.journal.errors import JournalError, NewerSchemaError
from filmjournal.journal.journal import Journal

LOOK_EVERY = 1.0
"""Seconds between looks at whether another program changed the file: what it wrote is shown within two."""

RETRY_EVERY = 5.0
"""Seconds after which a save that failed is tried again, unless another change comes first."""


class Autosave:
    """Saves the journal off the event loop, one save at a time, and looks at the file in between.

    `status_changed` is called whenever `trouble` or `is_saved` may have changed, `changed_outside` when another program
    changed the file, `warn` with what went wrong beside a save, once for each new warning.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._requested = asyncio.Event()
        self._replace_file = False
        self._after_save: list[Callable[[], None]] = []
        self.status_changed: Callable[[], None] = lambda: None
        """Called when `trouble` or `is_saved` may have changed."""
        self.changed_outside: Callable[[], None] = lambda: None
        """Called when another program changed the journal."""
        self.warn: Callable[[str], None] = lambda _: None
        """Called with a sentence about what went wrong beside a save."""
        self._warnings: tuple[str, ...] = ()
        self.trouble: JournalError | None = None
        """Why the journal cannot be saved or read; None while all is well."""

    @property
    def read_only(self) -> JournalError | None:
        """Why the journal can be read and not be changed; None where it can."""
        known = self._journal.store.known
        return NewerSchemaError(self._journal.path, known.schema, SCHEMA) if known.schema > SCHEMA else None

    @property
    def is_saved(self) -> bool:
        """Whether every change is on the disk."""
        return self._journal.is_saved

    def request_save(self) -> None:
        """Save as soon as possible."""
        self._requested.set()

    def request_new_file(self) -> None:
        """Save, and write a new file in place of one that is gone or damaged; a damaged one is set aside."""
        self._replace_file = True
        self._requested.set()

    def when_saved(self, then: Callable[[], None]) -> None:
        """Do something once every change is on the disk."""
        self._after_save.append(then)
        self._requested.set()

    async def run(self) -> None:
        """Save and look, until cancelled."""
        unsubscribe = self._journal.subscribe(self._changed)
        try:
            while True:
                await self._step()
                pause = RETRY_EVERY if self.trouble and not self.is_saved else LOOK_EVERY
                try:
                    await asyncio.wait_for(self._requested.wait(), pause)
                except TimeoutError:
                    continue
        finally:
            unsubscribe()

    def _changed(self) -> None:
        if not self.is_saved:
            self._requested.set()

    async def _step(self) -> None:
        self._requested.clear()
        before = self.trouble, self.is_saved
        try:
            if self.is_saved and not self._replace_file:
                await self._look()
            else:
                await self._save()
        except JournalError as error:
            self.trouble = error
        else:
            self.trouble = None
        if self.is_saved:
            self._run_after_save()
        if before != (self.trouble, self.is_saved):
            self.status_changed()

    async def _save(self) -> None:
        unsaved, anew = self._journal.store.unsaved(), self._replace_file
        self.status_changed()
        saved = await asyncio.to_thread(unsaved.save, anew=anew)
        self._replace_file = False
        self._journal.store.finish_save(saved)
        if saved.tables is not None:
            self.changed_outside()
        before, self._warnings = self._warnings, self._journal.store.save_problems
        for warning in self._warnings:
            if warning not in before:
                self.warn(warning)
        if not self.is_saved:
            self._requested.set()

    async def _look(self) -> None:
        known = self._journal.store.known
        found = await asyncio.to_thread(self._journal.store.check_file)
        if found is not None and self._journal.store.known is known:
            changed = found.digest != known.digest
            self._journal.store.reload(found)
            if changed:
                self.changed_outside()

    def _run_after_save(self) -> None:
        steps, self._after_save = self._after_save, []
        for step in steps:
            step()
