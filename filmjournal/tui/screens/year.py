"""The year in review: the best of a year, what you wrote, and its numbers, to read and to write to a file."""

import os
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.worker import Worker

from filmjournal.query.tree import Query
from filmjournal.render.panels import Page
from filmjournal.render.statistics import compared_line, headline, known_line, totals_line
from filmjournal.render.year import nothing_in, year_page
from filmjournal.stats.columns import Words
from filmjournal.stats.counting import Subject, years_of
from filmjournal.stats.weeks import first_weekday
from filmjournal.stats.year_review import YearReview, reviewing
from filmjournal.tui.commands import EVERYWHERE, YEAR, bindings_of
from filmjournal.tui.screens.behind import BehindScreen
from filmjournal.tui.screens.page_screen import PageScreen, found_by, in_slices
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.windows import open_over


class YearScreen(PageScreen):
    """Shows a year of what a query finds: this year, unless another is asked for or nothing was watched in it yet."""

    PLACE = YEAR
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(YEAR, EVERYWHERE)]

    def __init__(
        self, session: Session, query: str = "", year: int | None = None, week_begins: int | None = None
    ) -> None:
        super().__init__(session)
        self.review: YearReview | None = None
        """What is shown, once it is counted."""
        self._query = query
        self._year = year
        self._week_begins = first_weekday(os.environ) if week_begins is None else week_begins
        self._subject = Subject(Query(), ())
        self._words = Words()

    def journal_changed(self) -> None:
        """Search anew, and review the year again."""
        if self.review is None:
            self.show_heading(Text("Counting …\n"))
        _: Worker[None] = self.run_worker(self._search(), exclusive=True, group="count")

    async def _search(self) -> None:
        self._subject = await found_by(self._query, self.session)
        if self._year is None:
            years, this_year = years_of(self._subject.entries), self.session.today().year
            self._year = this_year if this_year in years or not years else years[-1]
        await self._count()

    async def _count(self) -> None:
        year = self._year or self.session.today().year
        self.review = await in_slices(reviewing(self._subject, year, self._words))
        self.show_counted()

    def show_page(self) -> None:
        """Show the year."""
        review, palette = self.review, palette_of(self.app)
        if review is None:
            return
        counted = review.statistics
        text = Text.assemble((headline(counted), palette.accent), ("   ", ""), (self._others(), palette.muted))
        text.append(f"\n{totals_line(counted.numbers)}")
        against = compared_line(counted) or known_line(counted)
        if against:
            text.append(f"\n{against}", palette.muted)
        self.show_heading(text)
        if not counted.numbers.viewings:
            self.show_words(nothing_in(review.year, self._query))
            return

        def make(width: int) -> Page:
            return year_page(review, width - 2, palette, self._week_begins)

        self.view.show(make)

    def _neighbours(self) -> tuple[int | None, int | None]:
        """Return the year with a viewing before the one that is shown, and the one after it."""
        years, here = years_of(self._subject.entries), self._year or 0
        before, after = [year for year in years if year < here], [year for year in years if year > here]
        return (before[-1] if before else None), (after[0] if after else None)

    def _others(self) -> str:
        """Return what ← and → lead to."""
        before, after = self._neighbours()
        parts = (f"‹ {before}" if before else "", "← →" if before or after else "", f"{after} ›" if after else "")
        return "  ".join(filter(None, parts))

    def action_turn(self, years: int) -> None:
        """Go to the year before or after that has a viewing."""
        before, after = self._neighbours()
        year = before if years < 0 else after
        if year is not None:
            self._year = year
            self.view.show(lambda _: Page(), from_the_top=True)
            _: Worker[None] = self.run_worker(self._count(), exclusive=True, group="count")

    def action_films(self) -> None:
        """List every viewing of the year."""
        if self.review is not None:
            open_over(self, BehindScreen(self.session, self.review.statistics.query))

    def action_export(self) -> None:
        """Ask for a file, and write the page to it."""
        from filmjournal.tui.person_prompts import PagePathPrompt  # noqa: PLC0415 — reading needs no prompt

        if self.review is not None and self.review.statistics.numbers.viewings:
            open_over(self, PagePathPrompt(f"{self.review.year} in films"), self._write)

    def _write(self, path: Path | None) -> None:
        if path is None or self.review is None:
            return
        from filmjournal.exchange.writers.save_files import CannotWriteError  # noqa: PLC0415 — nor what writes a page
        from filmjournal.transfer.year_page import write_year  # noqa: PLC0415 — reading need not wait for it

        try:
            journal = self.session.journal.path
            done = write_year(self.review, path, journal, self._week_begins, force=False)
            self.notify(done, markup=False)
        except CannotWriteError as error:
            self.notify(str(error), severity="error", markup=False)
