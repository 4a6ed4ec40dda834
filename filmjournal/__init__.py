"""A film journal for the terminal."""

from typing import TYPE_CHECKING

from filmjournal.version import __version__

if TYPE_CHECKING:
    import os

    from tinydb import TinyDB

__all__ = ["__version__", "database"]


def database(path: "str | os.PathLike[str] | None" = None) -> "TinyDB":
    """Return your journal as a TinyDB, for scripts of your own; `filmjournal help scripting` has examples.

    Without a path it is the journal that the program opens: the file that $FILMJOURNAL names, else `journal.json` in
    your data folder. Where there is none yet, the first write makes it. The tables `films`, `viewings` and `watchlist`
    can be written; `trash` and `meta` can be read. Raises `filmjournal.journal.errors.JournalError` where the file
    cannot be read; a write also raises it where it cannot be saved, or for what is no film, viewing or watchlist item.
    """
    from filmjournal.journal.database import open_database  # noqa: PLC0415 — the program starts without TinyDB

    return open_database(path)
