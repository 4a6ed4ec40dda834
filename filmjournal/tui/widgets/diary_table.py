"""The diary as a table: only the lines on screen are ever rendered."""

from collections.abc import Sequence
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
from filmjournal.query.found import Found
from filmjournal.query.highlights import Highlights
from filmjournal.query.sorting import Order, order_named
from filmjournal.render.listed import Listed
from filmjournal.render.palette import PLAIN, Palette


class DiaryTable(ScrollView, can_focus=True):
    """Lists entries, one a line under a heading that stays, and above them what leads to entries.

    The cursor follows its row through filters and sorts.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"diary--head", "diary--cursor", "diary--line"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False),
        Binding("home,g", "move(-1000000000)", "First", show=False),
        Binding("end,G", "move(1000000000)", "Last", show=False),
        Binding("enter", "ask", "List", key_display="enter"),
        Binding("l", "ask", "List", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=True)
    """The place of the row under the cursor, from 0."""

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
    class Asked(Message):
        """A row that leads to entries was chosen."""

        query: str

    @dataclass
    class HeadingClicked(Message):
        """The heading of a column was clicked."""

        order: Order

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id)
        self.palette: Palette = PLAIN
        """The colours of the theme in use."""
        self._listed = Listed()
        self._leads = False

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries that are listed, in order; change them with `show`."""
        return self._listed.entries

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        row = self._listed.row(self.cursor)
        return row if isinstance(row, Entry) else None

    @property
    def found(self) -> Found | None:
        """The row under the cursor, where it is none of an entry and leads to entries."""
        row = self._listed.row(self.cursor)
        return None if isinstance(row, Entry) else row

    def show(
        self,
        entries: Sequence[Entry],
        order: Order,
        *,
        against: bool,
        highlights: Highlights | None = None,
        ranked: bool = False,
        people: Sequence[Found] = (),
        label: str = "",
    ) -> None:
        """List these entries, sorted by this order or ranked, under these people; a label stands for the headings.

        The cursor stays on its row where that is still here; where people or ranks are new, it comes to the first.
        """
        before, row = self._listed, self._listed.row(self.cursor)
        self._listed = Listed(
            entries, order, against=against, highlights=highlights, ranked=ranked, people=people, label=label
        )
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._listed) + 1)
        place = self._listed.place_of(row)
        is_new = self._listed.highlights != before.highlights
        if is_new and (ranked or (people and isinstance(row, Entry))):
            place = 0
        self._go(self.cursor if place is None else place)
        self.refresh()

    def go_to(self, viewing_id: str) -> None:
        """Put the cursor on this entry, if it is listed."""
        place = self._listed.place_of_entry(viewing_id)
        if place is not None:
            self._go(place)

    def render_line(self, y: int) -> Strip:
        """Render one line of the screen: the heading, or the row that has been scrolled there."""
        width = self.scrollable_content_region.width
        if y == 0:
            return self._strip(self._listed.head(width, self.palette), "diary--head", width)
        place = y - 1 + self.scroll_offset.y
        if place >= len(self._listed):
            return Strip.blank(width, self.rich_style)
        text = self._listed.line(place, width, self.palette, is_first=y == 1)
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
            names = self._listed.columns(self.scrollable_content_region.width).names()
            name = next((name for name, end in names if event.x < end), "")
            if name and not self._listed.label:
                self.post_message(self.HeadingClicked(order_named(name)))
            return
        place = event.y - 1 + self.scroll_offset.y
        if place >= len(self._listed):
            return
        if place != self.cursor:
            self._go(place)
        elif self.entry is not None:
            self.post_message(self.Opened(self.entry))
        else:
            self.action_ask()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of a row that leads to entries to the screen, where the cursor is on an entry."""
        del parameters
        return action != "ask" or self.found is not None

    def action_ask(self) -> None:
        """Ask for the entries that the row under the cursor leads to."""
        if self.found is not None:
            self.post_message(self.Asked(self.found.query))

    @property
    def _lines(self) -> int:
        """How many rows fit below the heading."""
        return max(self.scrollable_content_region.height - 1, 1)

    def _go(self, place: int) -> None:
        place = max(0, min(place, len(self._listed) - 1))
        if place == self.cursor:
            self.post_message(self.Highlighted(self.entry))
        self.cursor = place
        if self._leads is (self.found is None):
            self._leads = not self._leads
            self.refresh_bindings()
        top = self.scroll_offset.y
        if place < top:
            self.scroll_to(y=place, animate=False)
        elif place >= top + self._lines:
            self.scroll_to(y=place - self._lines + 1, animate=False)

    def on_resize(self) -> None:
        """Keep the cursor in sight, and the width of the lines that of the table."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._listed) + 1)
        self._go(self.cursor)

    def get_cursor_region(self) -> Region:
        """Return where the cursor stands on the widget, for whoever points at it."""
        return Region(0, self.cursor - self.scroll_offset.y + 1, self.size.width, 1)
