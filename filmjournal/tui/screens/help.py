"""What can I press?"""

from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from filmjournal.query.fields import FIELDS
from filmjournal.query.parser import OPERATORS
from filmjournal.render.entry import LIKED, REVIEWED, REWATCH
from filmjournal.render.palette import Palette
from filmjournal.tui.commands import COMMANDS, PLACES
from filmjournal.tui.themes import palette_of

MARKS = ((LIKED, "Liked"), (REWATCH, "Watched before"), (REVIEWED, "Something is written about it"))
"""The marks of the diary and what they mean."""

MOVING = (
    ("↑ ↓ j k", "One line"),
    ("pgup pgdn ctrl+u ctrl+d", "One screen"),
    ("home end g G", "First and last"),
    ("tab shift+tab", "Next and previous field"),
)
"""Keys that move, which are no commands of ours."""


SEARCHING = (
    ("tab", "Take what is offered under the line: fields, names, tags, states"),
    ("↑ ↓", "Choose what is offered; else earlier searches that begin as typed"),
    ("enter", "Into the list; on a name there, all that you saw of them"),
    ("@name", "A search that you saved, anywhere in a query"),
)
"""What the search line does, which is no command of ours."""


class HelpScreen(ModalScreen[None]):
    """Every command and every field of the query language, from their own records."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", "Back"),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown,ctrl+d", "scroll(15)", show=False),
        Binding("pageup,ctrl+u", "scroll(-15)", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Show one long page."""
        with VerticalScroll(id="page", can_focus=False):
            yield Static(self._page(), id="text", markup=False)

    def on_mount(self) -> None:
        """Name the page."""
        page = self.query_one("#page")
        page.border_title = "Help"
        page.border_subtitle = "↑ ↓ scroll · esc back"

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def _page(self) -> RenderableType:
        palette = palette_of(self.app)
        parts: list[RenderableType] = []
        for place in PLACES:
            rows = [(command.shown_keys, command.help) for command in COMMANDS if place in command.places]
            parts += [_section(place, rows, palette), Text()]
        parts += [
            _section("Moving", MOVING, palette),
            Text(),
            _section("Marks", MARKS, palette),
            Text(),
            _section("In the search line", SEARCHING, palette),
            Text(),
            _section("Search", [(operator.example, operator.help) for operator in OPERATORS], palette),
            Text(),
            _section("Fields to search", [(field.example, field.help) for field in FIELDS], palette),
        ]
        return Group(*parts)


def _section(title: str, rows: "tuple[tuple[str, str], ...] | list[tuple[str, str]]", palette: Palette) -> Table:
    table = Table(box=None, show_header=True, padding=(0, 2, 0, 0), pad_edge=False, header_style=palette.accent)
    table.add_column(Text(title), width=24)
    table.add_column()
    for keys, meaning in rows:
        table.add_row(Text(keys), Text(meaning))
    return table
