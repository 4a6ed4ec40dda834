"""A selection as the tables that Letterboxd imports, each small enough for it.

What was written, as Letterboxd shows it: paragraphs with the few tags of HTML that it knows.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from itertools import chain

from markdown_it import MarkdownIt
from markdown_it.token import Token

from filmjournal.exchange.writers.csv_table import lines_of_rows
from filmjournal.exchange.writers.selection import Document, Export, Selection
from filmjournal.model.facts import FACTS
from filmjournal.model.film import Film, Role
from filmjournal.model.text import one_line, without_controls
from filmjournal.model.viewing import Entry, Viewing

_TAGS = {
    "em_open": "<i>",
    "em_close": "</i>",
    "strong_open": "<b>",
    "strong_close": "</b>",
    "link_close": "</a>",
    "softbreak": "\n",
    "hardbreak": "\n",
}


_LOST = {
    "bullet_list_open": "lists",
    "ordered_list_open": "lists",
    "code_block": "code",
    "fence": "code",
    "code_inline": "code",
    "image": "images",
    "hr": "rules",
}
"""Marks that Letterboxd shows as plain text."""


def review_of(viewing: Viewing) -> tuple[str, set[str]]:
    """Return the headline, the review and each element with its stars below one another, and what is plain in it."""
    lost: set[str] = set()
    parts = [f"<b>{_plain(viewing.headline.strip())}</b>"] if viewing.headline.strip() else []
    parts += _paragraphs(viewing.review, lost)
    for element in viewing.breakdown:
        if not element.is_empty:
            stars = f" {element.rating.stars}" if element.rating else ""
            parts += [f"<b>{_plain(element.name.strip())}</b>{stars}", *_paragraphs(element.text, lost)]
    return "\n\n".join(parts), lost


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def _paragraphs(markdown: str, lost: set[str]) -> list[str]:
    text = _Text()
    for token in _parser().parse(without_controls(markdown)):
        lost |= {_LOST[each.type] for each in (token, *(token.children or ())) if each.type in _LOST}
        text.take(token)
    return text.paragraphs


class _Text:
    """The paragraphs of a text, as they are read."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._begins = ""
        self._marks: list[str] = []
        self._quotations: list[int] = []

    def take(self, token: Token) -> None:
        of = getattr(self, f"_{token.type}", None)
        if of is not None:
            of(token)
        elif token.content.strip():
            self.paragraphs.append(_plain(token.content.strip("\n")))

    def _inline(self, token: Token) -> None:
        self.paragraphs.append(self._begins + _inline(token.children or ()))
        self._begins = ""

    def _heading_open(self, _: Token) -> None:
        self._begins += "<h2>"

    def _heading_close(self, _: Token) -> None:
        self.paragraphs[-1] += "</h2>"

    def _hr(self, _: Token) -> None:
        self.paragraphs.append("—")

    def _blockquote_open(self, _: Token) -> None:
        self._quotations.append(len(self.paragraphs))

    def _blockquote_close(self, _: Token) -> None:
        first = self._quotations.pop()
        if first < len(self.paragraphs):
            self.paragraphs[first] = f"<blockquote>{self.paragraphs[first]}"
            self.paragraphs[-1] += "</blockquote>"

    def _bullet_list_open(self, _: Token) -> None:
        self._marks.append("• ")

    def _ordered_list_open(self, _: Token) -> None:
        self._marks.append("")

    def _bullet_list_close(self, _: Token) -> None:
        self._marks.pop()

    def _ordered_list_close(self, _: Token) -> None:
        self._marks.pop()

    def _list_item_open(self, token: Token) -> None:
        self._begins = f"{token.info}. " if token.info else self._marks[-1]


def _inline(tokens: Sequence[Token]) -> str:
    """Return the text of a paragraph; an image is its address."""
    parts = []
    for token in tokens:
        if token.type == "link_open":
            parts.append(f"<a href='{escape(str(token.attrs.get('href', '')), quote=True)}'>")
        elif token.type == "image":
            parts.append(_plain(f"{token.content} {token.attrs.get('src', '')}".strip()))
        else:
            parts.append(_TAGS.get(token.type) or _plain(token.content))
    return "".join(parts)


def _plain(text: str) -> str:
    """Return a text that is nothing but text in HTML."""
    return escape(text, quote=False)


HEAD = (
    *("LetterboxdURI", "tmdbID", "imdbID", "Title", "Year", "Directors"),
    *("Rating", "WatchedDate", "Rewatch", "Tags", "Review"),
)
"""The headings of the columns, as the importer knows them."""

MOST = 1_000_000
"""Bytes of one file that the importer takes."""

_ADDRESS = re.compile(r"https?://(?:www\.)?(?:letterboxd\.com|boxd\.it)/\S+")
_TMDB = re.compile(r"[0-9]+")
_IMDB = re.compile(r"tt[0-9]+")
_STRAIGHT = re.compile(r'(?P<before>^|[\s(\[{<>/—–-])"|"')
_LONG_LIST = 5


