"""The anthology: what many reviews say about one element, as one scroll."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from filmjournal.exchange.writers.save_files import CannotWriteError
from filmjournal.model.text import one_line
from filmjournal.model.wording import counted
from filmjournal.render.reading import Known, anthology_page
from filmjournal.stats.anthology import Anthology, anthology
from filmjournal.transfer.anthology_page import write_anthology
from filmjournal.tui.commands import ANTHOLOGY, EVERYWHERE, bindings_of
from filmjournal.tui.person_prompts import PagePathPrompt
from filmjournal.tui.screens.page_screen import PageScreen
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.windows import open_over

AT_ONCE = 40
"""Passages that are rendered before the end comes near."""


class AnthologyScreen(PageScreen):
    """Shows what the viewings with these ids, which a query found, say about an element; `enter` opens the review."""

    PLACE = ANTHOLOGY
    CSS_PATH = "anthology.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(ANTHOLOGY, EVERYWHERE)]

    def __init__(self, session: Session, element: str, query: str, ids: Sequence[str]) -> None:
        super().__init__(session)
        self.found = Anthology(element, query, ())
        """What is shown."""
        self._ids = tuple(ids)
        self._uncovered: set[str] = set()
        self._most = AT_ONCE
        self._known: Known = {}

    def on_mount(self) -> None:
        """Show more whenever the end comes near."""
        self.watch(self.view, "scroll_y", self._scrolled, init=False)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._known.clear())

    def _scrolled(self) -> None:
        view = self.view
        is_near_end = view.scroll_offset.y + 2 * view.size.height > view.virtual_size.height
        if is_near_end and self._most < len(self.found.extracts):
            self._most += AT_ONCE
            self.show_page()

    def journal_changed(self) -> None:
        """Read anew what the viewings say."""
        entries = filter(None, map(self.session.journal.entry, self._ids))
        self.found = anthology(self.found.element, self.found.query, entries)
        self.show_page()

    def show_page(self) -> None:
        """Show the passages."""
        found, palette, uncovered, known = self.found, palette_of(self.app), frozenset(self._uncovered), self._known
        most = self._most
        heading = Text.assemble((one_line(found.title), palette.accent))
        self.show_heading(heading.append(f"   {counted(len(found.extracts), 'passage')}", palette.muted))
        if found.extracts:
            self.view.show(lambda width: anthology_page(found, width, palette, uncovered, most, known))
        else:
            self.show_words(f"Nothing is written about {one_line(found.element)} here.")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to uncover only where something is covered."""
        del parameters
        if action == "uncover":
            return any(each.entry.viewing.spoilers for each in self.found.extracts) and not self._uncovered
        return True

    def action_uncover(self) -> None:
        """Show every passage that gives an ending away."""
        self._uncovered = {each.entry.id for each in self.found.extracts}
        self.show_page()

    def action_export(self) -> None:
        """Ask for a file, and write the anthology to it."""
        if self.found.extracts:
            open_over(self, PagePathPrompt(self.found.title), self._write)

    def _write(self, path: Path | None) -> None:
        if path is None:
            return
        try:
            done = write_anthology(self.found, path, self.session.journal.path, force=False)
        except CannotWriteError as error:
            self.notify(str(error), severity="error", markup=False)
        else:
            self.notify(done, markup=False)
