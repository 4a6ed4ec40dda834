"""Lets chance choose."""

from argparse import Namespace

from filmjournal.cli.asking import Asking, opened
from filmjournal.cli.output import put_listed
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status


def random(asked: Namespace, shell: Shell) -> Status:
    """Choose among what the query finds, or among all that is logged: one viewing, or as many as the limit."""
    asking = Asking(opened(shell), asked.query, shell)
    found = asking.entries
    chosen = shell.chance.sample(found, min(asked.limit or 1, len(found)))
    put_listed(chosen, None, asking.query, asked, shell)
    if not found:
        asking.tell_nearest()
        return Status.NOTHING
    return Status.DONE
