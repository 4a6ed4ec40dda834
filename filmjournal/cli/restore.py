"""Puts a backup in the journal's place."""

from argparse import Namespace

from filmjournal.cli.restoring import NoBackupError, carry_out, planned
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.cli.streams import BadInputError


def restore(asked: Namespace, shell: Shell) -> Status:
    """Tell what a backup holds and what would be lost, and put it in place when that is wanted."""
    file, backups = shell.file(), shell.backups()
    try:
        plan = planned(file, backups, asked.number)
    except NoBackupError as error:
        raise BadInputError(str(error)) from error
    shell.say(*plan.told())
    if not asked.yes:
        if not shell.can_ask:
            raise BadInputError("Nothing was changed: without a terminal to ask on, say --yes.")
        if not shell.agrees("Put it in place?"):
            shell.say("Nothing was changed.")
            return Status.NOTHING
    shell.say(*carry_out(plan, file, backups))
    return Status.DONE
