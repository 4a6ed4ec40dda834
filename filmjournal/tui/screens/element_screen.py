"""What can be done to the elements of a review, on a screen with a form."""

from textual import on, work

from filmjournal.tui.prompts import ElementNamePrompt
from filmjournal.tui.screens.journal_screen import JournalScreen, Result
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.completion import suggest_elements
from filmjournal.tui.widgets.element_box import ElementBox
from filmjournal.tui.widgets.entry_form import EntryForm


class ElementScreen(JournalScreen[Result]):
    """A screen whose form has elements to add, rename, move and remove."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.edited = False
        """Whether something was written since the draft was last put on disk."""

    @property
    def form(self) -> EntryForm:
        """The form."""
        return self.query_one(EntryForm)

    def action_rename_element(self) -> None:
        """Put the cursor into the name of the element it is in."""
        box = self._box()
        if box is not None:
            box.rename()

    @work
    async def action_add_element(self) -> None:
        """Ask for an element and add it."""
        breakdown = self.form.breakdown
        offered = suggest_elements(self.session.vocabulary(), breakdown.removed)
        name = await self.app.push_screen_wait(ElementNamePrompt(offered))
        if name:
            await breakdown.add(name)
            self.edited = True

    @work
    async def action_remove_element(self) -> None:
        """Remove the element under the cursor; adding it again brings its text back."""
        box = self._box()
        if box is not None:
            await self._remove(box)

    def action_move_element(self, places: int) -> None:
        """Move the element under the cursor up (-1) or down (1)."""
        box = self._box()
        if box is not None:
            self._move(box, places)

    def _box(self) -> ElementBox | None:
        box = self.form.breakdown.box_around(self.focused)
        if box is None:
            self.notify("Put the cursor into the text of an element first.")
        return box

    async def _remove(self, box: ElementBox) -> None:
        element = await self.form.breakdown.drop(box)
        self.edited = True
        if not element.is_empty:
            self.notify(f"Removed {element.name}. Add it again with f3 to bring its text back.", markup=False)

    @on(ElementBox.Asked)
    async def _asked(self, event: ElementBox.Asked) -> None:
        if event.does == "remove":
            await self._remove(event.box)
        else:
            self._move(event.box, -1 if event.does == "up" else 1)

    def _move(self, box: ElementBox, places: int) -> None:
        self.form.breakdown.move(box, places)
        self.edited = True
