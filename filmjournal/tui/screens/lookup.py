"""The preview of a lookup: who made the films of the journal, and shall it be filled in?"""

from collections.abc import Collection
from typing import ClassVar

from textual.binding import BindingType

from filmjournal.render.preview import Preview
from filmjournal.transfer.imports import Progress
from filmjournal.transfer.pending_lookup import PendingLookup
from filmjournal.tui.commands import EVERYWHERE, LOOKUP, bindings_of
from filmjournal.tui.screens.preview import PreviewScreen, Words
from filmjournal.tui.session import Session

HEADING = "Who made your films"


class LookupScreen(PreviewScreen):
    """The preview of a lookup of films by their ids, or of all films of the journal and the watchlist."""

    PLACE = LOOKUP
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(LOOKUP, EVERYWHERE)]
    ONCE_THERE = PreviewScreen.ONCE_THERE | {"toggle_refresh"}
    WORDS = Words(
        begin="Opening the catalogue",
        applying="Filling in",
        not_applied="Nothing was filled in",
        nothing="There is nothing to fill in.",
        cancelled="Lookup cancelled. Nothing was changed.",
        no_cancel="What was found is being saved and can't be cancelled any more. Press u afterwards to undo it.",
        sides=("Yours", "Catalogue"),
    )

    def __init__(self, session: Session, films: Collection[str] | None = None) -> None:
        self._lookup = PendingLookup(session.journal, films, session.catalogue)
        super().__init__(session, self._lookup, HEADING)

    def read(self, progress: Progress) -> None:
        """Look up the films."""
        self._lookup.read(progress)

    def heading_of(self, preview: Preview) -> str:
        """Return what the screen is about."""
        del preview
        return HEADING

    @property
    def has_choices(self) -> bool:
        """Whether there is a question to answer: any film may be one that the catalogue has under another year."""
        return self.preview is not None and bool(self.preview.rows)

    def action_toggle_refresh(self) -> None:
        """Show what the catalogue states differently, too, or only what the films lack."""
        self._lookup.refresh = not self._lookup.refresh
        if self._lookup.refresh:
            self.notify("Also shows what the catalogue states differently. Press r again for what is missing alone.")
        self.plan()
