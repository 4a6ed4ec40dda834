"""Looks back: what was watched on this day in the years before."""

from argparse import Namespace
from calendar import isleap
from datetime import date

from filmjournal.cli.asking import opened
from filmjournal.cli.output import put_listed
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.model.wording import long_date
from filmjournal.query.sorting import WATCHED, Sort
from filmjournal.query.tree import Query


def today(asked: Namespace, shell: Shell) -> Status:
    """List what was watched on this day in past years, the last year first."""
    day = shell.today
    days = _days_like(day)
    journal = opened(shell)
    dated = ((entry, entry.viewing.watched) for entry in journal.entries)
    found = [entry for entry, when in dated if when and when[4:] in days and when.year < day.year]
    put_listed(found[: asked.limit], Sort(WATCHED), Query(), asked, shell)
    if not found:
        shell.say(f"Nothing was watched on {long_date_without_year(day)} in any year before.")
        return Status.NOTHING
    return Status.DONE


def long_date_without_year(day: date) -> str:
    """Return a day such as 24 November."""
    from filmjournal.model.when import When  # noqa: PLC0415 — only where nothing was found

    return long_date(When.of_day(day)).rsplit(maxsplit=1)[0]


def _days_like(day: date) -> set[str]:
    """Return the month and day as dates end with them; 28 February is also that of the 29th where there is none."""
    days = {day.isoformat()[4:]}
    return days | {"-02-29"} if days == {"-02-28"} and not isleap(day.year) else days
