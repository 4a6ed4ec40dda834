"""The orders in which entries can be listed, one record each."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from filmjournal.model.film import Role
from filmjournal.model.text import sort_key
from filmjournal.model.viewing import Entry


class Order(Struct, frozen=True):
    """One way to sort the diary."""

    name: str
    """What a query and the settings call it."""
    title: str
    """What the reader sees, such as Date watched."""
    key: Callable[[Entry], Any]
    """What entries are compared by; None where an entry has nothing there, which always sorts last."""
    descending: bool = False
    """Whether the natural direction is from high to low, such as newest first."""


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
"""Every order, in the order in which a key steps through them."""

RUNTIME = Order("runtime", "Runtime", lambda entry: entry.film.runtime, descending=True)
"""An order that only a query asks for: the diary has no column for it."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

_BY_NAME = {order.name: order for order in (*ORDERS, RUNTIME)}

ORDER_NAMES = tuple(_BY_NAME)
"""Everything that can stand after `sort:`."""


class Sort(Struct, frozen=True):
    """An order that a query asks for, as in `sort:rating-asc`."""

    order: Order
    """What to sort by."""
    reverse: bool = False
    """Whether it is against the natural direction."""

    def __str__(self) -> str:
        direction = "" if not self.reverse else "-asc" if self.order.descending else "-desc"
        return f"sort:{self.order.name}{direction}"


def order_named(name: str) -> Order:
    """Return the order of this name; the date watched for a name that is none."""
    return _BY_NAME.get(name, WATCHED)


def by_date(entry: Entry) -> tuple[str, datetime, str]:
    """Return what the diary is kept by: the date watched, then when it was logged."""
    viewing = entry.viewing
    return viewing.watched or "", viewing.created or _LONG_AGO, viewing.id


def sort(
    entries: Iterable[Entry], order: Order, *, reverse: bool = False, keys: Iterable[Any] | None = None
) -> list[Entry]:
    """Return the entries, which come newest first, sorted by the order or against it; `keys` are theirs, where known.

    Equal ones stay newest first; those without a value come last either way.
    """
    if order is WATCHED and not reverse:
        return list(entries)
    listed = list(entries)
    keyed = list(zip(map(order.key, listed) if keys is None else keys, listed, strict=True))
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=order.descending != reverse)
    return [entry for _, entry in known] + [entry for key, entry in keyed if key is None]
