"""The draft of a form: what the form starts from, and what of it is on disk."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from textual.screen import Screen
from textual.widget import Widget

from filmjournal.journal.errors import DraftNotSavedError, JournalError
from filmjournal.journal.safety.drafts import DraftClaim, Drafts, slot_of
from filmjournal.journal.safety.editor_texts import EditorNote
from filmjournal.model.draft import Draft
from filmjournal.tui.discards import discarded
from filmjournal.tui.prompts import ConfirmPrompt
from filmjournal.tui.session import Session
from filmjournal.tui.windows import ask

DRAFT_EVERY = 0.5
"""Seconds between saves of a draft that changed: what is typed is on disk within a second."""

WRITTEN_ELSEWHERE = "Another window is writing about this too: each keeps a draft of its own."
"""What a form says where another window has the draft that it would go on with."""


class DraftAutosave:
    """Saves the draft of one form, and restores one that was left earlier.

    `fresh` is what is saved in the journal, or an empty form; `slot` names the draft, by default after `fresh`. The
    slot is this window's until `close`.
    """

    def __init__(self, drafts: Drafts, fresh: Draft, today: Callable[[], date], slot: str = "") -> None:
        self.fresh = fresh
        """What the form starts from without a draft."""
        self._drafts = drafts
        self._today = today
        self._asked = slot or slot_of(fresh)
        self._claim = drafts.claim(self._asked)
        self.is_written_elsewhere = drafts.is_claimed_elsewhere(self._asked)
        """Whether another window is writing about the same."""
        saved = drafts.load(self._claim.slot)
        left = saved.on(fresh) if saved is not None else None
        self.is_restored = left is not None and left != fresh
        """Whether an earlier draft was restored."""
        self.start = left if left is not None else fresh
        """What the form shows first: the restored draft, or `fresh`."""
        self._on_disk = self.start
        self._other: tuple[DraftClaim, Draft] | None = None
        self._handed_over: DraftClaim | None = None
        self.is_draft_aside = False
        """Whether the restored draft is set aside for a blank form."""

    def save(self, draft: Draft) -> None:
        """Save the draft, if it is not on disk yet. Raises DraftNotSavedError."""
        if draft == self._on_disk:
            return
        if draft != self.fresh:
            self._drafts.save(draft.with_parsed_date(self._today()), self._claim.slot, self.fresh)
        else:
            self.settle()
        self._on_disk = draft

    def note(self, draft: Draft, part: str, given: str) -> EditorNote:
        """Return what a text of this form is of that is about to be edited elsewhere."""
        return EditorNote(self._claim.slot, draft.with_parsed_date(self._today()), given, self.fresh, part)

    def hand_over(self, draft: Draft, viewing_id: str) -> None:
        """Move the draft to the slot of the viewing it became, until that is saved. Raises DraftNotSavedError."""
        self.save(draft)
        self._handed_over = self._drafts.hand_over(self._claim.slot, viewing_id)

    def settle_saved(self) -> None:
        """Delete a draft that was handed over: the viewing it became is on disk."""
        if self._handed_over is not None:
            with suppress(DraftNotSavedError):  # the next start finds and deletes it
                self._drafts.settle(self._handed_over.slot)
            self._handed_over.release()

    def settle(self) -> None:
        """Delete the draft: nothing in it is unsaved. Raises DraftNotSavedError."""
        self._drafts.settle(self._claim.slot)

    def discard(self, draft: Draft) -> str:
        """Move the draft to the trash of drafts and return its id there. Raises DraftNotSavedError."""
        self.save(draft)
        return self._drafts.discard(self._claim.slot)

    def toggle_blank(self, shown: Draft) -> None:
        """Switch `start` from the restored draft, which is `shown` now, to `fresh`, or back to the draft.

        Both stay on disk. Raises DraftNotSavedError, and nothing is switched.
        """
        self.save(shown)
        other = self._other or (self._drafts.claim(self._asked, is_blank=True), self.fresh)
        self._other, (self._claim, self.start) = (self._claim, shown), other
        self._on_disk, self.is_draft_aside = self.start, not self.is_draft_aside

    def close(self) -> None:
        """Leave the slot to other windows; what is on disk stays a draft."""
        self._claim.release()
        if self._other is not None:
            self._other[0].release()


def did_draft_step(screen: Widget, step: Callable[[], None]) -> bool:
    """Do a step with a draft, and return whether it was done; a screen shows why if it was not."""
    try:
        step()
    except JournalError as error:
        screen.notify(str(error), title="Draft", severity="error", markup=False)
        return False
    return True


async def discard_draft(screen: Screen[Any], session: Session, autosave: DraftAutosave, draft: Draft) -> bool:
    """Move the draft of a form to the trash of drafts, and return whether the form may close.

    Where it can't be put there, the person is asked whether it goes for good.
    """
    try:
        session.discards.note(autosave.discard(draft))
    except DraftNotSavedError as error:
        question = f"{error.sentence} So what you typed would be lost for good."
        answer = await ask(screen, ConfirmPrompt(question, "Discard it for good"))
        return answer is True
    screen.app.notify(discarded(draft), markup=False)
    return True
