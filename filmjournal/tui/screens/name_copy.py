"""Where shall the copy go?"""

import os
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static


class NameCopyScreen(ModalScreen[Path | None]):
    """Asks for the path of a file that is not there yet."""

    CSS_PATH = "name_copy.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, usual: Path) -> None:
        super().__init__()
        self._usual = usual

    def compose(self) -> ComposeResult:
        """Show the field with the usual place in it."""
        with Vertical(id="dialog"):
            yield Label("Save a copy of the journal, as you see it here, in", markup=False)
            yield Input(str(self._usual), compact=True, select_on_focus=False)
            yield Static("enter save · esc back", id="hint", markup=False)

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        path = Path(os.path.expanduser(event.value.strip()))  # noqa: PTH111 — of a user who is not known, it stays as it is
        if not event.value.strip() or os.path.lexists(path):
            there = "Something is there already: choose another name." if event.value.strip() else "Write a path first."
            self.query_one("#hint", Static).update(there)
            return
        self.dismiss(path)
