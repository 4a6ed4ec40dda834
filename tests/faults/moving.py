"""A journal's folder is moved, and the program that finds its drafts, backups and history again fails at any call."""

import shutil
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path

from builders import NOW, film, viewing
from faults.failing_disk import FailingDisk, Fault, KilledError
from faults.programs import FaultCounts, Ours, Program
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.places import Places
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.journal.safety.moved import find_again, remember
from filmjournal.model.draft import Draft
from shell_runs import history_at, open_at

DRAFT = Draft(title="Mirror")


def places_in(folder: Path, name: str) -> Places:
    """Return the places of a journal in a folder of this name."""
    return Places.around(folder / name / "films.json", folder / "state", folder / "config")


def prepare(places: Places) -> None:
    """Make a journal with a backup, an undo history and a draft."""
    places.journal.parent.mkdir(parents=True)
    for days, title in enumerate(("Pig", "Stalker")):
        journal = open_at(places, now=NOW + timedelta(days=days))
        journal.log(film(title), viewing("2026-11-20"))
        journal.save()
        remember(places, journal.tables.documents, Disk())
    Drafts(places.drafts).save(DRAFT)


def move(before: Places, after: Places) -> None:
    """Move the folder that a journal is in."""
    shutil.move(before.journal.parent, after.journal.parent)


def moved(program: Program, scratch: Path, faults: tuple[Fault, ...]) -> FaultCounts:
    """Let each call fail in each way after a move, start once more, and count what is not found; only ours has any."""
    tally, runs = FaultCounts(), count(1)
    for fault in faults if isinstance(program, Ours) else ():
        for number in count(1):
            folder = scratch / f"moved-{next(runs)}"
            before, after = places_in(folder, "before"), places_in(folder, "after")
            prepare(before)
            move(before, after)
            disk = FailingDisk(number, fault)
            with suppress(OSError, KilledError):
                find_again(after, disk)
            if not disk.steps.has_struck:
                break
            find_again(after, Disk())
            last = history_at(after).last()
            is_there = (
                Drafts(after.drafts).find() == DRAFT,
                after.backups.is_dir() and any(after.backups.iterdir()),
                last is not None and last.title == "Logged Stalker",
            )
            tally = tally.after(is_there.count(False))
    return tally
