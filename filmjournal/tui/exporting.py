"""What the screens need of whoever takes entries elsewhere."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.viewing import Entry


class Format(Struct, frozen=True):
    """One way to take entries elsewhere."""

    name: str
    """What it is called, such as json."""
    help: str
    """What it is, in a few words."""
    usual: str
    """The usual name of the file, or of the folder, such as films.json."""
    is_folder: bool = False
    """Whether it is a folder, which can be written again."""


class Exporter(Protocol):
    """Writes entries onto the disk."""

    @property
    def formats(self) -> Sequence[Format]:
        """Every way there is."""
        ...

    def write(self, form: Format, entries: Sequence[Entry], query: str, path: Path, *, force: bool) -> Sequence[str]:
        """Write entries, which a query found, and return what was done, and what else there is to know of it.

        It is called in a thread. Raises InvalidValueError where it cannot be written, with a sentence, and nothing is
        written over unless forced.
        """
        ...


class NoExporter:
    """Writes nothing: stands where there is nobody who does."""

    @property
    def formats(self) -> Sequence[Format]:
        """None."""
        return ()

    def write(self, form: Format, entries: Sequence[Entry], query: str, path: Path, *, force: bool) -> Sequence[str]:
        """Never called."""
        del form, entries, query, force
        raise InvalidValueError(f"Nothing here writes {path}.")
