"""Entries as Markdown, to be pasted or published."""

import re
from collections.abc import Iterator

from filmjournal.model.film import Film, Role
from filmjournal.model.text import one_line, without_controls
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.render.words import listed, long_date, runtime

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


def document(entry: Entry) -> Iterator[str]:
    """Yield the lines of an entry in full: the film as the heading, what was written as it was written."""
    film, viewing = entry.film, entry.viewing
    yield f"# {escaped(film.title)}{f' ({film.year})' if film.year else ''}"
    yield from ("", " · ".join(_circumstances(viewing)))
    told = [f"- {label}: {escaped(value)}" for label, value in _facts(film) if value]
    yield from ("", *told) if told else ()
    if viewing.headline.strip():
        yield from ("", f"**{escaped(viewing.headline.strip())}**")
    yield from _written(viewing.review)
    for element in viewing.breakdown:
        if not element.is_empty:
            yield from ("", f"## {escaped(element.name)}{f' {element.rating.stars}' if element.rating else ''}")
            yield from _written(element.text)


def _facts(film: Film) -> Iterator[tuple[str, str]]:
    yield from ((role.heading, ", ".join(film.people(role))) for role in Role)
    yield "Original title", film.original_title
    yield "Runtime", runtime(film.runtime) if film.runtime else ""
    yield "Genres", ", ".join(film.genres)
    yield "Countries", ", ".join(film.countries)
    yield "Languages", ", ".join(film.languages)


def _written(text: str) -> Iterator[str]:
    lines = without_controls(text).strip("\n").rstrip().splitlines()
    yield from ("", *lines) if lines else ()


def escaped(text: str) -> str:
    """Return a title or a name on one line, so that Markdown shows it as it is."""
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", one_line(text))


def _circumstances(viewing: Viewing) -> Iterator[str]:
    seen = "Rewatched" if viewing.rewatch else "Watched"
    yield f"{seen} {long_date(viewing.watched)}" if viewing.watched else f"{seen}, date unknown"
    if viewing.rating:
        yield viewing.rating.stars
    if viewing.liked:
        yield "♥"
    if viewing.venue:
        yield escaped(viewing.venue)
    if viewing.companions:
        yield f"with {escaped(listed(viewing.companions))}"
    yield from (f"#{escaped(tag)}" for tag in viewing.tags)
    if viewing.spoilers:
        yield "spoilers"
