"""Entries as rows of cells, for programs that work line by line."""

from filmjournal.model.breakdown import Element
from filmjournal.model.film import Role
from filmjournal.model.text import join_list, one_line
from filmjournal.model.viewing import Entry

CELLS = ("watched", "rating", "title", "year", "director", "id")
"""What stands in each column of the lines that a pipe gets, from left to right."""

COLUMNS = (
    *("id", "watched", "title", "original_title", "year", "rating", "liked", "rewatch", "spoilers", "tags", "venue"),
    *("companions", "headline", "review", "breakdown", "runtime", "genres", "countries", "languages"),
    *(role.value for role in Role),
    *("film", "created", "modified"),
)
"""The columns of a CSV table."""


def cells(entry: Entry) -> tuple[str, ...]:
    """Return the cells of the line that a pipe gets, each fit for a line."""
    film, viewing = entry.film, entry.viewing
    directors = ", ".join(film.people(Role.DIRECTOR))
    rating = viewing.rating.number if viewing.rating else ""
    told = (viewing.watched or "", rating, film.title, str(film.year or ""), directors, viewing.id)
    return tuple(map(one_line, told))


def table_row(entry: Entry) -> tuple[str, ...]:
    """Return the cells of a row of a CSV table, in which a list is one cell."""
    film, viewing = entry.film, entry.viewing
    return (
        viewing.id,
        viewing.watched or "",
        film.title,
        film.original_title,
        str(film.year or ""),
        viewing.rating.number if viewing.rating else "",
        _truth(viewing.liked),
        _truth(viewing.rewatch),
        _truth(viewing.spoilers),
        join_list(viewing.tags),
        viewing.venue,
        join_list(viewing.companions),
        viewing.headline,
        viewing.review,
        "\n\n".join(map(_element, viewing.breakdown)),
        str(film.runtime or ""),
        *map(join_list, (film.genres, film.countries, film.languages)),
        *(join_list(film.people(role)) for role in Role),
        film.id,
        viewing.created.isoformat() if viewing.created else "",
        viewing.modified.isoformat() if viewing.modified else "",
    )


def _truth(truth: bool) -> str:  # noqa: FBT001 — it is what the cell says
    return "yes" if truth else "no"


def _element(element: Element) -> str:
    rating = f" ({element.rating.number}/5)" if element.rating else ""
    return f"{element.name}{rating}: {element.text}"
