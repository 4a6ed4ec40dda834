"""Puts one entry into the trash."""

from argparse import Namespace

from filmjournal.cli.asking import opened
from filmjournal.cli.choosing import chosen, is_wanted, say_which
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.model.wording import titled_and_dated


def remove(asked: Namespace, shell: Shell) -> Status:
    """Remove the entry with this id, or, when that is wanted, the one that the query finds."""
    say_which(asked)
    journal = opened(shell, to_change=True)
    entry = chosen(asked, shell, journal)
    if entry is None:
        return Status.NOTHING
    told = titled_and_dated(entry)
    if not is_wanted(asked, entry, f"remove {told}", shell):
        return Status.NOTHING
    journal.remove(entry.id)
    journal.save()
    shell.say(f"Removed {told}. `filmjournal undo` brings it back.")
    return Status.DONE
