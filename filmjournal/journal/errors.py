"""What can go wrong with the journal's file, each in a sentence that says what to do."""

from pathlib import Path


class JournalError(Exception):
    """The journal could not be read or written; the text is for a person."""


class CannotReadError(JournalError):
    """The file is there and could not be read; it was not touched."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The journal {path} cannot be read: {reason}. Nothing was changed.")


class DamagedError(JournalError):
    """The file is no journal, or no longer one; it was not touched."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The journal {path} is damaged: {reason}. "
            "It was left as it is; put a backup in its place, or mend it in an editor."
        )


class NewerSchemaError(JournalError):
    """The file was written by a later filmjournal; it was not touched."""

    def __init__(self, path: Path, schema: int, known: int) -> None:
        super().__init__(
            f"The journal {path} has schema {schema}, and this filmjournal knows {known}: install a newer filmjournal. "
            "Nothing was changed."
        )


class CannotSaveError(JournalError):
    """The change could not be written; the file is as it was before."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The journal {path} could not be saved: {reason}. The file is as it was before.")


class DraftNotKeptError(JournalError):
    """A draft could not be put on disk, or not be taken away from there."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The draft is not on disk, at {path}: {reason}. Save before you leave.")


class ChangedOutsideError(JournalError):
    """Another program changed the file since it was read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"The journal {path} was changed by another program. Nothing was written over it.")
