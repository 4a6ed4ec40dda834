"""What have I watched?"""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Footer, Input, Static

from filmjournal.model.viewing import Entry
from filmjournal.query.fields import elements_of
from filmjournal.query.sorting import ORDERS, Order, order_named, sort
from filmjournal.query.syntax import Parsed, parse
from filmjournal.query.terms import Query
from filmjournal.render.entry import preview, totals
from filmjournal.render.palette import Palette
from filmjournal.tui.commands import DIARY, EVERYWHERE, bindings_of
from filmjournal.tui.desk import Desk
from filmjournal.tui.layout import BREAKPOINTS
from filmjournal.tui.screens.entry_screen import ReadingEnd
from filmjournal.tui.screens.kept_screen import KeptScreen
from filmjournal.tui.themes import palette_of
from filmjournal.tui.widgets.diary_table import DiaryTable

WARM_AFTER = 0.3
"""Seconds after which the search is prepared: the first screen is painted before."""

PREVIEW_AFTER = 0.05
"""Seconds the cursor rests before the preview follows, so that a held key does not render every entry it passes."""

GREETING = Content.from_markup(
    "[bold $primary]Nothing is logged yet.[/]\n\n"
    "Press [bold]a[/] to log the first film you watched,\n"
    "[bold]?[/] for every key, [bold]ctrl+q[/] to leave.\n\n"
    "[dim]Your journal will be one file:[/]\n"
)


