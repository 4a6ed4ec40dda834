"""The whole screen for one text of a form: the review or an element, with a count of its words."""

from typing import Any

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from filmjournal.model.text import fold, one_line
from filmjournal.model.wording import counted
from filmjournal.tui.commands import TEXT_LETTERS
from filmjournal.tui.widgets.action_strip import key_lines
from filmjournal.tui.widgets.entry_form import EntryForm
from filmjournal.tui.widgets.field import Prose

OPEN, ALONE = "-whole", "-alone"
"""The class of a screen that is given to one text, and that of the parts that hold this text."""


class WholeScreen:
    """Gives the screen to the text with the cursor, and back to the form. The others keep their place for tab."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen

    @property
    def is_open(self) -> bool:
        """Whether one text has the screen."""
        return self._screen.has_class(OPEN)

    @property
    def _form(self) -> EntryForm:
        return self._screen.query_one(EntryForm)

    def open(self) -> None:
        """Give the screen to the text with the cursor."""
        self._screen.add_class(OPEN)
        self.follow(self._screen.focused)

    def close(self) -> None:
        """Show the form again, with the cursor in sight."""
        if self.is_open:
            self._screen.remove_class(OPEN)
            if self._screen.focused is not None:
                self._screen.call_after_refresh(self._screen.focused.scroll_visible, animate=False)

    def go_to(self, letter: str) -> None:
        """Go to the text of this letter; nowhere if there is none."""
        for own, _, text in self._texts():
            if own == letter:
                text.focus()

    def follow(self, focused: Widget | None) -> None:
        """Give the screen to the text that has the cursor now."""
        if not self.is_open:
            return
        box = self._form.breakdown.box_around(focused)
        alone = {self._form.breakdown, box} if box is not None else {self._form.query_one("#text")}
        for part in (self._form.query_one("#text"), self._form.breakdown, *self._form.breakdown.boxes):
            part.set_class(part in alone, ALONE)
        self.count()

    def count(self) -> None:
        """Show how many words the text has, and the keys that lead to the others."""
        if not self.is_open:
            return
        box = self._form.breakdown.box_around(self._screen.focused)
        shown = box.prose if box is not None else self._form.review
        name = next(name for _, name, text in self._texts() if text is shown)
        about = Content.assemble((name, "bold $primary"), f"  {counted(len(shown.text.split()), 'word')}")
        others = [(f"alt+{letter}", name) for letter, name, text in self._texts() if text is not shown and letter]
        keys = [("tab", "Next"), *(() if self._screen.has_class("-narrow") else others), ("ctrl+g", "Form")]
        lines = key_lines(keys, max(self._screen.size.width - 4, 1))
        self._screen.query_one("#texts", Static).update(Content("\n").join([about, *lines]))

    def _texts(self) -> list[tuple[str, str, Prose]]:
        """Return the texts of the form, in order, each with its letter, if there is one left for it, and its name."""
        boxes, taken = self._form.breakdown.boxes, set[str]()
        texts = []
        for name, text in (("Review", self._form.review), *((box.element.name, box.prose) for box in boxes)):
            wanted = dict.fromkeys((*fold(name), *TEXT_LETTERS))
            letter = next((each for each in wanted if each in TEXT_LETTERS and each not in taken), "")
            taken.add(letter)
            texts.append((letter, one_line(name), text))
        return texts
