"""Rate a viewing."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_number, add_query, read_stars
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.model.rating import Rating


def add_arguments(parser: ArgumentParser) -> None:
    """Add the viewing, and its rating as the last word."""
    help_text = (
        "an id, or its start, or a query that finds one viewing; and last the stars, "
        "such as 4.5, 4,5, 4.5/5 or ★★★★½, or none to remove the rating"
    )
    add_query(parser, help_text, "QUERY|ID STARS")
    add_number(parser)
    near = "change nothing, and show what you gave other films: how often each, and the nearest to this one first"
    parser.add_argument("--near", action="store_true", help=near)
    parser.add_argument("--json", action="store_true", help="with --near, write JSON, for programs")


_EXAMPLE = "leaving las vegas 4.5"


def run(args: Namespace, shell: Shell) -> Status:
    """Give the viewing the rating that is the last word."""
    from msgspec import structs

    from filmjournal.cli.search import choose_one, open_journal, require_query
    from filmjournal.model.wording import titled_and_dated

    require_query(args, _EXAMPLE)
    if args.near:
        return _show_near(args, shell)
    if args.json:
        raise BadInputError("--json goes with --near. Nothing was changed.")
    *args.query, last = args.query
    typed = f"-{last[1:]}" if last.startswith("^") else last  # what begins with a dash is read as part of a query
    rating = read_stars(typed)
    require_query(args, _EXAMPLE)
    journal = open_journal(shell, to_change=True)
    entry = choose_one(args, shell, journal)
    if entry is None:
        return Status.NOTHING
    before, viewing = entry.viewing.rating, titled_and_dated(entry)
    if rating == before:
        shell.say(f"{viewing} has {_stars(rating)}. Nothing was changed.")
        return Status.DONE
    journal.revise(entry.film, structs.replace(entry.viewing, rating=rating), since=entry)
    journal.save()
    shell.say(f"Rated {viewing}: {_stars(rating)}, and {_stars(before)} before.")
    return Status.DONE


def _show_near(args: Namespace, shell: Shell) -> Status:
    """Show what other films were given, seen from the one that is meant; the stars, where they are typed, marked."""
    from filmjournal.cli.search import choose_one, open_journal
    from filmjournal.model.errors import InvalidValueError
    from filmjournal.model.rating import Rating
    from filmjournal.model.wording import titled_and_dated
    from filmjournal.render.calibration import every_level
    from filmjournal.render.palette import PLAIN
    from filmjournal.stats.calibration import calibration, calibration_record

    meant: Rating | None = None
    if len(args.query) > 1:
        try:
            meant = Rating.parse(args.query[-1])
        except InvalidValueError:
            meant = None
        else:
            args.query.pop()
    journal = open_journal(shell)
    entry = choose_one(args, shell, journal)
    if entry is None:
        return Status.NOTHING
    found = calibration(entry.film, journal.entries, entry.id)
    if args.json:
        shell.put_json(calibration_record(entry.film, found))
        return Status.DONE
    from rich.text import Text

    console, chosen = shell.console(), meant or entry.viewing.rating
    head = Text.assemble((titled_and_dated(entry), PLAIN.accent), (f"   {_stars(entry.viewing.rating)}", PLAIN.muted))
    lines = [head, *every_level(found, console.width - 1, PLAIN, chosen)]
    shell.put_lines(lines)
    return Status.DONE


def _stars(rating: Rating | None) -> str:
    return f"{rating.number}/5" if rating is not None else "no stars"


VERB = Verb(
    "rate",
    "Rate a viewing, or remove its rating",
    "rate title:pig 4.5\nrate leaving las vegas --number 1 ★★★★½\nrate 01a2056a none\nrate title:pig --near",
    add_arguments,
    run,
)
