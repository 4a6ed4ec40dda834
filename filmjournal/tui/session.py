"""What every screen works with: the journal, drafts, settings, searches and the search library."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.journal.searches import Searches
from filmjournal.query.library import Library
from filmjournal.query.vocabulary import Vocabulary
from filmjournal.tui.autosave import Autosave
from filmjournal.tui.settings import SettingsFile

if TYPE_CHECKING:
    from filmjournal.journal.posters import Posters
    from filmjournal.journal.safety.editor_texts import OpenText
    from filmjournal.tui.catalogue_file import CatalogueFile
    from filmjournal.tui.discards import Discards


@dataclass(frozen=True)
class Session:
    """Everything the screens work with, for one run of the app."""

    journal: Journal
    """The open journal."""
    drafts: Drafts
    """The drafts of unsaved text."""
    settings: SettingsFile
    """The settings of the app."""
    searches: Searches
    """The history of searches, and the saved ones."""
    today: Callable[[], date]
    """Returns today's date."""
    edit_text: Callable[["OpenText", str], str]
    """Opens a text in $EDITOR, in a folder of its own, and returns the edited text. Raises ExternalEditorError."""
    catalogue: Path | None = None
    """The folder of your own catalogue of films, for `Catalogue.in_use`; None for the one that comes along alone."""
    posters: "Posters | None" = None
    """The posters beside the journal; None where there are none, or nothing that draws them."""
    library: Library = field(default_factory=Library)
    """The entries of the journal, ready to be searched."""
    autosave: Autosave = field(init=False)
    """Saves the journal."""

    def __post_init__(self) -> None:
        """Make what saves the journal."""
        object.__setattr__(self, "autosave", Autosave(self.journal))

    @cached_property
    def catalogue_file(self) -> "CatalogueFile":
        """The catalogue of films, which is opened when a form asks for it."""
        from filmjournal.tui.catalogue_file import CatalogueFile  # noqa: PLC0415 — not in the first frame

        return CatalogueFile(self.catalogue)

    @cached_property
    def discards(self) -> "Discards":
        """The drafts that were discarded in this run."""
        from filmjournal.tui.discards import Discards  # noqa: PLC0415 — not before one is discarded, or undo is pressed

        return Discards(self.drafts, self.journal)

    def vocabulary(self) -> Vocabulary:
        """Return every name in the journal as it is now, for completion."""
        return self.library.whole_vocabulary()
