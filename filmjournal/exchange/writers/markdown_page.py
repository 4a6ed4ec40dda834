"""Entries as Markdown: rows of a table, one entry in full, or a page of many."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt

from filmjournal.model.facts import phrases
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.text import join_list, one_line, without_controls
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wording import counted, listed, long_date, runtime, short_date, titled

_MARKS = re.compile(r"[\\`*_\[\]<>|~]")

TABLE_HEAD = ("| Watched | Film | Director | Rating |", "| --- | --- | --- | --- |")
"""The two lines above the rows of a table."""


def table_line(entry: Entry) -> str:
    """Return an entry as a row of a table."""
    film, viewing = entry.film, entry.viewing
    year = f" ({film.year})" if film.year else ""
    directors = escaped(", ".join(film.people(Role.DIRECTOR)))
    rating = viewing.rating.stars if viewing.rating else ""
    return f"| {viewing.watched or ''} | *{escaped(film.title.strip())}*{year} | {directors} | {rating} |"


def page(entries: Sequence[Entry], title: str) -> Iterator[str]:
    """Yield the lines of a page with the entries in full; several come after a table of contents."""
    if len(entries) == 1:
        yield from document(entries[0])
        return
    yield from (f"# {escaped(title)}", "", f"{extent(entries)}.", "")
    for number, entry in enumerate(entries, start=1):
        details = (short_date(entry.viewing.watched), entry.viewing.rating.stars if entry.viewing.rating else "")
        about = "".join(f" · {part}" for part in details if part)
        yield f"{number}. [{escaped(titled(entry.film))}](#{anchor(number)}){about}"
    for number, entry in enumerate(entries, start=1):
        yield from ("", "---", "", f'<a id="{anchor(number)}"></a>', "")
        yield from document(entry, level=2)


def document(entry: Entry, *, level: int = 1) -> Iterator[str]:
    """Yield the lines of an entry in full: the film as the heading, then the review as it was written."""
    film, viewing = entry.film, entry.viewing
    yield f"{'#' * level} {escaped(film.title)}{f' ({film.year})' if film.year else ''}"
    yield from ("", " · ".join(circumstances(viewing)))
    known = [f"- {label}: {escaped(value)}" for label, value in facts(film) if value]
    yield from ("", *known) if known else ()
    if viewing.headline.strip():
        yield from ("", f"**{escaped(viewing.headline.strip())}**")
    yield from written_lines(viewing.review)
    for element in viewing.breakdown:
        if not element.is_empty:
            yield from (
                "",
                f"{'#' * level}# {escaped(element.name)}{f' {element.rating.stars}' if element.rating else ''}",
            )
            yield from written_lines(element.text)


def facts(film: Film) -> Iterator[tuple[str, str]]:
    """Yield the label and value of each fact about a film; unknown ones are empty."""
    yield from ((role.heading, join_list(tuple(map(_credited, film.credited(role))))) for role in Role)
    yield "Original title", film.original_title
    yield "Runtime", runtime(film.runtime) if film.runtime else ""
    yield "Genres", ", ".join(film.genres)
    yield "Countries", ", ".join(film.countries)
    yield "Languages", ", ".join(film.languages)


def _credited(credit: Credit) -> str:
    """Return a person with the character they played, as in Nicolas Cage as Ben Sanderson."""
    return f"{credit.name} as {credit.character}" if credit.character.strip() else credit.name


def written_lines(text: str) -> Iterator[str]:
    """Yield the lines of what was written, below an empty one; nothing for nothing."""
    lines = with_line_breaks(without_controls(text).strip("\n").rstrip()).splitlines()
    yield from ("", *lines) if lines else ()


def with_line_breaks(markdown: str) -> str:
    """Return Markdown whose line breaks every reader of Markdown shows: two spaces are put before each within a text.

    Code, tables and what is a line of its own stay as they are, and so does a paragraph whose code spans lines.
    """
    lines = markdown.split("\n")
    for token in _parser().parse(markdown):
        breaks = [part.type for part in token.children or () if part.type in {"softbreak", "hardbreak"}]
        if token.map and breaks and len(breaks) == token.content.count("\n"):
            for place, kind in enumerate(breaks, start=token.map[0]):
                if kind == "softbreak":
                    lines[place] = f"{lines[place].rstrip()}  "
    return "\n".join(lines)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def escaped(text: str) -> str:
    """Return a title or a name on one line, escaped so that Markdown shows it as it is."""
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", one_line(text))


def circumstances(viewing: Viewing) -> Iterator[str]:
    """Yield how a film was watched, a piece each."""
    seen = "Rewatched" if viewing.rewatch else "Watched"
    yield f"{seen} {long_date(viewing.watched)}" if viewing.watched else f"{seen}, date unknown"
    if viewing.rating:
        yield viewing.rating.stars
    if viewing.liked:
        yield "♥"
    yield from (fact.phrase.format(escaped(listed(stated))) for fact, stated in phrases(viewing))
    yield from (f"#{escaped(tag)}" for tag in viewing.tags)
    if viewing.spoilers:
        yield "spoilers"


def page_title(entries: Sequence[Entry], title: str) -> str:
    """Return the title of a page: the film if it has one entry only."""
    return titled(entries[0].film) if len(entries) == 1 else title


def anchor(number: int) -> str:
    """Return the anchor of an entry of a page, counted from 1."""
    return f"viewing-{number}"


def extent(entries: Sequence[Entry]) -> str:
    """Return how much is on a page, such as 3 viewings of 2 films."""
    return f"{counted(len(entries), 'viewing')} of {counted(len({entry.film.id for entry in entries}), 'film')}"
