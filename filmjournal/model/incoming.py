"""What is known before something comes in from elsewhere, and what is to come in: values, each with its rows."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from hashlib import sha256
from typing import Any, Generic, TypeVar

from msgspec import Struct

from filmjournal.model.film import Film
from filmjournal.model.source import KeptList, KeptSource, Name
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

Value = TypeVar("Value", Film, Viewing, Wish)


class Kept(Struct, Generic[Value], frozen=True):
    """A record of the journal with the rows that told of it."""

    value: Value
    """What it means."""
    sources: tuple[KeptSource, ...] = ()
    """The rows."""
    modified: datetime | None = None
    """When it was last changed; None where it never was."""


class Known(Struct, frozen=True):
    """All that is known when something comes in."""

    films: tuple[Kept[Film], ...] = ()
    """Every film."""
    viewings: tuple[Kept[Viewing], ...] = ()
    """Every viewing."""
    wishes: tuple[Kept[Wish], ...] = ()
    """Every wish."""
    lists: tuple[KeptList, ...] = ()
    """Every list of other services that is kept."""
    removed_rows: AbstractSet[Name] = frozenset()
    """The rows that told of what somebody removed."""
    removed: AbstractSet[str] = frozenset()
    """The ids of what somebody removed."""


class Incoming(Struct, Generic[Value], frozen=True):
    """One record as it is to be once something came in."""

    before: Value | None
    """As it is known; None for a new one."""
    after: Value
    """As it is to be, with its id."""
    sources: tuple[KeptSource, ...] = ()
    """Every row that it is to have."""
    moved: AbstractSet[Name] = frozenset()
    """The rows that it had, and that tell of another record by now."""
    own_keys: dict[str, Any] = {}
    """Keys that nobody here knows, as its record had them in another journal; only a new record gets them."""


class Delivery(Struct, frozen=True):
    """All that is to come in at once."""

    films: tuple[Incoming[Film], ...] = ()
    """The films."""
    viewings: tuple[Incoming[Viewing], ...] = ()
    """The viewings."""
    wishes: tuple[Incoming[Wish], ...] = ()
    """The wishes."""
    lists: tuple[KeptList, ...] = ()
    """The lists of other services that are to be kept."""
    fulfilled: AbstractSet[str] = frozenset()
    """The films that are seen with it, and are to be taken off the watchlist."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to come in."""
        return not (self.films or self.viewings or self.wishes or self.lists)


def lasting_id(*parts: str) -> str:
    """Return an id that is made of these parts: what came from one row has the same id in every journal."""
    told = sha256("\n".join(parts).encode(errors="replace")).hexdigest()
    return f"{told[:8]}-{told[8:12]}-8{told[13:16]}-8{told[17:20]}-{told[20:32]}"  # a UUID of the eighth kind: our own
