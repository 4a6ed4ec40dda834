"""Shows one entry in full."""

from argparse import Namespace

from filmjournal.cli.asking import opened
from filmjournal.cli.choosing import chosen, say_which
from filmjournal.cli.output import put_one
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status


def show(asked: Namespace, shell: Shell) -> Status:
    """Show the entry with this id, or the one that the query finds."""
    say_which(asked)
    entry = chosen(asked, shell, opened(shell))
    if entry is None:
        return Status.NOTHING
    put_one(entry, asked, shell)
    return Status.DONE
