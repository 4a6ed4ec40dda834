"""What becomes of unsaved writing? Asked once, when somebody leaves the editor."""

from enum import Enum
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option


class Leaving(Enum):
    """What to do with what was written."""

    SAVE = "Save it in the journal"
    KEEP = "Keep it as a draft, to go on later"
    DISCARD = "Throw it away"
    STAY = "Go on writing"


_KEYS = {Leaving.SAVE: "s", Leaving.KEEP: "k", Leaving.DISCARD: "x", Leaving.STAY: "escape"}


class LeaveScreen(ModalScreen[Leaving]):
    """Offers to save, keep, throw away, or go on."""

    CSS_PATH = "leave.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"choose('{way.name}')", way.value) for way, key in _KEYS.items()
    ]

    def compose(self) -> ComposeResult:
        """Show the ways to leave."""
        with Vertical(id="dialog"):
            yield Label("You have written something that is not saved yet.", markup=False)
            yield OptionList(
                *(Option(f"{_KEYS[way]:<8}{way.value}", id=way.name) for way in Leaving), compact=True, markup=False
            )

    def action_choose(self, name: str) -> None:
        """Leave in the way of this name."""
        self.dismiss(Leaving[name])

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_choose(event.option_id or Leaving.STAY.name)
