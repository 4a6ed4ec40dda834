"""The list of drafts: text that was not saved in the journal."""

from typing import ClassVar

from msgspec import Struct
from rich.console import RenderableType
from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from filmjournal.journal.errors import JournalError
from filmjournal.journal.safety.drafts import NEW, saved_id, slot_of, wish_id_of, wish_slot
from filmjournal.model.draft import Draft
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted
from filmjournal.query.watchlist import watchlist_entries
from filmjournal.render.versions import WATCHLIST_LABELS, draft_beside, list_line
from filmjournal.tui.draft_autosave import did_draft_step
from filmjournal.tui.prompts import ConfirmPrompt
from filmjournal.tui.screens.list import ListScreen, Row
from filmjournal.tui.session import Session
from filmjournal.tui.windows import ask


class ChosenDraft(Struct, frozen=True):
    """A draft to continue."""

    start: Draft
    """What its form starts from: what is saved, or an empty form."""
    slot: str
    """The slot the draft is stored in."""


class DraftsScreen(ListScreen[ChosenDraft | None]):
    """Every draft beside what is saved. Its result is the draft to continue."""

    HEADING = "Drafts"
    TOPIC = "writing"
    NOTHING = (
        "There are no drafts.\n\n"
        "Text that is not saved yet is kept here: when you leave a form and keep it, or when the program ends before "
        "you save."
    )
    KEYS = "enter continue · x discard · esc back"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "discard", "Discard")]

    def rows(self) -> list[Row]:
        """Return every draft."""
        return [
            Row(slot, list_line(draft.title or "No title yet", self._about(slot, draft), None, self.palette))
            for slot, draft in unsaved_drafts(self.session).items()
        ]

    def details(self, row_id: str) -> RenderableType:
        """Return the draft beside what is saved."""
        draft = unsaved_drafts(self.session).get(row_id)
        if draft is None:
            return ""
        names = WATCHLIST_LABELS if wish_id_of(row_id) else {}
        entry, stored = _saved(self.session, row_id, draft), self.session.drafts.load(row_id)
        if entry is None or stored is None:
            return draft_beside(draft, None, self.palette, names)
        saved = Draft.of(entry)
        return draft_beside(stored.on(saved), saved, self.palette, names)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        slot = event.option_id or ""
        draft = unsaved_drafts(self.session).get(slot)
        if draft is None:
            return
        fresh = self._fresh(slot, draft)
        usual = wish_slot(fresh.viewing_id or NEW) if wish_id_of(slot) else slot_of(fresh)
        if did_draft_step(self, lambda: self.session.drafts.move(slot, usual)):
            self.dismiss(ChosenDraft(fresh, usual))

    @work
    async def action_discard(self) -> None:
        """Discard the draft under the cursor, after a question."""
        slot = self.row_id
        if slot is None or not await ask(self, ConfirmPrompt("Discard this draft?", "Discard it")):
            return
        if did_draft_step(self, lambda: self.session.drafts.discard(slot)):
            self.show_rows()

    def _fresh(self, slot: str, draft: Draft) -> Draft:
        """Return what the form of a draft starts from; a new entry if its entry was removed since."""
        entry, film = _saved(self.session, slot, draft), self.session.journal.film(draft.film_id)
        if entry is not None:
            return Draft.of(entry)
        if wish_id_of(slot):
            return Draft()
        return Draft.for_rewatch(film) if film is not None and slot == draft.film_id else Draft.new()

    def _about(self, slot: str, draft: Draft) -> str:
        words = len(draft.review.split()) + sum(len(element.text.split()) for element in draft.breakdown)
        what = "changes to a viewing" if draft.viewing_id else "a new viewing"
        if wish_id_of(slot):
            what = "changes to the watchlist" if draft.viewing_id else "a film for the watchlist"
        return what + (f", {counted(words, 'word')}" if words else "")


def unsaved_drafts(session: Session) -> dict[str, Draft]:
    """Return the drafts with text that is not in the journal; the others are discarded."""
    left = session.drafts.left()
    for slot, draft in list(left.items()):
        entry = _saved(session, slot, draft)
        became = saved_id(slot) and entry is not None and (not draft.viewing_id or _is_in(session, slot, entry))
        if became and session.journal.is_saved:
            del left[slot]
            try:
                session.drafts.discard(slot)
            except JournalError:
                continue  # not offered, and tried again at the next start
    return left


def _saved(session: Session, slot: str, draft: Draft) -> Entry | None:
    """Return the saved entry that a draft is about, or became; a watchlist item as an entry."""
    wish_id = wish_id_of(slot)
    if not wish_id:
        return session.journal.entry(saved_id(slot) or draft.viewing_id)
    wishes = [wished for wished in session.journal.watchlist if wished.id == wish_id]
    return next(iter(watchlist_entries(wishes)), None)


def _is_in(session: Session, slot: str, entry: Entry) -> bool:
    """Whether an entry has everything in a draft."""
    stored, saved = session.drafts.load(slot), Draft.of(entry)
    return stored is not None and stored.on(saved) == saved
