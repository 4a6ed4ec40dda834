"""Reading mode: one review in one column, with nothing beside it; and the anthology of one element."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from filmjournal.journal.changes import Change
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import sentence
from filmjournal.query.highlights import Highlights
from filmjournal.render.reading import reading_page
from filmjournal.tui.commands import EVERYWHERE, READING, bindings_of
from filmjournal.tui.entry_actions import EntryActions
from filmjournal.tui.screens.journal_screen import LiveScreen
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.widgets.footer import KeyLine
from filmjournal.tui.widgets.page_view import PageView


class ReadingScreen(LiveScreen[str]):
    """Shows the reviews with these ids, one at a time, from the one at `place` on. Its result is the id shown last."""

    PLACE = READING
    CSS_PATH = "reading.tcss"
    AUTO_FOCUS = "PageView"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(READING, EVERYWHERE)]

    def __init__(self, session: Session, ids: Sequence[str], place: int, highlights: Highlights | None = None) -> None:
        super().__init__(session)
        self._ids = list(ids)
        self._place = place
        self._highlights = highlights
        self._uncovered: set[str] = set()
        self._actions = EntryActions(self, session, self.undo, self._show_saved)

    def compose(self) -> ComposeResult:
        """Give the whole screen to the text."""
        yield PageView(id="page")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the review, and follow the theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._show(from_the_top=False))
        self._show()

    @property
    def entry(self) -> Entry | None:
        """The review on show."""
        return self.session.journal.entry(self._ids[self._place]) if self._ids else None

    @property
    def view(self) -> PageView:
        """The text."""
        return self.query_one(PageView)

    @property
    def is_covered(self) -> bool:
        """Whether the text is hidden, for it gives the ending away."""
        entry = self.entry
        return entry is not None and entry.viewing.spoilers and entry.id not in self._uncovered

    def journal_changed(self) -> None:
        """Show the review as it is now; when it is gone, the next one."""
        here = self._ids[self._place]
        left = [each for each in self._ids[: self._place] if self.session.journal.entry(each) is not None]
        self._ids = [each for each in self._ids if self.session.journal.entry(each) is not None]
        self._place = min(len(left), len(self._ids) - 1)
        if not self._ids:
            self.dismiss("")
        else:
            self._show(from_the_top=self._ids[self._place] != here)

    def show_change(self, change: Change) -> None:
        """Stay where one reads: what was undone is shown if it is here."""

    def _show_saved(self, entry: Entry) -> None:
        if entry.id in self._ids:
            self._place = self._ids.index(entry.id)
            self._show(from_the_top=False)

    def _show(self, *, from_the_top: bool = True) -> None:
        entry = self.entry
        if entry is None:
            return
        palette, covered, highlights = palette_of(self.app), self.is_covered, self._highlights
        place = f"{self._place + 1:,} of {len(self._ids):,}" if len(self._ids) > 1 else ""
        following = self.session.journal.entry(self._ids[self._place + 1]) if self._place + 1 < len(self._ids) else None
        after = sentence(f"space goes on to {one_line(following.film.title)}") if following is not None else ""
        self.view.show(
            lambda width: reading_page(
                entry, width, palette, covered=covered, place=place, after=after, highlights=highlights
            ),
            from_the_top=from_the_top,
        )
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to uncover only what is covered, and to go on only where there are others."""
        del parameters
        if action == "turn":
            return len(self._ids) > 1
        return action != "uncover" or self.is_covered

    def action_read_on(self) -> None:
        """Scroll by a screen; from the end, go on to the next review."""
        if self.view.scroll_offset.y < self.view.max_scroll_y:
            self.view.action_page(1)
        else:
            self.action_turn(1)

    def action_turn(self, reviews: int) -> None:
        """Read the next review of the list, or the one before."""
        if 0 <= self._place + reviews < len(self._ids):
            self._place += reviews
            self._show()
        else:
            self.notify(f"This is the {'last' if reviews > 0 else 'first'} review of the list.")

    def action_uncover(self) -> None:
        """Show what gives the ending away."""
        if self.entry is not None:
            self._uncovered.add(self.entry.id)
            self._show()

    def action_write(self) -> None:
        """Write this review."""
        if self.entry is not None:
            self._actions.review(self.entry)

    def action_back(self) -> None:
        """Go back to where one came from, on the review that was read last."""
        self.dismiss(self._ids[self._place])
