"""Read what was written about one element of many films."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import QUERY_HELP, add_json, add_query
from filmjournal.cli.completes import ELEMENT_NAME, FILE, completes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.stats.anthology import Anthology


def add_arguments(parser: ArgumentParser) -> None:
    """Add the element, a query, where to write it and the format."""
    help_text = "an element of your reviews, such as Cinematography, or its beginning; review and headline are some too"
    completes(parser.add_argument("element", nargs="?", metavar="ELEMENT", help=help_text), ELEMENT_NAME)
    add_query(parser, f"{QUERY_HELP}; without one, everything logged")
    where = "write it to this file, which ends in .html or .md, to print or to keep"
    completes(parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=where), FILE)
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")
    add_json(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """Write every passage about the element in what the query finds; NOTHING where there is none."""
    from filmjournal.cli.search import Search, open_journal
    from filmjournal.model.wording import listed
    from filmjournal.stats.anthology import anthology, element_meant, places_in

    if not (args.element or "").strip():
        raise BadInputError("Name an element, such as `filmjournal anthology cinematography`.")
    journal = open_journal(shell)
    if not journal.entries:
        shell.say(f"Nothing is logged yet in {journal.path}.")
        return Status.NOTHING
    known = places_in(journal.entries)
    element = element_meant(args.element, list(known))
    if element is None:
        named = listed(list(known)[:8])
        raise BadInputError(
            f"Nothing is written about “{args.element}”." + (f" There is {named}." if named else ""),
        )
    search = Search(journal, args.query, shell)
    found = anthology(element, " ".join(args.query), search.entries)
    if not search.entries:
        search.suggest_nearest()
    elif not found.extracts:
        shell.say(f"What was found says nothing about {element}.")
    if not found.extracts:
        return Status.NOTHING
    if args.output is not None:
        from filmjournal.transfer.anthology_page import write_anthology

        shell.say(write_anthology(found, args.output, journal.path, force=args.force))
    elif args.json:
        from filmjournal.stats.anthology import anthology_record

        shell.put_json(anthology_record(found))
    else:
        _show(found, shell)
    return Status.DONE


def _show(found: Anthology, shell: Shell) -> None:
    from rich.text import Text

    from filmjournal.model.wording import counted
    from filmjournal.render.palette import PLAIN
    from filmjournal.render.reading import COLUMN, anthology_page

    console = shell.console()
    every = [each.entry.id for each in found.extracts]
    page = anthology_page(found, min(console.width - 1, COLUMN), PLAIN, every)
    head = Text.assemble((found.title, PLAIN.accent), (f"   {counted(len(found.extracts), 'passage')}", PLAIN.muted))
    lines = [head, Text(), *page.lines]
    shell.put_lines(lines)


VERB = Verb(
    "anthology",
    "Read what you wrote about one element of many films",
    "anthology cinematography\nanthology performances actor:cage\nanthology soundtrack rating:4.. -o music.html\n"
    "anthology review watched:2026 --json",
    add_arguments,
    run,
)
