"""The diary: the list of viewings, with a search line above it and a preview beside it where there is room."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
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
from filmjournal.query.sorting import WATCHED
from filmjournal.render.cells import fit
from filmjournal.render.entry import preview, totals
from filmjournal.render.palette import Palette
from filmjournal.tui.commands import DIARY, EVERYWHERE, bindings_of
from filmjournal.tui.navigation import Navigation
from filmjournal.tui.notices import Notices
from filmjournal.tui.screens.entry_screen import EntryScreen
from filmjournal.tui.search_session import SearchBar, SearchSession
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.diary_table import DiaryTable
from filmjournal.tui.widgets.footer import KeyLine

if TYPE_CHECKING:
    from filmjournal.tui.readings import Readings
    from filmjournal.tui.row_actions import RowActions

PREVIEW_AFTER = 0.05
"""Seconds the cursor rests before the preview follows, so that a held key does not render every entry it passes."""

GREETING = Content.from_markup(
    "[bold $primary]Your diary is empty.[/]\n\n"
    "Press [bold]a[/] to log the first film you watched,\n"
    "[bold]I[/] to import from Letterboxd, IMDb and others,\n"
    "[bold]?[/] for every key, [bold]ctrl+q[/] to quit.\n\n"
    "[dim]Your journal will be one file:[/]\n"
)

Previewed = tuple[Entry | None, Palette, Highlights]
"""What a preview shows: an entry, in these colours, with these words highlighted."""


class PreviewPane(VerticalScroll, can_focus=False):
    """The review of the entry under the cursor. It renders nothing while it is not on the screen.

    `current` returns what is to be shown now.
    """

    def __init__(self, current: Callable[[], Previewed], *, id: str) -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id)
        self.shown: Previewed | None = None
        """What is shown."""
        self._current = current
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Show nothing yet."""
        yield Static(id="previewed", markup=False)

    def on_resize(self) -> None:
        """Show the current entry when the screen becomes wide enough for a preview."""
        self.call_after_refresh(self.update_now)

    def update_soon(self) -> None:
        """Show the current entry once the cursor rests."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PREVIEW_AFTER, self.update_now)

    def update_now(self) -> None:
        """Show the current entry, if the screen is wide and in front."""
        if not self.screen.has_class("-wide") or not self.screen.is_current:
            return
        current = self._current()
        if self.shown == current:
            return
        self.shown = current
        entry, palette, highlights = current
        self.query_one("#previewed", Static).update(preview(entry, palette, highlights) if entry else "")
        self.scroll_home(animate=False)


def _notice(session: Session, search: SearchSession) -> Content:
    """Return what an empty list says."""
    if not session.journal.entries:
        return Content.assemble(GREETING, (str(session.journal.path), "dim"))
    hint = unknown_field_hint(search.parsed.query, session.library.elements)
    nothing = Content.assemble("No viewing matches ", (search.text, "bold"), ".\n\n")
    return Content.assemble(nothing, f"{hint}\n\n" if hint else "", "Press esc to clear the search.")


class DiaryScreen(EntryScreen[None]):
    """The screen the app starts with."""

    PLACE = DIARY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIARY, EVERYWHERE)]
    AUTO_FOCUS = "DiaryTable"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-medium"), (100, "-wide")]  # noqa: RUF012 — as in JournalScreen

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.search_session = SearchSession(self, session, self.show_answer)
        """What answers the search line."""
        self.navigation = Navigation(
            self,
            session,
            self.actions.write,
            lambda: (self.rows.entries, "") if self.marked else self.search_session.listed,
        )
        """The ways to other screens."""
        self.notices = Notices(self, session, self.navigation.drafts)
        """What is said about the file and what lies beside it."""
        self._highlights = Highlights()
        self._had_entry: bool | None = None

    def compose(self) -> ComposeResult:
        """Put the search line over the table and the table beside the preview."""
        yield SearchBar(self.search_session, id="top")
        yield Static(id="problem", markup=False)
        with Horizontal(id="body"):
            yield DiaryTable(id="table")
            yield PreviewPane(lambda: (self.entry, self.table.palette, self._highlights), id="preview")
        with Vertical(id="empty"):
            yield Static(id="notice", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """List the diary, and say what there is to say about its file."""
        self.journal_changed()
        self.search_session.warm_later()
        self.notices.watch_for_copies()
        self.notices.watch_for_people()
        self.notices.warn_of_file()
        self.call_after_refresh(self.notices.offer_drafts)
        self.call_after_refresh(self.navigation.start)

    @cached_property
    def rows(self) -> "RowActions":
        """What can be done with the rows."""
        from filmjournal.tui.row_actions import RowActions  # noqa: PLC0415 — not in the first frame

        return RowActions(self, self.session, self.undo, self.actions, self.navigation.export)

    @cached_property
    def readings(self) -> "Readings":
        """The reviews that are read, and the way back to them."""
        from filmjournal.tui.readings import Readings  # noqa: PLC0415 — not in the first frame

        return Readings(self, self.session, self.search, self.table.go_to)

    @property
    def marked(self) -> int:
        """How many rows are marked."""
        return len(self.rows.marks) if "rows" in vars(self) else 0

    @property
    def table(self) -> DiaryTable:
        """The list."""
        return self.query_one(DiaryTable)

    @property
    def preview(self) -> PreviewPane:
        """The preview, which is only shown where there is room."""
        return self.query_one(PreviewPane)

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.table.entry

    def journal_changed(self) -> None:
        """List the diary as it is now."""
        self.search_session.follow_journal()

    def show_answer(self, answer: Answer) -> None:
        """List the viewings a search found, under the names that match it."""
        search = self.search_session
        self._highlights = Highlights.of(search.parsed.query)
        listed, by = answer.entries, answer.sort
        self.table.show(
            listed,
            by.order if by else WATCHED,
            reverse=by.reverse if by else False,
            highlights=self._highlights,
            ranked=by is None,
            people=answer.suggestions,
            label=f"Nothing matches “{search.text}”. Closest:" if answer.suggestions and not listed else "",
        )
        back = self.readings.title_before(search.line.value) if "readings" in vars(self) else ""
        before = f"esc: back to {fit(back, min(cell_len(back), 20))} · " if back else ""
        self.query_one(SearchBar).show_totals(f"{before}{totals(answer.totals)}")
        self.set_class(not listed and not answer.suggestions, "-empty")
        if self.has_class("-empty"):
            self.query_one("#notice", Static).update(_notice(self.session, search))
        if (self.entry is not None) is not self._had_entry:
            self._had_entry = self.entry is not None
            self.refresh_bindings()

    def show_entry(self, entry: Entry) -> None:
        """Put the cursor on an entry; clear the search if it does not list it."""
        if entry not in self.table.entries and self.search_session.line.value:
            self.search_session.line.value = ""
            self.search_session.search()
        self.table.go_to(entry.id)

    def search(self, query: str) -> None:
        """List what this query finds."""
        self.search_session.line.value = query
        self.set_focus(self.table)

    def action_remove(self) -> None:
        """Remove the entry; if any are marked, those, after a question."""
        if self.marked:
            self.action_rows("remove")
        else:
            super().action_remove()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys that come before the search line be typed in it; act on rows only where there are any."""
        if action in {"search", "rows"} and isinstance(self.focused, Input):
            return False
        if action == "rows" or (action == "find" and parameters != ("save",)):
            return self.entry is not None or self.marked > 0
        return super().check_action(action, parameters)

    @on(Input.Submitted, "#search")
    @on(DiaryTable.SearchChosen)
    def _into_list(self, event: Input.Submitted | DiaryTable.SearchChosen) -> None:
        self.search(self.search_session.line.value if isinstance(event, Input.Submitted) else event.query)
        self.search_session.remember()

    @on(DiaryTable.Highlighted)
    def _highlighted(self) -> None:
        self.preview.update_soon()
        if self.marked:
            self.rows.follow()

    @on(DiaryTable.HeadingClicked)
    def _heading_clicked(self, event: DiaryTable.HeadingClicked) -> None:
        search = self.search_session
        search.sort_by(event.order, is_reversed=not search.is_reversed if event.order is search.order else False)

    @on(DiaryTable.Opened)
    def action_open(self) -> None:
        """Read the entry under the cursor, and come back where the reading ended."""
        if self.entry is not None:
            search = self.search_session.line.value
            self.readings.read(self.entry, self.table.entries, self._highlights, search)

    def action_search(self) -> None:
        """Go to the search line."""
        self.set_focus(self.search_session.line)  # at once: the next key is typed there
        self.search_session.line.action_end()

    def action_clear(self) -> None:
        """Leave the search line; from the list, unmark rows, return to the review that led here, or clear it."""
        line = self.search_session.line
        if not line.has_focus and self.marked:
            self.action_rows("unmark")
            return
        if not line.has_focus and "readings" in vars(self) and self.readings.go_back(line.value):
            return
        if not (line.has_focus and line.value):
            line.value = ""
        self.set_focus(self.table)

    def action_find(self, what: str) -> None:
        """Sort, reverse or save the search; `SearchSession.do` knows what by this name."""
        self.search_session.do(what)

    def action_rows(self, what: str) -> None:
        """Mark rows, or act on them; `RowActions.do` knows what by this name."""
        self.rows.do(what)

    def action_preview(self, lines: int) -> None:
        """Scroll the preview."""
        self.preview.scroll_relative(y=lines, animate=False)

    def action_go_to(self, place: str) -> None:
        """Open another screen, which `Navigation.go_to` knows by this name."""
        self.navigation.go_to(place)

    def on_screen_resume(self) -> None:
        """Bring the preview up to date after another screen."""
        self.notices.was_left()
        self.call_after_refresh(self.preview.update_now)
