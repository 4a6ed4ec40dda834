"""Pages to print or to keep, of a person or a year: the file's ending says whether one is HTML or Markdown."""

from collections.abc import Callable
from pathlib import Path

from filmjournal.exchange.writers.save_files import CannotWriteError, save_files
from filmjournal.journal.disk.disk import reason
from filmjournal.transfer.exports import refuse_journal

HTML, MARKDOWN = frozenset({".html", ".htm"}), frozenset({".md", ".markdown"})
"""The endings of the two kinds of page."""


def write_page(path: Path, journal: Path, html: Callable[[], str], markdown: Callable[[], str], *, force: bool) -> str:
    """Write a page as its ending says, and return that in a sentence; raises CannotWriteError."""
    ending = path.suffix.lower()
    if ending not in HTML | MARKDOWN:
        raise CannotWriteError(f"{path} is neither .html nor .md: the ending says what the page becomes.")
    text = html() if ending in HTML else markdown()
    try:
        refuse_journal(journal, [path])
        save_files({path: text}, force=force)
    except OSError as error:
        raise CannotWriteError(f"{error.filename or path} cannot be written: {reason(error)}.") from error
    return f"Wrote {path}."
