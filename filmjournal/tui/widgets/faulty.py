"""Widgets that can have something wrong with them."""

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static


class Faulty(Widget):
    """A widget that says below its last line what is wrong, in a line that is made when it is needed."""

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong; nothing takes it away."""
        faults = self.query(Static).filter(".fault")
        if faults:
            faults.last().update(Content(sentence))
        elif sentence:
            self.mount(Static(Content(sentence), classes="fault"))
        self.set_class(bool(sentence), "-faulty")

    def clear_fault(self) -> None:
        """Take the fault away, if there is one."""
        if self.has_class("-faulty"):
            self.show_fault("")
