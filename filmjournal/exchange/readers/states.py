"""How far somebody came with a film, where a service keeps one state for each."""

from enum import Enum, auto

from msgspec import structs

from filmjournal.exchange.readers.builder import BatchBuilder, BatchFilm
from filmjournal.exchange.readers.rows import Row
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish


class State(Enum):
    """How far somebody came with a film."""

    SEEN = auto()
    """To the end."""
    WISHED = auto()
    """It is still to be seen."""
    BEGUN = auto()
    """Not to the end yet."""
    DROPPED = auto()
    """Not to the end, and that was enough."""


STATES = {
    "": State.SEEN,
    "completed": State.SEEN,
    "planning": State.WISHED,
    "plantowatch": State.WISHED,
    "plan to watch": State.WISHED,
    "in progress": State.BEGUN,
    "watching": State.BEGUN,
    "paused": State.BEGUN,
    "hold": State.BEGUN,
    "on hold": State.BEGUN,
    "dropped": State.DROPPED,
}
"""What services call it."""

_BEGUN = "A film that was begun and not seen to the end is on the watchlist."
_DROPPED = "A film that was given up is in the diary, with the tag dropped."


def take_in_state(
    builder: BatchBuilder, film: BatchFilm, told: tuple[str, Viewing, Wish], row: Row, table: str, key: str
) -> None:
    """Take in a film by its state: as the viewing, or as the wish that it would be.

    A state that is not known is a problem, and the film one that was seen.
    """
    written, viewing, wish = told
    state = STATES.get(written.strip().casefold())
    if state is None:
        row.problem(f"“{written}” is a state that is not known here: the film was taken for one that was seen.")
    if state is State.WISHED or state is State.BEGUN:
        if state is State.BEGUN:
            builder.add_note(_BEGUN)
        builder.add_wish_row(film, wish, row, table, key)
        return
    if state is State.DROPPED:
        builder.add_note(_DROPPED)
        viewing = structs.replace(viewing, tags=(*viewing.tags, "dropped"))
    builder.add_viewing_row(film, viewing, row, table, key)


def refuse_no_film(kind: str) -> None:
    """Raise InvalidValueError where a row tells of something else than a film."""
    if kind.strip().casefold() not in {"movie", "movies", "film"}:
        raise InvalidValueError(f"not a film: {kind.strip() or 'nothing says what it is'}")
