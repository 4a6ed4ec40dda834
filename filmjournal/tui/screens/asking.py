"""What shall it be? A question, a line for the answer, and what is wrong with it or what the keys do."""

from abc import abstractmethod
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from filmjournal.tui.screens.journal_screen import Result


class AskingScreen(ModalScreen[Result | None]):
    """A small window that asks for one line of text; escape leaves it without an answer."""

    CSS_PATH = "asking.tcss"
    KEYS: ClassVar[str]
    """What the keys do, as its foot tells it."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, question: str, usual: str = "") -> None:
        super().__init__()
        self._question = question
        self._usual = usual

    @abstractmethod
    def answered(self, text: str) -> None:
        """Leave with the answer, or hint at what is wrong with it."""

    def compose(self) -> ComposeResult:
        """Put the question over the line, with the usual answer in it."""
        with Vertical(id="dialog"):
            yield Label(self._question, markup=False)
            yield Input(self._usual, compact=True, select_on_focus=False)
            yield Static(self.KEYS, id="hint", markup=False)

    def hint(self, text: str) -> None:
        """Say something at the foot of the window."""
        self.query_one("#hint", Static).update(Content(text))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.answered(event.value)
