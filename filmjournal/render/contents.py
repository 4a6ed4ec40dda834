"""What a page is called that tells of one viewing or of several, and how its parts are named."""

from collections.abc import Sequence

from filmjournal.model.viewing import Entry
from filmjournal.render.words import counted, titled


def page_title(entries: Sequence[Entry], title: str) -> str:
    """Return the title of a page: the film, where it tells of one viewing alone."""
    return titled(entries[0].film) if len(entries) == 1 else title


def anchor(number: int) -> str:
    """Return what a link names to lead to a viewing of a page, counted from 1."""
    return f"viewing-{number}"


def extent(entries: Sequence[Entry]) -> str:
    """Return how much a page tells of, such as 3 viewings of 2 films."""
    return f"{counted(len(entries), 'viewing')} of {counted(len({entry.film.id for entry in entries}), 'film')}"
