"""The drop-down under a text field: one for a whole screen, which shows what the field with the cursor suggests."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Offset, Region
from textual.widget import Widget

from filmjournal.model.text import one_line
from filmjournal.tui.widgets.completion import Suggestion
from filmjournal.tui.windows import drop_toasts

MOST_ROWS = 12
"""Rows that are shown at once; the others come as the choice moves."""

_NARROWEST = 44
"""Columns below which the list begins left of its field, where the screen has them."""

_ROWS_BELOW = 4
"""Rows for which there has to be room under a field, or the list goes above it where more fit."""


class Suggesting(Protocol):
    """A text field that has a drop-down. It handles the keys; the drop-down only shows."""

    @property
    def typed_region(self) -> Region:
        """Where on the screen the text is that a suggestion replaces."""
        ...

    def take_at(self, place: int) -> None:
        """Take the suggestion at this place, which was clicked."""
        ...


class DropDown(Widget):
    """Shows suggestions under the text that is being typed, never over it: where there is no room below, above it."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"drop-down--chosen"}

    def __init__(self) -> None:
        super().__init__()
        self.owner: Suggesting | None = None
        """The field whose suggestions are shown; None while nothing is."""
        self._rows: list[Suggestion] = []
        self._choice = 0
        self._first = 0
        self._foot = ""
        self._under = Region()

    def on_mount(self) -> None:
        """Follow the field when the form scrolls."""
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self._follow())

    def _follow(self) -> None:
        if self.owner is not None and self.owner.typed_region != self._under:
            self._place()

    @property
    def shown(self) -> list[str]:
        """The suggestions on the screen, as they are read; empty while none are."""
        return [_words(row) for row in self._rows] if self.owner is not None else []

    def show(self, owner: Suggesting, rows: Sequence[Suggestion], choice: int, foot: str = "") -> None:
        """Show suggestions for a field; `foot` says a key under the list."""
        self._first = self._first if self.owner is owner else 0
        self.owner, self._rows, self._choice, self._foot = owner, list(rows), choice, foot
        self._place()
        if not self.display:
            drop_toasts(self.app)  # one would stand over it
        self.display = True
        self.refresh(layout=True)

    def hide(self, owner: Suggesting) -> None:
        """Hide the suggestions of this field, if they are the ones shown."""
        if self.owner is owner:
            self.owner = None
            self.display = False

    def _place(self) -> None:
        """Find the place of the list, its size, and which suggestion is its first line."""
        if self.owner is None:
            return
        screen, typed = self.screen.region, self.owner.typed_region
        self._under = typed
        wanted = min(len(self._rows), MOST_ROWS) + bool(self._foot)
        below, above = screen.bottom - 1 - typed.bottom, typed.y - screen.y
        goes_below = below >= min(wanted, _ROWS_BELOW) or below >= above
        height = max(min(wanted, below if goes_below else above), 1)
        if height <= bool(self._foot) or height < 3:
            self._foot = ""
        room = max(screen.right - max(typed.x - 1, screen.x), min(_NARROWEST, screen.width))
        width = min(max(*map(_width, self._rows), cell_len(self._foot)) + 2, room)
        self.styles.width, self.styles.height = width, height
        x = max(min(typed.x - 1, screen.right - width), screen.x)
        self.absolute_offset = Offset(x, typed.bottom if goes_below else typed.y - height)
        lines = height - bool(self._foot)
        self._first = max(min(self._first, self._choice, len(self._rows) - lines), self._choice - lines + 1, 0)

    def render(self) -> Content:
        """Draw the lines: what is suggested at the left, what is known of it at the right."""
        width = self.size.width
        lines = self._rows[self._first : self._first + self.size.height - bool(self._foot)]
        drawn = [_line(row, width) for row in lines]
        chosen = self._choice - self._first
        if 0 <= chosen < len(drawn):  # while its size is the one before, it may not be among them
            drawn[chosen] = drawn[chosen].stylize_before(self.get_visual_style("drop-down--chosen"))
        if self._foot:
            drawn.append(Content.styled(f" {self._foot}".ljust(width)[:width], "dim"))
        return Content("\n").join(drawn)

    def on_click(self, event: events.Click) -> None:
        """Take the suggestion that was clicked."""
        event.stop()
        place = self._first + event.y
        if self.owner is not None and place < len(self._rows) and event.y < self.size.height - bool(self._foot):
            self.owner.take_at(place)


def _words(row: Suggestion) -> str:
    return "  ".join(filter(None, (one_line(row.shown or row.text), row.hint, row.note)))


def _width(row: Suggestion) -> int:
    return cell_len(_words(row)) + bool(row.note)


def _line(row: Suggestion, width: int) -> Content:
    about = Content.assemble(
        " ", one_line(row.shown or row.text), (f"  {row.hint}", "dim") if row.hint else ""
    ).truncate(max(width - cell_len(row.note) - 3, width // 2) if row.note else width - 1, ellipsis=True)
    gap = max(width - about.cell_length - cell_len(row.note) - 1, 1)
    return Content.assemble(about, " " * gap, (f"{row.note} ", "dim")).truncate(width)
