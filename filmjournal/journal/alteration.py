"""What a change did to one record."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

if TYPE_CHECKING:
    from filmjournal.journal.tables import Tables


class Alteration(Struct, frozen=True):
    """A film, a viewing or a wish as it was and as it became; None where it was or became none."""

    before: Film | Viewing | Wish | None
    """As whoever changed it had it before the eyes."""
    after: Film | Viewing | Wish | None
    """As it was to be."""
    rows: bytes = b""
    """The rows of other programs that it kept before, where these were changed too."""
    rows_after: str = ""
    """What tells the rows that it kept afterwards from others; nothing where they were not changed."""
    kept_list: str = ""
    """The number of the list that it was, where it was neither of those: all of the list counts as rows then."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing became different."""
        return self.before == self.after and not self.rows_after


Deed = Callable[["Tables"], list[Alteration]]
"""Carries a change out on the records as they are when it is called, and returns what it altered."""
