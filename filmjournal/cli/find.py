"""Finds viewings with a query."""

from argparse import Namespace

from filmjournal.cli.asking import Asking, opened
from filmjournal.cli.output import put_listed
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status


def find(asked: Namespace, shell: Shell) -> Status:
    """List what the query finds, or all that is logged where nothing is asked."""
    asking = Asking(opened(shell), asked.query, shell)
    put_listed(asking.entries[: asked.limit], asking.sort, asking.query, asked, shell)
    if not asking.entries:
        asking.tell_nearest()
        return Status.NOTHING
    return Status.DONE
