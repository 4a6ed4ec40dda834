"""What have I watched?"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from filmjournal.model.viewing import Entry
from filmjournal.query.fuzzy import unknown_field_hint
from filmjournal.query.highlights import Highlights
from filmjournal.query.library import Answer
from filmjournal.query.sorting import ORDERS, WATCHED, Order, order_named
from filmjournal.render.entry import preview, totals
from filmjournal.render.palette import Palette
from filmjournal.tui.commands import DIARY, EVERYWHERE, bindings_of
from filmjournal.tui.screens.entry_screen import ReadingEnd
from filmjournal.tui.screens.searching import SearchingScreen
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.widgets.diary_table import DiaryTable
from filmjournal.tui.widgets.footer import KeyLine

PREVIEW_AFTER = 0.05
"""Seconds the cursor rests before the preview follows, so that a held key does not render every entry it passes."""

GREETING = Content.from_markup(
    "[bold $primary]Nothing is logged yet.[/]\n\n"
    "Press [bold]a[/] to log the first film you watched,\n"
    "[bold]?[/] for every key, [bold]ctrl+q[/] to leave.\n\n"
    "[dim]Your journal will be one file:[/]\n"
)


class DiaryScreen(SearchingScreen[None]):
    """The list of viewings, with a search line above it and a preview beside it where there is room."""

    PLACE = DIARY
    CSS_PATH = "diary.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIARY, EVERYWHERE)]
    AUTO_FOCUS = "DiaryTable"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        settings = session.settings.read()
        self._order: Order = order_named(settings.sort)
        self._reverse = settings.against
        self._highlights = Highlights()
        self._had_entry: bool | None = None
        self._resting: Timer | None = None
        self._previewed: tuple[Entry | None, Palette, Highlights] | None = None

    def compose(self) -> ComposeResult:
        """Put the search line over the table and the table beside the preview."""
        with Horizontal(id="top"):
            yield self.search_line()
            yield Static(id="totals", markup=False)
        yield Static(id="problem", markup=False)
        with Horizontal(id="body"):
            yield DiaryTable(id="table")
            with VerticalScroll(id="preview", can_focus=False):
                yield Static(id="previewed", markup=False)
        with Vertical(id="empty"):
            yield Static(id="notice", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """List what there is, and say what could not be read."""
        self._wear_theme()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._wear_theme())
        self.journal_changed()
        self.tell_of_file()
        self.call_after_refresh(self.offer_drafts)

    @property
    def table(self) -> DiaryTable:
        """The list."""
        return self.query_one(DiaryTable)

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.table.entry

    @property
    def order(self) -> tuple[Order, bool]:
        """The order of the diary, and whether it is turned around."""
        return self._order, self._reverse

    def show_answer(self, answer: Answer) -> None:
        """List what was found, under the people whose name was typed."""
        self._highlights = Highlights.of(self.asked.query)
        listed, by = answer.entries, answer.sort
        nothing = f"Nothing has “{self.asked_text}”. Nearest:" if answer.suggestions and not listed else ""
        self.table.show(
            listed,
            by.order if by else WATCHED,
            reverse=by.reverse if by else False,
            highlights=self._highlights,
            ranked=by is None,
            people=answer.suggestions,
            label=nothing,
        )
        self.query_one("#totals", Static).update(Content(totals(answer.totals)))
        self.set_class(not listed and not answer.suggestions, "-empty")
        if self.has_class("-empty"):
            self.query_one("#notice", Static).update(self._notice(bool(self.session.journal.entries)))
        if (self.entry is not None) is not self._had_entry:
            self._had_entry = self.entry is not None
            self.refresh_bindings()

    def show_entry(self, entry: Entry) -> None:
        """Put the cursor on an entry, out of the search where it does not match."""
        if entry not in self.table.entries and self.searched.value:
            self.searched.value = ""
            self.ask()
        self.table.go_to(entry.id)

    def search(self, query: str) -> None:
        """List what this query finds."""
        self.searched.value = query
        self.set_focus(self.table)

    def _notice(self, has_entries: bool) -> Content:  # noqa: FBT001 — it is what the notice is about
        if not has_entries:
            return Content.assemble(GREETING, (str(self.session.journal.path), "dim"))
        more = unknown_field_hint(self.asked.query, self.session.library.elements)
        found = Content.assemble("No viewing has ", (self.asked_text, "bold"), ".\n\n")
        return Content.assemble(found, f"{more}\n\n" if more else "", "Press esc to clear the search.")

    @on(Input.Submitted, "#search")
    def _into_list(self) -> None:
        self.remember()
        self.set_focus(self.table)

    @on(DiaryTable.Asked)
    def _asked_for(self, event: DiaryTable.Asked) -> None:
        self.search(event.query)
        self.remember()

    @on(DiaryTable.Highlighted)
    def _highlighted(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(PREVIEW_AFTER, self._preview)

    @on(DiaryTable.HeadingClicked)
    def _heading_clicked(self, event: DiaryTable.HeadingClicked) -> None:
        self._sort(event.order, reverse=not self._reverse if event.order is self._order else False)

    @on(DiaryTable.Opened)
    def action_open(self) -> None:
        """Read the entry under the cursor; come back where the reading ended."""
        if self.entry is None:
            return
        from filmjournal.tui.screens.detail import DetailScreen  # noqa: PLC0415 — not before it is needed: it is large

        ids = [entry.id for entry in self.table.entries]
        self.app.push_screen(DetailScreen(self.session, ids, ids.index(self.entry.id), self._highlights), self._read)

    def _read(self, end: ReadingEnd | None) -> None:
        """Go on where the reading ended."""
        if end is not None and end.query:
            self.search(end.query)
        elif end is not None:
            self.table.go_to(end.viewing_id)

    def action_search(self) -> None:
        """Go to the search line."""
        self.set_focus(self.searched)  # at once: the next key is typed there
        self.searched.action_end()

    def action_clear(self) -> None:
        """Leave the search line; from the list, clear the search."""
        if self.searched.has_focus and self.searched.value:
            self.set_focus(self.table)
        else:
            self.searched.value = ""
            self.set_focus(self.table)

    def action_sort(self) -> None:
        """Sort by the next order."""
        self._sort(ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)], reverse=False)

    def action_reverse(self) -> None:
        """Turn the order around."""
        self._sort(self._order, reverse=not self._reverse)

    def sort_by(self, name: str) -> None:
        """Sort by the order of this name."""
        self._sort(order_named(name), reverse=False)

    def _sort(self, order: Order, *, reverse: bool) -> None:
        self._order, self._reverse = order, reverse
        self.sort_plainly()
        error = self.session.settings.change(sort=order.name, against=reverse)
        if error:
            self.notify(error, severity="warning", markup=False)

    def _preview(self) -> None:
        if not self.has_class("-wide") or not self.is_current:
            return
        previewed = self.entry, self.table.palette, self._highlights
        if self._previewed == previewed:
            return
        self._previewed = previewed
        shown = preview(self.entry, self.table.palette, self._highlights) if self.entry else ""
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
