"""Export these viewings: which format, and where to?"""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted
from filmjournal.transfer.export_formats import EXPORT_FORMATS, ExportFormat
from filmjournal.transfer.exports import export_to_disk, select
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.path_line import PathInput, expanded
from filmjournal.tui.windows import Window

KEYS = "↑ ↓ choose a format · enter export · esc back"
"""The keys shown at the foot of the window."""

KEYS_AFTER = "enter back"
"""The keys shown once the export is done and there is something to read about it."""


class ExportScreen(Window[str | None]):
    """Exports the listed viewings to a file. Its result is what was written, in a sentence."""

    CSS_PATH = "export.tcss"
    TOPIC = "importing"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("f1", "app.help", "Help", show=False),
        Binding("enter", "leave", "Back", show=False),
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Before", show=False, priority=True),
    ]

    def __init__(self, session: Session, entries: Sequence[Entry], query: str) -> None:
        super().__init__()
        self._session = session
        self._entries = entries
        self._query = query
        self._formats = {form.name: form for form in EXPORT_FORMATS}
        self._offered = ""
        self._warned_of: tuple[ExportFormat, Path] | None = None
        self._is_writing = False
        self._done: str | None = None

    def compose(self) -> ComposeResult:
        """Show the formats above the path."""
        found = f" that “{one_line(self._query)}” finds" if self._query else ""
        with Vertical(id="window"):
            yield Label(f"{counted(len(self._entries), 'viewing')}{found}, as", markup=False)
            options = [Option(f"{form.name:<12}{form.help}", id=form.name) for form in self._formats.values()]
            yield OptionList(*options, compact=True, markup=False, id="formats")
            yield Label("into", markup=False)
            yield PathInput(compact=True, select_on_focus=False, id="path")
            with VerticalScroll(id="result", can_focus=False):
                yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Highlight the first format."""
        window = self.query_one("#window")
        window.border_title = "Export"
        window.border_subtitle = KEYS
        formats = self.query_one(OptionList)
        formats.can_focus = False
        formats.highlighted = 0 if self._formats else None
        self.query_one(Input).focus()

    @property
    def format(self) -> ExportFormat | None:
        """The highlighted format."""
        options = self.query_one(OptionList)
        chosen = None if options.highlighted is None else options.get_option_at_index(options.highlighted).id
        return self._formats.get(chosen or "")

    def action_leave(self) -> None:
        """Close the window, but not while a file is being written."""
        if self._is_writing:
            self.notify("The export is still being written. One moment.")
        else:
            self.dismiss(self._done)

    def action_move(self, lines: int) -> None:
        """Highlight another format, or scroll the result."""
        options = self.query_one(OptionList)
        if self._done is not None:
            self.query_one("#result").scroll_relative(y=lines)
        elif options.option_count:
            options.highlighted = ((options.highlighted or 0) + lines) % options.option_count

    @on(OptionList.OptionHighlighted)
    def _offer_path(self) -> None:
        """Suggest the usual path, unless another was typed."""
        line, form = self.query_one(Input), self.format
        if form is None or line.value not in {"", self._offered}:
            return
        self._offered = str(Path.home() / form.usual)
        line.value = self._offered
        line.action_end()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._warned_of = None
        self._hint("")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        form, path = self.format, expanded(event.value)
        if form is None or self._is_writing:
            return
        if not event.value.strip():
            self._hint("Write a path first.")
        elif os.path.exists(path) and not form.is_folder and self._warned_of != (form, path):  # noqa: PTH110 — no error
            self._warned_of = form, path
            what, into = ("folder", "into it, overwriting what is there") if path.is_dir() else ("file", "over it")
            self._hint(f"This {what} exists already: press enter again to write {into}.")
        else:
            self._write(form, path, force=self._warned_of == (form, path))

    @work(exclusive=True, group="writing")
    async def _write(self, form: ExportFormat, path: Path, *, force: bool) -> None:
        self._is_writing = True
        self._hint("Writing …")
        try:
            result = await asyncio.to_thread(self._export, form, path, force=force)
        except InvalidValueError as error:
            self._hint(str(error))
        else:
            self._show_result(result)
        finally:
            self._is_writing = False

    def _export(self, form: ExportFormat, path: Path, *, force: bool) -> list[str]:
        journal = self._session.journal
        return export_to_disk(form, select(journal, self._entries, self._query), path, journal.path, force=force)

    def _show_result(self, result: Sequence[str]) -> None:
        """Close with what was done; if there is more to say, show it until it is read."""
        self._done = result[0]
        if len(result) == 1:
            self.dismiss(self._done)
            return
        self._hint("\n\n".join(result))
        self.add_class("done")
        window, lines = self.query_one("#window"), self.query_one("#result", VerticalScroll)
        window.border_title, window.border_subtitle = "Exported", KEYS_AFTER
        lines.can_focus = True
        lines.focus()

    def _hint(self, text: str) -> None:
        self.query_one("#hint", Static).update(Content(text))
