"""The trash of drafts: what was discarded in a form, for a while."""

import time
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from filmjournal.journal.disk.disk import Disk, moment_of

MOST = 100
"""How many discarded drafts are kept."""

DAYS = 90
"""For how many days a discarded draft is kept."""

_MOST_BYTES = 20_000_000
_NANOSECONDS = 1_000_000_000
_DAY = 24 * 60 * 60 * _NANOSECONDS

_AT = "@"
"""Stands in a file's name between the slot that the draft had and when it was discarded, in nanoseconds."""


class DiscardedDraft(Struct, frozen=True):
    """A draft in the trash."""

    id: str
    """Its name in the trash."""
    slot: str
    """The slot that it had."""
    path: Path
    """Its file."""
    time: int
    """When it was discarded, in nanoseconds since 1970."""

    @property
    def moment(self) -> datetime:
        """When it was discarded."""
        return moment_of(self.time)


class DiscardedDrafts:
    """A folder of discarded drafts: the last 100 of the last 90 days, 20 MB of them at most; the last one always."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder
        self._disk = disk

    def take_in(self, path: Path, slot: str) -> str:
        """Move the file of a draft here, and return its id; raises OSError."""
        self._disk.make_folder(self._folder)
        last = self.list()[:1]
        now = max(time.time_ns(), last[0].time + 1 if last else 0)  # a clock may go back; the order stays
        name = f"{slot}{_AT}{now}"
        self._disk.rename(path, self._folder / f"{name}.json")
        self._thin(now)
        return name

    def list(self) -> "list[DiscardedDraft]":
        """Return what is here, the last first; nothing where the folder can't be read."""
        try:
            names = self._disk.names(self._folder)
        except OSError:
            return []
        found = []
        for name in names:
            slot, _, moment = name.removesuffix(".json").rpartition(_AT)
            if name.endswith(".json") and slot and moment.isascii() and moment.isdigit():
                found.append(DiscardedDraft(name.removesuffix(".json"), slot, self._folder / name, int(moment)))
        return sorted(found, key=lambda each: each.time, reverse=True)

    def delete(self, discarded_id: str) -> None:
        """Delete a draft for good; raises OSError."""
        for each in self.list():
            if each.id == discarded_id:
                self._disk.remove(each.path)

    def _thin(self, now: int) -> None:
        room = _MOST_BYTES
        for place, each in enumerate(self.list()):
            room -= each.path.stat().st_size
            if place and (place >= MOST or room < 0 or now - each.time > DAYS * _DAY):
                self._disk.remove(each.path)
