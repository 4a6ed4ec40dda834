"""Exports the journal, or what a query finds."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import QUERY_HELP, add_query
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.transfer.export_formats import ExportFormat


def add_arguments(parser: ArgumentParser) -> None:
    """Add a query, the format and where to write it."""
    from filmjournal.transfer.export_formats import EXPORT_FORMATS

    add_query(parser, f"{QUERY_HELP}; without one, everything")
    formats = "; ".join(f"{each.name}: {each.help}" for each in EXPORT_FORMATS)
    names = [each.name for each in EXPORT_FORMATS]
    parser.add_argument("--to", choices=names, metavar="FORMAT", help=formats)
    where = "the file or folder to write; without it, a single text goes to standard output"
    parser.add_argument("-o", "--output", type=Path, metavar="PATH", help=where)
    force = "overwrite a file that exists, or that was edited by hand since the last export"
    parser.add_argument("--force", action="store_true", help=force)


def run(args: Namespace, shell: Shell) -> Status:
    """Write the entries that the query finds, or all of them, in the requested format."""
    from filmjournal.cli.search import Search, open_journal
    from filmjournal.transfer.exports import export_to_disk, export_to_text, select

    form = _form(args, shell)
    journal = open_journal(shell)
    search = Search(journal, args.query, shell)
    selection = select(journal, search.entries, " ".join(args.query))
    if not selection.entries and not (selection.wishes and form.has_watchlist):
        search.suggest_nearest()
        return Status.NOTHING
    if args.output is not None:
        shell.say(*export_to_disk(form, selection, args.output, journal.path, force=args.force))
        return Status.DONE
    text, left_out = export_to_text(form, selection)
    shell.put_text(text.removesuffix("\n"))
    shell.say(*left_out)
    return Status.DONE


def _form(args: Namespace, shell: Shell) -> ExportFormat:
    """Return the requested format; raises BadInputError if it can't be written where it should go."""
    from filmjournal.transfer.export_formats import EXPORT_FORMATS, export_format

    if args.to is None:
        names = ", ".join(each.name for each in EXPORT_FORMATS)
        raise BadInputError(f"Name a format: `filmjournal export --to FORMAT`. The formats are {names}.")
    form = export_format(args.to)
    if args.output is None and form.is_folder:
        raise BadInputError("This format is a folder with a file for each viewing: name it with -o, such as -o films.")
    if args.output is None and not shell.is_utf8:
        raise BadInputError("Standard output can't show every letter here: name a file with -o.")
    return form


VERB = Verb(
    "export",
    "Export the journal, or what a query finds, to a file",
    "export --to json -o films.json\n"
    "export --to markdown -o ~/vault/films\n"
    "export --to html rating:4.. sort:rating -o best.html\n"
    "export --to letterboxd watched:2026 -o letterboxd",
    add_arguments,
    run,
)
