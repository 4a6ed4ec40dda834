"""What would come in, and shall it?"""

import asyncio
from pathlib import Path
from typing import ClassVar

from msgspec import structs
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Static

from filmjournal.journal.errors import JournalError
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import one_line
from filmjournal.render.incoming import Incoming, Preview, counts, row_in_full
from filmjournal.tui.commands import EVERYWHERE, IMPORT, bindings_of
from filmjournal.tui.importing import CancelledError
from filmjournal.tui.screens.journal_screen import JournalScreen
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.widgets.footer import KeyLine
from filmjournal.tui.widgets.line_table import DetailsPane, LineTable
from filmjournal.tui.widgets.progress import ProgressPanel

LOOKED_AT_EVERY = 0.1
"""Seconds between looks at how far the reading is."""

NO_WAY_BACK = "It is being brought in, and cannot be cancelled any more: u takes it back afterwards."


class BringInScreen(JournalScreen[str | None]):
    """The preview of an import. Its result is what was brought in, in a sentence."""

    PLACE = IMPORT
    CSS_PATH = "bring_in.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(IMPORT, EVERYWHERE)]
    AUTO_FOCUS = "LineTable"

    def __init__(self, session: Session, path: Path) -> None:
        super().__init__(session)
        self._path = path
        self._preview: Preview | None = None
        self._listed = Incoming()
        self._choices: dict[int, int] = {}
        self._planned: dict[int, int] = {}
        self._importing = asyncio.Lock()
        self._far = (f"Reading {one_line(path.name)}", 0, 0)
        self._is_left = False
        self._is_written = False

    def compose(self) -> ComposeResult:
        """Put the rows over, or beside, what is known of one; until they are there, how far the reading is."""
        with Horizontal(id="top"):
            yield Static(id="heading", markup=False)
            yield Static(id="counts", markup=False)
        with Container(id="body"):
            yield LineTable(self._listed, id="table")
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
        self._look()
        self.set_interval(LOOKED_AT_EVERY, self._look)
        self._read()

    def on_unmount(self) -> None:
        """Let the reading end."""
        self._is_left = True

    def before_quit(self) -> bool:
        """Return whether nothing is being brought in, having told that it is."""
        if self._is_written:
            self.notify(NO_WAY_BACK)
        return not self._is_written

    @property
    def table(self) -> LineTable:
        """The list."""
        return self.query_one(LineTable)

    @property
    def preview(self) -> Preview | None:
        """What would come in; None until it is known."""
        return self._preview

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is about the preview only once it is there, and a choice only where there is a doubt."""
        del parameters
        if action in {"bring", "next_outlook"}:
            return self._preview is not None and not self._is_written
        if action == "settle":
            rows = self._preview.rows if self._preview is not None else ()
            return any(row.choices for row in rows)
        return True

    @work(exclusive=True, group="reading")
    async def _read(self) -> None:
        try:
            preview = await asyncio.to_thread(self.session.importer.read, self._path, self._heard)
        except CancelledError:
            return
        except InvalidValueError as error:
            if self._is_gone:
                return
            self._is_left = True  # nothing goes on
            self.query_one(ProgressPanel).show_end(str(error), meanwhile="Press esc to go back.")
            return
        if not self._is_gone:
            self._show(preview)
            self._go_to_doubt(0)
            if preview.notes:
                self.notify("\n".join(preview.notes), timeout=8, markup=False)

    @property
    def _is_gone(self) -> bool:
        """Whether the program is being left, which takes the parts of a screen away before the screen hears of it."""
        return self._is_left or not self.query(LineTable)

    def _heard(self, doing: str, done: int, of: int) -> None:
        """Hear, in the thread that reads, how far it is; end it once nobody waits any more."""
        if self._is_left:
            raise CancelledError
        self._far = doing, done, of

    def _look(self) -> None:
        if self._preview is None and not self._is_gone:
            self.query_one(ProgressPanel).tell(*self._far, meanwhile="esc cancels; nothing was changed yet")

    def _show(self, preview: Preview) -> None:
        under = self._listed.row(self.table.cursor)
        self._preview, self._listed = preview, Incoming(preview.rows)
        self.remove_class("-waiting")
        self.query_one("#heading", Static).update(Content(f"Import from {one_line(preview.service)}"))
        self.query_one("#counts", Static).update(Content(counts(preview.rows)))
        place = self._listed.place_of(under.number) if under is not None else None
        self.table.show_lines(self._listed, self.table.cursor if place is None else place)
        self.table.focus()
        self.refresh_bindings()

    @on(LineTable.Moved)
    def _show_row(self) -> None:
        row = self._listed.row(self.table.cursor)
        self.query_one("#row", Static).update(row_in_full(row, self.table.palette) if row else "")
        self.query_one(DetailsPane).scroll_home(animate=False)

    def on_key(self, event: events.Key) -> None:
        """Settle what is in doubt, or in conflict, under the cursor with the number that was pressed."""
        row = self._listed.row(self.table.cursor)
        is_digit = event.character is not None and event.character in "123456789"
        if not is_digit or row is None or self._is_written:
            return
        event.stop()
        choice = int(event.character or "0")
        if choice > len(row.choices):
            self.notify("There is nothing to choose here." if not row.choices else "There is no such number.")
            return
        self._choices[row.number] = choice
        self._show_chosen()
        self._go_to_doubt(self.table.cursor)
        self._settle()

    def _show_chosen(self) -> None:
        """Show what was chosen, before it is known what comes of it."""
        if self._preview is not None:
            chosen = ((row, self._choices.get(row.number, row.chosen)) for row in self._preview.rows)
            rows = tuple(row if row.chosen == one else structs.replace(row, chosen=one) for row, one in chosen)
            self._show(structs.replace(self._preview, rows=rows))

    @work(group="settling")
    async def _settle(self) -> None:
        """Show what would come in with what was chosen so far; keys go on meanwhile."""
        async with self._importing:
            await self._plan_chosen()

    async def _plan_chosen(self) -> bool:
        """Plan with what was chosen by now, and return whether that could be done; otherwise it is told why not."""
        while self._planned != self._choices:
            choices = dict(self._choices)
            try:
                preview = await asyncio.to_thread(self.session.importer.settled, choices)
            except InvalidValueError as error:
                self.notify(str(error), severity="error", markup=False)
                self._choices = dict(self._planned)
                return False
            self._planned = choices
            if choices == self._choices and not self._is_gone:
                self._show(preview)
        return True

    def _go_to_doubt(self, place: int) -> None:
        """Go on to the next doubt that is not settled, if one is left."""
        doubt = self._listed.next_doubt(place)
        self.table.go(place if doubt is None else doubt)

    def action_settle(self) -> None:
        """Leave it to the key that was pressed."""

    def action_next_outlook(self) -> None:
        """Go to the first row of the next outlook."""
        self.table.go(self._listed.next_outlook(self.table.cursor))

    @work(group="bringing")
    async def action_bring(self) -> None:
        """Bring in what is new and changed, and go back."""
        if self._preview is None or self._is_written:
            return
        self._be_written(True)
        try:
            async with self._importing:
                is_planned = await self._plan_chosen()
                told = await self._bring() if is_planned and self._preview.brings else None
        except (JournalError, InvalidValueError) as error:
            self.notify(str(error), title="Not brought in", severity="error", timeout=15, markup=False)
            self._be_written(False)
            return
        self._be_written(False)
        if not is_planned:
            return
        if told is None:
            self.notify("There is nothing new to bring in.")
        else:
            self.dismiss(told)

    async def _bring(self) -> str:
        told = None
        while told is None:  # again, where the journal was changed meanwhile
            taken = await asyncio.to_thread(self.session.importer.bring)
            told = taken()
        return told

    def _be_written(self, is_written: bool) -> None:  # noqa: FBT001 — it is what it is about
        self._is_written = is_written
        self.set_class(is_written, "-waiting")
        if is_written:
            self.query_one(ProgressPanel).tell("Bringing it in", meanwhile="u takes it back afterwards")
        else:
            self.table.focus()
        self.refresh_bindings()

    def action_read_on(self) -> None:
        """Scroll what is known of the row under the cursor."""
        self.query_one(DetailsPane).read_on()

    def action_back(self) -> None:
        """Go back, and bring in nothing."""
        if self._is_written:
            self.notify(NO_WAY_BACK)
            return
        if self._preview is None and not self._is_gone:
            self.app.notify("The import is cancelled. Nothing was changed.")
        self._is_left = True
        self.dismiss(None)

    def _wear_theme(self) -> None:
        self.table.palette = palette_of(self.app)
        self.table.refresh()
        self._show_row()
