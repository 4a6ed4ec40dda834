"""The preview of an import: what would be imported, and shall it be?"""

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from filmjournal.model.text import one_line
from filmjournal.render.preview import Preview, PreviewRow
from filmjournal.transfer.imports import Progress
from filmjournal.transfer.pending_import import PendingImport
from filmjournal.tui.commands import EVERYWHERE, IMPORT, bindings_of
from filmjournal.tui.prompts import FilmPrompt
from filmjournal.tui.screens.preview import PreviewScreen, Words
from filmjournal.tui.session import Session
from filmjournal.tui.windows import ask


class ImportScreen(PreviewScreen):
    """The preview of an import."""

    PLACE = IMPORT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(IMPORT, EVERYWHERE)]
    ONCE_THERE = PreviewScreen.ONCE_THERE | {"toggle_lookup"}
    WORDS = Words(
        begin="Reading",
        applying="Importing",
        not_applied="Not imported",
        nothing="There is nothing new to import.",
        cancelled="Import cancelled. Nothing was changed.",
        no_cancel="The import is being saved and can't be cancelled any more. Press u afterwards to undo it.",
        sides=("Yours", "Theirs"),
    )

    def __init__(self, session: Session, path: Path | str) -> None:
        """Take a path, or a text that was pasted."""
        self._path = path
        self._import = PendingImport(session.journal, session.today, session.catalogue)
        name = path.name if isinstance(path, Path) else "from the clipboard"
        super().__init__(session, self._import, f"Import {one_line(name)}")

    def read(self, progress: Progress) -> None:
        """Read the files, and plan their import."""
        self._import.read(self._path, progress)

    def heading_of(self, preview: Preview) -> str:
        """Return whose files they are."""
        return f"Import from {one_line(preview.service)}"

    def choose(self, row: PreviewRow, choice: int) -> None:
        """Choose an answer; one that isn't listed is asked for."""
        if self._import.asks_for_title(row.number, choice):
            self._ask_film(row, choice)
        else:
            super().choose(row, choice)

    @work(exclusive=True, group="title")
    async def _ask_film(self, row: PreviewRow, choice: int) -> None:
        title = await ask(self, FilmPrompt("Which film is it about?"))
        if title:
            self._import.typed_film = title
            super().choose(row, choice)

    def action_toggle_lookup(self) -> None:
        """Fill in who made the films from the catalogue, or leave them as the files state them."""
        self._import.looks_up = not self._import.looks_up
        if not self._import.looks_up:
            self.notify("The films stay as the files state them. Press p again to fill in who made them.")
        self.plan()
