"""Restore a backup of the journal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_yes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell


def add_arguments(parser: ArgumentParser) -> None:
    """Add the number of a backup."""
    help_text = "the number of a backup, as `filmjournal backups` lists them; without one, the newest good one"
    parser.add_argument("number", type=int, nargs="?", metavar="NUMBER", help=help_text)
    add_yes(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """Show what a backup has and what would be lost, ask, and restore it."""
    from filmjournal.cli.restoring import NoBackupError, plan_restore, restore_backup

    file, backups = shell.file(), shell.backups()
    try:
        plan = plan_restore(file, backups, args.number)
    except NoBackupError as error:
        raise BadInputError(str(error)) from error
    shell.say(*plan.lines())
    if not args.yes:
        if not shell.can_ask:
            raise BadInputError("Nothing was changed. Without a terminal to ask on, add --yes.")
        if not shell.agrees("Restore it?"):
            shell.say("Nothing was changed.")
            return Status.NOTHING
    shell.say(*restore_backup(plan, file, backups))
    return Status.DONE


VERB = Verb(
    "restore",
    "Restore a backup, after backing up the journal as it is",
    "restore\nrestore 12\nrestore 0 --yes                    # as it was before the last save",
    add_arguments,
    run,
)
