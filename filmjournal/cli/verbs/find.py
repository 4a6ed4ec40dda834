"""Find viewings with a query."""

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
    add_count(parser, "--limit", "list at most this many")
    add_formats(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """List the matches of the query; without a query, everything logged."""
    from filmjournal.cli.output import put_listed
    from filmjournal.cli.search import Search, open_journal

    search = Search(open_journal(shell), args.query, shell)
    put_listed(search.entries[: args.limit], search.sort, search.query, args, shell)
    if not search.entries:
        search.suggest_nearest()
        return Status.NOTHING
    return Status.DONE


VERB = Verb(
    "find",
    "Find viewings with a query",
    "find cage figgis\n"
    "find rating:4.5.. watched:2020..2022 --limit 10\n"
    "find 'genre:drama (ozu OR figgis) sort:year' --json\n"
    "find -tag:home decade:90s --ids             # -word is without it",
    add_arguments,
    run,
)
