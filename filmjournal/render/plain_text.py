"""Text without colours: aligned columns, the cells of an entry for pipes, and sentences for screen readers."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len

from filmjournal.model.breakdown import Element
from filmjournal.model.facts import phrases
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import one_line, visible
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wording import listed, long_date, runtime, titled
from filmjournal.render.cells import fit


def spoken(rating: Rating) -> str:
    """Return a rating such as 4.5/5."""
    return f"{rating.number}/5"


def spoken_line(entry: Entry) -> str:
    """Return an entry as one sentence for a screen reader, the film first."""
    film, viewing = entry.film, entry.viewing
    directors = listed(film.people(Role.DIRECTOR))
    parts = [
        titled(film),
        f"directed by {directors}" if directors else "",
        f"watched {long_date(viewing.watched)}" if viewing.watched else "date unknown",
        spoken(viewing.rating) if viewing.rating else "no rating",
        *_marks(viewing),
        "reviewed" if viewing.is_reviewed else "",
    ]
    return one_line(", ".join(filter(None, parts)))


def spoken_entry(entry: Entry, beside: Iterable[tuple[str, str]] = ()) -> Iterator[str]:
    """Yield the lines of an entry in full for a screen reader: labelled facts, then the review.

    `beside` are more labels and texts about the film.
    """
    for label, value in (*_facts(entry), *beside):
        if value:
            yield f"{label}: {one_line(value)}"
    viewing = entry.viewing
    if viewing.headline or viewing.review.strip():
        yield ""
        yield f"Review: {one_line(viewing.headline)}".rstrip()
        yield from visible(viewing.review).strip().splitlines()
    for element in viewing.breakdown:
        if not element.is_empty:
            yield ""
            yield from _element(element)


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    film, viewing = entry.film, entry.viewing
    yield "Title", film.title
    yield "Original title", film.original_title
    yield "Year", str(film.year or "")
    yield "Watched", long_date(viewing.watched)
    yield "Rating", spoken(viewing.rating) if viewing.rating else "none"
    yield "Marked", ", ".join(_marks(viewing))
    yield from ((fact.label, ", ".join(stated)) for fact, stated in phrases(viewing))
    yield "Tags", ", ".join(viewing.tags)
    yield "Runtime", runtime(film.runtime) if film.runtime else ""
    yield "Genres", ", ".join(film.genres)
    yield "Countries", ", ".join(film.countries)
    yield "Languages", ", ".join(film.languages)
    yield from ((role.heading, _people(film, role)) for role in Role)
    yield "Id", viewing.id


def _marks(viewing: Viewing) -> list[str]:
    marks = (("liked", viewing.liked), ("rewatch", viewing.rewatch), ("has spoilers", viewing.spoilers))
    return [word for word, is_so in marks if is_so]


def _people(film: Film, role: Role) -> str:
    return ", ".join(map(_credited, film.credited(role)))


def _credited(credit: Credit) -> str:
    return f"{credit.name} as {credit.character}" if credit.character else credit.name


def _element(element: Element) -> Iterator[str]:
    rating = f", {spoken(element.rating)}" if element.rating else ""
    yield f"{one_line(element.name)}{rating}:"
    yield from visible(element.text).strip().splitlines()


_GAP = "  "


def columns(rows: Sequence[Sequence[str]], width: int | None = None) -> list[str]:
    """Return the rows as lines of aligned columns, cut to `width` cells if one is given."""
    plain = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, entry_cells)) for entry_cells in zip(*plain, strict=True)]
    lines = [_GAP.join(map(fit, row, widths)).rstrip() for row in plain]
    return [line if width is None or cell_len(line) <= width else fit(line, width).rstrip() for line in lines]


def entry_cells(entry: Entry) -> tuple[str, ...]:
    """Return the cells that a pipe gets for an entry: watched, rating, title, year, director and id."""
    film, viewing = entry.film, entry.viewing
    directors = ", ".join(film.people(Role.DIRECTOR))
    rating = viewing.rating.number if viewing.rating else ""
    cells = (viewing.watched or "", rating, film.title, str(film.year or ""), directors, viewing.id)
    return tuple(map(one_line, cells))
