"""Finds viewings with a query."""

from argparse import Namespace

from filmjournal.cli.asking import Asking, opened
from filmjournal.cli.output import put_listed
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.query.catalogue import Answer
from filmjournal.query.highlights import Highlights


def find(asked: Namespace, shell: Shell) -> Status:
    """List what the query finds, or all that is logged where nothing is asked."""
    asking = Asking(opened(shell), asked.query, shell)
    found = asking.answer
    put_listed(Answer(found.entries[: asked.limit], found.sort), Highlights.of(asking.asked.query), asked, shell)
    if not found.entries:
        asking.tell_nearest()
        return Status.NOTHING
    return Status.DONE
