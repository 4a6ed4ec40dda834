"""The year in review as a page of panels: the best of it, what you wrote, and its numbers."""

from collections.abc import Iterator
from functools import cache
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from filmjournal.model.rating import average_stars
from filmjournal.model.text import one_line
from filmjournal.model.when import MONTHS
from filmjournal.model.wording import counted, short_date, titled
from filmjournal.render.cells import fit
from filmjournal.render.palette import Palette
from filmjournal.render.panels import Columns, Page, Panel, Spot, column_widths
from filmjournal.render.statistics import panels
from filmjournal.stats.passages import HEADLINE
from filmjournal.stats.weeks import MONDAY
from filmjournal.stats.year_review import Quote, Ranking, YearReview

READABLE = 60
"""Cells of a column in which sentences are read with ease; where the first has fewer, they go over the whole page."""

MOST_READABLE = 84
"""Cells of the longest line of a sentence."""


def nothing_in(year: int, subject: str = "") -> str:
    """Return that there is nothing of a year, as a sentence."""
    return f"Nothing {'that was found ' if subject else ''}was watched in {year}."


def year_page(review: YearReview, width: int, palette: Palette, first_weekday: int = MONDAY) -> Page:
    """Return the page for this width: what is read in the first column, the numbers around it."""
    widths = column_widths(width)
    columns, draw = Columns(widths, palette), YearPanels(review, palette)
    days, *charts = panels(review.statistics, palette, first_weekday, room=width)
    is_beside = len(widths) > 1 and widths[0] >= READABLE
    first = days(widths[0])
    room = widths[0] if is_beside else min(width, MOST_READABLE)
    for read in (*([first] if first is not None else []), *draw.read(room)):
        if is_beside:
            columns.add(read, 0)
        else:
            columns.add_across(read)
    for make in charts:
        place = columns.shortest
        panel = make(widths[place])
        if panel is not None:
            columns.add(panel, place)
    return columns.page


def place_of(quote: Quote) -> str:
    """Return the element that a quote is from; empty for the review or its headline."""
    return "" if quote.place in {"Review", HEADLINE} else one_line(quote.place)


def month_of(quote: Quote) -> str:
    """Return the month of a quote, such as January; the year where no more is known."""
    when = quote.entry.viewing.watched
    if when is None:
        return ""
    return MONTHS[when.month - 1].capitalize() if when.month else str(when.year)


class YearPanels:
    """Makes the panels of a year that are read."""

    def __init__(self, review: YearReview, palette: Palette) -> None:
        self._review = review
        self._palette = palette

    def read(self, width: int) -> Iterator[Panel]:
        """Yield the best films, what you wrote month by month, and the best of each element."""
        if self._review.films.ranked:
            yield self._best_films(self._review.films, width)
        if self._review.quotes:
            yield self._quotes(width)
        for ranking in self._review.elements:
            yield self._best_of(ranking, width)

    def _best_films(self, ranking: Ranking, width: int) -> Panel:
        lines, spots = list[Text](), list[Spot]()
        number = len(str(len(ranking.ranked)))
        for place, each in enumerate(ranking.ranked, start=1):
            viewing = each.entry.viewing
            heart, date = (
                "♥ " if viewing.liked else "",
                short_date(viewing.watched).removesuffix(f" {self._review.year}"),
            )
            room = max(width - number - 2 - 7 - cell_len(heart) - len(date) - 2, 8)
            line = Text.assemble(
                (f"{place:>{number}}  ", self._palette.muted), (each.rating.stars.ljust(7), self._palette.star)
            )
            start, title = line.cell_len, fit(titled(each.entry.film), room).rstrip()
            line.append(title).append(f" {heart}".rstrip(), self._palette.heart)
            line.append(" " * max(width - line.cell_len - len(date), 1)).append(date, self._palette.muted)
            lines.append(line)
            spots.append(self._spot(each.entry.id, len(lines) - 1, start, start + cell_len(title)))
            if each.quote is not None:
                lines += [Text.assemble(" " * start, said) for said in self._said(each.quote, width - start)]
        if ranking.more:
            lines.append(Text(f"and {counted(ranking.more, 'more film')} with stars", self._palette.muted))
            spots.append(Spot(len(lines) - 1, 0, lines[-1].cell_len, query=ranking.query))
        return Panel("Best films of the year", tuple(lines), tuple(spots))

    def _quotes(self, width: int) -> Panel:
        lines, spots = list[Text](), list[Spot]()
        for quote in self._review.quotes:
            top = len(lines)
            label = f"{month_of(quote)[:3] if quote.entry.viewing.watched else '':<5}"
            title = fit(titled(quote.entry.film), max(width - 5 - 8, 8)).rstrip()
            line = Text.assemble((label, self._palette.muted), (title, self._palette.accent))
            if quote.entry.viewing.rating is not None:
                line.append(f"  {quote.entry.viewing.rating.stars}", self._palette.star)
            lines.append(line)
            lines += [Text.assemble(" " * 5, said) for said in self._said(quote, width - 5, is_muted=False)]
            lines.append(Text())
            spots.append(self._spot(quote.entry.id, top, 5, 5 + cell_len(title), last=len(lines) - 2))
        return Panel("The year in your own words", tuple(lines[:-1]), tuple(spots))

    def _best_of(self, ranking: Ranking, width: int) -> Panel:
        lines, spots = list[Text](), list[Spot]()
        quoted = next((each for each in ranking.ranked if each.quote is not None), None)
        for each in ranking.ranked:
            title = fit(titled(each.entry.film), max(width - 7, 8)).rstrip()
            lines.append(Text.assemble((each.rating.stars.ljust(7), self._palette.star), title))
            spots.append(self._spot(each.entry.id, len(lines) - 1, 7, 7 + cell_len(title)))
            if each is quoted and each.quote is not None:
                lines += [Text.assemble(" " * 7, said) for said in self._said(each.quote, width - 7)]
        count = next(each for each in self._review.statistics.elements if each.name == ranking.element)
        stars = f"   ★ {average_stars(count.stars or 0)} of {count.rated:,}"
        name = fit(one_line(ranking.element), max(width - 24, 8)).rstrip()
        return Panel(f"Best of {name}{stars}", tuple(lines), tuple(spots))

    def _said(self, quote: Quote, width: int, *, is_muted: bool = True) -> list[Text]:
        """Return a sentence in lines, in quotation marks unless it is a headline."""
        said = one_line(quote.text)
        if quote.place != HEADLINE:
            said = f"“{said}”"
        style = f"italic {self._palette.muted}" if is_muted else "italic"
        lines = Text(said, style).wrap(_console(), max(min(width, MOST_READABLE), 10))
        for line in lines:
            line.rstrip()
        return list(lines)

    @staticmethod
    def _spot(viewing_id: str, line: int, start: int, end: int, last: int = -1) -> Spot:
        return Spot(line, start, end, viewing_id=viewing_id, first=line, last=max(last, line))


@cache
def _console() -> Console:
    """Return what Rich wants to know of a terminal to break lines: nothing that matters here."""
    return Console(file=StringIO(), width=MOST_READABLE)
