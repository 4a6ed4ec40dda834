"""A table of rows under a heading that stays, and the pane of details beside it. Only rows on screen are rendered."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from filmjournal.render.palette import PLAIN, Palette
from filmjournal.tui.themes import palette_of


class Lines(Protocol):
    """What a table shows: rows, each of which can be rendered alone."""

    def __len__(self) -> int: ...

    def head(self, width: int, palette: Palette) -> Text:
        """Return the line above the rows."""
        ...

    def line(self, place: int, width: int, palette: Palette, *, is_first: bool) -> Text:
        """Return the row at this place; `is_first` is true for the first on the screen."""
        ...


class LineTable(ScrollView, can_focus=True):
    """Lists rows, one a line, with a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--head", "table--cursor", "table--line"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False),
        Binding("home,g", "move(-1000000000)", "First", show=False),
        Binding("end,G", "move(1000000000)", "Last", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=True)
    """The place of the row under the cursor, from 0."""

    @dataclass
    class Moved(Message):
        """The cursor moved, or the row under it may have changed."""

        place: int

        def can_replace(self, message: Message) -> bool:
            """Only the last place of the cursor matters."""
            return isinstance(message, LineTable.Moved)

    @dataclass
    class Chosen(Message):
        """The row under the cursor was clicked."""

        place: int

    def __init__(self, lines: Lines, *, id: str | None = None) -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id)
        self.palette: Palette = PLAIN
        """The colours of the theme in use."""
        self._lines: Lines = lines

    def on_mount(self) -> None:
        """Take the colours of the theme, and follow it."""
        self.palette = palette_of(self.app)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._use_theme())

    def _use_theme(self) -> None:
        self.palette = palette_of(self.app)
        self.refresh()
        self.post_place()

    def show_lines(self, lines: Lines, place: int) -> None:
        """List these rows, with the cursor at a place, or at the last row before it."""
        self._lines = lines
        self.virtual_size = Size(self.scrollable_content_region.width, len(lines) + 1)
        self.go(place)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Render one line of the screen: the heading, or the row that has been scrolled there."""
        width = self.scrollable_content_region.width
        if y == 0:
            return self._strip(self._lines.head(width, self.palette), "table--head", width)
        place = y - 1 + self.scroll_offset.y
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        text = self._lines.line(place, width, self.palette, is_first=y == 1)
        return self._strip(text, "table--cursor" if place == self.cursor else "table--line", width)

    def _strip(self, text: Text, component: str, width: int) -> Strip:
        style = self.get_component_rich_style(component)
        text.end = ""
        return Strip(text.render(self.app.console)).adjust_cell_length(width, style).apply_style(style)

    def watch_cursor(self) -> None:
        """Post where the cursor is."""
        self.post_place()

    def post_place(self) -> None:
        """Post where the cursor is; a subclass may post a message of its own."""
        self.post_message(self.Moved(self.cursor))

    def choose(self) -> None:
        """Post that the row under the cursor was clicked."""
        self.post_message(self.Chosen(self.cursor))

    def click_heading(self, x: int) -> None:
        """Handle a click on the heading, `x` cells from its left."""

    def action_move(self, lines: int) -> None:
        """Move the cursor by this many lines."""
        self.go(self.cursor + lines)

    def action_page(self, pages: int) -> None:
        """Move the cursor by this many screens."""
        self.go(self.cursor + pages * max(self._lines_on_screen - 1, 1))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the click; a click on the row under the cursor chooses it."""
        if event.y == 0:
            self.click_heading(event.x)
            return
        place = event.y - 1 + self.scroll_offset.y
        if place >= len(self._lines):
            return
        if place != self.cursor:
            self.go(place)
        else:
            self.choose()

    @property
    def _lines_on_screen(self) -> int:
        """How many rows fit below the heading."""
        return max(self.scrollable_content_region.height - 1, 1)

    def go(self, place: int) -> None:
        """Move the cursor to a place, or the nearest row there is, and scroll it into view."""
        place = max(0, min(place, len(self._lines) - 1))
        if place == self.cursor:
            self.post_place()
        self.cursor = place
        top = self.scroll_offset.y
        if place < top:
            self.scroll_to(y=place, animate=False)
        elif place >= top + self._lines_on_screen:
            self.scroll_to(y=place - self._lines_on_screen + 1, animate=False)

    def on_resize(self) -> None:
        """Keep the cursor in view, and the lines as wide as the table."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines) + 1)
        self.go(self.cursor)

    def get_cursor_region(self) -> Region:
        """Return where the cursor is on the widget."""
        return Region(0, self.cursor - self.scroll_offset.y + 1, self.size.width, 1)


class DetailsPane(VerticalScroll, can_focus=False):
    """Scrolls the details of the row under the cursor, which stays in the table."""

    def read_on(self) -> None:
        """Scroll down by a page; from the end, back to the top."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self.scroll_home(animate=False)
        else:
            self.scroll_page_down(animate=False)
