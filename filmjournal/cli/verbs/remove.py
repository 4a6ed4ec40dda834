"""Move a viewing to the trash."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_one, add_yes
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell


def add_arguments(parser: ArgumentParser) -> None:
    """Add the viewing, and --yes."""
    add_one(parser)
    add_yes(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """Remove the viewing with this id; the only match of a query is removed after a question."""
    from filmjournal.cli.search import choose_one, confirmed, open_journal, require_query
    from filmjournal.model.wording import titled_and_dated

    require_query(args)
    journal = open_journal(shell, to_change=True)
    entry = choose_one(args, shell, journal)
    if entry is None:
        return Status.NOTHING
    viewing = titled_and_dated(entry)
    if not confirmed(args, entry, f"remove {viewing}", shell):
        return Status.NOTHING
    journal.remove(entry.id)
    journal.save()
    shell.say(f"Removed {viewing}. `filmjournal undo` brings it back.")
    return Status.DONE


VERB = Verb(
    "remove",
    "Move a viewing to the trash",
    "remove 01a2056a\nremove leaving las vegas --number 1 --yes",
    add_arguments,
    run,
)
