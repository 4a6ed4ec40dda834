"""An import as values: the records that the journal has before it, and the changes that it makes."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from hashlib import sha256
from typing import Any, Generic, TypeVar

from msgspec import Struct

from filmjournal.model.film import Film
from filmjournal.model.source import Name, StoredList, StoredSource
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

Value = TypeVar("Value", Film, Viewing, Wish)


class StoredRecord(Struct, Generic[Value], frozen=True):
    """A record of the journal with the rows of other programs that stated it."""

    value: Value
    """The film, viewing or watchlist item."""
    sources: tuple[StoredSource, ...] = ()
    """The rows, the record's own first."""
    modified: datetime | None = None
    """When the record was last changed, with its zone; None if it never was."""


class JournalSnapshot(Struct, frozen=True):
    """Every record of the journal as an import finds it."""

    films: tuple[StoredRecord[Film], ...] = ()
    """Every film."""
    viewings: tuple[StoredRecord[Viewing], ...] = ()
    """Every viewing."""
    wishes: tuple[StoredRecord[Wish], ...] = ()
    """Every watchlist item."""
    lists: tuple[StoredList, ...] = ()
    """Every stored list of another service."""
    removed_rows: AbstractSet[Name] = frozenset()
    """The rows of records that somebody removed: imports leave them out."""
    removed: AbstractSet[str] = frozenset()
    """The ids of removed records."""


class ImportedRecord(Struct, Generic[Value], frozen=True):
    """One record before and after an import."""

    before: Value | None
    """The record that the journal has; None for a new one."""
    after: Value
    """The record after the import, with its id."""
    sources: tuple[StoredSource, ...] = ()
    """Every row that is stored with it after the import."""
    moved: AbstractSet[Name] = frozenset()
    """The rows that were stored with it and now belong to another record."""
    own_keys: dict[str, Any] = {}
    """Keys that this program doesn't know, from another journal's record; only new records get them."""


class ImportChanges(Struct, frozen=True):
    """All changes of one import, which are made together or not at all."""

    films: tuple[ImportedRecord[Film], ...] = ()
    """The films."""
    viewings: tuple[ImportedRecord[Viewing], ...] = ()
    """The viewings."""
    wishes: tuple[ImportedRecord[Wish], ...] = ()
    """The watchlist items."""
    lists: tuple[StoredList, ...] = ()
    """The lists of other services to store."""
    fulfilled: AbstractSet[str] = frozenset()
    """The ids of films that the import logs, and that leave the watchlist."""

    @property
    def is_empty(self) -> bool:
        """Whether the import changes nothing."""
        return not (self.films or self.viewings or self.wishes or self.lists)


def stable_id(*parts: str) -> str:
    """Return an id that depends on these parts alone: a record read from one row has the same id in every journal.

    It is a UUID of version 8 (RFC 9562), made of the SHA-256 digest of the parts.
    """
    digest = sha256("\n".join(parts).encode(errors="replace")).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"
