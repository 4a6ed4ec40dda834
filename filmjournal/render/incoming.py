"""What an import would do, row by row, before it does anything."""

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from filmjournal.model.text import one_line, without_controls
from filmjournal.render.cells import fit
from filmjournal.render.kept import side_by_side
from filmjournal.render.palette import Palette

OUTLOOK, PLACE, GAP = 11, 22, 2
"""Cells of the columns that never change, and between columns."""

WIDE = 92
"""Cells from which there is room for where a row stands: it is told beside the list, too."""


class Outlook(Enum):
    """What would become of a row, those that ask for a look first."""

    AMBIGUOUS = ("in doubt", "Which film it is, is not clear: press its number.")
    CONFLICT = ("in conflict", "It was changed there and here. Yours stays where both differ, unless you press 2.")
    UNREADABLE = ("unreadable", "Nothing can be made of it.")
    PARTIAL = ("in part", "It comes in, but for what cannot be read.")
    GONE = ("gone there", "It is no longer there. What you have here stays.")
    CHANGED = ("changed", "It is here, and more of it, or something else, is told there by now.")
    NEW = ("new", "It comes in.")
    UNCHANGED = ("unchanged", "All of it is here already.")

    @property
    def word(self) -> str:
        """The outlook in a word or two."""
        return self.value[0]

    @property
    def meaning(self) -> str:
        """The outlook in a sentence."""
        return self.value[1]


class PreviewRow(Struct, frozen=True):
    """One thing that was told of, and what would become of it."""

    outlook: Outlook
    """What would become of it."""
    title: str
    """The film, or what else stands there."""
    about: str = ""
    """What of the film is told, or what is wrong, in a few words."""
    place: str = ""
    """Where it stands."""
    reason: str = ""
    """What is wrong or not clear, in a sentence."""
    changes: tuple[tuple[str, str, str], ...] = ()
    """What differs: the part, how it is here, and how it is there."""
    choices: tuple[str, ...] = ()
    """What a doubt or a conflict can be settled with, one key each."""
    chosen: int = 0
    """The number of the choice that was made, from 1; 0 where none was."""
    number: int = -1
    """What it is told apart by, also once it was settled."""


class Preview(Struct, frozen=True):
    """All that an import would do."""

    service: str
    """Whose files were read, as people call it."""
    rows: tuple[PreviewRow, ...] = ()
    """Everything that was told of, once."""
    notes: tuple[str, ...] = ()
    """What to know about the files, a sentence each."""
    brings: bool = False
    """Whether anything would come in."""


class Incoming:
    """The rows of a preview, each of which can be drawn alone, by what would become of them."""

    def __init__(self, rows: Sequence[PreviewRow] = ()) -> None:
        self._rows = rows
        order = list(Outlook)
        self._places = sorted(range(len(rows)), key=lambda place: order.index(rows[place].outlook))

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, place: int) -> PreviewRow | None:
        """Return the row at this place."""
        return self._rows[self._places[place]] if 0 <= place < len(self) else None

    def place_of(self, number: int) -> int | None:
        """Return where the row with this number stands."""
        return next((place for place, row in enumerate(self._places) if self._rows[row].number == number), None)

    def next_outlook(self, place: int) -> int:
        """Return where the rows of the next outlook begin, after the last those of the first."""
        here = self.row(place)
        after = range(place + 1, len(self))
        return next((each for each in after if here and (self.row(each) or here).outlook is not here.outlook), 0)

    def next_doubt(self, place: int) -> int | None:
        """Return the place of the next doubt that is not settled."""
        order = (*range(place, len(self)), *range(place))
        rows = ((each, self.row(each)) for each in order)
        return next((each for each, row in rows if row and row.outlook is Outlook.AMBIGUOUS and not row.chosen), None)

    def head(self, width: int, palette: Palette) -> Text:
        """Return the line above the rows."""
        return Text(self._line("", "Film", "What", "Where", width), palette.muted)

    def line(self, place: int, width: int, palette: Palette, *, is_first: bool) -> Text:
        """Return the row at this place; what would become of it stands only where that differs from the row above."""
        row, above = self.row(place), None if is_first else self.row(place - 1)
        if row is None:
            return Text(" " * width)
        same = above is not None and place > 0 and above.outlook is row.outlook
        about = row.choices[row.chosen - 1] if row.chosen else row.about
        text = Text(self._line("" if same else row.outlook.word, row.title, about, row.place, width))
        film = 1 + OUTLOOK + GAP
        text.stylize(palette.accent, 0, film)
        text.stylize(palette.muted, len(text) - (PLACE if width >= WIDE else 0))
        return text

    def _line(self, outlook: str, title: str, about: str, place: str, width: int) -> str:
        rest = max(width - 1 - OUTLOOK - GAP - (PLACE + GAP if width >= WIDE else 0), 1)
        film = rest // 2 if width >= 50 else rest
        cells = [fit(outlook, OUTLOOK), fit(one_line(title), film)]
        if width >= 50:
            cells.append(fit(one_line(about), rest - film - GAP))
        if width >= WIDE:
            cells.append(fit(one_line(place), PLACE))
        return f" {(' ' * GAP).join(cells)}"


def counts(rows: Sequence[PreviewRow]) -> str:
    """Return how many rows there are of each outlook, in one line."""
    told = [(outlook, sum(row.outlook is outlook for row in rows)) for outlook in Outlook]
    return " · ".join(f"{number:,} {outlook.word}" for outlook, number in told if number)


def row_in_full(row: PreviewRow, palette: Palette) -> RenderableType:
    """Return all that is known of a row: where it stands, what would become of it and why, and what can be chosen."""
    head = Text().append(one_line(row.title), "bold")
    if row.about:
        head.append(f"  {one_line(row.about)}", palette.muted)
    if row.place:
        head.append(f"\n{one_line(row.place)}", palette.muted)
    parts: list[RenderableType] = [head, Text(), Text(without_controls(row.reason) or row.outlook.meaning)]
    if row.choices:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(style=palette.accent, no_wrap=True)
        table.add_column()
        for number, choice in enumerate(row.choices, start=1):
            is_chosen = number == row.chosen
            table.add_row(str(number), Text(f"{one_line(choice)}{'  ✓' if is_chosen else ''}"))
        parts += [Text(), table]
    if row.changes:
        told = [(part, without_controls(here), without_controls(there)) for part, here, there in row.changes]
        parts += [Text(), side_by_side(told, ("Here", "There"), palette)]
    return Group(*parts)
