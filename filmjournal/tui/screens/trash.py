"""The trash: what was removed, and versions that a merge replaced."""

from typing import ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from filmjournal.journal.errors import JournalError
from filmjournal.journal.trash_view import TrashItem, trash_items
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import label
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, long_date, sentence
from filmjournal.render.entry import preview
from filmjournal.render.versions import list_line, side_by_side, stored_text
from filmjournal.tui.prompts import ConfirmPrompt
from filmjournal.tui.screens.list import ListScreen, Row
from filmjournal.tui.windows import ask


class TrashScreen(ListScreen[None]):
    """Everything in the trash, to restore, or to delete for good."""

    HEADING = "Trash"
    TOPIC = "safety"
    NOTHING = "The trash is empty. Anything you remove is kept here until you empty it."
    KEYS = "enter restore · x empty the trash · esc back"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "empty", "Empty the trash")]

    def rows(self) -> list[Row]:
        """Return what is in the trash, the last first."""
        return [Row(each.id, self._line(each)) for each in trash_items(self.session.journal.tables)]

    def details(self, row_id: str) -> RenderableType:
        """Return the viewing as it was, or a replaced version beside the present one."""
        each = self._found(row_id)
        if each is None:
            return ""
        if not each.key:
            return preview(Entry(each.viewing, each.film), self.palette) if each.viewing and each.film else ""
        rows = [(label(each.key), stored_text(each.value), stored_text(each.stands))]
        return side_by_side(rows, ("In the trash", "In the journal"), self.palette)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        each = self._found(event.option_id or "")
        if each is None:
            return
        try:
            self.session.journal.restore(each.id, each.title)
        except (JournalError, InvalidValueError) as error:
            self.notify(str(error), title="Not restored", severity="error", timeout=15, markup=False)
            return
        self.notify(sentence(f"Restored {each.title}"), markup=False)
        self.show_rows()

    @work
    async def action_empty(self) -> None:
        """Delete everything for good, after a question."""
        ids = [row.id for row in self.rows()]
        if not ids:
            return
        question = f"Delete {counted(len(ids), 'item')} for good? A backup is made first."
        if not await ask(self, ConfirmPrompt(question, "Empty the trash")):
            return
        try:
            self.session.journal.empty_trash(ids)
        except (JournalError, InvalidValueError) as error:
            self.notify(str(error), title="Not emptied", severity="error", timeout=15, markup=False)
            return
        self.show_rows()

    def _found(self, row_id: str) -> TrashItem | None:
        return next((each for each in trash_items(self.session.journal.tables) if each.id == row_id), None)

    def _line(self, each: TrashItem) -> Text:
        about = f"{label(each.key)}, replaced" if each.key else self._watched(each)
        return list_line(each.title, about, each.moment, self.palette)

    def _watched(self, each: TrashItem) -> str:
        if each.wish is not None:
            return "on the watchlist"
        if each.list is not None:
            return "a list" if each.film is None else f"on the list {each.list.name}"
        return f"watched {long_date(each.viewing.watched)}" if each.viewing and each.viewing.watched else ""
