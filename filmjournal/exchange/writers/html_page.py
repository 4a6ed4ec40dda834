"""Entries as one page for a browser or a printer: it needs no other file, runs nothing and loads nothing."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from filmjournal.exchange.writers.markdown_page import anchor, extent, facts, page_title
from filmjournal.model.breakdown import Element
from filmjournal.model.facts import phrases
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import one_line, without_controls
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.when import When
from filmjournal.model.wording import listed, long_date, short_date

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Content security policy: styles, and nothing else."""


def html_page(entries: Sequence[Entry], title: str) -> str:
    """Return a page with the entries in full; several come after a table of contents."""
    shown = page_title(entries, title)
    parts = (
        part for number, entry in enumerate(entries, start=1) for part in _viewing(entry, number, len(entries) == 1)
    )
    opening = _contents(entries, escape(one_line(shown))) if len(entries) != 1 else ()
    return whole_page(shown, [*opening, "<main>" * (len(entries) == 1), *parts, "</main>"])


def whole_page(title: str, body: Iterable[str], *sheets: str, style: str = "") -> str:
    """Return a page with this title and these lines of HTML; it looks as every other page of ours does.

    `sheets` are further style sheets of this folder, by their file names; a `style` takes the place of all of them.
    """
    head = (
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="generator" content="filmjournal">',
        f"<title>{escape(one_line(title))}</title>",
        f"<style>\n{style or ''.join(map(_style, ('html_page.css', *sheets)))}</style>",
        "</head>",
        "<body>",
    )
    return "\n".join([*head, *body, "</body>", "</html>", ""])


def _style(sheet: str) -> str:
    return resources.files("filmjournal.exchange.writers").joinpath(sheet).read_text(encoding="utf-8")


def _contents(entries: Sequence[Entry], title: str) -> Iterator[str]:
    yield f'<header>\n<h1 class="page-title">{title}</h1>\n<p class="extent">{escape(extent(entries))}</p>\n</header>'
    yield '<main>\n<nav class="contents" aria-label="Contents">\n<ol>'
    for number, entry in enumerate(entries, start=1):
        when = _time(entry.viewing.watched, short_date(entry.viewing.watched))
        year = year_html(entry.film)
        film = f'<a href="#{anchor(number)}">{text_html(entry.film.title)}</a>{year}'
        yield f"<li>{when}<span>{film}</span>{stars_html(entry.viewing.rating)}</li>"
    yield "</ol>\n</nav>"


def _viewing(entry: Entry, number: int, is_alone: bool) -> Iterator[str]:  # noqa: FBT001 — called from one place
    film, viewing = entry.film, entry.viewing
    level = 1 if is_alone else 2
    yield f'<article class="viewing" id="{anchor(number)}">'
    yield f'<h{level} class="film">{text_html(film.title)}{year_html(film)}</h{level}>'
    yield f'<p class="circumstances">{" · ".join(circumstances_html(viewing))}</p>'
    known = "".join(f"<dt>{escape(label)}</dt><dd>{value}</dd>\n" for label, value in facts_html(film))
    if known:
        yield f'<dl class="facts">\n{known}</dl>'
    if viewing.headline.strip():
        yield f'<p class="headline">{text_html(viewing.headline.strip())}</p>'
    if viewing.review.strip():
        yield f'<div class="review prose">\n{html_of(viewing.review, level)}</div>'
    elements = [element for element in viewing.breakdown if not element.is_empty]
    if elements:
        yield '<section class="breakdown" aria-label="Breakdown">'
        yield from (_element(element, level + 1) for element in elements)
        yield "</section>"
    yield "</article>"


def _element(element: Element, level: int) -> str:
    heading = f'<h{level} class="name">{text_html(element.name)} {stars_html(element.rating)}</h{level}>'
    return f'<section class="element">{heading}\n<div class="prose">{html_of(element.text, level)}</div></section>'


def circumstances_html(viewing: Viewing) -> Iterator[str]:
    """Yield how a film was watched, a piece each."""
    seen = "Rewatched" if viewing.rewatch else "Watched"
    day = _time(viewing.watched, long_date(viewing.watched))
    yield f"{seen} {day}" if viewing.watched else f"{seen}, date unknown"
    if viewing.rating:
        yield stars_html(viewing.rating)
    if viewing.liked:
        yield '<span class="liked" role="img" aria-label="liked">♥</span>'
    yield from (fact.phrase.format(text_html(listed(stated))) for fact, stated in phrases(viewing))
    yield from (f'<span class="tag">#{text_html(tag)}</span>' for tag in viewing.tags)
    if viewing.spoilers:
        yield "spoilers"


