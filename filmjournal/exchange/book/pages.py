"""The pages of a book as XHTML, which is also HTML: pieces of it without a page around them."""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from filmjournal.exchange.book.parts import Book, Chapter, Figures, Link, Part, Person
from filmjournal.exchange.writers.html_page import (
    circumstances_html,
    facts_html,
    stars_html,
    text_html,
    xhtml_of,
    year_html,
)
from filmjournal.model.breakdown import Element
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.when import When
from filmjournal.model.wording import long_date, short_date, titled

Address = Callable[[str], str]
"""Returns where a part or a chapter is, by its id."""

PEOPLE = "people"
"""The id of the index of people."""


def title_page(book: Book) -> Iterator[str]:
    """Yield the title page."""
    yield '<section class="title-page" id="title">'
    yield f'<h1 class="book-title">{text_html(book.title)}</h1>'
    if book.author:
        yield f'<p class="author">{text_html(book.author)}</p>'
    yield f'<p class="extent">{text_html(book.extent)}</p>'
    yield f'<p class="made">{made_on(book)}</p>'
    yield "</section>"


def made_on(book: Book) -> str:
    """Return the day on which a book was made, in words."""
    return long_date(When(book.made.astimezone().date().isoformat()))


def contents_list(book: Book, address: Address) -> Iterator[str]:
    """Yield the contents as a list of lists, as navigation of an e-book has to be."""
    yield "<ol>"
    for part in book.parts:
        if not book.has_parts:
            yield from (_contents_line(chapter, address) for chapter in part.chapters)
            continue
        yield f'<li class="part"><a href="{address(part.id)}">{text_html(part.title)}</a>'
        if part.chapters:
            yield from ("<ol>", *(_contents_line(chapter, address) for chapter in part.chapters), "</ol>")
        yield "</li>"
    if book.people:
        yield f'<li class="part"><a href="{address(PEOPLE)}">People</a></li>'
    yield "</ol>"


def _contents_line(chapter: Chapter, address: Address) -> str:
    return f'<li><a href="{address(chapter.id)}">{text_html(titled(chapter.film))}</a></li>'


def part_page(part: Part) -> Iterator[str]:
    """Yield the page before the chapters of a part, with what was counted of its year."""
    yield f'<section class="part-page" id="{part.id}">'
    yield f'<h1 class="part-title">{text_html(part.title)}</h1>'
    if part.figures is not None:
        yield from _figures(part.figures)
    if part.also:
        yield '<h2 class="also-title">Also watched</h2>'
        yield from ('<ul class="also">', *map(_also, part.also), "</ul>")
    yield "</section>"


def _figures(figures: Figures) -> Iterator[str]:
    yield from (f'<p class="totals">{text_html(line)}</p>' for line in figures.totals)
    for heading, rows in figures.tables:
        yield f'<table class="figures"><caption>{text_html(heading)}</caption><tbody>'
        for row in rows:
            bar = f'<span class="bar" style="width: {row.share * 100:.0f}%"></span>' if row.share else ""
            yield (
                f'<tr><th scope="row">{text_html(row.label)}</th><td class="bars">{bar}</td>'
                f"<td>{text_html(row.value)}</td></tr>"
            )
        yield "</tbody></table>"


def _also(entry: Entry) -> str:
    day = f'<span class="day">{escape(short_date(entry.viewing.watched))}</span> ' if entry.viewing.watched else ""
    heart = " ♥" if entry.viewing.liked else ""
    stars = f" {stars_html(entry.viewing.rating)}" if entry.viewing.rating else ""
    return f"<li>{day}{text_html(titled(entry.film))}{stars}{heart}</li>"


def chapter_page(chapter: Chapter, address: Address) -> Iterator[str]:
    """Yield a chapter: the film and its facts, and each viewing with what was written."""
    film = chapter.film
    yield f'<section class="chapter" id="{chapter.id}">'
    yield f'<h1 class="film">{text_html(film.title)}{year_html(film)}</h1>'
    is_alone = len(chapter.takes) == 1
    if is_alone:
        yield f'<p class="circumstances">{" · ".join(circumstances_html(chapter.takes[0]))}</p>'
    known = [f'<tr><th scope="row">{escape(label)}</th><td>{value}</td></tr>' for label, value in facts_html(film)]
    if known:
        yield from ('<table class="facts"><tbody>', *known, "</tbody></table>")
    for take in chapter.takes:
        if not is_alone:
            yield f'<h2 class="take">{escape(_day(take))}</h2>'
            yield f'<p class="circumstances">{" · ".join(circumstances_html(take))}</p>'
        yield from _written(take, 1 if is_alone else 2)
    if chapter.others:
        yield f'<p class="others">Also seen: {_links(chapter.others, address)}</p>'
    yield "</section>"


def _day(viewing: Viewing) -> str:
    return long_date(viewing.watched).capitalize() if viewing.watched else "Undated"


def _written(viewing: Viewing, level: int) -> Iterator[str]:
    if viewing.headline.strip():
        yield f'<p class="headline">{text_html(viewing.headline.strip())}</p>'
    if viewing.review.strip():
        yield f'<div class="review prose">\n{xhtml_of(viewing.review, level)}</div>'
    elements = [element for element in viewing.breakdown if not element.is_empty]
    if elements:
        yield f'<table class="breakdown"><thead>{_HEAD}</thead><tbody>'
        yield from (_element(element, level) for element in elements)
        yield "</tbody></table>"


_HEAD = '<tr><th scope="col">Element</th><th scope="col">Description</th></tr>'


def _element(element: Element, level: int) -> str:
    stars = f" {stars_html(element.rating)}" if element.rating else ""
    text = xhtml_of(element.text, level)
    return f'<tr><th scope="row">{text_html(element.name)}{stars}</th><td class="prose">{text}</td></tr>'


def _links(links: Sequence[Link], address: Address) -> str:
    return ", ".join(f'<a href="{address(link.chapter)}">{text_html(link.text)}</a>' for link in links)


def people_page(people: Sequence[Person], address: Address) -> Iterator[str]:
    """Yield the index of people."""
    yield f'<section class="people" id="{PEOPLE}">'
    yield '<h1 class="part-title">People</h1>'
    yield '<ul class="index">'
    for person in people:
        yield f"<li>{text_html(person.name)}: {_links(person.links, address)}</li>"
    yield from ("</ul>", "</section>")
