"""List the people of your films, make two names one person, or tell namesakes apart."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import QUERY_HELP, add_count, add_json, add_query, add_yes
from filmjournal.cli.completes import completes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.journal import Journal
    from filmjournal.transfer.people import Renaming


def add_arguments(parser: ArgumentParser) -> None:
    """Add a query, a role and a limit."""
    from filmjournal.model.film import Role

    parser.usage = (
        "filmjournal people [QUERY] [options]\n       filmjournal people merge NAME OTHER [options]\n"
        "       filmjournal people split NAME NEW [options]"
    )
    add_query(parser, f"{QUERY_HELP}; without one, everybody whose films you watched")
    roles = [role.value for role in Role]
    parser.add_argument("--role", choices=roles, metavar="ROLE", help=f"only one of {', '.join(roles)}")
    add_count(parser, "--limit", "list at most this many")
    add_json(parser)


def add_names(parser: ArgumentParser) -> None:
    """Add the two names, and --yes."""
    parser.usage = "filmjournal people merge NAME OTHER [options]"
    help_text = "the name that stays, and another name of the same person"
    completes(parser.add_argument("names", nargs="*", metavar="NAME", help=help_text), "person")
    add_yes(parser)


def add_split(parser: ArgumentParser) -> None:
    """Add the name, that of the namesake, and of which films it is."""
    from filmjournal.model.film import Role

    parser.usage = "filmjournal people split NAME NEW [--role ROLE] [--films QUERY] [options]"
    help_text = "the name that two people have, and the one that the other of them gets"
    completes(parser.add_argument("names", nargs="*", metavar="NAME", help=help_text), "person")
    roles = [role.value for role in Role]
    parser.add_argument("--role", choices=roles, metavar="ROLE", help="the other person is the one in this role")
    parser.add_argument("--films", metavar="QUERY", help="the other person is the one in these films")
    add_yes(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """List people, those with the most viewings first."""
    from filmjournal.cli.search import Search, open_journal
    from filmjournal.model.film import Role
    from filmjournal.model.text import one_line
    from filmjournal.model.wording import counted
    from filmjournal.stats.person import people_in

    if args.query and args.query[0] in {"merge", "split"}:
        raise BadInputError(f"Write {args.query[0]} right after people, and options after it.")
    journal = open_journal(shell)
    entries = Search(journal, args.query, shell).entries if args.query else journal.entries
    roles = [role for role in Role if args.role in {None, role.value}]
    people = people_in(entries, roles)[: args.limit]
    if args.json:
        from msgspec import to_builtins

        shell.put_json(to_builtins(people))
    else:
        rows = [
            (one_line(each.name), ", ".join(each.roles), counted(each.films, "film"), counted(each.viewings, "viewing"))
            for each in people
        ]
        shell.put_rows(rows)
    if not people:
        shell.say("Nobody is known of these films." if entries else "There is no film yet.")
    return Status.DONE if people else Status.NOTHING


def merge(args: Namespace, shell: Shell) -> Status:
    """Make two names one person."""
    from filmjournal.cli.search import open_journal
    from filmjournal.cli.verbs.person import one_person
    from filmjournal.transfer.people import merging

    if len(args.names) != 2:
        raise BadInputError(
            'Name two: `filmjournal people merge "Lana Wachowski" "Andy Wachowski"`. The first one stays.'
        )
    journal = open_journal(shell, to_change=True)
    name, other = (one_person(text, journal, shell) for text in args.names)
    if not name or not other:
        return Status.BAD_INPUT
    renaming = merging(journal, name, other)
    return _make(renaming, f"credit {other} as {name} in {renaming.in_films}", args, journal, shell)


def split(args: Namespace, shell: Shell) -> Status:
    """Tell two people of one name apart."""
    from filmjournal.cli.search import Search, open_journal
    from filmjournal.cli.verbs.person import one_person
    from filmjournal.model.film import Role
    from filmjournal.query.watchlist import watchlist_entries
    from filmjournal.transfer.people import splitting

    if len(args.names) != 2 or not (args.role or args.films):
        raise BadInputError(
            "Name the two, and say which films are the other one’s: "
            '`filmjournal people split "Steve McQueen" "Steve McQueen (director)" --role director`.'
        )
    journal = open_journal(shell, to_change=True)
    name = one_person(args.names[0], journal, shell)
    if not name:
        return Status.BAD_INPUT
    film_ids = None
    if args.films:
        among = [*journal.entries, *watchlist_entries(journal.watchlist)]
        film_ids = {entry.film.id for entry in Search(journal, [args.films], shell, among).entries}
    roles = [role for role in Role if args.role in {None, role.value}]
    renaming = splitting(journal, name, args.names[1], roles, film_ids)
    return _make(renaming, f"credit {name} as {renaming.name} in {renaming.in_films}", args, journal, shell)


def _make(renaming: Renaming, change: str, args: Namespace, journal: Journal, shell: Shell) -> Status:
    if not args.yes:
        if not shell.can_ask:
            raise BadInputError(f"Nothing was changed: this would {change}. Add --yes.")
        if not shell.agrees(f"{change[:1].upper()}{change[1:]}?"):
            shell.say("Nothing was changed.")
            return Status.NOTHING
    renaming.make(journal, shell.clock())
    journal.save()
    shell.say(f"{renaming.title}, in {renaming.in_films}. `filmjournal undo` undoes it.")
    return Status.DONE


SUBVERBS = (
    Verb(
        "merge",
        "Make two names one person",
        'people merge "Charlie Kaufman" "Donald Kaufman" --yes',
        add_names,
        merge,
    ),
    Verb(
        "split",
        "Tell two people of one name apart",
        'people split "Spike Jonze" "Spike Jonze (director)" --role director --yes',
        add_split,
        split,
    ),
)

VERB = Verb(
    "people",
    "List the people of your films, make two names one person, or tell namesakes apart",
    "people --role director --limit 10\npeople genre:drama --json",
    add_arguments,
    run,
    SUBVERBS,
)
