"""Changes on their way to the disk: they can be written while the journal goes on changing."""

from typing import TYPE_CHECKING

from msgspec import Struct

from filmjournal.journal.alteration import Alteration
from filmjournal.journal.change import Change
from filmjournal.journal.documents import Documents
from filmjournal.journal.errors import CannotSaveError
from filmjournal.journal.journal_file import JournalFile, State
from filmjournal.journal.tables import Tables
from filmjournal.model.errors import InvalidValueError

if TYPE_CHECKING:
    from filmjournal.journal.history import History


class Saved(Struct, frozen=True):
    """What became of changes that were to be saved."""

    since: State
    """What was known of the file before."""
    state: State
    """What the file holds now."""
    changes: tuple[Change, ...]
    """The changes that are on the disk with it."""
    tables: Tables | None
    """The records, where another program had changed them meanwhile."""
    altered: tuple[list[Alteration], ...]
    """What each change altered then."""


class Unsaved(Struct, frozen=True):
    """Changes that are not on the disk yet, with the records as they are to be."""

    file: JournalFile
    """Where they go."""
    known: State
    """What is known of the file."""
    documents: Documents
    """The records; nobody else changes these."""
    changes: tuple[Change, ...]
    """What was changed since the file was read or written."""
    read: Tables
    """The records as they are known, to spare reading them again."""
    history: "History | None" = None
    """Where changes are noted once they are saved, if they are."""

    def save(self, *, anew: bool = False) -> Saved:
        """Put the changes on the disk; raises JournalError. It touches nothing that the screens read.

        When another program saved meanwhile, the changes are done anew on top of what that wrote. A file that is gone
        or damaged is only written anew when that is asked for.
        """
        redone: list[tuple[Tables, tuple[list[Alteration], ...]]] = []

        def rebase(found: Documents) -> Documents:
            tables = Tables(found.copied(), self.read)
            redone.append((tables, tuple(change.deed(tables) for change in self.changes)))
            return tables.documents.copied()

        why = next((change.why for change in self.changes if change.why is not None), None)
        try:
            state = self.file.save(self.known, self.documents, rebase, why=why, anew=anew)
        except InvalidValueError as error:
            raise CannotSaveError(self.file.path, f"another program wrote what cannot be kept. {error}") from error
        tables, altered = redone[-1] if redone else (None, tuple(change.altered for change in self.changes))
        if self.history is not None:
            self.history.note(zip(self.changes, altered, strict=True))
        return Saved(self.known, state, self.changes, tables, altered)
