"""What did I write and not save?"""

from typing import ClassVar

from rich.console import RenderableType
from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from filmjournal.journal.drafts import saved_id, slot_of
from filmjournal.journal.errors import JournalError
from filmjournal.model.draft import Draft
from filmjournal.model.viewing import Entry
from filmjournal.render.kept import draft_beside, line_of
from filmjournal.render.words import counted
from filmjournal.tui.desk import Desk
from filmjournal.tui.screens.ask import AskScreen
from filmjournal.tui.screens.list import ListScreen, Row


class DraftsScreen(ListScreen[Draft | None]):
    """Every draft beside what is saved. Its result is what the chosen one was started from, for the editor."""

    HEADING = "Unsaved writing"
    NOTHING = "There are no drafts."
    KEYS = "enter go on writing · x throw away · esc later"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "discard", "Throw away")]

    def rows(self) -> list[Row]:
        """Return every draft."""
        return [
            Row(slot, line_of(draft.title or "No title yet", self._about(draft), None, self.palette))
            for slot, draft in unsaved_drafts(self.desk).items()
        ]

    def details(self, row_id: str) -> RenderableType:
        """Return what was typed, beside what is saved."""
        draft = unsaved_drafts(self.desk).get(row_id)
        if draft is None:
            return ""
        entry, kept = self.desk.journal.entry(draft.viewing_id), self.desk.drafts.kept(row_id)
        if entry is None or kept is None:
            return draft_beside(draft, None, self.palette)
        saved = Draft.of(entry)
        return draft_beside(kept.on(saved), saved, self.palette)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        slot = event.option_id or ""
        draft = unsaved_drafts(self.desk).get(slot)
        if draft is None:
            return
        fresh = self._fresh(slot, draft)
        try:
            self.desk.drafts.move(slot, slot_of(fresh))
        except JournalError as error:
            self.notify(str(error), title="Draft", severity="error", markup=False)
            return
        self.dismiss(fresh)

    @work
    async def action_discard(self) -> None:
        """Throw the draft under the cursor away, once that was said twice."""
        slot = self.row_id
        if slot is None or not await self.app.push_screen_wait(AskScreen("Throw this draft away?", "Throw it away")):
            return
        try:
            self.desk.drafts.discard(slot)
        except JournalError as error:
            self.notify(str(error), title="Draft", severity="error", markup=False)
            return
        self.show_rows()

    def _fresh(self, slot: str, draft: Draft) -> Draft:
        """Return what the writing of a draft started from; where that was removed since, it is logged anew."""
        entry, film = self.desk.journal.entry(draft.viewing_id), self.desk.journal.film(draft.film_id)
        if entry is not None:
            return Draft.of(entry)
        return Draft.again(film) if film is not None and slot == draft.film_id else Draft.new()

    def _about(self, draft: Draft) -> str:
        words = len(draft.review.split()) + sum(len(element.text.split()) for element in draft.breakdown)
        what = "changes to a viewing" if draft.viewing_id else "a new viewing"
        return what + (f", {counted(words, 'word')}" if words else "")


def unsaved_drafts(desk: Desk) -> dict[str, Draft]:
    """Return the drafts that hold something the journal does not; those that it holds are thrown away."""
    left = desk.drafts.left()
    for slot, draft in list(left.items()):
        entry = desk.journal.entry(saved_id(slot) or draft.viewing_id)
        became = saved_id(slot) and entry is not None and (not draft.viewing_id or _is_in(desk, slot, entry))
        if became and desk.journal.is_saved:
            del left[slot]
            try:
                desk.drafts.discard(slot)
            except JournalError:
                continue  # it is offered to nobody, and is tried again at the next start
    return left


def _is_in(desk: Desk, slot: str, entry: Entry) -> bool:
    """Whether everything that was typed in a draft is in an entry."""
    kept, saved = desk.drafts.kept(slot), Draft.of(entry)
    return kept is not None and kept.on(saved) == saved
