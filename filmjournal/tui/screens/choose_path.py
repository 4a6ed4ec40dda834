"""Which file or folder is to be imported?"""

import asyncio
import os
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from filmjournal.exchange.reading.files import READ_IN_FOLDERS
from filmjournal.model.errors import InvalidValueError
from filmjournal.transfer.clipboard import clipboard_text
from filmjournal.tui.widgets.path_line import PathInput, PathLine
from filmjournal.tui.windows import Window

KEYS = "tab complete · ↑ ↓ choose · enter take · ctrl+v paste · esc back"
"""The keys shown at the foot of the window."""

EXPORTS = READ_IN_FOLDERS | {".zip"}
"""The extensions of files that can be imported."""


class ChoosePathScreen(Window[Path | str | None]):
    """Asks for an export of another service or program: a file, or a folder of files. A review may be pasted instead.

    Its result is the path, or the text that was pasted.
    """

    CSS_PATH = "choose_path.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("ctrl+v", "paste", "Paste", show=False, priority=True),
    ]

    def __init__(self, start: Path) -> None:
        super().__init__()
        self._start = start

    def compose(self) -> ComposeResult:
        """Show what to choose, above the path."""
        hint = (
            "A file exported from a service, such as a ZIP from Letterboxd or ratings.csv from IMDb, a folder, or a "
            "review as Markdown or text; or paste a review:"
        )
        with Vertical(id="window"):
            yield Static(hint, id="purpose", markup=False)
            yield PathLine(self._start, _is_export, "Everything in this folder")
            yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Set the title of the window."""
        window = self.query_one("#window")
        window.border_title = "Import"
        window.border_subtitle = KEYS
        self.query_one(PathInput).takes_lines = True

    @on(PathLine.Taken)
    def _taken(self, event: PathLine.Taken) -> None:
        if os.path.exists(event.path):  # noqa: PTH110 — false for whatever cannot be looked at, and never an error
            self.dismiss(event.path)
        else:
            self.query_one("#hint", Static).update(Content(f"There is no {event.path}."))

    @on(PathInput.TextPasted)
    def _pasted(self, event: PathInput.TextPasted) -> None:
        self.dismiss(event.text)

    @work(exclusive=True, group="paste")
    async def action_paste(self) -> None:
        """Take the review that is on the clipboard, or put the path that is there into the line."""
        try:
            text = await asyncio.to_thread(clipboard_text)
        except InvalidValueError as error:
            self.query_one("#hint", Static).update(Content(str(error)))
            return
        if text.strip():
            self.query_one(PathInput).post_message(events.Paste(text))
        else:
            self.query_one("#hint", Static).update("There is no text on the clipboard.")

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#hint", Static).update("")


def _is_export(name: str) -> bool:
    return Path(name).suffix.casefold() in EXPORTS
