"""What the faults are tried on: our journal and TinyDB's own storage, with the same records and the same deeds."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from unittest.mock import patch

from msgspec import Struct, structs
from tinydb import TinyDB
from tinydb.storages import JSONStorage, Storage

from builders import NOW, film, viewing
from filmjournal.journal.database import plain
from filmjournal.journal.disk.disk import TEMPORARY, Disk
from filmjournal.journal.errors import JournalError
from filmjournal.journal.journal import Journal
from filmjournal.journal.merging import edits
from filmjournal.journal.safety.backups import Backups
from filmjournal.journal.safety.drafts import Drafts

patch.object(edits, "randbelow", return_value=0).start()  # in every process: what is compared must not differ by chance

VIEWINGS = 40
"""How many viewings are in the journal that a fault is tried on."""

TOMORROW = NOW + timedelta(days=1)
"""When the deeds are done: the first save of a day makes a backup, so that more can go wrong."""

REVIEW = "Rain falls into a house that nobody lives in, and for once a film lets you listen to it. " * 3

Clock = Callable[[], datetime]
"""Tells the time."""

Records = dict[str, Any]
"""What a program finds in its file, by table and id."""


class UnreadableError(Exception):
    """The program cannot read its file."""


class FaultCounts(Struct, frozen=True):
    """How often a fault was tried, and what it did."""

    points: int = 0
    """How often it was tried, each time at another place."""
    lost: int = 0
    """How many records were lost, all times taken together."""
    losses: int = 0
    """How often at least one was lost."""
    mixtures: int = 0
    """How often the file held neither what it held before nor what was to be saved."""

    def after(self, lost: int, *, is_mixture: bool = False) -> "FaultCounts":
        return FaultCounts(self.points + 1, self.lost + lost, self.losses + (lost > 0), self.mixtures + is_mixture)

    def __add__(self, other: "FaultCounts") -> "FaultCounts":
        return FaultCounts(*(a + b for a, b in zip(structs.astuple(self), structs.astuple(other), strict=True)))

    def judged(self, found: Records | None, before: Records, after: Records) -> "FaultCounts":
        """Count one more try that found these records, None where there was no reading them."""
        if found in (before, after):
            return self.after(0)
        there = found or {}
        lost = sum(there.get(key) not in (before[key], after.get(key, before[key])) for key in before)
        return self.after(lost, is_mixture=True)


def ids_after(first: str) -> Callable[[], str]:
    """Return what gives ids that count."""
    numbers = count(1)
    return lambda: f"{first}-{next(numbers)}"


class Home:
    """A folder with a journal, its backups and its drafts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "journal.json"

    def open(
        self, disk: Disk | None = None, now: Clock = lambda: TOMORROW, new_id: Callable[[], str] | None = None
    ) -> Journal:
        used = disk or Disk()
        ids = new_id or ids_after("new")
        return Journal.open(self.path, now=now, new_id=ids, backups=self.backups(used, now), disk=used)

    def backups(self, disk: Disk | None = None, now: Clock = lambda: TOMORROW) -> Backups:
        return Backups(self.folder / "backups", disk or Disk(), now)

    def drafts(self, disk: Disk | None = None) -> Drafts:
        return Drafts(self.folder / "drafts", disk)

    def stale(self) -> list[str]:
        """Return the files that were to take another's place and never did."""
        return sorted(path.name for path in self.folder.rglob(f"*{TEMPORARY}"))

    def copied(self, folder: Path) -> "Home":
        shutil.copytree(self.folder, folder)
        return Home(folder)


class Program(Protocol):
    """Something that keeps records in a file."""

    def prepare(self, home: Home) -> None:
        """Make a journal of so many viewings."""

    def change(self, home: Home, deed: str, disk: Disk | None = None) -> None:
        """Open the journal, do the deed and save; whatever exception tells that it is not saved."""

    def found(self, home: Home) -> Records:
        """Return what is in the file, opened anew; raises UnreadableError."""


def found_or_none(program: Program, home: Home) -> Records | None:
    try:
        return program.found(home)
    except UnreadableError:
        return None


class Ours:
    """Our journal."""

    def __init__(self, viewings: int = VIEWINGS, length: int = 1) -> None:
        self._viewings = viewings
        self._review = REVIEW * length

    def prepare(self, home: Home) -> None:
        journal = home.open(now=lambda: NOW, new_id=ids_after("old"))
        stalker = None
        for number in range(self._viewings):
            facts = viewing("2026-11-20", headline=f"The {number}. time", review=self._review)
            stalker = journal.log(stalker or film("Stalker", year=1979), facts).film
            if number >= self._viewings - 2:
                journal.save()

    def change(self, home: Home, deed: str, disk: Disk | None = None) -> None:
        journal = home.open(disk)
        do(journal, deed)
        journal.save()

    def found(self, home: Home) -> Records:
        try:
            journal = home.open()
        except JournalError as error:
            raise UnreadableError from error
        return records(journal)


def with_long_reviews(program: Program, length: int) -> Program:
    """Return the program on a journal that takes much room."""
    return Ours(length=length) if isinstance(program, Ours) else Stock(length=length)


def do(journal: Journal, deed: str) -> None:
    """Do a deed in memory: log, revise or remove."""
    entry = journal.entries[len(journal.entries) // 2]
    if deed == "log":
        journal.log(entry.film, viewing("2026-11-23", headline="Once more", review=REVIEW))
    elif deed == "revise":
        journal.revise(entry.film, structs.replace(entry.viewing, review=REVIEW + REVIEW))
    else:
        journal.remove(entry.id)


def records(journal: Journal) -> Records:
    assert not journal.problems
    return keyed(plain(journal.tables.documents))


def keyed(tables: dict[str, dict[str, Any]]) -> Records:
    return {
        f"{name}/{record['id']}": record
        for name in ("films", "viewings", "film_lists", "list_items", "trash")
        for record in tables.get(name, {}).values()
    }


class Stock:
    """TinyDB as it comes, on the same records; what stands behind its own storage can be made to fail."""

    def __init__(
        self, storage: Callable[[str], Storage] = JSONStorage, viewings: int = VIEWINGS, length: int = 1
    ) -> None:
        self._storage = storage
        self._viewings = viewings
        self._length = length

    def prepare(self, home: Home) -> None:
        Ours(self._viewings, self._length).prepare(home)
        tables = json.loads(home.path.read_text(encoding="utf-8"))
        home.path.write_text(json.dumps(tables), encoding="utf-8")  # as TinyDB lays it out

    def change(self, home: Home, deed: str, disk: Disk | None = None) -> None:  # noqa: ARG002 — ours has one
        with TinyDB(str(home.path), storage=self._storage) as database:
            viewings = database.table("viewings")
            if deed == "log":
                viewings.insert({**viewings.all()[0], "id": "new-1", "headline": "Once more"})
            elif deed == "revise":
                viewings.update({"review": REVIEW + REVIEW}, doc_ids=[self._viewings // 2])
            else:
                viewings.remove(doc_ids=[self._viewings // 2])

    def found(self, home: Home) -> Records:
        try:
            with TinyDB(str(home.path), access_mode="r") as database:
                tables = {
                    name: database.table(name).all()
                    for name in ("films", "viewings", "film_lists", "list_items", "trash")
                }
                return {f"{name}/{row['id']}": dict(row) for name, rows in tables.items() for row in rows}
        except Exception as error:
            raise UnreadableError from error


DEEDS = ("log", "revise", "remove")
"""What is done while something fails."""