def facts_html(film: Film) -> Iterator[tuple[str, str]]:
    """Yield the label and the value of each fact that is known about a film."""
    for role in Role:
        people = ", ".join(map(_person, film.credited(role)))
        if people:
            yield role.heading, people
    roles = {role.heading for role in Role}
    yield from ((label, text_html(value)) for label, value in facts(film) if value.strip() and label not in roles)


def _person(credit: Credit) -> str:
    character = f' <span class="character">as {text_html(credit.character)}</span>' if credit.character.strip() else ""
    return f"{text_html(credit.name)}{character}"


def stars_html(rating: Rating | None) -> str:
    """Return stars that are read out as a number."""
    if rating is None:
        return '<span class="stars"></span>'
    return f'<span class="stars" role="img" aria-label="{rating.number} of 5 stars">{rating.stars}</span>'


def _time(when: When | None, shown: str) -> str:
    return f'<time datetime="{when}">{escape(shown)}</time>' if when else "<time></time>"


def year_html(film: Film) -> str:
    """Return the year in brackets, as it stands behind a title."""
    return f' <span class="year">({film.year})</span>' if film.year else ""


def text_html(text: str) -> str:
    """Return a text on one line that is nothing but text in HTML, and in XML."""
    return escape("".join(filter(_is_in_xml, one_line(text))))


def html_of(markdown: str, level: int) -> str:
    """Return Markdown as HTML that runs and loads nothing: tags in it are shown as text, and images become links.

    A line break is one there too. Its headings are numbered from below `level`, without gaps.
    """
    return _rendered(_parser(), markdown, level)


def xhtml_of(markdown: str, level: int) -> str:
    """Return Markdown as HTML that is also XML, and has links to the web alone: all others would lead nowhere."""
    return _rendered(_strict_parser(), "".join(filter(_is_in_xml, markdown)), level, _without_dead_ends)


def _without_dead_ends(children: Sequence[Token]) -> list[Token]:
    """Return the pieces of a line without the links and images that lead nowhere outside of the journal."""
    kept: list[Token] = []
    is_dead = False  # links are never within one another
    for child in children:
        if child.type == "link_open" and not _leads_somewhere(str(child.attrs.get("href", ""))):
            is_dead = True
        elif child.type == "link_close" and is_dead:
            is_dead = False
        elif child.type == "image" and not _leads_somewhere(str(child.attrs.get("src", ""))):
            kept.append(Token("text", "", 0, content=child.content))
        else:
            kept.append(child)
    return kept


def _is_in_xml(character: str) -> bool:
    """Whether a character may be in XML at all."""
    return character not in "\ufffe\uffff" and not "\ud800" <= character <= "\udfff"


def _rendered(
    parser: MarkdownIt, markdown: str, level: int, chosen: Callable[[Sequence[Token]], list[Token]] = list
) -> str:
    tokens = parser.parse(without_controls(markdown))
    tags = sorted({token.tag for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(level + 1 + tags.index(token.tag), 6)}"
        elif token.type == "inline":
            token.children = chosen(token.children or [])
            for child in token.children:
                _harmless(child)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _harmless(token: Token) -> None:
    if token.type == "link_open":
        token.attrs["rel"] = "noreferrer noopener"


@cache
def _parser() -> MarkdownIt:
    options = {"html": False, "breaks": True, "xhtmlOut": False}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    parser.add_render_rule("image", _image)
    return parser


@cache
def _strict_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "xhtmlOut": True})
    parser.enable(["table", "strikethrough"])
    parser.add_render_rule("image", _image)
    return parser


def _leads_somewhere(address: str) -> bool:
    """Whether an address is one of the web or of a mailbox, as far as its form says."""
    try:
        parts = urlsplit(address)
        is_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_web = parts.scheme in {"http", "https"} and bool(_HOST.fullmatch(parts.hostname or "")) and is_port
    return is_web or (parts.scheme == "mailto" and "@" in parts.path)


_HOST = re.compile(r"[\w.-]+")


def _image(renderer: Any, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:  # noqa: ANN401, ARG001 — as the library calls it
    token = tokens[place]
    address = str(token.attrs.get("src", ""))
    shown = escape(token.content.strip() or address)
    if address.startswith("data:"):
        return shown
    return f'<a href="{escape(address)}" rel="noreferrer noopener">{shown}</a>'
