"""Sort orders of the diary, one record each."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from filmjournal.model.film import Role
from filmjournal.model.text import sort_key
from filmjournal.model.viewing import Entry


class Order(Struct, frozen=True):
    """One sort order."""

    name: str
    """Its name in `sort:` and in the settings file."""
    title: str
    """Its name on screen, such as Date watched."""
    key: Callable[[Entry], Any]
    """The sort key of an entry; None if it has no value, which always sorts last."""
    descending: bool = False
    """Whether it sorts from high to low by default, such as newest first."""


def _director(entry: Entry) -> str | None:
    directors = entry.film.people(Role.DIRECTOR)
    return sort_key(directors[0]) if directors else None


WATCHED = Order("watched", "Date watched", lambda entry: entry.viewing.watched, descending=True)

ORDERS = (
    WATCHED,
    Order("title", "Title", lambda entry: sort_key(entry.film.title)),
    Order("director", "Director", _director),
    Order("rating", "Rating", lambda entry: entry.viewing.rating, descending=True),
    Order("year", "Year", lambda entry: entry.film.year, descending=True),
)
"""Orders of the diary, as a key cycles through them."""

RUNTIME = Order("runtime", "Runtime", lambda entry: entry.film.runtime, descending=True)
"""An order for queries only: the diary has no column for it."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

_BY_NAME = {order.name: order for order in (*ORDERS, RUNTIME)}

ORDER_NAMES = tuple(_BY_NAME)
"""Every name that `sort:` accepts."""


class Sort(Struct, frozen=True):
    """A sort order and direction, as in `sort:rating-asc`."""

    order: Order
    """What to sort by."""
    reverse: bool = False
    """Whether the direction is the opposite of the order's default."""

    def __str__(self) -> str:
        direction = "" if not self.reverse else "-asc" if self.order.descending else "-desc"
        return f"sort:{self.order.name}{direction}"


def order_named(name: str) -> Order:
    """Return the order of this name; by date watched if there is none."""
    return _BY_NAME.get(name, WATCHED)


def by_date(entry: Entry) -> tuple[str, datetime, str]:
    """Return the sort key of the diary itself: the date watched, then when it was logged."""
    viewing = entry.viewing
    return viewing.watched or "", viewing.created or _LONG_AGO, viewing.id


def sort(
    entries: Iterable[Entry], order: Order, *, reverse: bool = False, keys: Iterable[Any] | None = None
) -> list[Entry]:
    """Return entries, which must come newest first, in this order; `keys` may give their sort keys.

    Stable: equal ones stay newest first. Entries without a value come last in both directions.
    """
    if order is WATCHED and not reverse:
        return list(entries)
    listed = list(entries)
    keyed = list(zip(map(order.key, listed) if keys is None else keys, listed, strict=True))
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=order.descending != reverse)
    return [entry for _, entry in known] + [entry for key, entry in keyed if key is None]
