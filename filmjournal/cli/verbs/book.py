"""Makes a book of what was written: an e-book, a page to print, or Markdown."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import QUERY_HELP, add_query
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell

_ORDERS = ("year", "film")


def add_arguments(parser: ArgumentParser) -> None:
    """Add a query, where to write the book, and what it is like."""
    add_query(parser, f"{QUERY_HELP}; without one, everything")
    where = "the file to write: .epub for e-readers, .html to print, or .md"
    parser.add_argument("-o", "--output", type=Path, metavar="PATH", help=where)
    by = "the order of the chapters: year, a chapter for each viewing; or film, one for each film (default: year)"
    parser.add_argument("--by", choices=_ORDERS, default=_ORDERS[0], metavar="ORDER", help=by)
    parser.add_argument("--title", default="", help="what the book is called")
    parser.add_argument("--author", default="", metavar="NAME", help="who wrote it")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def run(args: Namespace, shell: Shell) -> Status:
    """Write the book; NOTHING where the query finds nothing."""
    from filmjournal.cli.search import Search, open_journal
    from filmjournal.query.sorting import WATCHED, sort
    from filmjournal.transfer.books import BookRequest, Order, write_book

    if args.output is None:
        raise BadInputError("Name a file for the book with -o: .epub, .html or .md, such as -o films.epub.")
    journal = open_journal(shell)
    search = Search(journal, args.query, shell)
    if not search.entries:
        search.suggest_nearest()
        return Status.NOTHING
    found = {entry.id for entry in search.entries}
    entries = sort([entry for entry in journal.entries if entry.id in found], WATCHED)
    request = BookRequest(search.query, entries, shell.clock(), Order(args.by), args.title, args.author)
    with shell.progress(is_long=len(entries) >= _MANY) as progress:
        done = write_book(request, args.output, journal.path, progress, force=args.force)
    shell.say(done)
    return Status.DONE


_MANY = 100
"""Viewings from which progress is shown."""


VERB = Verb(
    "book",
    "Make a book of what you wrote: EPUB, HTML to print, or Markdown",
    "book -o films.epub\nbook watched:2026 -o 2026.html --title 'My year'\nbook rating:4.. --by film -o best.md",
    add_arguments,
    run,
)