def write_letterboxd(selection: Selection, most: int = MOST) -> Export:
    """Return a selection in as many files as it takes, and what Letterboxd will not show as it is here."""
    reviews = [review_of(entry.viewing) for entry in selection.entries]
    rows = (_row(entry, review) for entry, (review, _) in zip(selection.entries, reviews, strict=True))
    head, *lines = lines_of_rows(chain([HEAD], rows))
    parts = list(_parts(head, lines, most))
    name = "letterboxd-{}.csv" if len(parts) > 1 else "letterboxd.csv"
    documents = tuple(Document(name.format(number), part) for number, part in enumerate(parts, start=1))
    warnings = (
        *_warnings(selection.entries, documents, most),
        *_plain_letterboxd([lost for _, lost in reviews if lost]),
    )
    return Export(documents, warnings)


def _row(entry: Entry, review: str) -> tuple[str, ...]:
    film, viewing, ids = entry.film, entry.viewing, entry.film.external_ids
    day = _day(entry)
    return tuple(
        _without_straight_quotes(cell)
        for cell in (
            _only(_ADDRESS, ids.letterboxd),
            _only(_TMDB, ids.tmdb),
            _only(_IMDB, ids.imdb),
            one_line(film.title).strip(),
            str(film.year or ""),
            _joined(film.people(Role.DIRECTOR)),
            viewing.rating.number if viewing.rating else "",
            day,
            "true" if viewing.rewatch and day else "",
            _joined(viewing.tags) if day else "",
            review,
        )
    )


def _day(entry: Entry) -> str:
    """Return the day of a viewing; a month or a year alone makes no line in a diary there."""
    watched = entry.viewing.watched
    return str.__str__(watched) if watched is not None and watched.day else ""


def _joined(items: Sequence[str]) -> str:
    return ",".join(one_line(item).replace(",", " ").strip() for item in items if item.strip())


def _only(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.fullmatch(text) else ""


def _without_straight_quotes(text: str) -> str:
    """Return a text with typographic quotation marks: the importer escapes straight ones otherwise than CSV does."""
    return _STRAIGHT.sub(lambda match: f"{match['before']}“" if match["before"] is not None else "”", text)


def _parts(head: str, lines: Sequence[str], most: int) -> Iterator[str]:
    """Yield texts that each begin with the head and are no longer than this, cut between two rows."""
    part, size = [head], len(head.encode()) + 1
    for line in lines:
        length = len(line.encode()) + 1
        if len(part) > 1 and size + length > most:
            yield "".join(f"{each}\n" for each in part)
            part, size = [head], len(head.encode()) + 1
        part.append(line)
        size += length
    yield "".join(f"{each}\n" for each in part)


def _warnings(entries: Sequence[Entry], documents: Sequence[Document], most: int) -> Iterator[str]:
    films = {entry.film.id: entry.film for entry in entries}
    days = Counter((entry.film.id, _day(entry)) for entry in entries)
    for (film_id, day), count in days.items():
        title = _titled(films[film_id])
        if count > 1 and day:
            yield f"{title} was watched {count} times on {day}: Letterboxd makes one line of them."
        elif count > 1:
            yield f"{title} has {count} viewings without a whole day: Letterboxd may keep one of them."
    undated = [entry for entry in entries if not _day(entry)]
    if undated:
        yield f"{_some(undated)} without a whole day: seen there, but not in the diary, and without tags or rewatch."
    with_comma = sorted({tag for entry in entries for tag in entry.viewing.tags if "," in tag})
    if with_comma:
        yield f"A comma in a tag becomes a space: {_listed(with_comma)}."
    lost = [name for name in ("liked", "spoilers", *_NO_PLACE) if _has_fact(entries, name)]
    if lost:
        yield f"Letterboxd's import has no place for: {', '.join(lost)}."
    for document in documents:
        if len(document.text.encode()) > most:
            yield f"{document.name} has one review that is longer than the {most:,} bytes that Letterboxd takes."


def _plain_letterboxd(lost: Sequence[set[str]]) -> Iterator[str]:
    """Yield what Letterboxd shows as plain text, each thing once, with the number of viewings that have it."""
    if lost:
        where = "1 viewing" if len(lost) == 1 else f"{len(lost):,} viewings"
        yield f"Letterboxd shows no {', '.join(sorted(set().union(*lost)))}: plain text in {where}."


_NO_PLACE = tuple(fact.name for fact in FACTS if fact.phrase)
"""Facts about where and how a film was watched that no column of Letterboxd has."""


def _has_fact(entries: Sequence[Entry], name: str) -> bool:
    return any(getattr(entry.viewing, name) for entry in entries)


def _some(entries: Sequence[Entry]) -> str:
    return _titled(entries[0].film) if len(entries) == 1 else f"{len(entries):,} viewings"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _LONG_LIST:,} more" if len(names) > _LONG_LIST else ""
    return ", ".join(map(one_line, names[:_LONG_LIST])) + more


def _titled(film: Film) -> str:
    return one_line(film.title) + (f" ({film.year})" if film.year else "")
