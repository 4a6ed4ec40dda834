"""What a screen has on which a long text is read: keys that scroll, and the way to what was looked for."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll

from filmjournal.tui.screens.entry_screen import EntryScreen, ReadingEnd
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.review import Review, lines_found


class ReadingScreen(EntryScreen[ReadingEnd]):
    """A screen with a review that scrolls: alone where it is wide, and with all that is beside it where it is not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_text(1)", "Down", show=False),
        Binding("k,up", "scroll_text(-1)", "Up", show=False),
        Binding("space,pagedown,ctrl+d", "scroll_page(1)", "Page down", show=False),
        Binding("pageup,ctrl+u", "scroll_page(-1)", "Page up", show=False),
        Binding("g,home", "scroll_far(-1)", "Top", show=False),
        Binding("G,end", "scroll_far(1)", "End", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._to_be_sought = False

    def seek_found(self) -> None:
        """Bring the first thing found into sight, once the review is rendered."""
        self._to_be_sought = True

    @on(Review.Shown)
    def _review_shown(self, event: Review.Shown) -> None:
        if self._to_be_sought and event.source == self.query_one(Review).source:
            self._to_be_sought = False
            self.call_after_refresh(self._show_first_found)

    def _show_first_found(self) -> None:
        first = next(self._lines_found(), 0)
        if first >= self._text.size.height:
            self._scroll_to_found(first)

    def _lines_found(self) -> Iterator[int]:
        return lines_found(self._text, self.query_one("#reading"))

    def _scroll_to_found(self, line: int) -> None:
        self._text.scroll_to(y=line - self._text.size.height // 3, animate=False)

    def action_next_found(self) -> None:
        """Scroll on to the next thing found, and after the last to the first."""
        lines, at = list(self._lines_found()), self._text.scroll_offset.y
        below = [line for line in lines if line - self._text.size.height // 3 > at]
        if lines:
            self._scroll_to_found(below[0] if below and at < self._text.max_scroll_y else lines[0])

    @property
    def _text(self) -> Container | VerticalScroll:
        """What scrolls: the whole body where everything is in one column."""
        if self.has_class("-wide"):
            return self.query_one("#reading", VerticalScroll)
        return self.query_one("#body", Container)

    def action_scroll_text(self, lines: int) -> None:
        """Scroll by lines."""
        self._text.scroll_relative(y=lines, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll by screens."""
        self._text.scroll_relative(y=pages * (self._text.size.height - 2), animate=False)

    def action_scroll_far(self, direction: int) -> None:
        """Scroll to the top (-1) or the end (1)."""
        if direction < 0:
            self._text.scroll_home(animate=False)
        else:
            self._text.scroll_end(animate=False)
