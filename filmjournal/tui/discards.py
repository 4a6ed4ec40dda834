"""Drafts that were discarded in this run: undo brings them back, each in its turn among the changes of the journal."""

from typing import Any

from textual.screen import Screen

from filmjournal.journal.errors import DraftNotSavedError
from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.model.draft import Draft
from filmjournal.model.text import one_line
from filmjournal.model.wording import sentence


class Discards:
    """What was discarded in this run, the last on top."""

    def __init__(self, drafts: Drafts, journal: Journal) -> None:
        self._drafts = drafts
        self._journal = journal
        self._stack: list[tuple[str, tuple[int, str]]] = []

    def note(self, discarded_id: str) -> None:
        """Note that a draft went to the trash of drafts under this id."""
        if discarded_id:
            self._stack.append((discarded_id, self._last_change()))

    def undo(self, screen: Screen[Any]) -> bool:
        """Bring back the draft that was discarded after the last change of the journal, and say so.

        Returns False where there is none.
        """
        while self._stack and self._stack[-1][1] == self._last_change():
            discarded_id, _ = self._stack.pop()
            found = self._drafts.find_discarded(discarded_id)
            if found is None:  # it was restored or deleted in the list of drafts
                continue
            try:
                self._drafts.restore(discarded_id)
            except DraftNotSavedError as error:
                screen.notify(str(error), title="Not done", severity="error", timeout=15, markup=False)
            else:
                screen.notify(
                    f"Undone: your draft{_of(found[1].draft)} is back. Press D in the diary to go on.", markup=False
                )
            return True
        return False

    def _last_change(self) -> tuple[int, str]:
        done = self._journal.undo_stack.done
        return len(done), done[-1].title if done else ""


def discarded(draft: Draft) -> str:
    """Return that a draft was discarded, and how it comes back."""
    return f"{sentence(f'Discarded your draft{_of(draft)}')} Press u to undo."


def _of(draft: Draft) -> str:
    return f" of {one_line(draft.title.strip())}" if draft.title.strip() else ""
