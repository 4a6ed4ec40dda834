"""What goes out, and what comes of it."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from filmjournal.model.source import KeptList, Source
from filmjournal.model.viewing import Entry
from filmjournal.model.wish import Wished

NO_SOURCES: Mapping[str, Sequence[Source]] = MappingProxyType({})
"""Nothing came from elsewhere."""

NO_OWN_KEYS: Mapping[str, dict[str, Any]] = MappingProxyType({})
"""Nobody has put a key of their own into a record."""


class Selection(Struct, frozen=True):
    """What of a journal goes out."""

    entries: tuple[Entry, ...]
    """The viewings, in the order in which they go out."""
    wishes: tuple[Wished, ...] = ()
    """The watchlist."""
    sources: Mapping[str, Sequence[Source]] = NO_SOURCES
    """The rows of other programs that tell of them, by the id of the viewing, the film or the wish."""
    own_keys: Mapping[str, dict[str, Any]] = NO_OWN_KEYS
    """Keys that nobody here knows, by the id of the viewing, the film or the wish in whose record they stand."""
    lists: tuple[KeptList, ...] = ()
    """The lists of other services that are kept as they stand."""
    title: str = "Film journal"
    """What all of it is called."""
    staying: tuple[str, ...] = ()
    """What else is in the journal and goes nowhere, in a few words each."""


class Document(Struct, frozen=True):
    """One text that goes out."""

    name: str
    """The name of its file, where it is one of several."""
    text: str
    """All of it."""
    of: str = ""
    """The id of the viewing or the wish, where it tells of one alone."""


class Written(Struct, frozen=True):
    """What a selection is in one format."""

    documents: tuple[Document, ...]
    """The texts, of which there is at least one."""
    warnings: tuple[str, ...] = ()
    """What the format has no place for, a sentence each."""
    beside: tuple[Document, ...] = ()
    """The texts for which only a folder has room."""


Writer = Callable[[Selection], Written]
"""Writes a selection in one format."""
