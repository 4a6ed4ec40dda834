"""Widgets that can have something wrong with them."""

from abc import abstractmethod

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static


class Faulty(Widget):
    """A widget that says below its last line what is wrong, until what stands in it changes."""

    _wrong: object = None

    @property
    @abstractmethod
    def content_now(self) -> object:
        """What stands in the widget, to be compared with what was wrong."""

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong."""
        self._wrong = self.content_now
        faults = self.query(Static).filter(".fault")
        if faults:
            faults.last().update(Content(sentence))
        else:
            self.mount(Static(Content(sentence), classes="fault"))
        self.add_class("-faulty")

    def mend(self) -> None:
        """Take the fault away once something else stands here: news of older typing may come after the fault."""
        if self.has_class("-faulty") and self.content_now != self._wrong:
            self.remove_class("-faulty")
