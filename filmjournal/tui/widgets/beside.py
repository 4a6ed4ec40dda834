"""What is known of the row under the cursor, beside a list or below it."""

from textual.containers import VerticalScroll


class Beside(VerticalScroll, can_focus=False):
    """Scrolls what may be longer than the room for it, while the list keeps the cursor."""

    def read_on(self) -> None:
        """Scroll on by what is seen of it, and from the end to the beginning."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self.scroll_home(animate=False)
        else:
            self.scroll_page_down(animate=False)
