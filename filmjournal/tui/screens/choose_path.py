"""Where are the films that shall come in?"""

import os
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from filmjournal.exchange.reading.disk_files import READ_IN_FOLDERS
from filmjournal.tui.widgets.path_line import PathLine

KEYS = "tab complete · ↑ ↓ choose · enter take · esc back"
"""The keys that work here, as the foot of the window tells them."""

EXPORTS = READ_IN_FOLDERS | {".zip"}
"""The endings of files that can be read."""


class ChoosePathScreen(ModalScreen[Path | None]):
    """Asks for a file, or for a folder of files, that somebody took home from elsewhere."""

    CSS_PATH = "choose_path.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, start: Path) -> None:
        super().__init__()
        self._start = start

    def compose(self) -> ComposeResult:
        """Put what is meant over the line with the path."""
        told = "The file that a service gave you, such as a ZIP from Letterboxd or ratings.csv from IMDb, or a folder:"
        with Vertical(id="window"):
            yield Static(told, id="told", markup=False)
            yield PathLine(self._start, _is_export, "All that is in this folder")
            yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Name the window."""
        window = self.query_one("#window")
        window.border_title = "Import films from elsewhere"
        window.border_subtitle = KEYS

    @on(PathLine.Taken)
    def _taken(self, event: PathLine.Taken) -> None:
        if os.path.exists(event.path):  # noqa: PTH110 — false for whatever cannot be looked at, and never an error
            self.dismiss(event.path)
        else:
            self.query_one("#hint", Static).update(Content(f"There is no {event.path}."))

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#hint", Static).update("")


def _is_export(name: str) -> bool:
    return Path(name).suffix.casefold() in EXPORTS
