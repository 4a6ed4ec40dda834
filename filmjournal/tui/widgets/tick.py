"""Something that is true or not, to tick."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Tick(Widget, can_focus=True):
    """A box and what it means; space, enter or a click turns it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "turn", "Turn", show=False)]

    ticked: reactive[bool] = reactive(False)
    """Whether it is true."""

    @dataclass
    class Changed(Message):
        """It was turned."""

        ticked: bool

    def __init__(self, label: str, *, ticked: bool, id: str) -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id)
        self._label = label
        self.set_reactive(Tick.ticked, ticked)

    def render(self) -> Content:
        """Show the box and its meaning."""
        box = Content.styled("[x]", "bold $primary") if self.ticked else Content.styled("[ ]", "dim")
        return Content.assemble(box, f" {self._label}")

    def action_turn(self) -> None:
        """Make it true, or untrue."""
        self.ticked = not self.ticked
        self.post_message(self.Changed(self.ticked))

    def on_click(self) -> None:
        """Turn it."""
        self.action_turn()
