"""One entry being written: what the writing starts from, and the draft of it on disk."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from textual.widget import Widget

from filmjournal.journal.errors import DraftNotKeptError, JournalError
from filmjournal.journal.safety.drafts import Drafts, saved_slot, slot_of
from filmjournal.model.draft import Draft

DRAFT_EVERY = 0.5
"""Seconds between looks at whether a draft is to be put on disk: what is typed is there within a second."""


class DraftAutosave:
    """Keeps the draft on disk in step with the form, and a draft that was left earlier within reach."""

    def __init__(self, drafts: Drafts, fresh: Draft, today: Callable[[], date], slot: str = "") -> None:
        self.fresh = fresh
        """What is saved, or an empty form: what the writing starts from where no draft was left."""
        self._drafts = drafts
        self._today = today
        self._slot = slot or slot_of(fresh)
        kept = drafts.kept(self._slot)
        left = kept.on(fresh) if kept is not None else None
        self.is_restored = left is not None and left != fresh
        """Whether a draft was left earlier."""
        self.start = left if left is not None else fresh
        """What the form shows first."""
        self._on_disk = self.start
        self._aside: Draft | None = None

    @property
    def has_aside(self) -> bool:
        """Whether the draft that was left is put aside."""
        return self._aside is not None

    def keep(self, draft: Draft) -> None:
        """Put what is written on disk, if it is not there yet; raises DraftNotKeptError."""
        if draft == self._on_disk:
            return
        if draft != self.fresh:
            self._drafts.keep(draft.dated(self._today()), self._slot, self.fresh)
        elif self._aside is None:
            self.forget()
        self._on_disk = draft

    def hand_over(self, draft: Draft, viewing_id: str) -> None:
        """Put the draft aside while what became of it is saved; raises DraftNotKeptError."""
        self.keep(draft)
        self._drafts.hand_over(self._slot, viewing_id)

    def let_go(self, viewing_id: str) -> None:
        """Throw away a draft that was put aside: what became of it is on the disk."""
        with suppress(DraftNotKeptError):  # the next start finds it, and throws it away
            self._drafts.discard(saved_slot(viewing_id))

    def forget(self) -> None:
        """Take the draft off the disk; raises DraftNotKeptError."""
        self._drafts.discard(self._slot)

    def turn(self, shown: Draft) -> None:
        """Start afresh, with the draft put aside; from there, go back to the draft."""
        if self._aside is None:
            self.start, self._aside = self.fresh, shown
        else:
            self.start, self._aside = self._aside, None


def did_draft_step(screen: Widget, step: Callable[[], None]) -> bool:
    """Return whether a step with a draft was done, having told on a screen why not."""
    try:
        step()
    except JournalError as error:
        screen.notify(str(error), title="Draft", severity="error", markup=False)
        return False
    return True
