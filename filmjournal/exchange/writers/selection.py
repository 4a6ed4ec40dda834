"""What is exported, and the texts that a format makes of it."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from filmjournal.model.source import Source, StoredList
from filmjournal.model.viewing import Entry
from filmjournal.model.wish import Wished

NO_SOURCES: Mapping[str, Sequence[Source]] = MappingProxyType({})
"""Nothing was imported."""

NO_OWN_KEYS: Mapping[str, dict[str, Any]] = MappingProxyType({})
"""No record has keys that this program doesn't know."""


class Selection(Struct, frozen=True):
    """The part of a journal that is exported."""

    entries: tuple[Entry, ...]
    """The viewings, in the order of the export."""
    wishes: tuple[Wished, ...] = ()
    """The watchlist."""
    sources: Mapping[str, Sequence[Source]] = NO_SOURCES
    """The stored rows of other programs, by the id of their viewing, film or watchlist item."""
    own_keys: Mapping[str, dict[str, Any]] = NO_OWN_KEYS
    """Keys that this program doesn't know, by the id of the viewing, film or watchlist item that has them."""
    lists: tuple[StoredList, ...] = ()
    """Your lists as rows, and those of other services as they were imported."""
    title: str = "Film journal"
    """The title of the export."""
    staying: tuple[str, ...] = ()
    """What else is in the journal and isn't exported, in a few words each."""


class Document(Struct, frozen=True):
    """One exported text."""

    name: str
    """The name of its file, where it is one of several."""
    text: str
    """All of it."""
    of: str = ""
    """The id of the viewing or watchlist item, where it is of one alone."""


class Export(Struct, frozen=True):
    """A selection in one format."""

    documents: tuple[Document, ...]
    """The texts, of which there is at least one."""
    warnings: tuple[str, ...] = ()
    """What the format has no place for, a sentence each."""
    beside: tuple[Document, ...] = ()
    """More texts, written only where the export is a folder."""


Writer = Callable[[Selection], Export]
"""Writes a selection in one format."""
