"""Where something that is in the journal came from: the rows of other programs, as they stood there."""

from msgspec import Struct

Name = tuple[str, str, str]
"""What tells a row from every other: the service, the table and the key."""


class Source(Struct, frozen=True):
    """One row of another program's file that tells of a film, a viewing or a wish, word for word."""

    service: str
    """Whose file it is, such as letterboxd."""
    table: str
    """What kind of rows it is one of there, such as diary."""
    key: str
    """What the service calls the row in every file that it ever writes."""
    cells: dict[str, str]
    """Every cell that the row has, by the heading of its column."""

    @property
    def name(self) -> Name:
        """What tells the row from every other: the service, the table and the key."""
        return self.service, self.table, self.key


class KeptList(Struct, frozen=True):
    """A list that somebody made elsewhere, word for word: a journal has no lists, and keeps it as it stands."""

    service: str
    """Whose file it is, such as letterboxd."""
    key: str
    """What the service calls it in every file that it ever writes."""
    about: dict[str, str]
    """What stands above its rows, such as its name and its description."""
    rows: tuple[dict[str, str], ...] = ()
    """Every row, each cell by the heading of its column."""

    @property
    def name(self) -> tuple[str, str]:
        """What tells the list from every other: the service and the key."""
        return self.service, self.key


class KeptSource(Source, frozen=True, omit_defaults=True):
    """A row as a record of the journal keeps it, with a trace of what was made of it."""

    told: dict[str, str] = {}
    """A short sum of each fact that was told with it: what the next file tells is compared with these.

    With them stand sums of the conflicts in which what was told did not come in.
    """
