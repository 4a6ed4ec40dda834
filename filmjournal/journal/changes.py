"""One change of the journal, as undo and history know it."""

from collections.abc import Callable
from typing import Self

from filmjournal.journal.records import Alteration
from filmjournal.journal.safety.backups import BackupReason
from filmjournal.journal.tables import Tables
from filmjournal.model.viewing import Viewing

Mutation = Callable[[Tables], list[Alteration]]
"""Changes the records, whatever another program wrote to them meanwhile, and returns what it altered."""


class Change:
    """One change of the journal, and what undoes it."""

    def __init__(
        self,
        title: str,
        mutation: Mutation,
        altered: list[Alteration],
        backup_reason: BackupReason | None = None,
        undoes: Self | None = None,
    ) -> None:
        self.title = title
        """What it did, such as “Logged Stalker”."""
        self.mutation = mutation
        """Makes it; called again on top of what another program wrote."""
        self.altered = altered
        """What it altered when it was made last."""
        self.backup_reason = backup_reason
        """Why a backup is made before it is saved; None where the daily one will do."""
        self.undoes = undoes
        """The change that it undoes, if it is an undo."""
        self.history_id = ""
        """Its id in the history; empty until it is there."""

    @property
    def restored_viewing(self) -> str:
        """The id of the viewing that the change which this one undoes had removed; empty unless it was just one."""
        undone = self.undoes.altered if self.undoes is not None else []
        removed = [altered.before.id for altered in undone if isinstance(altered.before, Viewing) and not altered.after]
        return removed[0] if len(removed) == len(undone) == 1 else ""

    @property
    def viewing_ids(self) -> list[str]:
        """The ids of the viewings that it altered."""
        values = [altered.after or altered.before for altered in self.altered]
        return [value.id for value in values if isinstance(value, Viewing)]
