"""What the screens with a page of panels have in common: the heading, the cursor, counting in slices."""

import asyncio
from abc import abstractmethod
from collections.abc import Generator
from time import monotonic
from typing import TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from filmjournal.journal.changes import Change
from filmjournal.query.parser import parse
from filmjournal.render.panels import Page, Spot
from filmjournal.stats.counting import Subject
from filmjournal.tui.screens.behind import BehindScreen, follow
from filmjournal.tui.screens.journal_screen import LiveScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.footer import KeyLine
from filmjournal.tui.widgets.page_view import PageView
from filmjournal.tui.windows import open_over

SLICE = 0.006
"""Seconds of work between two looks for keys."""

Value = TypeVar("Value")


async def in_slices(steps: Generator[None, None, Value]) -> Value:
    """Work on something a few milliseconds at a time, so that no key waits, and return what comes of it."""
    while True:
        end = monotonic() + SLICE
        try:
            while monotonic() < end:
                next(steps)
        except StopIteration as done:
            value: Value = done.value
            return value
        await asyncio.sleep(0)


async def found_by(query: str, session: Session) -> Subject:
    """Return what a query finds in the journal as it is now, the latest viewing first, without a key that waits."""
    library = session.library
    library.update(session.journal.entries)
    parsed = parse(query, session.today(), library.elements, session.searches.saved)
    found = await in_slices(library.index.searching(parsed.query, ranked=False))
    return Subject(parsed.query, found.entries)


class PageScreen(LiveScreen[None]):
    """A heading over a page of panels. What the cursor is on opens with `enter`."""

    CSS_PATH = "page_screen.tcss"

    AUTO_FOCUS = "PageView"

    def compose(self) -> ComposeResult:
        """Put the heading over the page."""
        yield Static(id="heading", markup=False)
        yield PageView(id="page")
        yield KeyLine()

    def on_mount(self) -> None:
        """Count, and follow the theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.show_page())
        self.journal_changed()

    @property
    def view(self) -> PageView:
        """The page."""
        return self.query_one(PageView)

    @property
    def spot(self) -> Spot | None:
        """What the cursor is on."""
        return self.view.spot

    def show_counted(self) -> None:
        """Show what was counted, unless the screen was closed meanwhile."""
        if self.query(PageView):
            self.show_page()

    @abstractmethod
    def show_page(self) -> None:
        """Show what was counted."""

    def show_change(self, change: Change) -> None:
        """Leave the cursor where it is: the page shows what was undone by itself."""

    def show_heading(self, heading: Text) -> None:
        """Show the heading."""
        self.query_one("#heading", Static).update(heading)

    @on(PageView.Chosen)
    def _chosen(self, event: PageView.Chosen) -> None:
        follow(self, self.session, event.spot, self.view.page.spots)

    def action_films(self) -> None:
        """List the viewings behind what the cursor is on."""
        if self.spot is not None and self.spot.query:
            open_over(self, BehindScreen(self.session, self.spot.query))

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.dismiss(None)

    def show_words(self, words: str) -> None:
        """Show a sentence instead of a page."""
        self.view.show(lambda _: Page((Text(), Text(f"  {words}", "dim"))), from_the_top=True)
