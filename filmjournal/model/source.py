"""Sources of records: the rows of other programs' files that stated them, word for word."""

from msgspec import Struct

Name = tuple[str, str, str]
"""The identity of a row: its service, its table and its key."""


class Source(Struct, frozen=True):
    """One row of another program's file that states a film, a viewing or a watchlist item, word for word."""

    service: str
    """Whose file it is, such as letterboxd."""
    table: str
    """The table that the row is in there, such as diary."""
    key: str
    """The service's own id of the row: the same in every file that it exports."""
    cells: dict[str, str]
    """Every cell that the row has, by the heading of its column."""

    @property
    def name(self) -> Name:
        """The identity of the row: its service, its table and its key."""
        return self.service, self.table, self.key


class StoredList(Struct, frozen=True):
    """A list as rows: of another service, word for word, or one of your own, to take it elsewhere."""

    service: str
    """Whose file it is, such as letterboxd."""
    key: str
    """The service's own id of the list: the same in every file that it exports."""
    about: dict[str, str]
    """The list's own facts, such as its name and description, by their headings."""
    rows: tuple[dict[str, str], ...] = ()
    """Every row, each cell by the heading of its column."""

    @property
    def name(self) -> tuple[str, str]:
        """The identity of the list: its service and its key."""
        return self.service, self.key


class StoredSource(Source, frozen=True, omit_defaults=True, rename={"checksums": "told"}):
    """A row as it is stored with a record of the journal, with checksums of the facts that were read from it."""

    checksums: dict[str, str] = {}
    """A short checksum of each fact that the row stated, by the fact's name; ``told`` in the journal file.

    The next import is compared with these. Conflicts in which the journal's value stayed have checksums here too.
    """
