"""The export formats, one record each. The writer of a format is imported when that format is used."""

from enum import Enum, auto

from msgspec import Struct

from filmjournal.exchange.writers.selection import Document, Export, Selection, Writer


class Shape(Enum):
    """How many files a format is written to."""

    TEXT = auto()
    """One text."""
    PARTS = auto()
    """One text, or several in a folder."""
    FOLDER = auto()
    """A folder with a file for each viewing and each watchlist item."""


class ExportFormat(Struct, frozen=True):
    """One export format."""

    name: str
    """Its name, as people type it after `--to`."""
    help: str
    """What it is, in one line."""
    ending: str
    """The extension of its files, with the dot."""
    shape: Shape
    """How many files it is written to."""
    write: Writer
    """Writes a selection in this format."""
    usual: str
    """The name suggested for its file or folder."""
    has_watchlist: bool = False
    """Whether it includes the watchlist, at least when written to a folder."""
    has_sources: bool = False
    """Whether it includes imported rows and keys of the person's own."""

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder, which can be exported to again."""
        return self.shape is Shape.FOLDER


def _write_json(selection: Selection) -> Export:
    from filmjournal.exchange.writers.json_array import write_json  # noqa: PLC0415 — only this format needs it

    return write_json(selection)


def _write_csv(selection: Selection) -> Export:
    from filmjournal.exchange.writers.csv_table import write_csv  # noqa: PLC0415 — only this format needs it

    return write_csv(selection)


def _write_folder(selection: Selection) -> Export:
    from filmjournal.exchange.writers.markdown import write_folder  # noqa: PLC0415 — only this format needs it

    return write_folder(selection)


def _write_page(selection: Selection) -> Export:
    from filmjournal.exchange.writers.markdown_page import page  # noqa: PLC0415 — only this format needs it

    text = "".join(f"{line}\n" for line in page(selection.entries, selection.title))
    return Export((Document("films.md", text),))


def _write_html(selection: Selection) -> Export:
    from filmjournal.exchange.writers.html_page import html_page  # noqa: PLC0415 — only this format needs it

    return Export((Document("films.html", html_page(selection.entries, selection.title)),))


def _write_articles(selection: Selection) -> Export:
    from filmjournal.exchange.writers.article import write_articles  # noqa: PLC0415 — only this format needs it

    return write_articles(selection)


def _write_letterboxd(selection: Selection) -> Export:
    from filmjournal.exchange.writers.letterboxd import write_letterboxd  # noqa: PLC0415 — only this format needs it

    return write_letterboxd(selection)


EXPORT_FORMATS = (
    ExportFormat(
        name="json",
        help="everything, with sources and the watchlist",
        ending=".json",
        shape=Shape.TEXT,
        write=_write_json,
        usual="films.json",
        has_watchlist=True,
        has_sources=True,
    ),
    ExportFormat(
        name="csv",
        help="a table for spreadsheets; with the watchlist if written to a folder",
        ending=".csv",
        shape=Shape.PARTS,
        write=_write_csv,
        usual="films.csv",
        has_watchlist=True,
    ),
    ExportFormat(
        name="markdown",
        help="a folder of notes, for Obsidian too, with the watchlist",
        ending=".md",
        shape=Shape.FOLDER,
        write=_write_folder,
        usual="films",
        has_watchlist=True,
    ),
    ExportFormat("page", "one page of Markdown", ".md", Shape.TEXT, _write_page, "films.md"),
    ExportFormat(
        "article", "a review to publish, as it may have come in", ".md", Shape.PARTS, _write_articles, "films"
    ),
    ExportFormat("html", "one page for browsers and printers", ".html", Shape.TEXT, _write_html, "films.html"),
    ExportFormat(
        "letterboxd", "what Letterboxd imports, in files of 1 MB", ".csv", Shape.PARTS, _write_letterboxd, "letterboxd"
    ),
)
"""Every format, in the order in which they are offered."""


def export_format(name: str) -> ExportFormat:
    """Return the format with this name."""
    return next(each for each in EXPORT_FORMATS if each.name == name)
