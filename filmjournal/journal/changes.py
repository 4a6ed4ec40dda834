"""One thing that was done to the journal."""

from collections.abc import Callable
from typing import Self

from filmjournal.journal.records import Alteration
from filmjournal.journal.safety.backups import Why
from filmjournal.journal.tables import Tables
from filmjournal.model.viewing import Viewing

Deed = Callable[[Tables], list[Alteration]]
"""Carries a change out on the records as they are when it is called, and returns what it altered."""


class Change:
    """One thing that was done to the journal, and how to take it back."""

    def __init__(
        self,
        title: str,
        deed: Deed,
        altered: list[Alteration],
        why: Why | None = None,
        takes_back: Self | None = None,
    ) -> None:
        self.title = title
        """What was done, such as Logged Stalker."""
        self.deed = deed
        """Does it, also on top of what another program wrote."""
        self.altered = altered
        """What it altered, where it was done last."""
        self.why = why
        """Why a backup is made before it is saved; None where the one of the day will do."""
        self.takes_back = takes_back
        """The change that it takes back, where it does that."""
        self.noted_as = ""
        """Its id in the history of changes; nothing until it is there."""

    @property
    def viewing_ids(self) -> list[str]:
        """The viewings that it altered."""
        values = [altered.after or altered.before for altered in self.altered]
        return [value.id for value in values if isinstance(value, Viewing)]
