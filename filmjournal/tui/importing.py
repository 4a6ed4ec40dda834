"""What the screens need of whoever reads films from elsewhere, and brings them in."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from filmjournal.model.errors import InvalidValueError
from filmjournal.render.incoming import Preview

Progress = Callable[[str, int, int], None]
"""Is told what is being done, in a word, and how far of how much it is: of 0 where nobody knows.

Raises CancelledError once nobody wants it any more.
"""

Taken = Callable[[], str | None]
"""Brings in what was worked out, at once, and returns what that was in a sentence.

None where the journal was changed meanwhile: then nothing came in, and it is to be worked out anew.
"""


class CancelledError(Exception):
    """Nobody wants to know any more."""


class Importer(Protocol):
    """Reads what somebody has elsewhere, and brings it in when that is wanted.

    All of it takes a while, and is called in another thread, one thing at a time.
    """

    def read(self, path: Path, progress: Progress) -> Preview:
        """Return what a file or a folder would bring, having changed nothing.

        Raises InvalidValueError with a sentence where nothing can be read, and what `progress` raises.
        """
        ...

    def settled(self, choices: Mapping[int, int]) -> Preview:
        """Return what it would bring with doubts settled: by the number of the row, that of the choice, from 1."""
        ...

    def bring(self) -> Taken:
        """Work out the one change that brings it in, and return what carries that out in the thread of the screens.

        Raises JournalError or InvalidValueError.
        """
        ...


class NoImporter:
    """Reads nothing: stands where there is nobody who does."""

    def read(self, path: Path, progress: Progress) -> Preview:
        """Say so."""
        del progress
        raise InvalidValueError(f"Nothing here reads {path}.")

    def settled(self, choices: Mapping[int, int]) -> Preview:
        """Never called."""
        raise InvalidValueError(f"There is nothing in which to choose {choices}.")

    def bring(self) -> Taken:
        """Never called."""
        raise InvalidValueError("There is nothing to bring in.")
