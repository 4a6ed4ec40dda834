"""Which element is to be added to the review?"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from filmjournal.tui.widgets.completion import Suggest


class NameElementScreen(ModalScreen[str]):
    """Asks for a name; a list below offers what others are called. An empty answer is none."""

    CSS_PATH = "name_element.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", "Back"),
        Binding("down", "into_list", "Choose", show=False),
    ]

    def __init__(self, suggest: Suggest) -> None:
        super().__init__()
        self._suggest = suggest

    def compose(self) -> ComposeResult:
        """Put the field above what it offers."""
        with Vertical(id="dialog"):
            yield Label("Write about another element", markup=False)
            yield Input(placeholder="Type a name, or choose one below", compact=True)
            yield OptionList(compact=True, markup=False)

    def on_mount(self) -> None:
        """Offer everything there is."""
        self._offer("")

    def action_into_list(self) -> None:
        """Go to the names on offer."""
        self.query_one(OptionList).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(str(event.option.prompt))

    def _offer(self, typed: str) -> None:
        names = self.query_one(OptionList)
        names.clear_options()
        offered = self._suggest(typed)
        names.add_options([Option(suggestion.text) for suggestion in offered])
        names.highlighted = 0 if offered else None
