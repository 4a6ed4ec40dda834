"""The preview of an import: what would be imported, and shall it be?"""

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Static

from filmjournal.journal.errors import JournalError
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import one_line, without_controls
from filmjournal.render.import_preview import Preview, PreviewList, counts, row_in_full
from filmjournal.transfer.imports import CancelledError
from filmjournal.transfer.pending_import import PendingImport
from filmjournal.tui.commands import EVERYWHERE, IMPORT, bindings_of
from filmjournal.tui.screens.journal_screen import JournalScreen
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.widgets.footer import KeyLine
from filmjournal.tui.widgets.line_table import DetailsPane, LineTable
from filmjournal.tui.widgets.progress import ProgressPanel

PROGRESS_EVERY = 0.1
"""Seconds between updates of the progress."""

NO_CANCEL = "The import is being saved and can't be cancelled any more. Press u afterwards to undo it."


class ImportScreen(JournalScreen[str | None]):
    """The preview of an import. Its result is what was imported, in a sentence; None if nothing was."""

    PLACE = IMPORT
    CSS_PATH = "import_films.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(IMPORT, EVERYWHERE)]
    AUTO_FOCUS = "LineTable"

    def __init__(self, session: Session, path: Path) -> None:
        super().__init__(session)
        self._path = path
        self._import = PendingImport(session.journal, session.today, session.catalogue)
        self._list = PreviewList()
        self._planning = asyncio.Lock()
        self._progress = (f"Reading {one_line(path.name)}", 0, 0)
        self._is_closed = False
        self._is_applying = False

    def compose(self) -> ComposeResult:
        """Show the rows above, or beside, the details of one; until they are there, how far the reading is."""
        with Horizontal(id="top"):
            yield Static(id="heading", markup=False)
            yield Static(id="counts", markup=False)
        yield Static(id="losses", markup=False)
        with Container(id="body"):
            yield LineTable(self._list, id="table")
            with DetailsPane(id="beside"):
                yield Static(id="row", markup=False)
        yield ProgressPanel(id="waiting")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to read."""
        self.app.clear_notifications()
        self._wear_theme()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._wear_theme())
        self.query_one("#heading", Static).update(Content(f"Import {one_line(self._path.name)}"))
        self.add_class("-waiting")
        self._show_progress()
        self.set_interval(PROGRESS_EVERY, self._show_progress)
        self._read()

    def on_unmount(self) -> None:
        """End the reading."""
        self._is_closed = True

    def before_quit(self) -> bool:
        """Return whether the app may quit: not while the import is being saved."""
        if self._is_applying:
            self.notify(NO_CANCEL)
        return not self._is_applying

    @property
    def table(self) -> LineTable:
        """The list."""
        return self.query_one(LineTable)

    @property
    def preview(self) -> Preview | None:
        """What would be imported; None until it is known."""
        return self._import.preview

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the preview's keys once it is there, and the digits only if there is a question to answer."""
        del parameters
        if action in {"apply_import", "next_kind", "toggle_lookup"}:
            return self.preview is not None and not self._is_applying
        if action == "choose":
            return self.preview is not None and any(row.choices for row in self.preview.rows)
        return True

    @work(exclusive=True, group="reading")
    async def _read(self) -> None:
        try:
            await asyncio.to_thread(self._import.read, self._path, self._set_progress)
        except CancelledError:
            return
        except InvalidValueError as error:
            if self._is_gone:
                return
            self._is_closed = True  # there is nothing to go on with
            self.query_one(ProgressPanel).show_end(str(error), meanwhile="Press esc to go back.")
            return
        if not self._is_gone and self.preview is not None:
            self._show()
            self._go_to_question(0)

    @property
    def _is_gone(self) -> bool:
        """Whether the app is quitting, which removes the parts of a screen before the screen is told."""
        return self._is_closed or not self.query(LineTable)

    def _set_progress(self, doing: str, done: int, of: int) -> None:
        """Note the progress, in the thread that reads; end it if the screen was closed."""
        if self._is_closed:
            raise CancelledError
        self._progress = doing, done, of

    def _show_progress(self) -> None:
        if self.preview is None and not self._is_gone:
            self.query_one(ProgressPanel).tell(*self._progress, meanwhile="esc cancels; nothing was changed yet")

    def _show(self) -> None:
        """Show the preview, with the same row under the cursor."""
        if self.preview is None:
            return
        under = self._list.row(self.table.cursor)
        self._list = PreviewList(self.preview.rows)
        self.remove_class("-waiting")
        heading = ". ".join(filter(None, (f"Import from {one_line(self.preview.service)}", self.preview.people)))
        self.query_one("#heading", Static).update(Content(heading))
        self.query_one("#counts", Static).update(Content(counts(self.preview.rows)))
        losses = self.query_one("#losses", Static)
        losses.update(Content(without_controls(self.preview.losses)))
        losses.display = bool(self.preview.losses)
        place = self._list.place_of(under.number) if under is not None else None
        self.table.show_lines(self._list, self.table.cursor if place is None else place)
        self.table.focus()
        self.refresh_bindings()

    @on(LineTable.Moved)
    def _show_row(self) -> None:
        row = self._list.row(self.table.cursor)
        self.query_one("#row", Static).update(row_in_full(row, self.table.palette) if row else "")
        self.query_one(DetailsPane).scroll_home(animate=False)

    def on_key(self, event: events.Key) -> None:
        """Answer the question of the row under the cursor with the number that was pressed."""
        row = self._list.row(self.table.cursor)
        is_digit = event.character is not None and event.character in "123456789"
        if not is_digit or row is None or self._is_applying:
            return
        event.stop()
        choice = int(event.character or "0")
        if choice > len(row.choices):
            self.notify("There is nothing to choose here." if not row.choices else "There is no such number.")
            return
        self._import.choose(row.number, choice)
        self._show()
        self._go_to_question(self.table.cursor)
        self._plan()

    @work(group="planning")
    async def _plan(self) -> None:
        """Show the preview with the answers chosen so far; keys work meanwhile."""
        async with self._planning:
            await self._plan_choices()

    async def _plan_choices(self) -> bool:
        """Plan with the answers chosen by now, and return whether that worked; if not, the person is told why."""
        while not self._import.is_planned:
            try:
                is_latest = await asyncio.to_thread(self._import.plan_choices)
            except InvalidValueError as error:
                self.notify(str(error), severity="error", markup=False)
                return False
            if is_latest and not self._is_gone:
                self._show()
        return True

    def _go_to_question(self, place: int) -> None:
        """Go to the next question without an answer, if one is left."""
        question = self._list.next_question(place)
        self.table.go(place if question is None else question)

    def action_choose(self) -> None:
        """Do nothing: `on_key` knows which digit it was."""

    def action_next_kind(self) -> None:
        """Go to the first row of the next kind."""
        self.table.go(self._list.next_kind(self.table.cursor))

    def action_toggle_lookup(self) -> None:
        """Fill in who made the films from the catalogue, or leave them as the files state them."""
        self._import.looks_up = not self._import.looks_up
        if not self._import.looks_up:
            self.notify("The films stay as the files state them. Press p again to fill in who made them.")
        self._plan()

    @work(group="applying")
    async def action_apply_import(self) -> None:
        """Import what is new and changed, and go back."""
        if self.preview is None or self._is_applying:
            return
        self._set_applying(True)
        try:
            async with self._planning:
                is_planned = await self._plan_choices()
                has_changes = is_planned and self.preview.has_changes
                if has_changes:
                    await self._apply()
        except (JournalError, InvalidValueError) as error:
            self.notify(str(error), title="Not imported", severity="error", timeout=15, markup=False)
            self._set_applying(False)
            return
        self._set_applying(False)
        if has_changes:
            self.dismiss(self._import.outcome)
        elif is_planned:
            self.notify("There is nothing new to import.")

    async def _apply(self) -> None:
        is_applied = False
        while not is_applied:  # again, if the journal was changed meanwhile
            fork = await asyncio.to_thread(self._import.apply)
            is_applied = self.session.journal.adopt(fork)

    def _set_applying(self, is_applying: bool) -> None:  # noqa: FBT001 — the name says what it is
        self._is_applying = is_applying
        self.set_class(is_applying, "-waiting")
        if is_applying:
            self.query_one(ProgressPanel).tell("Importing", meanwhile="u undoes it afterwards")
        else:
            self.table.focus()
        self.refresh_bindings()

    def action_read_on(self) -> None:
        """Scroll the details of the row under the cursor."""
        self.query_one(DetailsPane).read_on()

    def action_back(self) -> None:
        """Go back without importing."""
        if self._is_applying:
            self.notify(NO_CANCEL)
            return
        if self.preview is None and not self._is_gone:
            self.app.notify("Import cancelled. Nothing was changed.")
        self._is_closed = True
        self.dismiss(None)

    def _wear_theme(self) -> None:
        self.table.palette = palette_of(self.app)
        self.table.refresh()
        self._show_row()
