"""The draft of a form: what the form starts from, and what of it is on disk."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from textual.widget import Widget

from filmjournal.journal.errors import DraftNotSavedError, JournalError
from filmjournal.journal.safety.drafts import Drafts, saved_slot, slot_of
from filmjournal.model.draft import Draft

DRAFT_EVERY = 0.5
"""Seconds between saves of a draft that changed: what is typed is on disk within a second."""


class DraftAutosave:
    """Saves the draft of one form, and restores one that was left earlier.

    `fresh` is what is saved in the journal, or an empty form; `slot` names the draft, by default after `fresh`.
    """

    def __init__(self, drafts: Drafts, fresh: Draft, today: Callable[[], date], slot: str = "") -> None:
        self.fresh = fresh
        """What the form starts from without a draft."""
        self._drafts = drafts
        self._today = today
        self._slot = slot or slot_of(fresh)
        saved = drafts.load(self._slot)
        left = saved.on(fresh) if saved is not None else None
        self.is_restored = left is not None and left != fresh
        """Whether an earlier draft was restored."""
        self.start = left if left is not None else fresh
        """What the form shows first: the restored draft, or `fresh`."""
        self._on_disk = self.start
        self._aside: Draft | None = None

    @property
    def is_draft_aside(self) -> bool:
        """Whether the restored draft is set aside for a blank form."""
        return self._aside is not None

    def save(self, draft: Draft) -> None:
        """Save the draft, if it is not on disk yet. Raises DraftNotKeptError."""
        if draft == self._on_disk:
            return
        if draft != self.fresh:
            self._drafts.save(draft.with_parsed_date(self._today()), self._slot, self.fresh)
        elif self._aside is None:
            self.discard()
        self._on_disk = draft

    def hand_over(self, draft: Draft, viewing_id: str) -> None:
        """Move the draft to the slot of the viewing it became, until that is saved. Raises DraftNotKeptError."""
        self.save(draft)
        self._drafts.hand_over(self._slot, viewing_id)

    def discard_saved(self, viewing_id: str) -> None:
        """Discard a draft that was handed over: the viewing it became is on disk."""
        with suppress(DraftNotSavedError):  # the next start finds and discards it
            self._drafts.discard(saved_slot(viewing_id))

    def discard(self) -> None:
        """Delete the draft. Raises DraftNotKeptError."""
        self._drafts.discard(self._slot)

    def toggle_blank(self, shown: Draft) -> None:
        """Switch `start` from the restored draft, which is `shown` now, to `fresh`, or back to the draft."""
        if self._aside is None:
            self.start, self._aside = self.fresh, shown
        else:
            self.start, self._aside = self._aside, None


def did_draft_step(screen: Widget, step: Callable[[], None]) -> bool:
    """Do a step with a draft, and return whether it was done; a screen shows why if it was not."""
    try:
        step()
    except JournalError as error:
        screen.notify(str(error), title="Draft", severity="error", markup=False)
        return False
    return True
