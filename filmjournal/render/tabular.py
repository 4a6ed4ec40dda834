"""Entries as lines of cells, for programs that work line by line."""

from filmjournal.model.film import Role
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry

CELLS = ("watched", "rating", "title", "year", "director", "id")
"""What stands in each column of the lines that a pipe gets, from left to right."""


def cells(entry: Entry) -> tuple[str, ...]:
    """Return the cells of the line that a pipe gets, each fit for a line."""
    film, viewing = entry.film, entry.viewing
    directors = ", ".join(film.people(Role.DIRECTOR))
    rating = viewing.rating.number if viewing.rating else ""
    told = (viewing.watched or "", rating, film.title, str(film.year or ""), directors, viewing.id)
    return tuple(map(one_line, told))
