"""How far somebody came with a film, where a service keeps one state for each."""

from enum import Enum, auto

from msgspec import structs

from filmjournal.exchange.readers.builder import BatchBuilder, BatchFilm
from filmjournal.exchange.readers.rows import Row
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish


class WatchState(Enum):
    """How far somebody came with a film."""

    SEEN = auto()
    """To the end."""
    PLANNED = auto()
    """It is still to be seen."""
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
"""What services call it."""

_BEGUN = "A film that was begun and not seen to the end is on the watchlist."
_DROPPED = "A film that was given up is in the diary, with the tag dropped."


def add_by_state(
    builder: BatchBuilder, film: BatchFilm, told: tuple[str, Viewing, Wish], row: Row, table: str, key: str
) -> None:
    """Take in a film by its state: as the viewing, or as the wish that it would be.

    A state that is not known is a problem, and the film one that was seen.
    """
    written, viewing, wish = told
    state = WATCH_STATES.get(written.strip().casefold())
    if state is None:
        row.problem(f"“{written}” is a state that is not known here: the film was taken for one that was seen.")
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
    """Raise InvalidValueError where a row tells of something else than a film."""
    if kind.strip().casefold() not in {"movie", "movies", "film"}:
        raise InvalidValueError(f"not a film: {kind.strip() or 'nothing says what it is'}")
