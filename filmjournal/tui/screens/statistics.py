"""Statistics: what a search finds, in numbers, of one year or of all time."""

import os
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.worker import Worker

from filmjournal.query.tree import Query
from filmjournal.render.panels import Page, arranged, column_widths
from filmjournal.render.statistics import compared_line, headline, known_line, panels, totals_line
from filmjournal.stats.columns import Words
from filmjournal.stats.counting import Subject, counting, followed, years_of
from filmjournal.stats.results import Statistics
from filmjournal.stats.weeks import first_weekday
from filmjournal.tui.commands import EVERYWHERE, STATISTICS, bindings_of
from filmjournal.tui.screens.page_screen import PageScreen, found_by, in_slices
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.windows import open_over


class StatisticsScreen(PageScreen):
    """Counts what a query finds; the latest year of everything, all years of a search."""

    PLACE = STATISTICS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(STATISTICS, EVERYWHERE)]

    def __init__(self, session: Session, query: str = "", week_begins: int | None = None) -> None:
        super().__init__(session)
        self.statistics: Statistics | None = None
        """What is shown, once it is counted."""
        self._query = query
        self._week_begins = first_weekday(os.environ) if week_begins is None else week_begins
        self._subject = Subject(Query(), ())
        self._words = Words()
        self._counted: dict[int | None, tuple[Subject, Statistics]] = {}
        self._year: int | None = None
        self._is_begun = False

    def journal_changed(self) -> None:
        """Search anew, and count what a change altered."""
        if not self._is_begun:
            self.show_heading(Text("Counting …\n"))
        _: Worker[None] = self.run_worker(self._search(), exclusive=True, group="count")

    async def _search(self) -> None:
        self._subject = await found_by(self._query, self.session)
        if not self._is_begun:
            years = years_of(self._subject.entries)
            self._year = years[-1] if years and not self._query else None
            self._is_begun = True
        await self._count()

    async def _count(self) -> None:
        self.statistics = await self._statistics_of(self._year)
        self.show_counted()
        places = self._places()
        here = places.index(self._year) if self._year in places else 0
        for year in {*places[max(here - 1, 0) : here + 2], None}:  # so that the next key need not wait for them
            await self._statistics_of(year)

    async def _statistics_of(self, year: int | None) -> Statistics:
        """Return the statistics of a year, or of all of them; what has not changed is not counted again."""
        subject, held = self._subject, self._counted.get(year)
        known = held[1] if held is not None and held[0] is subject else None
        if held is not None and known is None:
            known = await in_slices(followed(held[1], held[0], subject, self._words))
        if known is None:
            known = await in_slices(counting(subject, year, words=self._words))
        self._counted[year] = subject, known
        return known

    def show_page(self) -> None:
        """Show what was counted."""
        counted, palette = self.statistics, palette_of(self.app)
        if counted is None:
            return
        text = Text.assemble((headline(counted), palette.accent), ("   ", ""), (self._others(), palette.muted))
        text.append(f"\n{totals_line(counted.numbers)}")
        against = compared_line(counted) or known_line(counted)
        if against:
            text.append(f"\n{against}", palette.muted)
        self.show_heading(text)
        if not counted.numbers.viewings:
            self.show_words("Nothing to count yet." if not self._query else "The search finds nothing to count.")
            return

        def make(width: int) -> Page:
            widths = column_widths(width - 2)
            return arranged(panels(counted, palette, self._week_begins, room=width - 2), widths, palette)

        self.view.show(make)

    def _others(self) -> str:
        """Return what ← and → lead to."""
        places = self._places()
        place = places.index(self._year)
        before = f"‹ {_named(places[place - 1])}  " if place else ""
        after = f"  {_named(places[place + 1])} ›" if place + 1 < len(places) else ""
        return f"{before}← →{after}" if len(places) > 2 else ""

    def _places(self) -> list[int | None]:
        """Return the years that have a viewing, then all of them."""
        return [*years_of(self._subject.entries), None]

    def action_turn(self, years: int) -> None:
        """Go to the year before or after; after the last one come all years."""
        places = self._places()
        place = places.index(self._year) + years if self._year in places else len(places) - 1
        if 0 <= place < len(places):
            self._show_year(places[place])

    def action_year(self) -> None:
        """Read the year that is shown as a review; of all years, the latest one."""
        from filmjournal.tui.screens.year import YearScreen  # noqa: PLC0415 — counting need not wait for it

        open_over(self, YearScreen(self.session, self._query, self._year, self._week_begins))

    def action_all_years(self) -> None:
        """Count all years; from there, the latest one again."""
        years = self._places()[:-1]
        self._show_year(None if self._year is not None or not years else years[-1])

    def _show_year(self, year: int | None) -> None:
        self._year = year
        _: Worker[None] = self.run_worker(self._count(), exclusive=True, group="count")


def _named(year: int | None) -> str:
    return "all years" if year is None else str(year)
