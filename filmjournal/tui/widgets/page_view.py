"""A page of panels with a cursor on the parts that lead on. Only lines on the screen are rendered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from filmjournal.render.panels import Page, Spot

MakePage = Callable[[int], Page]
"""Makes the page for a width in cells."""


class PageView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a page; the cursor goes through what leads on, panel by panel."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"page--line", "page--cursor"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("tab", "panel(1)", "Next panel", show=False),
        Binding("shift+tab", "panel(-1)", "Panel before", show=False),
        Binding("pagedown,ctrl+d,space", "page(1)", "Page down", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False),
        Binding("home,g", "end(-1)", "First", show=False),
        Binding("end,G", "end(1)", "Last", show=False),
        Binding("enter", "choose", "Open", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=True)
    """Which spot the cursor is on, from 0."""

    @dataclass
    class Chosen(Message):
        """The spot under the cursor was chosen."""

        spot: Spot

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id)
        self.page = Page()
        """What is shown."""
        self._make: MakePage = lambda _: Page()
        self._made_for = 0

    @property
    def spot(self) -> Spot | None:
        """What the cursor is on."""
        return self.page.spots[self.cursor] if self.cursor < len(self.page.spots) else None

    def show(self, make: MakePage, *, from_the_top: bool = False) -> None:
        """Show a page that is made for the width there is, now and whenever that changes."""
        self._make = make
        if from_the_top:
            self.cursor = 0
            self.scroll_to(y=0, animate=False)
        self._remake()

    def _remake(self) -> None:
        self._made_for = self.scrollable_content_region.width
        if self._made_for < 1:
            return
        self.page = self._make(self._made_for)
        self.cursor = max(min(self.cursor, len(self.page.spots) - 1), 0)
        self.virtual_size = Size(self._made_for, len(self.page.lines))
        self.refresh()

    def on_resize(self) -> None:
        """Make the page anew where the width changed."""
        if self.scrollable_content_region.width != self._made_for:
            self._remake()

    def render_line(self, y: int) -> Strip:
        """Render one line of the screen."""
        width, line = self.scrollable_content_region.width, y + self.scroll_offset.y
        style = self.get_component_rich_style("page--line")
        if line >= len(self.page.lines):
            return Strip.blank(width, self.rich_style)
        text = self.page.lines[line].copy()
        spot = self.spot
        if spot is not None and spot.line == line:
            text.append(" " * max(spot.end - text.cell_len, 0))
            text = _with_cursor(text, spot, self.get_component_rich_style("page--cursor"))
        text.end = ""
        return Strip(text.render(self.app.console)).adjust_cell_length(width, style).apply_style(style)

    def action_move(self, spots: int) -> None:
        """Go to another spot; where there is none, scroll."""
        if not self.page.spots:
            self.scroll_relative(y=spots, animate=False)
        elif 0 <= self.cursor + spots < len(self.page.spots):
            self._go(self.cursor + spots)
        else:
            (self.scroll_end if spots > 0 else self.scroll_home)(animate=False)

    def action_panel(self, panels: int) -> None:
        """Go to the first spot of the next panel that has one, or of the one before; from the last, to the first."""
        numbers = list(dict.fromkeys(spot.panel for spot in self.page.spots))
        if self.spot is not None:
            wanted = numbers[(numbers.index(self.spot.panel) + panels) % len(numbers)]
            self._go(next(place for place, spot in enumerate(self.page.spots) if spot.panel == wanted))

    def action_page(self, pages: int) -> None:
        """Scroll by a screen, and take the cursor along."""
        height = max(self.scrollable_content_region.height - 1, 1)
        self.scroll_relative(y=pages * height, animate=False)
        if self.spot is None:
            return
        line = self.spot.line + pages * height
        nearest = min(range(len(self.page.spots)), key=lambda place: abs(self.page.spots[place].line - line))
        self._go(nearest)

    def action_end(self, direction: int) -> None:
        """Go to the first spot, or the last one."""
        if self.page.spots:
            self._go(0 if direction < 0 else len(self.page.spots) - 1)
        (self.scroll_home if direction < 0 else self.scroll_end)(animate=False)

    def action_choose(self) -> None:
        """Post what the cursor is on."""
        if self.spot is not None:
            self.post_message(self.Chosen(self.spot))

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        at = event.get_content_offset(self)
        if at is None:
            return
        line = at.y + self.scroll_offset.y
        place = next((place for place, spot in enumerate(self.page.spots) if spot.is_at(line, at.x)), None)
        if place is not None:
            self._go(place)
            self.action_choose()

    def _go(self, place: int) -> None:
        self.cursor = place
        spot, height = self.page.spots[place], self.scrollable_content_region.height
        top = self.scroll_offset.y
        first, last = max(min(spot.first, spot.line) - 1, 0), max(spot.last, spot.line)
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif last >= top + height:
            self.scroll_to(y=min(last - height + 1, first), animate=False)

    def get_cursor_region(self) -> Region:
        """Return where the cursor is on the widget."""
        spot = self.spot
        line = spot.line - self.scroll_offset.y if spot is not None else 0
        return Region(spot.start if spot else 0, line, spot.end - spot.start if spot else 1, 1)


def _with_cursor(text: Text, spot: Spot, style: object) -> Text:
    """Return the line with the cursor on the cells of the spot; wide characters count two."""
    start = len(text.plain)
    end = start
    cells = 0
    for place, character in enumerate(text.plain):
        if cells >= spot.start:
            start = min(start, place)
        if cells >= spot.end:
            end = place
            break
        cells += Text(character).cell_len
    text.stylize(style, start, end)  # type: ignore[arg-type]  # a component's style, as Textual gives it
    return text
