"""Panels of a page, side by side where there is room; parts of them lead on, to a list, a review or a person."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct, structs
from rich.text import Text

from filmjournal.model.film import Role
from filmjournal.render.palette import Palette

GAP = 4
"""Cells between two panels side by side."""


class Spot(Struct, frozen=True):
    """A part of a page that leads on."""

    line: int
    """The line that shows the cursor."""
    start: int
    """The first cell of it that does."""
    end: int
    """The cell after the last one."""
    query: str = ""
    """The query that lists what it stands for."""
    viewing_id: str = ""
    """The viewing it opens."""
    person: str = ""
    """The person whose page it opens."""
    role: Role | None = None
    """The role in which that person is meant; None for any."""
    place: str = ""
    """The screen it opens, as `Navigation.go_to` calls it, or where on the page it is."""
    first: int = -1
    """The first line where a click means it; that of the cursor, unless it is told."""
    last: int = -1
    """The last line where a click means it."""
    panel: int = 0
    """The number of its panel on the page."""

    def moved(self, lines: int, cells: int, panel: int) -> "Spot":
        """Return the spot as it is on a page whose panel begins there."""
        first = self.line if self.first < 0 else self.first
        last = self.line if self.last < 0 else self.last
        return structs.replace(
            self,
            line=self.line + lines,
            start=self.start + cells,
            end=self.end + cells,
            first=first + lines,
            last=last + lines,
            panel=panel,
        )

    def is_at(self, line: int, cell: int) -> bool:
        """Whether a click there means it."""
        return self.first <= line <= self.last and self.start <= cell < self.end


class Panel(Struct, frozen=True):
    """Lines under a title, none wider than the panel was made for."""

    title: str
    """What it is about; empty for none."""
    lines: tuple[Text, ...]
    """Its lines."""
    spots: tuple[Spot, ...] = ()
    """Where it leads on, with lines from 0 for the first below the title."""
    is_wide: bool = False
    """Whether it goes over the whole page where that has few columns."""

    def drawn(self, palette: Palette) -> list[Text]:
        """Return the title, the lines, and a blank one."""
        title = [Text(self.title, palette.accent)] if self.title else []
        return [*title, *self.lines, Text()]


MakePanel = Callable[[int], Panel | None]
"""Makes a panel of at most this many cells; None where it would be empty."""


class Page(Struct, frozen=True):
    """A page of panels."""

    lines: tuple[Text, ...] = ()
    """Its lines."""
    spots: tuple[Spot, ...] = ()
    """Where it leads on, panel by panel."""


def column_widths(width: int) -> tuple[int, ...]:
    """Return the widths of the columns of a page, in cells: the first has room for the days of a year from 120 on."""
    if width < 72:
        return (width,)
    if width < 110:
        half = (width - GAP) // 2
        return (width - GAP - half, half)
    if width < 176:
        return (66, width - 66 - GAP)
    rest = (width - 66 - 2 * GAP) // 2
    return (66, rest, width - 66 - 2 * GAP - rest)


def arranged(makers: Iterable[MakePanel], widths: Sequence[int], palette: Palette) -> Page:
    """Return a page of panels in columns of these widths: each goes where most room is left at the top."""
    page = Columns(widths, palette)
    for make in makers:
        place = page.shortest
        panel = make(widths[place])
        if panel is None:
            continue
        if panel.is_wide and widths[0] < WIDE:
            page.add_across(panel)
        else:
            page.add(panel, 0 if panel.is_wide else place)
    return page.page


class Columns:
    """The columns of a page while panels are put into them."""

    def __init__(self, widths: Sequence[int], palette: Palette) -> None:
        self._palette = palette
        self._columns: list[list[Text]] = [[] for _ in widths]
        self._starts = [sum(widths[:place]) + GAP * place for place in range(len(widths))]
        self._spots: list[Spot] = []
        self._panels = 0

    @property
    def shortest(self) -> int:
        """The column with most room at the top."""
        return min(range(len(self._columns)), key=lambda each: (len(self._columns[each]), each))

    def add(self, panel: Panel, place: int) -> None:
        """Put a panel below those in a column."""
        column = self._columns[place]
        top = len(column) + bool(panel.title)
        self._spots += [spot.moved(top, self._starts[place], self._panels) for spot in panel.spots]
        column.extend(panel.drawn(self._palette))
        self._panels += 1

    def add_across(self, panel: Panel) -> None:
        """Put a panel below those in all columns, with nothing beside it."""
        self._level()
        self.add(panel, 0)
        self._level()

    def _level(self) -> None:
        most = max(map(len, self._columns))
        for column in self._columns:
            column.extend([Text()] * (most - len(column)))

    @property
    def page(self) -> Page:
        """The page as it is."""
        self._level()
        lines = [_beside(row, self._starts) for row in zip(*self._columns, strict=True)]
        while lines and not lines[-1].plain.strip():
            lines.pop()
        return Page(tuple(lines), tuple(self._spots))


WIDE = 62
"""Cells that the days of a year need."""


def _beside(row: Sequence[Text], starts: Sequence[int]) -> Text:
    """Return lines beside each other."""
    line = Text()
    for text, start in zip(row, starts, strict=True):
        if text.cell_len:
            line.append(" " * max(start - line.cell_len, 0))
            line.append_text(text)
    return line
