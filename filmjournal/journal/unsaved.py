"""Changes on their way to the disk: they can be written while the journal goes on changing."""

from msgspec import Struct

from filmjournal.journal.backups import Why
from filmjournal.journal.documents import Documents
from filmjournal.journal.errors import CannotSaveError
from filmjournal.journal.journal_file import JournalFile, State
from filmjournal.journal.tables import Alteration, Deed, Tables
from filmjournal.model.errors import InvalidValueError


class Change:
    """One thing that was done to the journal, and how to take it back."""

    def __init__(self, title: str, deed: Deed, altered: list[Alteration], why: Why | None = None) -> None:
        self.title = title
        """What was done, such as Logged Stalker."""
        self.deed = deed
        """Does it, also on top of what another program wrote."""
        self.altered = altered
        """What it altered, where it was done last."""
        self.why = why
        """Why a backup is made before it is saved; None where the one of the day will do."""

    @property
    def viewing_ids(self) -> list[str]:
        """The viewings that it altered."""
        return [value.id for altered in self.altered if (value := altered.after or altered.before) is not None]


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
        return Saved(self.known, state, self.changes, tables, altered)
