"""The watchlist as lines of text and as cells, and one item in full."""

from collections.abc import Sequence

from msgspec import Struct
from rich.console import Group, RenderableType
from rich.text import Text

from filmjournal.model.film import Film, Role
from filmjournal.model.text import one_line, visible
from filmjournal.model.wish import Wished
from filmjournal.model.wording import counted, listed, long_date, short_date, titled
from filmjournal.query.fields import REVIEW, TITLE, field_of
from filmjournal.query.highlights import Highlights
from filmjournal.query.sorting import Order
from filmjournal.render.cells import fit
from filmjournal.render.diary import has_room_for_year
from filmjournal.render.entry import facts
from filmjournal.render.highlighting import Marker
from filmjournal.render.palette import Palette

GAP = 2
"""Cells between columns."""

SINCE, DIRECTOR, RECOMMENDED = 11, 20, 14
"""Cells of the fixed columns, if there is room for them."""

FILM, WHY_AT_LEAST = 40, 24
"""Cells of the film, and minimum cells of the reason, if both have a column."""


class _Column(Struct, frozen=True):
    """One column."""

    name: str
    """Its heading."""
    width: int
    """How many cells it has."""


class Watchlist:
    """The watchlist, each item of which can be drawn alone."""

    def __init__(
        self,
        wishes: Sequence[Wished] = (),
        order: Order | None = None,
        *,
        reverse: bool = False,
        highlights: Highlights | None = None,
    ) -> None:
        self.wishes = wishes
        """The items, in order."""
        self._sorted = (order, reverse)
        self._highlights = highlights
        self._has_recommended = any(wished.wish.recommended_by for wished in wishes)

    def __len__(self) -> int:
        return len(self.wishes)

    def wished(self, place: int) -> Wished | None:
        """Return the item at this place, from 0."""
        return self.wishes[place] if 0 <= place < len(self.wishes) else None

    def place_of(self, wish_id: str) -> int | None:
        """Return the place of an item."""
        return next((place for place, wished in enumerate(self.wishes) if wished.id == wish_id), None)

    def head(self, width: int, palette: Palette) -> Text:
        """Return the headings."""
        cells = (fit(self._heading(column.name), column.width) for column in self._columns(width))
        return Text(fit(f" {(' ' * GAP).join(cells)}", width), palette.muted)

    def _heading(self, column: str) -> str:
        """Return the heading of a column, with an arrow if the list is sorted by it."""
        order, reverse = self._sorted
        if order is None or column != _SORTED_BY.get(order.name):
            return column
        label = "Year" if order.name == "year" else column
        return f"{label} {'↓' if order.descending != reverse else '↑'}"

    def line(self, place: int, width: int, palette: Palette, *, is_first: bool) -> Text:
        """Return the row at this place."""
        del is_first
        wished, text = self.wishes[place], Text(" ")
        marker = Marker(self._highlights, palette)
        for column in self._columns(width):
            text.append(" " * GAP if len(text) > 1 else "")
            if column.name == "Film":
                text.append_text(_film(wished.film, column.width, marker))
            else:
                cell = Text(fit(_cell(wished, column.name), column.width), palette.muted)
                text.append_text(marker.mark(cell, _SEARCHED[column.name]) if column.name in _SEARCHED else cell)
        return text

    def _columns(self, width: int) -> list[_Column]:
        """Return the columns that fit in a line of this many cells; the film takes what is left."""
        others = [
            _Column("Director", (DIRECTOR if width >= 76 else DIRECTOR - 4) if width >= 66 else 0),
            _Column("Since", SINCE if width >= 50 else 0),
            _Column("Recommended by", RECOMMENDED if width >= 54 and self._has_recommended else 0),
        ]
        shown = [column for column in others if column.width]
        rest = width - 1 - sum(column.width + GAP for column in shown)
        why = rest - FILM - GAP
        if why >= WHY_AT_LEAST:
            shown.append(_Column("Why", why))
            rest = FILM
        return [_Column("Film", max(rest, 8)), *shown]


_SORTED_BY = {"watched": "Since", "title": "Film", "year": "Film", "director": "Director"}
"""The column that an order sorts by."""

_SEARCHED = {"Director": field_of(Role.DIRECTOR), "Recommended by": REVIEW, "Why": REVIEW}
"""The query field of a column, as `watchlist_entries` has it."""


def _film(film: Film, width: int, marker: Marker) -> Text:
    year = f"  {film.year}" if film.year and has_room_for_year(film.title, width) else ""
    title = one_line(film.title)
    shown = fit(title, max(width - len(year), 1)).rstrip() if title else ""
    text = marker.text(shown, TITLE)
    text.append(year, marker.palette.muted)
    text.append(" " * max(width - text.cell_len, 0))
    return text


def _cell(wished: Wished, column: str) -> str:
    wish = wished.wish
    cells = {
        "Director": lambda: ", ".join(wished.film.people(Role.DIRECTOR)),
        "Since": lambda: short_date(wish.added),
        "Recommended by": lambda: wish.recommended_by,
        "Why": lambda: wish.why,
    }
    return one_line(cells[column]())


def wish_in_full(wished: Wished, palette: Palette) -> RenderableType:
    """Return a watchlist item in full: the film, since when, recommended by whom and why, and who made it."""
    film, wish = wished.film, wished.wish
    text = Text().append(one_line(film.title), "bold")
    if film.year:
        text.append(f"  {film.year}", palette.muted)
    text.append(f"\n{_circumstances(wished)}", palette.muted)
    parts: list[RenderableType] = [text]
    directors = film.people(Role.DIRECTOR)
    if directors:
        parts.append(Text.assemble(("Director  ", palette.muted), one_line(", ".join(directors))))
    if wish.why.strip():
        parts += [Text(), Text(visible(wish.why).strip())]
    known = facts(film, palette)
    cast = film.people(Role.ACTOR)
    if cast:
        known.add_row("Cast", Text(one_line(", ".join(cast))))
    if known.row_count > bool(film.year):
        parts += [Text(), known]
    return Group(*parts)


def _circumstances(wished: Wished) -> str:
    wish = wished.wish
    since = f"On the watchlist since {long_date(wish.added)}" if wish.added else "On the watchlist"
    return f"{since}, recommended by {one_line(wish.recommended_by)}" if wish.recommended_by else since


def wish_cells(wished: Wished) -> tuple[str, ...]:
    """Return the cells that a pipe gets: since when, title, year, director, recommended by, why and id."""
    film, wish = wished.film, wished.wish
    directors = ", ".join(film.people(Role.DIRECTOR))
    cells = (wish.added or "", film.title, str(film.year or ""), directors, wish.recommended_by, wish.why, wish.id)
    return tuple(map(one_line, cells))


def spoken_wish(wished: Wished) -> str:
    """Return a watchlist item as one sentence for a screen reader, the film first."""
    film, wish = wished.film, wished.wish
    directors = listed(film.people(Role.DIRECTOR))
    parts = [
        titled(film),
        f"directed by {directors}" if directors else "",
        f"since {long_date(wish.added)}" if wish.added else "date unknown",
        f"recommended by {wish.recommended_by}" if wish.recommended_by else "",
        f"why: {wish.why}" if wish.why.strip() else "",
    ]
    return one_line(", ".join(filter(None, parts)))


def wish_totals(wishes: Sequence[Wished]) -> str:
    """Return the number of films."""
    return counted(len(wishes), "film")
