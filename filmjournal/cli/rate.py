"""Rates one entry."""

from argparse import Namespace

from msgspec import structs

from filmjournal.cli.asking import opened
from filmjournal.cli.choosing import chosen, say_which
from filmjournal.cli.shell import Shell
from filmjournal.cli.stars import read_stars
from filmjournal.cli.status import Status
from filmjournal.model.rating import Rating
from filmjournal.model.wording import titled_and_dated

_EXAMPLE = "leaving las vegas 4.5"


def rate(asked: Namespace, shell: Shell) -> Status:
    """Give the entry that is meant the rating that was written last."""
    say_which(asked, _EXAMPLE)
    *asked.query, last = asked.query
    written = f"-{last[1:]}" if last.startswith("^") else last  # what begins with a dash is read as part of a query
    rating = read_stars(written)
    say_which(asked, _EXAMPLE)
    journal = opened(shell, to_change=True)
    entry = chosen(asked, shell, journal)
    if entry is None:
        return Status.NOTHING
    before, told = entry.viewing.rating, titled_and_dated(entry)
    if rating == before:
        shell.say(f"{told} has {_told(rating)}. Nothing was changed.")
        return Status.DONE
    journal.revise(entry.film, structs.replace(entry.viewing, rating=rating), since=entry)
    journal.save()
    shell.say(f"Rated {told}: {_told(rating)}, and {_told(before)} before.")
    return Status.DONE


def _told(rating: Rating | None) -> str:
    return f"{rating.number}/5" if rating is not None else "no stars"
