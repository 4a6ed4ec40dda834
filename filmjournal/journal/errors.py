"""Errors of the journal's file and of what is beside it; each text is a sentence that says what to do."""

from pathlib import Path

from filmjournal.model.errors import InvalidValueError


class JournalError(Exception):
    """The journal could not be read or written; the text is for a person."""


class CannotReadError(JournalError):
    """The file is there and could not be read; it was not touched."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The journal {path} cannot be read: {reason}. Nothing was changed.")


class DamagedError(JournalError):
    """The file is no journal, or no longer one; it was not touched."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        """Where the file is."""
        self.reason = reason
        """What is wrong with it."""
        super().__init__(
            f"The journal {path} is damaged: {reason}. "
            "It was left as it is: `filmjournal restore` sets it aside and puts the newest good backup in its place."
        )


class NewerSchemaError(JournalError):
    """The file was written by a later filmjournal and can only be read; it was not touched."""

    def __init__(self, path: Path, schema: int, known: int) -> None:
        super().__init__(
            f"The journal {path} has schema {schema}, and this filmjournal knows {known}: it can be read, "
            "and to change it you need a newer filmjournal."
        )


class CannotSaveError(JournalError):
    """The changes could not be written; the file is as it was before, and the changes stay in memory."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The journal {path} could not be saved: {reason}. The file is as it was before.")


class MaybeSavedError(JournalError):
    """The changes were written, but the disk did not confirm that they would survive a power cut."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The journal {path} was written, but the disk did not confirm that it will survive a power cut: {reason}."
        )


class GoneError(CannotSaveError):
    """The file is no longer there; a new one is written only when the person says so."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "it is no longer there")
        self.args = (f"The journal {path} cannot be saved: it is no longer there. Move it back.",)


class DraftNotSavedError(JournalError):
    """A draft could not be written to disk, or deleted from it."""

    def __init__(self, path: Path, reason: str) -> None:
        self.sentence = f"The draft is not on disk, at {path}: {reason}."
        """What went wrong, without what to do."""
        super().__init__(f"{self.sentence} Save before you quit.")


class NotInTrashError(JournalError):
    """Nothing in the trash has the id that was to be restored."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no {name} in the trash: `filmjournal trash` lists what is there.")


class DocumentError(JournalError, InvalidValueError):
    """A document that a script wrote and the journal does not take; nothing was changed."""

    def __init__(self, table: str, number: str, reason: str) -> None:
        self.table = table
        """The table it was written to."""
        self.number = number
        """Its TinyDB number; empty where the whole table is meant."""
        self.reason = reason
        """What is wrong with it, and at which key."""
        named = f"document {number} of {table}" if number else f"the table {table}"
        super().__init__(f"Nothing was changed, for {named} {reason}.")
