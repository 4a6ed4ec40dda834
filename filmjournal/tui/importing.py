"""What the screens need of whoever reads films from elsewhere, and brings them in."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from filmjournal.model.errors import InvalidValueError
from filmjournal.render.incoming import Preview

Progress = Callable[[str], None]
"""Is told what is being done, in a few words; raises CancelledError once nobody wants it any more."""


class CancelledError(Exception):
    """Nobody wants to know any more."""


class Importer(Protocol):
    """Reads what somebody has elsewhere, and brings it in when that is wanted."""

    def read(self, path: Path, progress: Progress) -> Preview:
        """Return what a file or a folder would bring, having changed nothing; it is called in a thread of its own.

        Raises InvalidValueError with a sentence where nothing can be read, and what `progress` raises.
        """
        ...

    def settled(self, row: int, choice: int) -> Preview:
        """Return what it would bring with a doubt settled: the number of the row, and of the choice from 1."""
        ...

    def bring(self) -> str:
        """Bring it into the journal as one change, and return what that was in a sentence; raises JournalError."""
        ...


class NoImporter:
    """Reads nothing: stands where there is nobody who does."""

    def read(self, path: Path, progress: Progress) -> Preview:
        """Say so."""
        del progress
        raise InvalidValueError(f"Nothing here reads {path}.")

    def settled(self, row: int, choice: int) -> Preview:
        """Never called."""
        raise InvalidValueError(f"There is no row {row} in which to choose {choice}.")

    def bring(self) -> str:
        """Never called."""
        raise InvalidValueError("There is nothing to bring in.")
