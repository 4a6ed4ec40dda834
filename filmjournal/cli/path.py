"""Tells where the journal is."""

from argparse import Namespace

from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status


def path(asked: Namespace, shell: Shell) -> Status:  # noqa: ARG001 — it takes nothing
    """Write the path of the journal, whether a file is there yet or not."""
    journal = shell.places.journal
    shell.put_text(str(journal.absolute()))
    if not journal.exists():
        shell.say("No file is there yet: the first film you log makes it.")
    return Status.DONE
