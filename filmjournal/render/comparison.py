"""Viewings, films or people side by side, in columns where there is room, under each other where there is not."""

from collections.abc import Iterator
from itertools import zip_longest

from rich.text import Text

from filmjournal.model.rating import Rating, average_stars
from filmjournal.model.text import one_line
from filmjournal.model.wording import counted, listed, short_date, titled_and_dated
from filmjournal.query.fields import REVIEW, element_field
from filmjournal.render.cells import fit, wrapped
from filmjournal.render.highlighting import Marker
from filmjournal.render.palette import Palette
from filmjournal.render.panels import GAP, Page, Spot
from filmjournal.render.prose import lines_of, prose
from filmjournal.stats.comparison import WHOLE, Cell, Comparison, Row, Said, Side

NARROWEST = 30
"""Cells below which columns are too narrow to be read side by side."""

WIDEST = 72
"""Cells of a column that is read well."""

ENTIRELY = "The film"
"""What the row about the film as a whole is called."""


def comparison_headline(comparison: Comparison) -> str:
    """Return the heading of a comparison: the film whose viewings are side by side, or the sides."""
    names = [one_line(side.name) for side in comparison.sides]
    if len(set(names)) == 1:
        return f"{names[0]}, {counted(len(names), 'viewing')} side by side"
    return listed(names) if len(names) < 4 else f"{names[0]} and {len(names) - 1} more side by side"


def comparison_page(comparison: Comparison, width: int, palette: Palette) -> Page:
    """Return a page of at most this many cells; each side's name leads to its viewing, or to its viewings."""
    count = len(comparison.sides)
    column = min((width - GAP * (count - 1)) // count, WIDEST)
    if column < NARROWEST:
        return _under_each_other(comparison, min(width, WIDEST), palette)
    return _side_by_side(comparison, column, palette)


def _side_by_side(comparison: Comparison, column: int, palette: Palette) -> Page:
    heads = [_head(side, comparison, column, palette) for side in comparison.sides]
    lines = [*_beside(heads, column), Text()]
    starts = [place * (column + GAP) for place in range(len(heads))]
    spots = tuple(
        _spot(side, 0, start, start + head[0].cell_len)
        for side, head, start in zip(comparison.sides, heads, starts, strict=True)
    )
    for row in comparison.rows:
        cells = [
            [Text(_name(row), palette.accent), *_cell(row, cell, side, column, palette)]
            for cell, side in zip(row.cells, comparison.sides, strict=True)
        ]
        lines += [*_beside(cells, column), Text()]
    return Page(tuple(lines), spots)


def _beside(columns: list[list[Text]], width: int) -> Iterator[Text]:
    """Yield the lines of columns beside each other."""
    for parts in zip_longest(*columns, fillvalue=Text()):
        line = Text()
        for place, part in enumerate(parts):
            if part.cell_len:
                line.append(" " * (place * (width + GAP) - line.cell_len))
                line.append_text(part)
        yield line


def _under_each_other(comparison: Comparison, width: int, palette: Palette) -> Page:
    lines, spots = list[Text](), list[Spot]()
    for side in comparison.sides:
        head = _head(side, comparison, width, palette)
        spots.append(_spot(side, len(lines), 0, head[0].cell_len))
        lines += head
    lines.append(Text())
    for row in comparison.rows:
        lines.append(Text(_name(row), palette.accent))
        for cell, side in zip(row.cells, comparison.sides, strict=True):
            if cell.rated or cell.said:
                lines.append(Text(fit(one_line(_short(side, comparison)), width).rstrip(), palette.muted))
                lines += _cell(row, cell, side, width, palette)
        lines.append(Text())
    return Page(tuple(lines), tuple(spots))


def _short(side: Side, comparison: Comparison) -> str:
    """Return what tells a side from the others: its name, with what is said about it where two share a name."""
    if _is_shared(comparison):
        return side.about or "Day unknown"
    is_twice = sum(each.name == side.name for each in comparison.sides) > 1
    return f"{side.name}, {side.about}" if is_twice and side.about else side.name


def _head(side: Side, comparison: Comparison, width: int, palette: Palette) -> list[Text]:
    """Return the lines above a side: its name and what is said about it; without a name that all sides share."""
    if _is_shared(comparison):
        return [Text(line, palette.accent) for line in wrapped(side.about or "Day unknown", width)]
    about = fit(side.about, width).rstrip()
    return [Text(fit(one_line(side.name), width).rstrip(), palette.accent), Text(about, palette.muted)]


def _is_shared(comparison: Comparison) -> bool:
    return len({each.name for each in comparison.sides}) == 1


def _spot(side: Side, line: int, start: int, end: int) -> Spot:
    if len(side.entries) == 1:
        return Spot(line, start, end, viewing_id=side.entries[0].id, last=line + 1)
    return Spot(line, start, end, query=side.query, last=line + 1)


def _name(row: Row) -> str:
    return ENTIRELY if row.name == WHOLE else one_line(row.name)


def _cell(row: Row, cell: Cell, side: Side, width: int, palette: Palette) -> Iterator[Text]:
    if cell.stars is not None:
        of = f" {average_stars(cell.stars)} on average, {cell.rated:,} rated" if cell.rated > 1 else ""
        yield Text.assemble((Rating(max(round(cell.stars * 2), 1)).stars, palette.star), (of, palette.muted))
    elif not cell.said:
        yield Text("–", palette.muted)
    for said in cell.said:
        yield from _said(row, said, side, width, palette)


def _said(row: Row, said: Said, side: Side, width: int, palette: Palette) -> Iterator[Text]:
    if len(side.entries) > 1:
        one_film = len({entry.film.id for entry in side.entries}) == 1
        label = short_date(said.entry.viewing.watched) if one_film else titled_and_dated(said.entry)
        yield from (Text(line, palette.muted) for line in wrapped(label or "Day unknown", width))
    if said.headline:
        yield from (Text(line, "bold") for line in wrapped(one_line(said.headline), width))
    if said.text.strip():
        field = REVIEW if row.name == WHOLE else element_field(row.name)
        yield from lines_of(prose(said.text, field, Marker(None, palette)), width)
