"""A book of what was written: put together from the journal, and written as EPUB, HTML or Markdown by its ending."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import Enum
from pathlib import Path

from msgspec import Struct

from filmjournal.exchange.book.parts import Book, Chapter, Figures, Link, Part, Person, Progress, Row
from filmjournal.exchange.writers.save_files import CannotWriteError, save_files
from filmjournal.journal.disk.disk import reason
from filmjournal.model.collector import collector_paused
from filmjournal.model.rating import average_stars
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, long_date, short_date, titled
from filmjournal.query.tree import Query
from filmjournal.render.statistics import compared_line, totals_line
from filmjournal.stats.counting import Subject, statistics, years_of
from filmjournal.stats.results import Bar, Chart
from filmjournal.transfer.exports import refuse_journal

ENDINGS = (".epub", ".html", ".htm", ".md", ".markdown")
"""What the name of a book may end with: it says what the book is written as."""

_MOST = 6
"""Names in a table of figures."""

_FEW = 3
"""Viewings from which there are tables of a year: fewer say it all in a line."""


class Order(Enum):
    """How the chapters of a book are in order."""

    YEAR = "year"
    """A part for each year of watching, and a chapter for each viewing."""
    FILM = "film"
    """A chapter for each film, by title, with all its viewings."""


class BookRequest(Struct, frozen=True):
    """What a book is to be made of."""

    query: Query
    """The query that found the entries."""
    entries: Sequence[Entry]
    """What it found, the latest first."""
    made: datetime
    """The moment at which it is made, in UTC."""
    order: Order = Order.YEAR
    """How its chapters are in order."""
    title: str = ""
    """What it is called; empty for the usual title."""
    author: str = ""
    """Who wrote it."""


def write_book(request: BookRequest, path: Path, journal: Path, progress: Progress, *, force: bool) -> str:
    """Write a book to a file, as its ending says, and return that in a sentence; raises CannotWriteError.

    Nothing is there before all of it is: it is written beside, and then renamed.
    """
    if path.suffix.lower() not in ENDINGS:
        raise CannotWriteError(f"{path} ends with none of .epub, .html and .md: the ending says what the book becomes.")
    try:
        refuse_journal(journal, [path])
        if path.exists() and not force:  # before the work, which takes a while
            save_files({path: b""}, force=False)
        with collector_paused():
            book = book_of(request, progress)
            written = _written(book, path.suffix.lower(), progress)
        progress("Saving", 0, 0)
        save_files({path: written}, force=force)
    except OSError as error:
        raise CannotWriteError(f"{error.filename or path} cannot be written: {reason(error)}.") from error
    return f"Wrote {path}: {counted(book.chapters, 'chapter')}, {book.extent}."


def _written(book: Book, ending: str, progress: Progress) -> str | bytes:
    if ending == ".epub":
        from filmjournal.exchange.book.epub import book_epub  # noqa: PLC0415 — only this kind needs it

        return book_epub(book, progress)
    if ending in {".html", ".htm"}:
        from filmjournal.exchange.book.web import book_html  # noqa: PLC0415 — only this kind needs it

        return book_html(book, progress)
    from filmjournal.exchange.book.text import book_markdown  # noqa: PLC0415 — only this kind needs it

    return book_markdown(book, progress)


def book_of(request: BookRequest, progress: Progress) -> Book:
    """Put a book together; raises CannotWriteError where nothing was written about any of the viewings."""
    written = [entry for entry in request.entries if entry.viewing.is_reviewed]
    if not written:
        raise CannotWriteError("Nothing is written about any of these viewings: there is no book to make of them.")
    makes = _by_year if request.order is Order.YEAR else _by_film
    parts = tuple(makes(request, progress))
    films = len({entry.film.id for entry in written})
    return Book(
        title=request.title.strip() or _usual_title(request),
        author=request.author.strip(),
        extent=f"{counted(len(written), 'viewing')} of {counted(films, 'film')}",
        identifier=_identifier(request, written),
        made=request.made,
        parts=parts,
        people=tuple(_people(parts)),
    )


def _usual_title(request: BookRequest) -> str:
    query = str(request.query)
    years = years_of(request.entries)
    span = "" if not years else f", {years[0]}" if len(years) == 1 else f", {years[0]}–{years[-1]}"
    return f"Film journal: {query}" if query else f"Film journal{span}"


def _identifier(request: BookRequest, written: Sequence[Entry]) -> str:
    """Return a URN that is the same for the same viewings in the same order."""
    named = "\n".join([request.order.value, *sorted(entry.id for entry in written)])
    return uuid.uuid5(uuid.NAMESPACE_URL, f"filmjournal\n{named}").urn


def _earliest_first(entry: Entry) -> tuple[str, str, str]:
    viewing = entry.viewing
    return str.__str__(viewing.watched or ""), viewing.created.isoformat() if viewing.created else "", entry.id


def _by_year(request: BookRequest, progress: Progress) -> Iterator[Part]:
    entries = sorted(request.entries, key=_earliest_first)
    written = [entry for entry in entries if entry.viewing.is_reviewed]
    dated = [entry for entry in written if entry.viewing.watched] + [
        each for each in written if not each.viewing.watched
    ]
    ids = {entry.id: f"chapter-{number}" for number, entry in enumerate(dated, start=1)}
    of_film: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in dated:
        of_film[entry.film.id].append(entry)
    by_year: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_year[entry.viewing.watched.year if entry.viewing.watched else 0].append(entry)
    years = [*sorted(year for year in by_year if year), *([0] if by_year.get(0) else [])]
    for done, year in enumerate(years):
        progress("Counting the years", done, len(years))
        chapters = tuple(
            Chapter(ids[entry.id], entry.film, (entry.viewing,), _other_takes(entry, of_film, ids))
            for entry in by_year[year]
            if entry.id in ids
        )
        also = tuple(entry for entry in by_year[year] if entry.id not in ids)
        if year:
            yield Part(f"year-{year}", str(year), chapters, _figures(request, year), also)
        else:
            yield Part("undated", "Undated", chapters, None, also)


def _other_takes(entry: Entry, of_film: dict[str, list[Entry]], ids: dict[str, str]) -> tuple[Link, ...]:
    others = [other for other in of_film[entry.film.id] if other.id != entry.id]
    return tuple(Link(_take(other), ids[other.id]) for other in others)


def _take(entry: Entry) -> str:
    stars = f" {entry.viewing.rating.stars}" if entry.viewing.rating else ""
    return (long_date(entry.viewing.watched) if entry.viewing.watched else "undated") + stars


def _by_film(request: BookRequest, progress: Progress) -> Iterator[Part]:
    of_film: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(request.entries, key=_earliest_first):
        if entry.viewing.is_reviewed:
            of_film[entry.film.id].append(entry)
    progress("Sorting the films", 0, len(of_film))
    films = sorted((takes[0].film for takes in of_film.values()), key=lambda film: (fold(film.title), film.year or 0))
    yield Part(
        "films",
        "Films",
        tuple(
            Chapter(f"chapter-{number}", film, tuple(entry.viewing for entry in of_film[film.id]))
            for number, film in enumerate(films, start=1)
        ),
    )


def _figures(request: BookRequest, year: int) -> Figures:
    counts = statistics(Subject(request.query, request.entries), year, _MOST)
    totals = tuple(filter(None, (totals_line(counts.numbers), compared_line(counts))))
    if counts.numbers.viewings < _FEW:
        return Figures(totals)
    tables = [
        ("By month", _bars(counts.chart("month"))),
        ("Stars", _bars(counts.chart("rating"))),
        ("Directors", _names(counts.chart("director"))),
        ("Cast", _names(counts.chart("actor"))),
    ]
    elements = [
        Row(each.name, f"★ {average_stars(each.stars)}", each.stars / 5) for each in counts.elements if each.stars
    ]
    tables.append(("Elements", tuple(elements[:_MOST])))
    return Figures(totals, tuple((heading, rows) for heading, rows in tables if rows))


def _bars(chart: Chart) -> tuple[Row, ...]:
    most = max((bar.viewings for bar in chart.bars), default=0)
    return tuple(Row(bar.label, f"{bar.viewings:,}", bar.viewings / most) for bar in chart.bars if bar.viewings)


def _names(chart: Chart) -> tuple[Row, ...]:
    """Return the names that are in several films; one film says nothing of a year."""
    several = [bar for bar in chart.bars if bar.films > 1]
    return tuple(Row(bar.label, _count(bar)) for bar in several[:_MOST])


def _count(bar: Bar) -> str:
    stars = f", ★ {average_stars(bar.stars)}" if bar.stars is not None else ""
    return f"{counted(bar.films, 'film')}{stars}"


def _people(parts: Sequence[Part]) -> Iterator[Person]:
    """Yield those who are in several of the chapters' films, who directed one, or whom the text names; by last name."""
    chapters = [chapter for part in parts for chapter in part.chapters]
    several = Counter(chapter.film.id for chapter in chapters)
    films: defaultdict[str, set[str]] = defaultdict(set)
    links: defaultdict[str, list[Link]] = defaultdict(list)
    named: set[str] = set()
    for chapter in chapters:
        text = fold(_text_of(chapter))
        label = titled(chapter.film)
        if several[chapter.film.id] > 1:
            label += f", {short_date(chapter.takes[0].watched) or 'undated'}"
        for name in dict.fromkeys(credit.name for credit in chapter.film.credits):
            links[name].append(Link(label, chapter.id))
            films[name].add(chapter.film.id)
            if fold(name) in text:
                named.add(name)
        named |= {credit.name for credit in chapter.film.credits if credit.role == "director"}
    shown = [name for name in links if name in named or len(films[name]) > 1]
    for name in sorted(shown, key=lambda name: (fold(name.split()[-1]), fold(name))):
        yield Person(name, tuple(links[name]))


def _text_of(chapter: Chapter) -> str:
    return "\n".join(
        text for take in chapter.takes for text in (take.headline, take.review, *(each.text for each in take.breakdown))
    )
