"""The preview of an import on the screen: its rows, what each would become, and one row in full."""

from collections.abc import Mapping, Sequence
from enum import Enum

from msgspec import Struct
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from filmjournal.exchange.batch import Problem
from filmjournal.exchange.planning.merge3 import Difference
from filmjournal.exchange.planning.plan import MissingRow, Plan, Step, StepKind
from filmjournal.model.facts import label
from filmjournal.model.text import one_line, without_controls
from filmjournal.model.wording import titled
from filmjournal.render.cells import fit
from filmjournal.render.import_plan import about, is_worth_a_row, row, value_text
from filmjournal.render.palette import Palette
from filmjournal.render.versions import side_by_side

KIND, PLACE, GAP = 11, 22, 2
"""Cells of the fixed columns, and between columns."""

WIDE = 92
"""Cells from which there is room for the place of a row; the pane beside the list shows it, too."""


class RowKind(Enum):
    """What would become of a row; what needs an answer comes first."""

    AMBIGUOUS = ("ambiguous", "Several films match. Press the number of the right one.")
    CONFLICT = ("in conflict", "You and the export changed it. Yours stays where both differ, unless you press 2.")
    UNREADABLE = ("unreadable", "This row can't be imported.")
    PARTIAL = ("in part", "It will be imported, except for what can't be read.")
    NOTE = ("note", "This is about the files, and nothing that you need to answer.")
    GONE = ("gone there", "The export no longer has it. Your entry stays.")
    CHANGED = ("changed", "You have it; the export has more about it, or something else by now.")
    NEW = ("new", "It will be imported.")
    NO_FILM = ("not a film", "It is left out: a journal is about films.")
    UNCHANGED = ("unchanged", "You have all of it already.")

    @property
    def word(self) -> str:
        """The kind in a word or two."""
        return self.value[0]

    @property
    def meaning(self) -> str:
        """The kind in a sentence."""
        return self.value[1]


class PreviewRow(Struct, frozen=True):
    """One thing that was read, and what would become of it."""

    kind: RowKind
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
    choices: tuple[str, ...] = ()
    """The answers to choose from, one digit key each."""
    chosen: int = 0
    """The number of the chosen answer, from 1; 0 if none was chosen."""
    number: int = -1
    """Identifies the row, also once it is planned anew; -1 for one without a question."""


class Preview(Struct, frozen=True):
    """Everything an import would do."""

    service: str
    """The service or program that wrote the files, as people call it."""
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
        order = list(RowKind)
        self._places = sorted(range(len(rows)), key=lambda place: order.index(rows[place].kind))

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
        return next((each for each, row in rows if row and row.kind is RowKind.AMBIGUOUS and not row.chosen), None)

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
        film = 1 + KIND + GAP
        text.stylize(palette.accent, 0, film)
        text.stylize(palette.muted, len(text) - (PLACE if width >= WIDE else 0))
        return text

    def _line(self, kind: str, title: str, about: str, place: str, width: int) -> str:
        rest = max(width - 1 - KIND - GAP - (PLACE + GAP if width >= WIDE else 0), 1)
        film = rest // 2 if width >= 50 else rest
        cells = [fit(kind, KIND), fit(one_line(title), film)]
        if width >= 50:
            cells.append(fit(one_line(about), rest - film - GAP))
        if width >= WIDE:
            cells.append(fit(one_line(place), PLACE))
        return f" {(' ' * GAP).join(cells)}"


def counts(rows: Sequence[PreviewRow]) -> str:
    """Return how many rows there are of each kind, in one line."""
    numbers = [(kind, sum(row.kind is kind for row in rows)) for kind in RowKind if kind is not RowKind.NOTE]
    return " · ".join(f"{number:,} {kind.word}" for kind, number in numbers if number)


