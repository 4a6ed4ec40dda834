"""Show a viewing in full."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_formats, add_one
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell


def add_arguments(parser: ArgumentParser) -> None:
    """Add the viewing, by id or query, and the output formats."""
    add_one(parser)
    add_formats(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """Show the viewing with this id, or the only match of the query."""
    from filmjournal.cli.output import put_one
    from filmjournal.cli.search import choose_one, open_journal, require_query
    from filmjournal.render.film_rows import lines_of_rows

    require_query(args)
    journal = open_journal(shell)
    entry = choose_one(args, shell, journal)
    if entry is None:
        return Status.NOTHING
    put_one(entry, args, shell, lines_of_rows(entry, journal.tables.films.sources(entry.film.id)))
    return Status.DONE


VERB = Verb(
    "show",
    "Show one viewing in full",
    "show title:pig\nshow leaving las vegas --number 1\nshow 01a2056a --markdown",
    add_arguments,
    run,
)
