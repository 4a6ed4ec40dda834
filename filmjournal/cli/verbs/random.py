"""Lets chance choose."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import QUERY_HELP, add_count, add_formats, add_query
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell


def add_arguments(parser: ArgumentParser) -> None:
    """Let a query be asked, of which chance chooses."""
    add_query(parser, f"{QUERY_HELP}; all that is logged where there is none")
    add_count(parser, "--limit", "choose so many, and not one")
    add_formats(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """Choose among what the query finds, or among all that is logged: one viewing, or as many as the limit."""
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
    "Let chance choose among viewings",
    "random\nrandom rating:4.. is:first\nrandom genre:horror --limit 3 --plain",
    add_arguments,
    run,
)
