"""A book of these viewings: in which order, and where to?"""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from filmjournal.journal.places import now
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted
from filmjournal.query.parser import parse
from filmjournal.query.sorting import WATCHED, sort
from filmjournal.transfer.books import BookRequest, Order, write_book
from filmjournal.transfer.imports import CancelledError
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.path_line import PathInput, expanded
from filmjournal.tui.windows import Window

KEYS = "↑ ↓ choose an order · enter write · esc back"
"""The keys shown at the foot of the window."""

ENDING = "The ending says what it becomes: .epub, .html to print, or .md."
"""What is said until something else is to be said."""

ORDERS = {
    Order.YEAR: "by year   a chapter for each viewing, and the numbers of each year",
    Order.FILM: "by film   all viewings of a film together",
}
"""The orders to choose from."""

SHOWN_EVERY = 0.1
"""Seconds between looks at how far it is."""


class BookScreen(Window[str | None]):
    """Makes a book of the listed viewings. Its result is what was written, in a sentence."""

    CSS_PATH = "book.tcss"
    TOPIC = "importing"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("f1", "app.help", "Help", show=False),
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Before", show=False, priority=True),
    ]

    def __init__(self, session: Session, entries: Sequence[Entry], query: str) -> None:
        super().__init__()
        self._session = session
        self._entries = entries
        self._query = query
        self._warned_of: Path | None = None
        self._progress: tuple[str, int, int] | None = None
        self._is_left = False

    def compose(self) -> ComposeResult:
        """Show the orders above the path."""
        found = f" that “{one_line(self._query)}” finds" if self._query else ""
        with Vertical(id="window"):
            yield Label(f"A book of {counted(len(self._entries), 'viewing')}{found}", markup=False)
            yield OptionList(*(Option(text) for text in ORDERS.values()), compact=True, markup=False, id="orders")
            yield Label("into", markup=False)
            yield PathInput(str(Path.home() / "films.epub"), compact=True, select_on_focus=False, id="path")
            yield Static(ENDING, id="hint", markup=False)

    def on_mount(self) -> None:
        """Highlight the first order, and put the cursor into the path."""
        window, orders, line = self.query_one("#window"), self.query_one(OptionList), self.query_one(Input)
        window.border_title, window.border_subtitle = "Book", KEYS
        orders.can_focus, orders.highlighted = False, 0
        line.focus()
        line.action_end()
        self.set_interval(SHOWN_EVERY, self._show_progress)

    def on_unmount(self) -> None:
        """End the writing."""
        self._is_left = True

    def action_leave(self) -> None:
        """Close the window; a book that is being written is given up, and nothing of it is left."""
        if self._progress is not None:
            self.app.notify("The book was given up: nothing of it was written.")
        self.dismiss(None)

    def action_move(self, lines: int) -> None:
        """Highlight another order."""
        orders = self.query_one(OptionList)
        orders.highlighted = ((orders.highlighted or 0) + lines) % len(ORDERS)

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._progress is None:
            self._warned_of = None
            self._hint(ENDING)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        path = expanded(event.value)
        if self._progress is not None:
            return
        if not event.value.strip():
            self._hint("Write a path first.")
        elif os.path.lexists(path) and self._warned_of != path:
            self._warned_of = path
            self._hint("This file exists already: press enter again to write over it.")
        else:
            self._write(path, force=self._warned_of == path)

    @work(exclusive=True, group="writing")
    async def _write(self, path: Path, *, force: bool) -> None:
        self._progress = "Writing", 0, 0
        order = list(ORDERS)[self.query_one(OptionList).highlighted or 0]
        library, saved = self._session.library, self._session.searches.saved
        query = parse(self._query, self._session.today(), library.elements, saved).query
        request = BookRequest(query, sort(self._entries, WATCHED), now(), order)
        journal = self._session.journal.path
        try:
            done = await asyncio.to_thread(write_book, request, path, journal, self._note, force=force)
        except CancelledError:
            return
        except InvalidValueError as error:
            self._progress = None
            self._hint(str(error))
        else:
            self.dismiss(done)

    def _note(self, what: str, done: int, of: int) -> None:
        """Note the progress, in the thread that writes; end it if the window was closed."""
        if self._is_left:
            raise CancelledError
        self._progress = what, done, of

    def _show_progress(self) -> None:
        if self._progress is not None:
            what, done, of = self._progress
            self._hint(f"{what} … {done:,} of {of:,}" if of else f"{what} …")

    def _hint(self, text: str) -> None:
        self.query_one("#hint", Static).update(Content(text))
