"""Show a person's page: their films as you saw them, and what you wrote about their work."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_json
from filmjournal.cli.completes import FILE, completes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.journal import Journal
    from filmjournal.stats.person import Person


def add_arguments(parser: ArgumentParser) -> None:
    """Add the name, the role and the format."""
    from filmjournal.model.film import Role

    help_text = "the name, or enough words of it for one person"
    completes(parser.add_argument("words", nargs="*", metavar="NAME", help=help_text), "person")
    roles = [role.value for role in Role]
    parser.add_argument("--role", choices=roles, metavar="ROLE", help=f"only as one of {', '.join(roles)}")
    where = "write the page to this file, which ends in .html or .md, to print or to keep"
    completes(parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=where), FILE)
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")
    add_json(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """Show the page; NOTHING where nobody of this name made a film of the journal."""
    from filmjournal.cli.search import open_journal
    from filmjournal.model.film import Role
    from filmjournal.stats.person import person

    text = " ".join(args.words)
    if not text.strip():
        raise BadInputError("Name a person, such as `filmjournal person nicolas cage`.")
    journal = open_journal(shell)
    role = next((each for each in Role if each.value == args.role), None)
    name = one_person(text, journal, shell)
    found = person(name, journal.entries, journal.watchlist, role) if name else None
    if found is None:
        if name:
            shell.say(f"{name} is {args.role} of no film in your journal.")
        return Status.NOTHING
    if args.output is not None:
        from filmjournal.transfer.person_page import write_person

        shell.say(write_person(found, args.output, journal.path, force=args.force))
        return Status.DONE
    if args.json:
        from filmjournal.stats.person_record import person_record

        shell.put_json(person_record(found))
        return Status.DONE
    _show(found, shell)
    return Status.DONE


def _show(found: Person, shell: Shell) -> None:
    from rich.text import Text

    from filmjournal.render.palette import PLAIN
    from filmjournal.render.person import about, person_page, roles_of

    width = shell.console().width - 1
    page = person_page(found, width, PLAIN)
    head = Text.assemble((found.name, PLAIN.accent), (f"   {roles_of(found)}", PLAIN.muted))
    lines = [head, Text(about(found)), Text(), *page.lines]
    shell.put_lines(lines)


def one_person(text: str, journal: Journal, shell: Shell) -> str:
    """Return the name of the one person that is meant; empty after saying that there is none.

    Raises BadInputError with their names where several may be meant.
    """
    from filmjournal.stats.person import people_named

    names = people_named(text, journal.entries, journal.watchlist)
    if len(names) > 1:
        shown = [f"  {name}" for name in names[:20]]
        more = [f"  and {len(names) - 20:,} more"] if len(names) > 20 else []
        raise BadInputError(f"{len(names)} people may be meant: write the whole name.", *shown, *more)
    if names:
        return names[0]
    from filmjournal.query.fields import PERSON
    from filmjournal.query.fuzzy import fuzzy_matches
    from filmjournal.query.tree import InField, Query, Words
    from filmjournal.query.vocabulary import FilmNames

    near = fuzzy_matches(Query(InField(PERSON, (Words(text),))), FilmNames.of(journal.entries))
    shell.say(f"Nobody called “{text}” made a film in your journal.{' Nearest is:' if near else ''}")
    shell.say(*(f"  {name}" for name in dict.fromkeys(each.name for each in near)))
    return ""


VERB = Verb(
    "person",
    "Show what you saw of a person's work, and what you wrote about it",
    "person nicolas cage\nperson tarkovsky --role director\nperson ozu --json\nperson nicolas cage -o cage.html",
    add_arguments,
    run,
)
