"""The formats in which a journal goes out, one record each; what writes one is loaded when it is asked for."""

from enum import Enum, auto

from msgspec import Struct

from filmjournal.exchange.writers.selection import Document, Selection, Writer, Written


class Shape(Enum):
    """What a format is made of."""

    TEXT = auto()
    """One text."""
    PARTS = auto()
    """One text, or several in a folder."""
    FOLDER = auto()
    """A folder with a file for each viewing and each wish."""


class ExportFormat(Struct, frozen=True):
    """One format."""

    name: str
    """How it is asked for."""
    help: str
    """What it is, in a line."""
    ending: str
    """What the names of its files end with."""
    shape: Shape
    """What it is made of."""
    write: Writer
    """Writes it."""
    usual: str
    """The usual name of its file, or of its folder."""
    has_wishes: bool = False
    """Whether it has the watchlist, at least where it goes into a folder."""
    has_all: bool = False
    """Whether it has the rows of other programs too, and keys of one's own."""


def _write_json(selection: Selection) -> Written:
    from filmjournal.exchange.writers.json_array import write_json  # noqa: PLC0415 — each format pays for itself

    return write_json(selection)


def _write_csv(selection: Selection) -> Written:
    from filmjournal.exchange.writers.csv_table import write_csv  # noqa: PLC0415

    return write_csv(selection)


def _write_folder(selection: Selection) -> Written:
    from filmjournal.exchange.writers.markdown import write_folder  # noqa: PLC0415

    return write_folder(selection)


def _write_page(selection: Selection) -> Written:
    from filmjournal.exchange.writers.markdown_page import page  # noqa: PLC0415

    text = "".join(f"{line}\n" for line in page(selection.entries, selection.title))
    return Written((Document("films.md", text),))


def _write_html(selection: Selection) -> Written:
    from filmjournal.exchange.writers.html_page import html_page  # noqa: PLC0415

    return Written((Document("films.html", html_page(selection.entries, selection.title)),))


def _write_letterboxd(selection: Selection) -> Written:
    from filmjournal.exchange.writers.letterboxd import write_letterboxd  # noqa: PLC0415

    return write_letterboxd(selection)


EXPORT_FORMATS = (
    ExportFormat(
        *("json", "everything, with where it came from and the watchlist", ".json", Shape.TEXT, _write_json),
        *("films.json", True, True),
    ),
    ExportFormat(
        *("csv", "a table for spreadsheets; in a folder the wishes too", ".csv", Shape.PARTS, _write_csv),
        *("films.csv", True),
    ),
    ExportFormat(
        *("markdown", "a folder of notes, for Obsidian too, and the watchlist", ".md", Shape.FOLDER, _write_folder),
        *("films", True),
    ),
    ExportFormat("page", "one page of Markdown", ".md", Shape.TEXT, _write_page, "films.md"),
    ExportFormat("html", "one page for browsers and printers", ".html", Shape.TEXT, _write_html, "films.html"),
    ExportFormat(
        "letterboxd", "what Letterboxd imports, in files of 1 MB", ".csv", Shape.PARTS, _write_letterboxd, "letterboxd"
    ),
)
"""Every format, in the order in which they are offered."""


def export_format(name: str) -> ExportFormat:
    """Return the format of this name."""
    return next(each for each in EXPORT_FORMATS if each.name == name)
