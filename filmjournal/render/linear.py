"""Entries as text that is read from top to bottom, as by a screen reader: no columns, no symbols, nothing by colour."""

from collections.abc import Iterator

from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import one_line, without_controls
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wording import listed, long_date, runtime, titled


def spoken(rating: Rating) -> str:
    """Return a rating such as 4.5/5."""
    return f"{rating.number}/5"


def spoken_line(entry: Entry) -> str:
    """Return an entry in a line, the film first."""
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


def spoken_entry(entry: Entry) -> Iterator[str]:
    """Yield the lines of an entry in full: what is known with its name before it, then what was written."""
    for label, value in _facts(entry):
        if value:
            yield f"{label}: {one_line(value)}"
    viewing = entry.viewing
    if viewing.headline or viewing.review.strip():
        yield ""
        yield f"Review: {one_line(viewing.headline)}".rstrip()
        yield from without_controls(viewing.review).strip().splitlines()
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
    yield "Venue", viewing.venue
    yield "With", ", ".join(viewing.companions)
    yield "Tags", ", ".join(viewing.tags)
    yield "Runtime", runtime(film.runtime) if film.runtime else ""
    yield "Genres", ", ".join(film.genres)
    yield "Countries", ", ".join(film.countries)
    yield "Languages", ", ".join(film.languages)
    yield from ((role.heading, _people(film, role)) for role in Role)
    yield "Id", viewing.id


def _marks(viewing: Viewing) -> list[str]:
    told = (("liked", viewing.liked), ("rewatch", viewing.rewatch), ("has spoilers", viewing.spoilers))
    return [word for word, is_so in told if is_so]


def _people(film: Film, role: Role) -> str:
    return ", ".join(map(_credited, film.credited(role)))


def _credited(credit: Credit) -> str:
    return f"{credit.name} as {credit.character}" if credit.character else credit.name


def _element(element: Element) -> Iterator[str]:
    rating = f", {spoken(element.rating)}" if element.rating else ""
    yield f"{one_line(element.name)}{rating}:"
    yield from without_controls(element.text).strip().splitlines()
