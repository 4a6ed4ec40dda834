"""A preview: what an import or a lookup would change, its questions, and shall it be done?"""

import asyncio
from abc import abstractmethod
from typing import ClassVar, NamedTuple, Protocol

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Static

from filmjournal.journal.errors import JournalError
from filmjournal.journal.journal import Journal
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import visible
from filmjournal.render.preview import Preview, PreviewList, PreviewRow, counts, row_in_full
from filmjournal.transfer.imports import CancelledError, Progress
from filmjournal.tui.screens.journal_screen import JournalScreen
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.widgets.footer import KeyLine
from filmjournal.tui.widgets.line_table import DetailsPane, LineTable
from filmjournal.tui.widgets.progress import ProgressPanel

PROGRESS_EVERY = 0.1
"""Seconds between updates of the progress."""


class Pending(Protocol):
    """Changes that a person looks at before they are made, with the answers chosen so far.

    `plan_choices` and `apply` take a while, in another thread; all else is quick.
    """

    preview: Preview | None

    @property
    def is_planned(self) -> bool:
        """Whether the preview is that of the answers chosen so far."""
        ...

    @property
    def outcome(self) -> str:
        """What was done, in sentences."""
        ...

    def detailed(self, row: PreviewRow) -> PreviewRow:
        """Return a row with everything about it."""
        ...

    def choose(self, row: int, choice: int) -> None:
        """Choose an answer, counted from 1, for the row with this number."""
        ...

    def plan_choices(self) -> bool:
        """Plan with the answers chosen so far, and return whether none was chosen meanwhile."""
        ...

    def apply(self) -> Journal:
        """Return a fork of the journal with the changes made in it; raises JournalError."""
        ...


class Words(NamedTuple):
    """What a preview says of itself."""

    begin: str
    """What is done first."""
    applying: str
    """What is done at the end."""
    not_applied: str
    """The title of why that failed."""
    nothing: str
    """That there is nothing to do."""
    cancelled: str
    """That it was left before anything was known."""
    no_cancel: str
    """That it can't be left any more."""
    sides: tuple[str, str]
    """The headings of both versions of what differs."""


