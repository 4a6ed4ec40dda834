"""List the backups of the journal."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from filmjournal.cli.arguments import add_json
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.safety.backups import Backup, Backups, Contents


def run(args: Namespace, shell: Shell) -> Status:
    """List every backup, the newest first; the state before the last save is number 0."""
    from filmjournal.render.safety import backup_row

    backups = shell.backups()
    previous = backups.previous()
    listed = [*([previous] if previous is not None else []), *backups.list()]
    if args.json:
        shell.put_json([_as_json(backups, backup) for backup in listed])
    if not listed:
        shell.say(f"There is no backup of {shell.places.journal} yet; the next save makes one.")
        return Status.NOTHING
    if not args.json:
        shell.put_rows([backup_row(backup, _contents(backups, backup)) for backup in listed])
        shell.say("`filmjournal restore NUMBER` restores one.")
    return Status.DONE


def _contents(backups: Backups, backup: Backup) -> Contents | None:
    from filmjournal.journal.safety.backups import BackupDamagedError

    try:
        return backups.contents(backup)
    except BackupDamagedError:
        return None


def _as_json(backups: Backups, backup: Backup) -> dict[str, Any]:
    contents = _contents(backups, backup)
    held = (
        {"viewings": contents.viewings, "films": contents.films, "generation": contents.generation}
        if contents is not None
        else {}
    )
    return {
        "number": backup.sequence,
        "made": backup.made.isoformat(),
        "why": backup.reason.value,
        "path": str(backup.path),
        "damaged": contents is None,
        **held,
    }


VERB = Verb(
    "backups",
    "List the backups of the journal",
    "backups\nbackups --json",
    add_json,
    run,
)
