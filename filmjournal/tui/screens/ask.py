"""Is this really what you want?"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option


class AskScreen(ModalScreen[bool]):
    """Asks before what cannot be undone; the answer that changes nothing comes first."""

    CSS_PATH = "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No"),
        Binding("y", "answer(True)", "Yes"),
    ]

    def __init__(self, question: str, agree: str) -> None:
        super().__init__()
        self._question = question
        self._agree = agree

    def compose(self) -> ComposeResult:
        """Show the question over its answers."""
        with Vertical(id="dialog"):
            yield Label(self._question, markup=False)
            yield OptionList(
                Option(f"{'n':<8}No, go back", id="no"),
                Option(f"{'y':<8}{self._agree}", id="yes"),
                compact=True,
                markup=False,
            )

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 — a key's action takes its answer in a row
        """Answer."""
        self.dismiss(answer)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id == "yes")
