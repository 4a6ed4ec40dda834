"""Pick viewings at random."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import QUERY_HELP, add_count, add_formats, add_query
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell


def add_arguments(parser: ArgumentParser) -> None:
    """Add a query, a limit and the output formats."""
    add_query(parser, f"{QUERY_HELP}; without one, everything logged")
    add_count(parser, "--limit", "pick this many instead of one")
    add_formats(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """Pick among the matches of the query, or among everything logged: one viewing, or --limit of them."""
    from filmjournal.cli.output import put_listed
    from filmjournal.cli.search import Search, open_journal

    search = Search(open_journal(shell), args.query, shell)
    found = search.entries
    picked = shell.chance.sample(found, min(args.limit or 1, len(found)))
    put_listed(picked, None, search.query, args, shell)
    if not found:
        search.suggest_nearest()
        return Status.NOTHING
    return Status.DONE


VERB = Verb(
    "random",
    "Pick a viewing at random",
    "random\nrandom rating:4.. is:first\nrandom genre:horror --limit 3 --plain",
    add_arguments,
    run,
)
