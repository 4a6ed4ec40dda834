"""Backups in words: why there is one, and what is in it."""

from types import MappingProxyType

from filmjournal.journal.safety.backups import Backup, Contents, Why
from filmjournal.model.wording import counted, short_moment

_WHY = MappingProxyType(
    {
        Why.DAY: "before the first change of a day",
        Why.MERGE: "before a merge",
        Why.IMPORT: "before an import",
        Why.MIGRATION: "before it was laid out anew",
        Why.RESTORE: "before a backup was restored",
        Why.HAND: "as it was edited by hand",
        Why.EMPTY: "before the trash was emptied",
        Why.SAVE: "before the last save",
    }
)


def why(backup: Backup) -> str:
    """Return what was about to happen when a backup was made."""
    return _WHY[backup.why]


def row(backup: Backup, contents: Contents | None) -> tuple[str, ...]:
    """Return the cells of a backup in a list: number, when, why, and what is in it; None for one that is damaged."""
    if contents is None:
        held = "damaged", ""
    else:
        held = counted(contents.viewings, "viewing"), counted(contents.films, "film")
    return (f"{backup.sequence:>3}", short_moment(backup.made), why(backup), *held)


def named(backup: Backup) -> str:
    """Return what a sentence calls a backup, such as backup 12 of 20 Nov 2026 21:14 (before a merge)."""
    return f"backup {backup.sequence} of {short_moment(backup.made)} ({why(backup)})"
