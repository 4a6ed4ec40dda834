"""Copies of the journal that a sync program left beside it, and what merging them would change."""

from pathlib import Path
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual import on
from textual.binding import BindingType
from textual.widgets import OptionList

from filmjournal.journal.errors import JournalError
from filmjournal.journal.merging.copies import JournalCopy, copies_beside, found_beside
from filmjournal.journal.merging.merge import Merged, merge
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import one_line
from filmjournal.model.wording import sentence
from filmjournal.render.merge_changes import MergeChanges, summary
from filmjournal.tui.screens.list import ListScreen, Row
from filmjournal.tui.session import Session


class CopiesScreen(ListScreen[None]):
    """The copies beside the journal, each with its incoming changes."""

    HEADING = "Copies beside the journal"
    TOPIC = "safety"
    NOTHING = (
        "There is no copy of the journal beside it.\n\n"
        "Programs such as Syncthing and Dropbox leave one when the journal was changed in two places at once. "
        "filmjournal merge PATH merges any other."
    )
    KEYS = "enter merge · esc back"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._copies = {str(copy.path): copy for copy in copies_of(session)}
        self._merged: dict[str, Merged] = {}

    def rows(self) -> list[Row]:
        """Return the copies, each with the number of its incoming changes."""
        return [Row(path, self._line(copy)) for path, copy in self._copies.items()]

    def details(self, row_id: str) -> RenderableType:
        """Return the incoming changes of a copy, record by record."""
        copy = self._copies.get(row_id)
        if copy is None:
            return ""
        ours = self.session.journal.tables.documents
        merged = self._merge(copy)
        if not merged.differences:
            return Text(
                "The journal has everything in this copy. You can delete it; filmjournal never deletes a copy.",
                self.palette.muted,
            )
        news = MergeChanges(ours, merged.documents)
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(style=self.palette.accent, no_wrap=True)
        table.add_column(style=self.palette.muted, no_wrap=True)
        table.add_column(overflow="fold")
        for difference in merged.differences:
            done, noun, about = news.row(difference)
            table.add_row(done, noun, Text(about))
        closing = Text(
            "Enter merges these changes into the journal, after a backup. Nothing is lost: where both changed the "
            "same thing, the newer version is used and the other goes to the trash. The copy is not touched.",
            self.palette.muted,
        )
        return Group(table, Text(), closing)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        copy = self._copies.get(event.option_id or "")
        if copy is None:
            return
        name = one_line(Path(copy.path).name)
        try:
            news = self.session.journal.merge(copy.documents, name)
        except (JournalError, InvalidValueError) as error:
            self.notify(str(error), title="Not merged", severity="error", timeout=15, markup=False)
            return
        self._merged.clear()
        done = f"Merged {name}: {summary(news)}" if news else f"There is nothing new in {name}"
        self.notify(sentence(done), timeout=8, markup=False)
        self.show_rows()

    def _merge(self, copy: JournalCopy) -> Merged:
        """Return the merged journal; worked out once for each copy, until another is merged."""
        path = str(copy.path)
        if path not in self._merged:
            self._merged[path] = merge(self.session.journal.tables.documents, copy.documents)
        return self._merged[path]

    def _line(self, copy: JournalCopy) -> Text:
        news = self._merge(copy).differences
        about = summary(news) if news else "nothing new"
        return Text.assemble(one_line(copy.path.name), (f"  {about}", self.palette.muted))


def copies_of(session: Session) -> list[JournalCopy]:
    """Return the copies beside the journal; none where its folder cannot be read."""
    file = session.journal.store.file
    try:
        return found_beside(session.journal.tables.documents.copied(), file.path, file.disk)
    except OSError:
        return []


def copies_with_changes(session: Session) -> list[str]:
    """Return the names of the copies with incoming changes."""
    ours = session.journal.tables.documents.copied()
    return [one_line(copy.path.name) for copy in copies_of(session) if merge(ours, copy.documents).differences]


def stamps_of_copies(session: Session) -> frozenset[tuple[str, int, int]]:
    """Return name, size and time of change of what may be copies; none where the folder cannot be read."""
    file = session.journal.store.file
    try:
        found = [(path.name, path.stat()) for path in copies_beside(file.path, file.disk)]
    except OSError:  # also when one is deleted meanwhile: the next look comes soon
        return frozenset()
    return frozenset((name, state.st_size, state.st_mtime_ns) for name, state in found)
