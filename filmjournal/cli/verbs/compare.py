"""Put viewings, films or people side by side, element by element."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from itertools import takewhile
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_json
from filmjournal.cli.completes import QUERY, completes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.journal import Journal
    from filmjournal.stats.comparison import Comparison, Side


def add_arguments(parser: ArgumentParser) -> None:
    """Add what is compared."""
    what = "an id, a title, a query in quotes, or a person such as actor:cage; one alone: each viewing that it finds"
    completes(parser.add_argument("sides", nargs="*", metavar="ID|QUERY", help=what), QUERY)
    add_json(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """Show the comparison; NOTHING where a side finds no viewing."""
    from filmjournal.cli.search import open_journal
    from filmjournal.stats.comparison import MOST, compared

    if not any(text.strip() for text in args.sides):
        raise BadInputError("Name what to compare, such as `filmjournal compare stalker` for all its viewings.")
    journal = open_journal(shell)
    sides = _sides(args.sides, journal, shell)
    if not sides:
        return Status.NOTHING
    if len(sides) < 2:
        raise BadInputError(f"There is nothing to compare {sides[0].name} with: name another film, viewing or person.")
    if len(sides) > MOST:
        raise BadInputError(f"{len(sides):,} viewings are too many to compare: name at most {MOST}.")
    comparison = compared(sides)
    if args.json:
        from filmjournal.stats.comparison_record import comparison_record

        shell.put_json(comparison_record(comparison))
    else:
        _show(comparison, shell)
    return Status.DONE


def _sides(texts: list[str], journal: Journal, shell: Shell) -> list[Side]:
    """Return what is compared; nothing after saying that a text finds nothing."""
    from filmjournal.stats.comparison import viewing_side

    if len(texts) > 1:
        sides = list(takewhile(lambda side: side is not None, (_side(text, journal, shell) for text in texts)))
        return [side for side in sides if side is not None] if len(sides) == len(texts) else []
    from filmjournal.cli.search import found_by

    found = found_by(texts, shell, journal)
    is_one_film = len({entry.film.id for entry in found}) == 1
    return [viewing_side(entry) for entry in (reversed(found) if is_one_film else found)]


def _side(text: str, journal: Journal, shell: Shell) -> Side | None:
    """Return one side: a viewing, a film, a person where the query asks for one, or what the query finds."""
    from filmjournal.cli.search import found_by
    from filmjournal.query.parser import parse
    from filmjournal.stats.comparison import film_sides, group_side, person_side
    from filmjournal.stats.facets import person_key
    from filmjournal.stats.person import people_named, person, person_meant

    found = found_by([text], shell, journal)
    if not found:
        return None
    meant = person_meant(parse(text, shell.today, frozenset()).query, journal.entries, journal.watchlist)
    films = film_sides(found)
    if meant is None and len(films) == 1:
        return films[0]
    named = people_named(text, journal.entries, journal.watchlist)
    if meant is None and len(named) == 1 and person_key(named[0]) == person_key(text):
        meant = (named[0], None)
    page = person(meant[0], journal.entries, journal.watchlist, meant[1]) if meant else None
    return person_side(page) if page else group_side(text, found, text)


def _show(comparison: Comparison, shell: Shell) -> None:
    from rich.text import Text

    from filmjournal.render.comparison import comparison_headline, comparison_page
    from filmjournal.render.palette import PLAIN

    page = comparison_page(comparison, shell.console().width - 1, PLAIN)
    lines = [Text(comparison_headline(comparison), PLAIN.accent), Text(), *page.lines]
    shell.put_lines(lines)


VERB = Verb(
    "compare",
    "Put viewings, films or people side by side, element by element",
    "compare stalker\ncompare 'leaving las vegas' pig\ncompare actor:cage director:tarkovsky\ncompare stalker --json",
    add_arguments,
    run,
)
