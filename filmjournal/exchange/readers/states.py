"""The watch state of a film, for services that have one for each film."""

from enum import Enum, auto

from msgspec import structs

from filmjournal.exchange.readers.builder import BatchBuilder, BatchFilm
from filmjournal.exchange.readers.rows import Row
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish


class WatchState(Enum):
    """How far somebody got with a film."""

    SEEN = auto()
    """To the end."""
    PLANNED = auto()
    """Not begun: it is on the watchlist."""
    BEGUN = auto()
    """Not to the end yet."""
    DROPPED = auto()
    """Not to the end, and that was enough."""


WATCH_STATES = {
    "": WatchState.SEEN,
    "completed": WatchState.SEEN,
    "planning": WatchState.PLANNED,
    "plantowatch": WatchState.PLANNED,
    "plan to watch": WatchState.PLANNED,
    "in progress": WatchState.BEGUN,
    "watching": WatchState.BEGUN,
    "paused": WatchState.BEGUN,
    "hold": WatchState.BEGUN,
    "on hold": WatchState.BEGUN,
    "dropped": WatchState.DROPPED,
}
"""The states by what services call them, folded."""

_BEGUN = "Films that you started and didn't finish go on your watchlist."
_DROPPED = "Films that you dropped are in your diary, with the tag “dropped”."


def add_by_state(
    builder: BatchBuilder, film: BatchFilm, stated: tuple[str, Viewing, Wish], row: Row, table: str, key: str
) -> None:
    """Add a film by its state, the first of `stated`: as the viewing or as the watchlist item, the other two.

    An unknown state is a problem, and the film counts as watched.
    """
    written, viewing, wish = stated
    state = WATCH_STATES.get(written.strip().casefold())
    if state is None:
        row.problem(f"“{written}” is an unknown state: the film was imported as watched.")
    if state is WatchState.PLANNED or state is WatchState.BEGUN:
        if state is WatchState.BEGUN:
            builder.add_note(_BEGUN)
        builder.add_wish_row(film, wish, row, table, key)
        return
    if state is WatchState.DROPPED:
        builder.add_note(_DROPPED)
        viewing = structs.replace(viewing, tags=(*viewing.tags, "dropped"))
    builder.add_viewing_row(film, viewing, row, table, key)


def require_film(kind: str) -> None:
    """Raise InvalidValueError where a row is about something else than a film."""
    if kind.strip().casefold() not in {"movie", "movies", "film"}:
        raise InvalidValueError(f"not a film: {kind.strip() or 'nothing says what it is'}")
