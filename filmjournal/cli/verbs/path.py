"""Show where the journal is."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_nothing
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell


def run(args: Namespace, shell: Shell) -> Status:  # noqa: ARG001 — it takes nothing
    """Write the path of the journal, whether a file is there yet or not."""
    journal = shell.places.journal
    shell.put_text(str(journal.absolute()))
    if not journal.exists():
        shell.say("No file is there yet: logging your first film creates it.")
    return Status.DONE


VERB = Verb(
    "path",
    "Show where the journal is",
    "path\npath --journal ~/films.json",
    add_nothing,
    run,
)