class DiaryScreen(KeptScreen[None]):
    """The list of viewings, with a search line above it and a preview beside it where there is room."""

    PLACE = DIARY
    CSS_PATH = "diary.tcss"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIARY, EVERYWHERE)]
    AUTO_FOCUS = "DiaryTable"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        settings = desk.settings.read()
        self._order: Order = order_named(settings.sort)
        self._against = settings.against
        self._elements: frozenset[str] = frozenset()
        self._asked = Parsed(Query())
        self._resting: Timer | None = None
        self._previewed: tuple[Entry | None, Palette] | None = None

    def compose(self) -> ComposeResult:
        """Put the search line over the table and the table beside the preview."""
        with Horizontal(id="top"):
            yield Input(placeholder="/ to search: cage, director:ozu", id="search", compact=True)
            yield Static(id="totals", markup=False)
        yield Static(id="fault", markup=False)
        with Horizontal(id="body"):
            yield DiaryTable(id="table")
            with VerticalScroll(id="preview", can_focus=False):
                yield Static(id="previewed", markup=False)
        with Vertical(id="empty"):
            yield Static(id="notice", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """List what there is, and say what could not be read."""
        self._wear_theme()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._wear_theme())
        self.journal_changed()
        self.tell_of_file()
        self.call_after_refresh(self.offer_drafts)
        self.set_timer(WARM_AFTER, self._warm_index)

    @property
    def table(self) -> DiaryTable:
        """The list."""
        return self.query_one(DiaryTable)

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.table.entry

    def journal_changed(self) -> None:
        """List the journal as it is now, as searched and sorted."""
        self.desk.index.follow(self.desk.journal.entries)
        self._elements = elements_of(self.desk.journal.entries)
        self._list()

    @on(Input.Changed, "#search")
    def _list(self) -> None:
        """List what the search line asks; where that has a fault, say so and stay with what was asked before."""
        entries = self.desk.journal.entries
        parsed = parse(self._search.value, self.desk.today(), self._elements)
        self.query_one("#fault", Static).update(Content(parsed.faults[0].message if parsed.faults else ""))
        self.set_class(bool(parsed.faults), "-fault")
        if not parsed.faults:
            self._asked = parsed
        asked = self._asked.sort
        order, against = (asked.order, asked.against) if asked else (self._order, self._against)
        found = self.desk.index.search(self._asked.query)
        listed = found.entries if found.ranked and asked is None else sort(found.entries, order, against=against)
        self.table.show(listed, order, against=against)
        self.query_one("#totals", Static).update(Content(totals(listed)))
        self.set_class(not listed, "-empty")
        self.refresh_bindings()
        if not listed:
            self.query_one("#notice", Static).update(self._notice(bool(entries)))

    def show_entry(self, entry: Entry) -> None:
        """Put the cursor on an entry, out of the search where it does not match."""
        if entry not in self.table.entries and self._search.value:
            self._search.value = ""
            self.journal_changed()
        self.table.go_to(entry.id)

    def search(self, query: str) -> None:
        """List what this query finds."""
        self._search.value = query
        self.table.focus()

    @property
    def _search(self) -> Input:
        return self.query_one("#search", Input)

    def _notice(self, has_entries: bool) -> Content:  # noqa: FBT001 — it is what the notice is about
        if not has_entries:
            return Content.assemble(GREETING, (str(self.desk.journal.path), "dim"))
        return Content.assemble("No viewing has ", (self._search.value, "bold"), ".\n\nPress esc to clear the search.")

    @on(Input.Submitted, "#search")
    def _into_list(self) -> None:
        self.table.focus()

    @on(DiaryTable.Highlighted)
    def _highlighted(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(PREVIEW_AFTER, self._preview)

    @on(DiaryTable.HeadingClicked)
    def _heading_clicked(self, event: DiaryTable.HeadingClicked) -> None:
        self._sort(event.order, against=not self._against if event.order is self._order else False)

    @on(DiaryTable.Opened)
    def action_open(self) -> None:
        """Read the entry under the cursor; come back where the reading ended."""
        if self.entry is None:
            return
        from filmjournal.tui.screens.detail import DetailScreen  # noqa: PLC0415 — not before it is needed: it is large

        ids = [entry.id for entry in self.table.entries]
        self.app.push_screen(DetailScreen(self.desk, ids, self.table.cursor), self._read)

    def _read(self, end: ReadingEnd | None) -> None:
        """Go on where the reading ended."""
        if end is not None and end.query:
            self.search(end.query)
        elif end is not None:
            self.table.go_to(end.viewing_id)

    def action_search(self) -> None:
        """Go to the search line."""
        self._search.focus()
        self._search.action_end()

    def action_clear(self) -> None:
        """Leave the search line; from the list, clear the search."""
        if self._search.has_focus and self._search.value:
            self.table.focus()
        else:
            self._search.value = ""
            self.table.focus()

    def action_sort(self) -> None:
        """Sort by the next order."""
        self._sort(ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)], against=False)

    def action_reverse(self) -> None:
        """Turn the order around."""
        self._sort(self._order, against=not self._against)

    def sort_by(self, name: str) -> None:
        """Sort by the order of this name."""
        self._sort(order_named(name), against=False)

    def _sort(self, order: Order, *, against: bool) -> None:
        self._order, self._against = order, against
        self.journal_changed()
        fault = self.desk.settings.change(sort=order.name, against=against)
        if fault:
            self.notify(fault, severity="warning", markup=False)

    def _preview(self) -> None:
        if not self.has_class("-wide") or not self.is_current:
            return
        if self._previewed == (self.entry, self.table.palette):
            return
        self._previewed = self.entry, self.table.palette
        shown = preview(self.entry, self.table.palette) if self.entry else ""
        self.query_one("#previewed", Static).update(shown)
        self.query_one("#preview", VerticalScroll).scroll_home(animate=False)

    def on_resize(self) -> None:
        """Fill the preview when the screen becomes wide enough for one."""
        self.call_after_refresh(self._preview)

    def on_screen_resume(self) -> None:
        """Bring the preview up to date after another screen."""
        self.call_after_refresh(self._preview)

    def _wear_theme(self) -> None:
        self.table.palette = palette_of(self.app)
        self.table.refresh()
        self._preview()

    @work
    async def _warm_index(self) -> None:
        """Prepare the search ahead of the first key, a few milliseconds at a time."""
        for _ in self.desk.index.warm():
            await asyncio.sleep(0)
