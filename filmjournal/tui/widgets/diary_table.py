"""The diary as a table: only the lines on screen are ever rendered."""

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

from filmjournal.model.viewing import Entry
from filmjournal.query.sorting import WATCHED, Order, order_named
from filmjournal.render import diary
from filmjournal.render.palette import PLAIN, Palette


class DiaryTable(ScrollView, can_focus=True):
    """Lists entries, one a line under a heading that stays. The cursor follows its entry through filters and sorts."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"diary--head", "diary--cursor", "diary--line"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False),
        Binding("home,g", "move(-1000000000)", "First", show=False),
        Binding("end,G", "move(1000000000)", "Last", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=True)
    """The place of the entry under the cursor, from 0."""

    @dataclass
    class Highlighted(Message):
        """The cursor came to another entry, or to none."""

        entry: Entry | None

        def can_replace(self, message: Message) -> bool:
            """Only where the cursor came to rest matters."""
            return isinstance(message, DiaryTable.Highlighted)

    @dataclass
    class Opened(Message):
        """The entry under the cursor was clicked."""

        entry: Entry

    @dataclass
    class HeadingClicked(Message):
        """The heading of a column was clicked."""

        order: Order

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id)
        self.entries: list[Entry] = []
        """What is listed, in order; read it, and change it with `show`."""
        self.palette: Palette = PLAIN
        """The colours of the theme in use."""
        self._order = WATCHED
        self._against = False

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if 0 <= self.cursor < len(self.entries) else None

    def show(self, entries: list[Entry], order: Order, *, against: bool) -> None:
        """List these entries, sorted by this order; the cursor stays on its entry where that is still here."""
        before = self.entry
        self.entries, self._order, self._against = entries, order, against
        self.virtual_size = Size(self.scrollable_content_region.width, len(entries) + 1)
        place = next((place for place, entry in enumerate(entries) if before and entry.id == before.id), None)
        self._go(min(self.cursor, max(len(entries) - 1, 0)) if place is None else place)
        self.refresh()

    def go_to(self, viewing_id: str) -> None:
        """Put the cursor on this entry, if it is listed."""
        for place, entry in enumerate(self.entries):
            if entry.id == viewing_id:
                self._go(place)

    def render_line(self, y: int) -> Strip:
        """Render one line of the screen: the heading, or the entry that has been scrolled there."""
        width = self.scrollable_content_region.width
        columns = diary.Columns.within(width)
        if y == 0:
            heading = diary.header(columns, self._order, self.palette, against=self._against)
            return self._strip(heading, "diary--head", width)
        place = y - 1 + self.scroll_offset.y
        if place >= len(self.entries):
            return Strip.blank(width, self.rich_style)
        above = self.entries[place - 1] if y > 1 else None
        text = diary.line(self.entries[place], columns, self.palette, above=above, by_month=self._order is WATCHED)
        return self._strip(text, "diary--cursor" if place == self.cursor else "diary--line", width)

    def _strip(self, text: Text, component: str, width: int) -> Strip:
        style = self.get_component_rich_style(component)
        text.end = ""
        return Strip(text.render(self.app.console)).adjust_cell_length(width, style).apply_style(style)

    def watch_cursor(self) -> None:
        """Tell where the cursor is."""
        self.post_message(self.Highlighted(self.entry))

    def action_move(self, lines: int) -> None:
        """Move the cursor by this many lines."""
        self._go(self.cursor + lines)

    def action_page(self, pages: int) -> None:
        """Move the cursor by this many screens."""
        self._go(self.cursor + pages * max(self._lines - 1, 1))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the click was; a click on the cursor opens, one on the heading sorts."""
        if event.y == 0:
            names = diary.Columns.within(self.scrollable_content_region.width).names()
            name = next((name for name, end in names if event.x < end), None)
            if name is not None:
                self.post_message(self.HeadingClicked(order_named(name)))
            return
        place = event.y - 1 + self.scroll_offset.y
        if place >= len(self.entries):
            return
        if place == self.cursor:
            self.post_message(self.Opened(self.entries[place]))
        else:
            self._go(place)

    @property
    def _lines(self) -> int:
        """How many entries fit below the heading."""
        return max(self.scrollable_content_region.height - 1, 1)

    def _go(self, place: int) -> None:
        place = max(0, min(place, len(self.entries) - 1))
        if place == self.cursor:
            self.post_message(self.Highlighted(self.entry))
        self.cursor = place
        top = self.scroll_offset.y
        if place < top:
            self.scroll_to(y=place, animate=False)
        elif place >= top + self._lines:
            self.scroll_to(y=place - self._lines + 1, animate=False)

    def on_resize(self) -> None:
        """Keep the cursor in sight, and the width of the lines that of the table."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.entries) + 1)
        self._go(self.cursor)

    def get_cursor_region(self) -> Region:
        """Return where the cursor stands on the widget, for whoever points at it."""
        return Region(0, self.cursor - self.scroll_offset.y + 1, self.size.width, 1)
