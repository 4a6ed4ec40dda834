"""A window with a list over the details of the row under the cursor."""

from abc import abstractmethod
from pathlib import PurePath
from typing import ClassVar

from msgspec import Struct
from rich.console import RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from filmjournal.render.palette import Palette
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.windows import Result, Window


class Row(Struct, frozen=True):
    """One line of the list."""

    id: str
    """What it is a row of: the id of a record, or the like."""
    line: Text
    """How it is shown."""


class ListScreen(Window[Result]):
    """A list, the details of the row under the cursor, and at the foot the keys that work."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = "list.tcss"
    HEADING: ClassVar[str]
    """The title of the window."""
    NOTHING: ClassVar[str]
    """What an empty list says."""
    KEYS: ClassVar[str]
    """The keys that work here, for the foot."""
    TOPIC: ClassVar[str]
    """The topic of the guide that tells of it."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back"),
        Binding("f1,question_mark", "app.help", "Help", show=False),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("space,pagedown,ctrl+d", "scroll_details(8)", show=False),
        Binding("pageup,ctrl+u", "scroll_details(-8)", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        """The journal and everything the screens work with."""

    @abstractmethod
    def rows(self) -> list[Row]:
        """Return what is listed now."""

    @abstractmethod
    def details(self, row_id: str) -> RenderableType:
        """Return the details of a row."""

    def keys_on(self, row_id: str) -> str:
        """Return the keys that work on a row, for the foot."""
        del row_id
        return self.KEYS

    def compose(self) -> ComposeResult:
        """Put the list over the details."""
        with Vertical(id="window"):
            yield OptionList(id="rows", compact=True, markup=False)
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        """Show the rows, and clear toasts that would hide them."""
        self.app.clear_notifications()
        window = self.query_one("#window")
        window.border_title = self.HEADING
        self.show_rows()

    @property
    def palette(self) -> Palette:
        """The colours of the theme in use."""
        return palette_of(self.app)

    @property
    def row_id(self) -> str | None:
        """The id of the row under the cursor; None if there is no row."""
        options = self.query_one(OptionList)
        return None if options.highlighted is None else options.get_option_at_index(options.highlighted).id

    def show_rows(self) -> None:
        """Show the rows as they are now; the cursor stays at its place if it can."""
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        options.clear_options()
        rows = self.rows()
        options.add_options([Option(row.line, id=row.id) for row in rows])
        options.display = bool(rows)
        options.highlighted = min(place, len(rows) - 1) if rows else None
        self.set_class(not rows, "-nothing")
        self.query_one("#window").border_subtitle = self.KEYS if rows else "esc back"
        if not rows:
            self.query_one("#detail", Static).update(Content(self.NOTHING))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_move(self, lines: int) -> None:
        """Go to another row."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + lines) % options.option_count

    def action_scroll_details(self, lines: int) -> None:
        """Scroll the details."""
        self.query_one("#details").scroll_relative(y=lines, animate=False)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#detail", Static).update(self.details(event.option_id or ""))
        self.query_one("#window").border_subtitle = self.keys_on(event.option_id or "")
        self.query_one("#details").scroll_home(animate=False)
