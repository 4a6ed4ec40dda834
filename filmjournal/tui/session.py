"""What every screen works with, handed down from the shell."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.journal.searches import Searches
from filmjournal.query.library import Library
from filmjournal.query.vocabulary import Vocabulary
from filmjournal.tui.autosave import Autosave
from filmjournal.tui.settings import SettingsFile


@dataclass(frozen=True)
class Session:
    """The journal and what lies beside it."""

    journal: Journal
    """The journal that is open."""
    drafts: Drafts
    """What is being written."""
    settings: SettingsFile
    """What the app remembers."""
    searches: Searches
    """What was searched, and the searches that were saved."""
    today: Callable[[], date]
    """Tells the day."""
    edit_text: Callable[[str], str]
    """Opens a text in the person's own editor and returns what became of it; raises ExternalEditorError."""
    library: Library = field(default_factory=Library)
    """Everything in the journal, ready to be asked."""
    autosave: Autosave = field(init=False)
    """Puts the journal on the disk."""

    def __post_init__(self) -> None:
        """Have the journal kept."""
        object.__setattr__(self, "autosave", Autosave(self.journal))

    def vocabulary(self) -> Vocabulary:
        """Return every name in the journal as it is now, for completion."""
        return self.library.whole_vocabulary()
