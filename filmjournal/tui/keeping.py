"""Puts every change on the disk while the screens go on, and follows what other programs write."""

import asyncio
from collections.abc import Callable

from filmjournal.journal.disk.documents import SCHEMA
from filmjournal.journal.errors import JournalError, NewerSchemaError
from filmjournal.journal.journal import Journal

LOOK_EVERY = 1.0
"""Seconds between looks at whether another program changed the file: what it wrote is shown within two."""

RETRY_EVERY = 5.0
"""Seconds after which a save that failed is tried again, unless another change comes first."""


class Keeping:
    """Saves the journal off the event loop, one save at a time; looks at the file in between.

    `told` is called whenever `trouble` or whether everything is saved may have changed, `changed_outside` when another
    program changed the file, `warned` with what went wrong beside a save, when that is new.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._wanted = asyncio.Event()
        self._anew = False
        self._then: list[Callable[[], None]] = []
        self.told: Callable[[], None] = lambda: None
        """What to call when there is something to tell."""
        self.changed_outside: Callable[[], None] = lambda: None
        """What to call when another program changed the journal."""
        self.warned: Callable[[str], None] = lambda _: None
        """What to call with a sentence about what went wrong beside a save."""
        self._warned = ""
        self.trouble: JournalError | None = None
        """Why the journal cannot be saved or read; None while all is well."""

    @property
    def read_only(self) -> JournalError | None:
        """Why the journal can be read and not be changed; None where it can."""
        known = self._journal.known
        return NewerSchemaError(self._journal.path, known.schema, SCHEMA) if known.schema > SCHEMA else None

    @property
    def is_saved(self) -> bool:
        """Whether every change is on the disk."""
        return self._journal.is_saved

    def want(self) -> None:
        """Save as soon as may be."""
        self._wanted.set()

    def want_anew(self) -> None:
        """Save, and write a new file in place of one that is gone or damaged; a damaged one is set aside."""
        self._anew = True
        self._wanted.set()

    def when_saved(self, then: Callable[[], None]) -> None:
        """Do something once every change is on the disk."""
        self._then.append(then)
        self._wanted.set()

    async def run(self) -> None:
        """Save and look, until cancelled."""
        unsubscribe = self._journal.subscribe(self._changed)
        try:
            while True:
                await self._step()
                pause = RETRY_EVERY if self.trouble and not self.is_saved else LOOK_EVERY
                try:
                    await asyncio.wait_for(self._wanted.wait(), pause)
                except TimeoutError:
                    continue
        finally:
            unsubscribe()

    def _changed(self) -> None:
        if not self.is_saved:
            self._wanted.set()

    async def _step(self) -> None:
        self._wanted.clear()
        before = self.trouble, self.is_saved
        try:
            if self.is_saved and not self._anew:
                await self._look()
            else:
                await self._save()
        except JournalError as error:
            self.trouble = error
        else:
            self.trouble = None
        if self.is_saved:
            self._settle()
        if before != (self.trouble, self.is_saved):
            self.told()

    async def _save(self) -> None:
        unsaved, anew = self._journal.unsaved(), self._anew
        self.told()
        saved = await asyncio.to_thread(unsaved.save, anew=anew)
        self._anew = False
        self._journal.adopt(saved)
        if saved.tables is not None:
            self.changed_outside()
        before, self._warned = self._warned, self._journal.history_trouble
        if self._warned not in {"", before}:
            self.warned(self._warned)
        if not self.is_saved:
            self._wanted.set()

    async def _look(self) -> None:
        known = self._journal.known
        found = await asyncio.to_thread(self._journal.look)
        if found is not None and self._journal.known is known:
            changed = found.digest != known.digest
            self._journal.take_in(found)
            if changed:
                self.changed_outside()

    def _settle(self) -> None:
        then, self._then = self._then, []
        for step in then:
            step()
