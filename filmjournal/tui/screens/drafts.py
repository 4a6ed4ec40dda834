"""The list of drafts: text that was not saved in the journal."""

from datetime import datetime, timedelta
from typing import ClassVar

from msgspec import Struct, structs
from rich.console import Group, RenderableType
from rich.text import Text
from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from filmjournal.journal.safety.discarded_drafts import DAYS, MOST
from filmjournal.journal.safety.drafts import SavedDraft, subject_of, wish_id_of
from filmjournal.model.draft import Draft
from filmjournal.model.when import When
from filmjournal.model.wording import short_date
from filmjournal.render.versions import WATCHLIST_LABELS, draft_beside, list_line
from filmjournal.transfer.left_texts import take_over_texts
from filmjournal.transfer.unsaved_drafts import described, saved_entry, unsaved_drafts
from filmjournal.tui.discards import discarded
from filmjournal.tui.draft_autosave import did_draft_step
from filmjournal.tui.prompts import ConfirmPrompt
from filmjournal.tui.screens.list import ListScreen, Row
from filmjournal.tui.windows import ask


class ChosenDraft(Struct, frozen=True):
    """A draft to continue."""

    start: Draft
    """What its form starts from: what is saved, or an empty form."""
    slot: str
    """The slot the draft is stored in."""


_DISCARDED = "discarded "
"""How the ids of rows of the trash of drafts begin."""


class DraftsScreen(ListScreen[ChosenDraft | None]):
    """Every draft beside what is saved, then what was discarded. Its result is the draft to continue."""

    HEADING = "Drafts"
    TOPIC = "writing"
    NOTHING = (
        "There are no drafts.\n\n"
        "Text that is not saved yet is kept here: when you leave a form and keep it, or when the program ends before "
        f"you save. What you discard stays here too, for {DAYS} days."
    )
    KEYS = "enter continue · x discard · u undo · esc back"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "discard", "Discard"), Binding("u", "undo", "Undo")]

    def on_mount(self) -> None:
        """Make drafts of what was left in an editor that ended meanwhile."""
        take_over_texts(self.session.drafts, self.session.today())

    def keys_on(self, row_id: str) -> str:
        """Return the keys that work on a draft."""
        if row_id.startswith(_DISCARDED):
            return "enter restore · x delete · esc back"
        return "esc back" if self.session.drafts.is_claimed_elsewhere(row_id) else self.KEYS

    def rows(self) -> list[Row]:
        """Return every draft, and those that were discarded, the last first."""
        drafts = self.session.drafts
        left = [
            self._row(slot, draft, drafts.moment(slot), self._about(slot, draft))
            for slot, draft in unsaved_drafts(self.session.drafts, self.session.journal).items()
        ]
        discarded = [
            self._row(_DISCARDED + id_, saved.draft, each.moment, f"discarded: {described(each.slot, saved.draft)}")
            for id_, (each, saved) in drafts.discarded().items()
        ]
        return left + discarded

    def _row(self, row_id: str, draft: Draft, moment: datetime | None, about: str) -> Row:
        return Row(row_id, list_line(draft.title or "No title yet", about, moment, self.palette))

    def details(self, row_id: str) -> RenderableType:
        """Return the draft beside what is saved."""
        if row_id.startswith(_DISCARDED):
            found = self.session.drafts.find_discarded(row_id.removeprefix(_DISCARDED))
            if found is None:
                return ""
            each, discarded_draft = found
            until = short_date(When((each.moment + timedelta(days=DAYS)).astimezone().date().isoformat()))
            ends = f"Discarded. It is kept until {until}, or until {MOST} others were discarded after it."
            return Group(Text(ends, self.palette.muted), Text(), self._beside(each.slot, discarded_draft))
        stored = self.session.drafts.load(row_id)
        return self._beside(row_id, stored) if stored is not None else ""

    def _beside(self, slot: str, stored: SavedDraft) -> RenderableType:
        names = WATCHLIST_LABELS if wish_id_of(slot) else {}
        entry = saved_entry(slot, stored.draft, self.session.journal)
        if entry is None:
            return draft_beside(stored.draft, None, self.palette, names)
        saved = Draft.of(entry)
        return draft_beside(stored.on(saved), saved, self.palette, names)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        row_id, drafts = event.option_id or "", self.session.drafts
        slots = [row_id]
        if row_id.startswith(_DISCARDED):
            restored = row_id.removeprefix(_DISCARDED)
            if not did_draft_step(self, lambda: slots.append(drafts.restore(restored))):
                return
        slot = slots[-1]
        draft = unsaved_drafts(self.session.drafts, self.session.journal).get(slot)
        if draft is None:
            self.show_rows()
        elif drafts.is_claimed_elsewhere(slot):
            self.notify("This draft is being written in another window.", title="Draft")
        else:
            if draft.viewing_id and saved_entry(slot, draft, self.session.journal) is None and not wish_id_of(slot):
                anew = structs.replace(draft, viewing_id="")  # its viewing was removed since: all of it is new
                if not did_draft_step(self, lambda: drafts.save(anew, slot)):
                    return
            self.dismiss(ChosenDraft(self._fresh(slot, draft), slot))

    @work
    async def action_discard(self) -> None:
        """Discard the draft under the cursor; delete one for good, after a question, that was discarded before."""
        row_id, drafts, discards = self.row_id or "", self.session.drafts, self.session.discards
        if row_id.startswith(_DISCARDED):
            if await ask(self, ConfirmPrompt("Delete this draft for good?", "Delete it")):
                did_draft_step(self, lambda: drafts.delete_discarded(row_id.removeprefix(_DISCARDED)))
                self.show_rows()
        elif drafts.is_claimed_elsewhere(row_id):
            self.notify("This draft is being written in another window.", title="Draft")
        elif (draft := drafts.find(row_id)) is not None:
            if did_draft_step(self, lambda: discards.note(drafts.discard(row_id))):
                self.notify(discarded(draft), markup=False)
            self.show_rows()

    def action_undo(self) -> None:
        """Bring back the draft that was discarded last."""
        if not self.session.discards.undo(self):
            self.notify("No draft was discarded since your last change; older ones are listed below the drafts.")
        self.show_rows()

    def _fresh(self, slot: str, draft: Draft) -> Draft:
        """Return what the form of a draft starts from; a new entry if its entry was removed since."""
        entry, film = saved_entry(slot, draft, self.session.journal), self.session.journal.film(draft.film_id)
        if entry is not None:
            return Draft.of(entry)
        if wish_id_of(slot):
            return Draft()
        return Draft.for_rewatch(film) if film is not None and subject_of(slot) == draft.film_id else Draft.new()

    def _about(self, slot: str, draft: Draft) -> str:
        is_elsewhere = self.session.drafts.is_claimed_elsewhere(slot)
        return "being written in another window" if is_elsewhere else described(slot, draft)
