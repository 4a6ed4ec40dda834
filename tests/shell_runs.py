"""What a person at a shell does, in tests: run a verb, and read what it says."""

import io
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

from msgspec import structs

from builders import NOW
from filmjournal.cli.program import program_parser
from filmjournal.cli.running import run_in
from filmjournal.cli.shell import Shell
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.history import History
from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places
from filmjournal.journal.safety.backups import Backups
from filmjournal.model.viewing import Entry


class Terminal(io.StringIO):
    """Text that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Ended(NamedTuple):
    """How a run of the program ended."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Run = Callable[..., Ended]
"""Runs a verb; with an answer, somebody sits at a terminal and types it."""


def run_verb(
    places: Places,
    *arguments: str,
    answer: str | None = None,
    given: str = "",
    seen: bool = False,
    now: datetime = NOW,
) -> Ended:
    """Run a verb; what it writes is seen on a terminal, or goes into a pipe. Chance is the same every time.

    It is given a text on its standard input, or somebody sits at a terminal and types an answer.
    """
    args = program_parser().parse_args(arguments)
    kind = io.StringIO if answer is None else Terminal
    out, err = Terminal() if seen else io.StringIO(), kind()
    chance = Random(4)  # noqa: S311 — the same choice in every run
    shell = Shell(
        places,
        stdin=kind(given if answer is None else answer),
        stdout=out,
        stderr=err,
        clock=lambda: now,
        chance=chance,
    )
    return Ended(run_in(shell, args), out.getvalue(), err.getvalue())


def open_at(places: Places, path: Path | None = None, now: datetime = NOW) -> Journal:
    """Open the journal of these places, as the app does, or another one that has neither backups nor a history."""
    backups = Backups(places.backups, Disk(), lambda: now) if path is None else None
    history = history_at(places, now) if path is None else None
    return Journal.open(path or places.journal, now=lambda: now, new_id=new_id, backups=backups, history=history)


def history_at(places: Places, now: datetime = NOW) -> History:
    """Return the history of the journal of these places."""
    return History(places.history, now=lambda: now, new_id=new_id)


def new_id() -> str:
    return f"own-{next(_ids)}"


_ids = count(1)
"""No two journals of one run ever make the same id."""


def review(journal: Journal, entry: Entry, text: str) -> None:
    """Write another review of a viewing, and save."""
    journal.revise(entry.film, structs.replace(entry.viewing, review=text))
    journal.save()
