"""A page of the guide: rendered lines that scroll, with what was searched for made to stand out."""

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

Match = tuple[int, int, int]
"""Where a match stands: its line, and its first and last column."""


class GuidePage(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows lines, of which only those on the screen are drawn; the keys that scroll are those of its screen."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Text] = ()
        self._matches: Sequence[Match] = ()
        self._current: Match | None = None
        self._found = Style()

    def show_lines(self, lines: Sequence[Text]) -> None:
        """Show these lines, from the first on."""
        self._lines = lines
        self._matches, self._current = (), None
        self.virtual_size = Size(self.scrollable_content_region.width, len(lines))
        self.scroll_to(y=0, animate=False, force=True)
        self.refresh()

    def show_matches(self, matches: Sequence[Match], current: Match | None, style: Style) -> None:
        """Make matches stand out, the current one most, and bring that into sight."""
        self._matches, self._current, self._found = matches, current, style
        if current is not None:
            top, height = self.scroll_offset.y, self.scrollable_content_region.height
            if not top <= current[0] < top + height:
                self.scroll_to(y=max(current[0] - height // 3, 0), animate=False, force=True)
        self.refresh()

    def on_resize(self) -> None:
        """Keep the width of the page that of the widget."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """Render one line of the screen."""
        width, at = self.scrollable_content_region.width, y + self.scroll_offset.y
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[at]
        own = [match for match in self._matches if match[0] == at]
        if own:
            line = line.copy()
            for match in own:
                style = self._found + Style(reverse=True) if match == self._current else self._found
                line.stylize(style, match[1], match[2])
        return (
            Strip(line.render(self.app.console)).adjust_cell_length(width, self.rich_style).apply_style(self.rich_style)
        )