class PreviewScreen(JournalScreen[str | None]):
    """The preview of changes. Its result is what was done, in a sentence; None if nothing was."""

    CSS_PATH = "preview.tcss"
    AUTO_FOCUS = "LineTable"
    WORDS: ClassVar[Words]
    ONCE_THERE: ClassVar[frozenset[str]] = frozenset({"apply", "next_kind"})
    """The actions that are offered once the preview is there."""

    def __init__(self, session: Session, pending: Pending, heading: str) -> None:
        super().__init__(session)
        self._pending = pending
        self._heading = heading
        self._list = PreviewList()
        self._planning = asyncio.Lock()
        self._progress = (self.WORDS.begin, 0, 0)
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
        self.query_one("#heading", Static).update(Content(self._heading))
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
            self.notify(self.WORDS.no_cancel)
        return not self._is_applying

    @property
    def table(self) -> LineTable:
        """The list."""
        return self.query_one(LineTable)

    @property
    def preview(self) -> Preview | None:
        """What would be changed; None until it is known."""
        return self._pending.preview

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the preview's keys once it is there, and the digits only if there is a question to answer."""
        del parameters
        if action in self.ONCE_THERE:
            return self.preview is not None and not self._is_applying
        if action == "choose":
            return self.preview is not None and self.has_choices
        return True

    @abstractmethod
    def read(self, progress: Progress) -> None:
        """Find out what would change, in another thread; raises InvalidValueError, and whatever `progress` raises."""

    @abstractmethod
    def heading_of(self, preview: Preview) -> str:
        """Return the heading above a preview."""

    @property
    def has_choices(self) -> bool:
        """Whether there is a question to answer."""
        return self.preview is not None and any(row.choices for row in self.preview.rows)

    @work(exclusive=True, group="reading")
    async def _read(self) -> None:
        try:
            await asyncio.to_thread(self.read, self._set_progress)
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
        heading = ". ".join(filter(None, (self.heading_of(self.preview), self.preview.people)))
        self.query_one("#heading", Static).update(Content(heading))
        self.query_one("#counts", Static).update(Content(counts(self.preview.rows)))
        losses = self.query_one("#losses", Static)
        losses.update(Content(visible(self.preview.losses)))
        losses.display = bool(self.preview.losses)
        place = self._list.place_of(under.number) if under is not None else None
        self.table.show_lines(self._list, self.table.cursor if place is None else place)
        self.table.focus()
        self.refresh_bindings()

    @on(LineTable.Moved)
    def _show_row(self) -> None:
        row = self._list.row(self.table.cursor)
        is_dense = self.has_class("-short")
        detailed = self._pending.detailed(row) if row else None
        shown = row_in_full(detailed, self.table.palette, self.WORDS.sides, is_dense=is_dense) if detailed else ""
        self.query_one("#row", Static).update(shown)
        self.query_one(DetailsPane).scroll_home(animate=False)

    def on_key(self, event: events.Key) -> None:
        """Answer the question of the row under the cursor with the number that was pressed."""
        row = self._list.row(self.table.cursor)
        is_digit = event.character is not None and event.character in "123456789"
        if not is_digit or row is None or self._is_applying:
            return
        event.stop()
        choice, choices = int(event.character or "0"), self._pending.detailed(row).choices
        if choice > len(choices):
            self.notify("There is nothing to choose here." if not choices else "There is no such number.")
            return
        self.choose(self._pending.detailed(row), choice)

    def choose(self, row: PreviewRow, choice: int) -> None:
        """Choose an answer for a row, and go to the next question."""
        self._pending.choose(row.number, choice)
        self._show()
        self._go_to_question(self.table.cursor)
        self.plan()

    @work(group="planning")
    async def plan(self) -> None:
        """Show the preview with the answers chosen so far; keys work meanwhile."""
        async with self._planning:
            await self._plan_choices()

    async def _plan_choices(self) -> bool:
        """Plan with the answers chosen by now, and return whether that worked; if not, the person is told why."""
        while not self._pending.is_planned:
            try:
                is_latest = await asyncio.to_thread(self._pending.plan_choices)
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

    @work(group="applying")
    async def action_apply(self) -> None:
        """Make the changes, and go back."""
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
            self.notify(str(error), title=self.WORDS.not_applied, severity="error", timeout=15, markup=False)
            self._set_applying(False)
            return
        self._set_applying(False)
        if has_changes:
            self.dismiss(self._pending.outcome)
        elif is_planned:
            self.notify(self.WORDS.nothing)

    async def _apply(self) -> None:
        is_applied = False
        while not is_applied:  # again, if the journal was changed meanwhile
            fork = await asyncio.to_thread(self._pending.apply)
            is_applied = self.session.journal.adopt(fork)

    def _set_applying(self, is_applying: bool) -> None:  # noqa: FBT001 — the name says what it is
        self._is_applying = is_applying
        self.set_class(is_applying, "-waiting")
        if is_applying:
            self.query_one(ProgressPanel).tell(self.WORDS.applying, meanwhile="u undoes it afterwards")
        else:
            self.table.focus()
        self.refresh_bindings()

    def action_read_on(self) -> None:
        """Scroll the details of the row under the cursor."""
        self.query_one(DetailsPane).read_on()

    def action_back(self) -> None:
        """Go back without changing anything."""
        if self._is_applying:
            self.notify(self.WORDS.no_cancel)
            return
        if self.preview is None and not self._is_gone:
            self.app.notify(self.WORDS.cancelled)
        self._is_closed = True
        self.dismiss(None)

    def _wear_theme(self) -> None:
        self.table.palette = palette_of(self.app)
        self.table.refresh()
        self._show_row()
