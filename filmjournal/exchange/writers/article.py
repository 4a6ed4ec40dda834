"""A viewing as a review that can be published: a title line, a headline, the essay, a table of elements, and a verdict.

A review that came in as such an article, and says what the journal says, goes out as it came in, to the letter.
"""

import re
from collections.abc import Iterator, Sequence

from filmjournal.exchange.entry.markdown import EDGE
from filmjournal.exchange.readers.article import Article, Naming, read_article
from filmjournal.exchange.readers.note import TEXT
from filmjournal.exchange.readers.note_body import VERDICTS
from filmjournal.exchange.readers.note_keys import rating_in
from filmjournal.exchange.writers.markdown import ENDING, alike, name_of, numbered
from filmjournal.exchange.writers.markdown_page import escaped, written_lines
from filmjournal.exchange.writers.selection import Document, Export, Selection
from filmjournal.model.breakdown import Element
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.rating import Rating
from filmjournal.model.source import Source
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted

_NO_CELL = re.compile(r"<br|^[ \t]{4}|^\s*(?:[-*+>]|\d+[.)]|#{1,6}|```|~~~)(?:\s|$)", re.MULTILINE | re.IGNORECASE)
"""What a cell of a table can't show: lists, quotations, code, headings."""

_HEADING = re.compile(r"(?:#{1,3}|\\+#{1,6})[ \t]")


def write_articles(selection: Selection) -> Export:
    """Return an article for each viewing that something was written about, or for all where nothing was."""
    written = [entry for entry in selection.entries if entry.viewing.is_reviewed] or list(selection.entries)
    taken: set[str] = set()
    last: dict[str, int] = {}
    documents = []
    for entry in written:
        name = numbered(name_of(entry), ENDING, taken, last)
        taken.add(alike(name))
        documents.append(Document(name, article_of(entry, selection.sources.get(entry.id, ())), entry.id))
    left = len(selection.entries) - len(written)
    warnings = (f"{counted(left, 'viewing')} without a review left out.",) if left else ()
    return Export(tuple(documents), warnings)


def article_of(entry: Entry, sources: Sequence[Source] = ()) -> str:
    """Return a viewing as an article: as it was imported, if it says the same, or else in the usual shape."""
    naming = Naming(entry.film.title, str(entry.film.year or ""))
    for row in sources:
        stored = row.cells.get(TEXT, "") if len(row.cells) == 1 else ""
        if stored and _says(read_article(stored, naming), entry, is_stored=True):
            return stored
    shapes = [
        "\n".join([*_lines(entry, in_table=in_table, has_edges=has_edges), ""])
        for in_table in (True, False)
        for has_edges in (False, True)
    ]
    return next((shape for shape in shapes if _says(read_article(shape, naming), entry)), shapes[0])


def _says(article: Article, entry: Entry, *, is_stored: bool = False) -> bool:
    """Whether an article is read as just this viewing; one that was imported may say nothing of the rating."""
    body, viewing = article.body, entry.viewing
    elements = [(name, text, _rating(stars)) for name, text, stars in body.breakdown]
    rating = next((_rating(value) for key, value in body.facts if fold(key) == "rating"), None)
    return (
        (body.headline, body.review) == (viewing.headline.strip(), viewing.review.strip("\n").rstrip())
        and elements == [(each.name, each.text, each.rating) for each in viewing.breakdown if not each.is_empty]
        and (rating == viewing.rating or (is_stored and rating is None))
        and (is_stored or len(body.facts) == (rating is not None))
    )


def _rating(written: str) -> Rating | None:
    try:
        return rating_in(written)
    except InvalidValueError:
        return None


def _lines(entry: Entry, *, in_table: bool, has_edges: bool) -> Iterator[str]:
    film, viewing = entry.film, entry.viewing
    stars = f" {viewing.rating.stars}" if viewing.rating else ""
    yield f"# {escaped(film.title)}{f' ({film.year})' if film.year else ''}{stars}"
    if viewing.headline.strip():
        yield from ("", f"## {escaped(viewing.headline.strip())}")
    review = viewing.review.strip("\n").rstrip()
    edge = [EDGE] * has_edges
    if review or edge:
        yield from ("", *edge, *review.split("\n"), *edge)
    elements = [each for each in viewing.breakdown if not each.is_empty]
    rows = _count_of_rows(elements) if in_table else 0
    if rows:
        yield from ("", *_TABLE_HEAD, *map(_row, elements[:rows]))
    yield from _sections(elements[rows:], is_first=not rows)


def _count_of_rows(elements: Sequence[Element]) -> int:
    """Return how many elements stand in the table: all up to one that no cell can show, and a verdict at the end."""
    end = len(elements)
    while end and fold(elements[end - 1].name) in VERDICTS:
        end -= 1
    return next((place for place in range(end) if _NO_CELL.search(elements[place].text)), end)


def breakdown_lines(elements: Sequence[Element], marks: str) -> Iterator[str]:
    """Yield a breakdown as a table; as headings with these marks where an element is too much for a cell."""
    if not any(_NO_CELL.search(element.text) for element in elements):
        yield from ("", *_TABLE_HEAD, *map(_row, elements)) if elements else ()
        return
    for element in elements:
        yield from ("", f"{marks} {escaped(_name(element))}", *written_lines(element.text))


_TABLE_HEAD = ("| Element | Description |", "| --- | --- |")


def _row(element: Element) -> str:
    text = element.text.replace("|", "\\|").replace("\n", "<br>")
    return f"| {_name(element).replace('|', chr(92) + '|')} | {text} |"


def _sections(elements: Sequence[Element], *, is_first: bool) -> Iterator[str]:
    is_below = is_first and any(fold(each.name) not in VERDICTS for each in elements)
    if is_below:
        yield from ("", "## Breakdown")
    for element in elements:
        yield from ("", f"{'###' if is_below else '##'} {_name(element)}")
        if element.text:
            yield ""
            yield from (f"\\{line}" if _HEADING.match(line) else line for line in element.text.split("\n"))


def _name(element: Element) -> str:
    return f"{element.name} {element.rating.stars}" if element.rating else element.name
