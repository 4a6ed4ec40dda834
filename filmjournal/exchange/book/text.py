"""A book as one text of Markdown."""

from collections.abc import Iterator

from filmjournal.exchange.book.pages import PEOPLE, made_on
from filmjournal.exchange.book.parts import Book, Chapter, Figures, Part, Progress
from filmjournal.exchange.writers.article import breakdown_lines
from filmjournal.exchange.writers.markdown_page import circumstances, escaped, facts, written_lines
from filmjournal.model.viewing import Viewing
from filmjournal.model.wording import long_date, short_date, titled


def book_markdown(book: Book, progress: Progress) -> str:
    """Return the book as Markdown that every reader of it shows."""
    lines = [f"# {escaped(book.title)}", ""]
    lines += [escaped(book.author), ""] if book.author else []
    lines += [f"{book.extent}. {made_on(book)}.", "", *_contents(book)]
    done = 0
    for part in book.parts:
        if book.has_parts:
            lines += _part(part)
        for chapter in part.chapters:
            progress("Writing the chapters", done, book.chapters)
            lines += _chapter(chapter)
            done += 1
    lines += _people(book)
    return "\n".join([*lines, ""])


def _contents(book: Book) -> Iterator[str]:
    for part in book.parts:
        if book.has_parts:
            yield f"- [{escaped(part.title)}](#{part.id})"
        indent = "  " * book.has_parts
        yield from (f"{indent}- [{escaped(titled(each.film))}](#{each.id})" for each in part.chapters)
    if book.people:
        yield f"- [People](#{PEOPLE})"


def _part(part: Part) -> Iterator[str]:
    yield from ("", "---", "", f'<a id="{part.id}"></a>', "", f"# {escaped(part.title)}")
    yield from _figures(part.figures) if part.figures is not None else ()
    if part.also:
        yield from ("", "**Also watched**", "")
        for entry in part.also:
            stars = f" {entry.viewing.rating.stars}" if entry.viewing.rating else ""
            day = f", {short_date(entry.viewing.watched)}" if entry.viewing.watched else ""
            yield f"- {escaped(titled(entry.film))}{day}{stars}{' ♥' * entry.viewing.liked}"


def _figures(figures: Figures) -> Iterator[str]:
    for line in figures.totals:
        yield from ("", escaped(line))
    for heading, rows in figures.tables:
        yield from ("", f"| {escaped(heading)} | |", "| --- | ---: |")
        yield from (f"| {escaped(row.label)} | {escaped(row.value)} |" for row in rows)


def _chapter(chapter: Chapter) -> Iterator[str]:
    film = chapter.film
    is_alone = len(chapter.takes) == 1
    yield from ("", "---", "", f'<a id="{chapter.id}"></a>', "", f"## {escaped(titled(film))}")
    if is_alone:
        yield from ("", " · ".join(circumstances(chapter.takes[0])))
    known = [f"- {label}: {escaped(value)}" for label, value in facts(film) if value]
    yield from ("", *known) if known else ()
    for take in chapter.takes:
        if not is_alone:
            day = long_date(take.watched).capitalize() if take.watched else "Undated"
            yield from ("", f"### {day}", "", " · ".join(circumstances(take)))
        yield from _written(take)
    if chapter.others:
        links = ", ".join(f"[{escaped(link.text)}](#{link.chapter})" for link in chapter.others)
        yield from ("", f"*Also seen: {links}*")


def _written(viewing: Viewing) -> Iterator[str]:
    if viewing.headline.strip():
        yield from ("", f"**{escaped(viewing.headline.strip())}**")
    yield from written_lines(viewing.review)
    yield from breakdown_lines([each for each in viewing.breakdown if not each.is_empty], "####")


def _people(book: Book) -> Iterator[str]:
    if book.people:
        yield from ("", "---", "", f'<a id="{PEOPLE}"></a>', "", "# People", "")
        for person in book.people:
            links = ", ".join(f"[{escaped(link.text)}](#{link.chapter})" for link in person.links)
            yield f"- {escaped(person.name)}: {links}"
