"""List what was watched on this day in past years."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_count, add_formats
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from datetime import date

    from filmjournal.cli.shell import Shell


def add_arguments(parser: ArgumentParser) -> None:
    """Add a limit and the output formats."""
    add_count(parser, "--limit", "list at most this many")
    add_formats(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """List what was watched on this day in past years, the last year first."""
    from filmjournal.cli.output import put_listed
    from filmjournal.cli.search import open_journal
    from filmjournal.query.sorting import WATCHED, Sort
    from filmjournal.query.tree import Query

    day = shell.today
    days = _days_like(day)
    journal = open_journal(shell)
    dated = ((entry, entry.viewing.watched) for entry in journal.entries)
    found = [entry for entry, when in dated if when and when[4:] in days and when.year < day.year]
    put_listed(found[: args.limit], Sort(WATCHED), Query(), args, shell)
    if not found:
        shell.say(f"Nothing was watched on {long_date_without_year(day)} in any year before.")
        return Status.NOTHING
    return Status.DONE


def long_date_without_year(day: date) -> str:
    """Return a day such as 24 November."""
    from filmjournal.model.when import When
    from filmjournal.model.wording import long_date

    return long_date(When.of_day(day)).rsplit(maxsplit=1)[0]


def _days_like(day: date) -> set[str]:
    """Return the month and day as dates end with them; 28 February is also that of the 29th where there is none."""
    from calendar import isleap

    days = {day.isoformat()[4:]}
    return days | {"-02-29"} if days == {"-02-28"} and not isleap(day.year) else days


VERB = Verb(
    "today",
    "List what you watched on this day in past years",
    "today\ntoday --plain",
    add_arguments,
    run,
)