def row_in_full(row: PreviewRow, palette: Palette) -> RenderableType:
    """Return everything about a row: its place, what would become of it and why, and the answers to choose from."""
    head = Text().append(one_line(row.title), "bold")
    if row.about:
        head.append(f"  {one_line(row.about)}", palette.muted)
    if row.place:
        head.append(f"\n{one_line(row.place)}", palette.muted)
    parts: list[RenderableType] = [head, Text(), Text(without_controls(row.reason) or row.kind.meaning)]
    if row.choices:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(style=palette.accent, no_wrap=True)
        table.add_column()
        for number, choice in enumerate(row.choices, start=1):
            is_chosen = number == row.chosen
            table.add_row(str(number), Text(f"{one_line(choice)}{'  ✓' if is_chosen else ''}"))
        parts += [Text(), table]
    if row.changes:
        versions = [(part, without_controls(here), without_controls(there)) for part, here, there in row.changes]
        parts += [Text(), side_by_side(versions, ("Yours", "Theirs"), palette)]
    return Group(*parts)


_KINDS = {
    StepKind.NEW: RowKind.NEW,
    StepKind.CHANGED: RowKind.CHANGED,
    StepKind.UNCHANGED: RowKind.UNCHANGED,
    StepKind.AMBIGUOUS: RowKind.AMBIGUOUS,
    StepKind.CONFLICT: RowKind.CONFLICT,
    StepKind.UNREADABLE: RowKind.UNREADABLE,
    StepKind.PARTIAL: RowKind.PARTIAL,
    StepKind.NO_FILM: RowKind.NO_FILM,
}


def preview_of(
    plan: Plan, service: str, questions: Mapping[int, Sequence[str]], chosen: Mapping[int, int], losses: str = ""
) -> Preview:
    """Return the preview of a plan.

    `questions` are the answers to choose from, and `chosen` the number of the chosen one, from 1: both by the number of
    a step. `losses` says what can't be imported.
    """
    rows = [
        _preview_row(step, tuple(questions.get(step.number, ())), chosen.get(step.number, 0))
        for step in plan.steps
        if step.number in questions or is_worth_a_row(step)
    ]
    notes = (PreviewRow(RowKind.NOTE, sentence) for sentence in plan.batch.notes)
    return Preview(service, (*rows, *map(_gone, plan.missing_rows), *notes), losses, not plan.changes_nothing)


def _preview_row(step: Step, choices: tuple[str, ...], chosen: int) -> PreviewRow:
    _, noun, film, _, place = row(step)
    reason = step.reason
    if step.kind is StepKind.AMBIGUOUS and not chosen:  # the meaning of its kind says what to do
        reason = "" if step.candidates else "It will be imported once it is clear which film it is."
    is_problem = isinstance(step.item, Problem)
    question = step.item.question if isinstance(step.item, Problem) else None
    if question is not None:
        reason = f"Nothing says {question.asks}. Press the number of what is meant: it goes for all files."
    return PreviewRow(
        kind=_KINDS[step.kind] if question is None else RowKind.AMBIGUOUS,
        title=film or (place if question else noun),
        about=question.asks if question else step.reason if is_problem else _about(step),
        place=place,
        reason="" if is_problem and not question else reason,
        changes=tuple(_change(each, step) for each in step.differences),
        choices=choices,
        chosen=chosen,
        number=step.number,
    )


def _change(difference: Difference, step: Step) -> tuple[str, str, str]:
    """Return what differs, and both versions; in a conflict, also that theirs will be imported."""
    name = label(difference.key)
    is_marked = difference.is_imported and step.kind is StepKind.CONFLICT
    shown = f"{name} (theirs)" if is_marked else name
    return shown, value_text(difference.ours), value_text(difference.theirs)


def _about(step: Step) -> str:
    """Return what a step says about its film, and what of it differs, in a few words."""
    count = len(step.candidates)
    films = f"{count} films match" if count > 1 else "a film matches" if count else ""
    differs = ", ".join(label(each.key).lower() for each in step.differences)
    return "; ".join(filter(None, (about(step), films, differs)))


def _gone(gone: MissingRow) -> PreviewRow:
    return PreviewRow(RowKind.GONE, titled(gone.film), gone.source.table, gone.source.key)
