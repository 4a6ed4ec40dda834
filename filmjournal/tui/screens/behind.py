"""The viewings behind a figure, and the ways on from a page: to a list, a review, a person."""

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from filmjournal.journal.changes import Change
from filmjournal.query.engine.index import totals_of
from filmjournal.query.parser import parse
from filmjournal.query.sorting import WATCHED
from filmjournal.render.entry import totals
from filmjournal.render.panels import Spot
from filmjournal.tui.commands import BEHIND, EVERYWHERE, bindings_of
from filmjournal.tui.screens.entry_screen import OpenPerson, ReadingEnd
from filmjournal.tui.screens.journal_screen import LiveScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.diary_table import DiaryTable
from filmjournal.tui.widgets.footer import KeyLine
from filmjournal.tui.windows import open_over


def follow(screen: Screen[Any], session: Session, spot: Spot, spots: Sequence[Spot] = ()) -> None:
    """Open what a spot of a page leads to: a person, a review, or the viewings behind a figure.

    `spots` are those of the page; the people of the same panel are those that one can go through.
    """
    if spot.person:
        among = [(each.person, each.role) for each in spots if each.panel == spot.panel and each.person]
        screen.post_message(OpenPerson(spot.person, spot.role, among))
    elif spot.viewing_id:
        read(screen, session, [spot.viewing_id], 0)
    elif spot.query:
        open_over(screen, BehindScreen(session, spot.query))


def read(screen: Screen[Any], session: Session, ids: list[str], place: int) -> None:
    """Read reviews over a screen, from one on; what is searched for from there is listed over it."""
    from filmjournal.tui.screens.detail import DetailScreen  # noqa: PLC0415 — a page of numbers needs no Markdown

    def done(end: ReadingEnd | None) -> None:
        if end is not None and end.query:
            open_over(screen, BehindScreen(session, end.query))

    open_over(screen, DetailScreen(session, ids, place), done)


class BehindScreen(LiveScreen[None]):
    """Lists what a query finds, over the page that led there."""

    PLACE = BEHIND
    CSS_PATH = "behind.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(BEHIND, EVERYWHERE)]
    AUTO_FOCUS = "DiaryTable"

    def __init__(self, session: Session, query: str) -> None:
        super().__init__(session)
        self._query = query

    def compose(self) -> ComposeResult:
        """Put the query and its totals over the list."""
        yield Static(id="heading", markup=False)
        yield DiaryTable(id="listed")
        yield KeyLine()

    def on_mount(self) -> None:
        """List the viewings."""
        self.journal_changed()

    def journal_changed(self) -> None:
        """List the viewings as they are now."""
        library = self.session.library
        library.update(self.session.journal.entries)
        parsed = parse(self._query, self.session.today(), library.elements, self.session.searches.saved)
        entries = library.index.search(parsed.query, ranked=False).entries
        self.query_one(DiaryTable).show(entries, WATCHED, reverse=False)
        heading = Text.assemble((self._query, "bold"), ("   " + totals(totals_of(entries)), "dim"))
        self.query_one("#heading", Static).update(heading)

    def show_change(self, change: Change) -> None:
        """Put the cursor on what was undone or redone."""
        for viewing_id in change.viewing_ids:
            self.query_one(DiaryTable).go_to(viewing_id)

    @on(DiaryTable.Opened)
    def action_open(self) -> None:
        """Read the review under the cursor."""
        table = self.query_one(DiaryTable)
        if table.entry is not None:
            ids = [entry.id for entry in table.entries]
            read(self, self.session, ids, ids.index(table.entry.id))

    def action_back(self) -> None:
        """Go back to the page."""
        self.dismiss(None)
