"""What can be done to the elements of a review in the editor."""

from collections.abc import Callable
from typing import Any

from filmjournal.tui.prompts import ElementNamePrompt
from filmjournal.tui.screens.journal_screen import JournalScreen
from filmjournal.tui.widgets.completion import suggest_elements
from filmjournal.tui.widgets.element_box import Breakdown, ElementBox
from filmjournal.tui.windows import ask


class ElementActions:
    """What can be done to the elements of a review. `edited` is called when something changed."""

    def __init__(self, screen: JournalScreen[Any], edited: Callable[[], None]) -> None:
        self._screen = screen
        self._edited = edited

    @property
    def _breakdown(self) -> Breakdown:
        return self._screen.query_one(Breakdown)

    def under_cursor(self) -> ElementBox | None:
        """Return the element the cursor is in; without one, say what to do first."""
        box = self._breakdown.box_around(self._screen.focused)
        if box is None:
            self._screen.notify("Put the cursor into the text of an element first.")
        return box

    async def add(self) -> None:
        """Ask for the name of an element and add it."""
        suggest = suggest_elements(self._screen.session.vocabulary(), self._breakdown.removed)
        name = await ask(self._screen, ElementNamePrompt(suggest))
        if name:
            await self._breakdown.add(name)
            self._edited()

    async def remove(self, box: ElementBox) -> None:
        """Remove an element; its text comes back when it is added again."""
        element = await self._breakdown.drop(box)
        self._edited()
        if not element.is_empty:
            self._screen.notify(f"Removed {element.name}. Press f3 and add it again to restore its text.", markup=False)

    def move(self, box: ElementBox, places: int) -> None:
        """Move an element up (-1) or down (1)."""
        self._breakdown.move(box, places)
        self._edited()
