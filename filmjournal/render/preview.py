"""The preview of an import or a lookup on the screen: its rows by kind, each of which can be drawn, and one in full."""

from collections import Counter
from collections.abc import Sequence
from enum import Enum

from msgspec import Struct
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from filmjournal.model.text import one_line, visible
from filmjournal.render.cells import fit
from filmjournal.render.palette import Palette
from filmjournal.render.versions import side_by_side

PLACE, GAP = 22, 2
"""Cells of the column of the place, and between columns."""

WIDE = 92
"""Cells from which there is room for the place of a row; the pane beside the list shows it, too."""


class Asks(Enum):
    """What a kind of row asks of the person."""

    NOTHING = "nothing"
    """It only says what would become of something, or asks where there is a good answer already."""
    FIRST = "first"
    """Nothing is done with it before it is answered: the cursor goes there first."""
    UNCOUNTED = "uncounted"
    """It is no thing of its own."""


class PreviewKind(Enum):
    """What would become of a row: in a word or two, in a sentence, and what it asks of the person.

    The order of a kind's members is that of the list.
    """

    @property
    def word(self) -> str:
        """The kind in a word or two."""
        return str(self.value[0])

    @property
    def meaning(self) -> str:
        """The kind in a sentence."""
        return str(self.value[1])

    @property
    def asks(self) -> Asks:
        """What it asks of the person."""
        return next((each for each in self.value[2:] if isinstance(each, Asks)), Asks.NOTHING)


class PreviewRow(Struct, frozen=True):
    """One thing that was read, and what would become of it."""

    kind: PreviewKind
    """What would become of it."""
    title: str
    """The film, or else the name that the row has."""
    about: str = ""
    """What the row says about the film, or what is wrong, in a few words."""
    place: str = ""
    """Its file and row."""
    reason: str = ""
    """What is wrong or unclear, in a sentence."""
    changes: tuple[tuple[str, str, str], ...] = ()
    """What differs: the part, the journal's version, the export's version."""
    gains: tuple[tuple[str, str], ...] = ()
    """What it gets that it lacks: the part, and its value."""
    choices: tuple[str, ...] = ()
    """The answers to choose from, one digit key each."""
    chosen: int = 0
    """The number of the chosen answer, from 1; 0 if none was chosen."""
    number: int = -1
    """Identifies the row, also once it is planned anew; -1 for one without a question."""


class Preview(Struct, frozen=True):
    """Everything that would be done."""

    service: str
    """The service or program that wrote the files, or the catalogue, as people call it."""
    rows: tuple[PreviewRow, ...] = ()
    """Everything that was read, once."""
    losses: str = ""
    """What can't be imported, counted and named by its files; empty where everything can."""
    has_changes: bool = False
    """Whether the journal would change."""
    people: str = ""
    """How many of its films get their people from the catalogue, in a sentence; empty if none is looked up."""


class PreviewList:
    """The rows of a preview by kind, each of which can be drawn alone."""

    def __init__(self, rows: Sequence[PreviewRow] = ()) -> None:
        self._rows = rows
        kinds = list(type(rows[0].kind)) if rows else []
        order = {kind: place for place, kind in enumerate(kinds)}
        self._kind = max((len(kind.word) for kind in kinds), default=0)
        self._has_places = any(row.place for row in rows)
        self._places = sorted(range(len(rows)), key=lambda place: order[rows[place].kind])

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, place: int) -> PreviewRow | None:
        """Return the row at this place."""
        return self._rows[self._places[place]] if 0 <= place < len(self) else None

    def place_of(self, number: int) -> int | None:
        """Return the place of the row with this number."""
        return next((place for place, row in enumerate(self._places) if self._rows[row].number == number), None)

    def next_kind(self, place: int) -> int:
        """Return where the rows of the next kind begin; after the last, those of the first."""
        here = self.row(place)
        after = range(place + 1, len(self))
        return next((each for each in after if here and (self.row(each) or here).kind is not here.kind), 0)

    def next_question(self, place: int) -> int | None:
        """Return the place of the next ambiguous film without an answer."""
        order = (*range(place, len(self)), *range(place))
        rows = ((each, self.row(each)) for each in order)
        return next((each for each, row in rows if row and row.kind.asks is Asks.FIRST and not row.chosen), None)

    def head(self, width: int, palette: Palette) -> Text:
        """Return the headings."""
        return Text(self._line("", "Film", "What", "Where", width), palette.muted)

    def line(self, place: int, width: int, palette: Palette, *, is_first: bool) -> Text:
        """Return the row at this place; it names its kind only if that differs from the row above."""
        row, above = self.row(place), None if is_first else self.row(place - 1)
        if row is None:
            return Text(" " * width)
        same = above is not None and place > 0 and above.kind is row.kind
        about = row.choices[row.chosen - 1] if row.chosen else row.about
        text = Text(self._line("" if same else row.kind.word, row.title, about, row.place, width))
        film = 1 + self._kind + GAP
        text.stylize(palette.accent, 0, film)
        text.stylize(palette.muted, len(text) - (PLACE if self._shows_places(width) else 0))
        return text

    def _line(self, kind: str, title: str, about: str, place: str, width: int) -> str:
        rest = max(width - 1 - self._kind - GAP - (PLACE + GAP if self._shows_places(width) else 0), 1)
        film = rest // 2 if width >= 50 and about else rest
        cells = [fit(kind, self._kind), fit(one_line(title), film)]
        if width >= 50 and about:
            cells.append(fit(one_line(about), rest - film - GAP))
        if self._shows_places(width):
            cells.append(fit(one_line(place), PLACE))
        return f" {(' ' * GAP).join(cells)}"

    def _shows_places(self, width: int) -> bool:
        return width >= WIDE and self._has_places


def counts(rows: Sequence[PreviewRow]) -> str:
    """Return how many rows there are of each kind, in one line."""
    numbers = Counter(row.kind for row in rows)
    kinds = [kind for kind in (type(rows[0].kind) if rows else ()) if kind.asks is not Asks.UNCOUNTED]
    return " · ".join(f"{numbers[kind]:,} {kind.word}" for kind in kinds if numbers[kind])


def row_in_full(
    row: PreviewRow, palette: Palette, sides: tuple[str, str] = ("Yours", "Theirs"), *, is_dense: bool = False
) -> RenderableType:
    """Return everything about a row: its place, what would become of it and why, and the answers to choose from.

    `sides` are the headings of both versions of what differs. Dense, there are no empty lines, and answers stand for
    the request to choose one.
    """
    gap: list[RenderableType] = [] if is_dense else [Text()]
    head = Text().append(one_line(row.title), "bold")
    if row.about:
        head.append(f"  {one_line(row.about)}", palette.muted)
    if row.place:
        head.append(f"\n{one_line(row.place)}", palette.muted)
    parts: list[RenderableType] = [head]
    if row.reason or not (is_dense and row.choices):
        parts += [*gap, Text(visible(row.reason) or row.kind.meaning)]
    if row.choices:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(style=palette.accent, no_wrap=True)
        table.add_column()
        for number, choice in enumerate(row.choices, start=1):
            is_chosen = number == row.chosen
            table.add_row(str(number), Text(f"{one_line(choice)}{'  ✓' if is_chosen else ''}"))
        parts += [*gap, table]
    if row.changes:
        versions = [(part, visible(here), visible(there)) for part, here, there in row.changes]
        parts += [*gap, side_by_side(versions, sides, palette)]
    if row.gains:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(style=palette.muted)
        table.add_column(ratio=1)
        for part, value in row.gains:
            table.add_row(part, Text(one_line(value)))
        parts += [*gap, table]
    return Group(*parts)
