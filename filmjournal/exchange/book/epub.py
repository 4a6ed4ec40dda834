"""A book as EPUB 3.3: an archive of XHTML, with a package document that names all of it.

The format is https://www.w3.org/TR/epub-33/. The same book made at the same moment is the same file, byte by byte.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from msgspec import Struct

from filmjournal.exchange.book.pages import (
    PEOPLE,
    chapter_page,
    contents_list,
    part_page,
    people_page,
    title_page,
)
from filmjournal.exchange.book.parts import Book, Progress
from filmjournal.exchange.book.styles import style_of
from filmjournal.exchange.writers.html_page import text_html
from filmjournal.model.wording import titled

MIME_TYPE = "application/epub+zip"
"""What the first file of the archive says, uncompressed, so that the archive is known by its first bytes."""

_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""

_FIRST_YEAR = 1980
"""The first year that an archive can state."""


class _File(Struct, frozen=True):
    """One page of the book."""

    id: str
    title: str
    lines: Iterable[str]

    @property
    def name(self) -> str:
        return _address(self.id)


def book_epub(book: Book, progress: Progress) -> bytes:
    """Return the book as the bytes of an EPUB."""
    out = BytesIO()
    pages = list(_pages(book))
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        _put(archive, book, "mimetype", MIME_TYPE, ZIP_STORED)
        _put(archive, book, "META-INF/container.xml", _CONTAINER)
        _put(archive, book, "EPUB/package.opf", "\n".join([*_package(book, pages), ""]))
        _put(archive, book, "EPUB/book.css", style_of("book.css"))
        _put(archive, book, "EPUB/nav.xhtml", _document(_File("nav", "Contents", _navigation(book))))
        for done, page in enumerate(pages):
            progress("Writing the chapters", done, len(pages))
            _put(archive, book, f"EPUB/{page.name}", _document(page))
    return out.getvalue()


def _put(archive: ZipFile, book: Book, name: str, text: str, how: int = ZIP_DEFLATED) -> None:
    made = book.made.astimezone(UTC)
    info = ZipInfo(name, (max(made.year, _FIRST_YEAR), *made.timetuple()[1:6]))
    info.compress_type = how
    info.external_attr = 0o644 << 16
    archive.writestr(info, text.encode("utf-8"))


def _address(part: str) -> str:
    return f"{part}.xhtml"


def _pages(book: Book) -> Iterator[_File]:
    """Yield the pages in the order of reading."""
    yield _File("title", book.title, title_page(book))
    for part in book.parts:
        if book.has_parts:
            yield _File(part.id, part.title, part_page(part))
        for chapter in part.chapters:
            yield _File(chapter.id, titled(chapter.film), chapter_page(chapter, _address))
    if book.people:
        yield _File(PEOPLE, "People", people_page(book.people, _address))


def _document(page: _File) -> str:
    head = (
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE html>",
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">',
        f'<head><title>{text_html(page.title)}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>',
        "<body>",
    )
    return "\n".join([*head, *page.lines, "</body>", "</html>", ""])


def _navigation(book: Book) -> Iterator[str]:
    yield '<nav epub:type="toc" class="contents" id="toc"><h1>Contents</h1>'
    yield from contents_list(book, _address)
    yield "</nav>"


def _package(book: Book, pages: list[_File]) -> Iterator[str]:
    """Yield the package document: what the book is, what is in it, and in which order it is read."""
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" xml:lang="en" '
        'prefix="schema: http://schema.org/">'
    )
    yield '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    yield f'<dc:identifier id="book-id">{escape(book.identifier)}</dc:identifier>'
    yield f"<dc:title>{text_html(book.title)}</dc:title>"
    yield "<dc:language>en</dc:language>"
    if book.author:
        yield f"<dc:creator>{text_html(book.author)}</dc:creator>"
    yield f"<dc:description>{text_html(book.extent)}</dc:description>"
    yield f'<meta property="dcterms:modified">{book.made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</meta>'
    yield from (f'<meta property="schema:{name}">{value}</meta>' for name, value in _ACCESSIBILITY)
    yield "</metadata>"
    yield "<manifest>"
    yield '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    yield '<item id="css" href="book.css" media-type="text/css"/>'
    yield from (f'<item id="{page.id}" href="{page.name}" media-type="application/xhtml+xml"/>' for page in pages)
    yield "</manifest>"
    first, *others = pages
    yield "<spine>"
    yield f'<itemref idref="{first.id}"/>'
    yield '<itemref idref="nav"/>'
    yield from (f'<itemref idref="{page.id}"/>' for page in others)
    yield "</spine>"
    yield "</package>"


_ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", "Text alone, with a table of contents; stars are read out as numbers."),
)
"""What the standard asks to be said of who can read it."""
