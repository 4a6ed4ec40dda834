"""The diary as lines of text: one entry a line, in columns that fit the width."""

from msgspec import Struct
from rich.cells import cell_len
from rich.text import Text

from filmjournal.model.film import Role
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.query.sorting import Order
from filmjournal.render.entry import marks, stars
from filmjournal.render.palette import Palette
from filmjournal.render.words import fit, short_date

DATE, STARS, MARKS, GAP = 12, 5, 6, 2
"""Cells of the columns that never change, and between columns."""


class Columns(Struct, frozen=True):
    """Where the columns of the diary stand, in cells."""

    title: int
    """The width of title and year."""
    director: int
    """The width of the director; 0 where there is no room for one."""

    @classmethod
    def within(cls, width: int) -> "Columns":
        """Return the columns for a line of this many cells."""
        rest = max(width - 1 - DATE - GAP - STARS - GAP - MARKS - GAP, 8)
        director = 0 if rest < 40 else min(26, rest // 3)
        return cls(rest - (director + GAP if director else 0), director)

    def names(self) -> tuple[tuple[str, int], ...]:
        """Return the order that each column shows, and where the column ends, for headings and clicks."""
        ends = [("watched", 1 + DATE + GAP)]
        ends.append(("title", ends[-1][1] + self.title + GAP))
        if self.director:
            ends.append(("director", ends[-1][1] + self.director + GAP))
        ends.append(("rating", ends[-1][1] + STARS + GAP + MARKS))
        return tuple(ends)


def header(columns: Columns, order: Order, palette: Palette, *, against: bool) -> Text:
    """Return the headings, with an arrow at the column that the diary is sorted by."""
    text = Text(" ")
    arrow = "↓" if order.descending != against else "↑"
    headings = {"watched": "Watched", "title": "Film", "director": "Director", "rating": "Rating"}
    start = 1
    for name, end in columns.names():
        sorted_by = name == order.name or (name == "title" and order.name == "year")
        label = "Year" if sorted_by and order.name == "year" else headings[name]
        text.append(
            fit(f"{label} {arrow}" if sorted_by else label, end - start), "bold" if sorted_by else palette.muted
        )
        start = end
    return text


def line(entry: Entry, columns: Columns, palette: Palette, *, above: Entry | None, by_month: bool) -> Text:
    """Return one entry; sorted by date, the month stands only where it differs from that of the entry above."""
    film, viewing = entry.film, entry.viewing
    text = Text(" ")
    text.append_text(
        _month_and_day(entry, above, palette) if by_month else Text(fit(short_date(viewing.watched), DATE))
    )
    text.append(" " * GAP)
    year = f"  {film.year}" if film.year else ""
    title = one_line(film.title)
    room = columns.title - len(year)
    cells = min(cell_len(title), room)
    text.append(fit(title, cells))
    text.append(fit(year, columns.title - cells), palette.muted)
    text.append(" " * GAP)
    if columns.director:
        text.append(fit(", ".join(map(one_line, film.people(Role.DIRECTOR))), columns.director), palette.muted)
        text.append(" " * GAP)
    text.append_text(stars(viewing.rating, palette)).append(" " * GAP)
    text.append_text(marks(viewing, palette))
    return text


def _month_and_day(entry: Entry, above: Entry | None, palette: Palette) -> Text:
    watched = entry.viewing.watched
    if watched is None:
        return Text(fit("" if above and above.viewing.watched is None else "undated", DATE), palette.muted)
    same = above is not None and above.viewing.watched is not None and above.viewing.watched[:7] == watched[:7]
    month = "" if same else short_date(type(watched)(watched[:7]))
    return Text.assemble((fit(month, DATE - 2), palette.muted), str(watched.day or "").rjust(2))
