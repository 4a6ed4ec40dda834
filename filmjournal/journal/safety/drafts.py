"""Drafts: what is being written, on disk until it is saved or discarded."""

import re
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from filmjournal.journal.codec import to_file
from filmjournal.journal.disk.disk import Disk, reason
from filmjournal.journal.errors import DraftNotSavedError
from filmjournal.model.draft import Draft

NEW = "new"
"""The slot of a new entry, of a film that is not in the journal."""


def slot_of(draft: Draft) -> str:
    """Return the slot that a draft belongs in."""
    return draft.viewing_id or draft.film_id or NEW


def saved_id(slot: str) -> str:
    """Return the id of the viewing that the draft of this slot became; empty where it is still a draft."""
    return slot.removeprefix(_SAVED) if slot.startswith(_SAVED) else ""


def saved_slot(viewing_id: str) -> str:
    """Return the slot of a draft that became a viewing, until that is on disk."""
    return f"{_SAVED}{viewing_id}"


def wish_slot(wish_id: str = NEW) -> str:
    """Return the slot of the draft of a watchlist item, by its id; by NEW for one that is not on the list yet."""
    return f"{_WISH}{wish_id}"


def wish_id_of(slot: str) -> str:
    """Return the id of the watchlist item of this slot; empty for a viewing."""
    own = slot.removeprefix(_SAVED)
    return own.removeprefix(_WISH) if own.startswith(_WISH) else ""


_SAVED = "saved-"
_WISH = "wish-"

_LONG_LEFT = 3600.0
"""Seconds after which a temporary file was left by a program that was killed."""

_OFFERED = ".offered"
"""The file with the names of the drafts that were offered, each with its modification time."""

_PLAIN_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
"""Ids that can name a file; one written by hand may be anything."""


class SavedDraft(Struct, frozen=True):
    """A draft as it is on disk."""

    draft: Draft
    """The form as it was typed."""
    since: Draft | None = None
    """The form before anything was typed; None if unknown."""

    def on(self, now: Draft) -> Draft:
        """Return what was typed, on top of how the form would be filled now."""
        return self.draft if self.since is None else self.draft.rebased(self.since, now)


class Drafts:
    """The drafts of one journal, each in a small file named by its slot.

    The slot is the id of the viewing that is revised, else the id of the film that is logged again, else NEW.
    """

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self._folder = folder
        self._disk = disk or Disk()

    def save(self, draft: Draft, slot: str = NEW, since: Draft | None = None) -> None:
        """Write a draft to disk, in place of an earlier one of its slot; raises DraftNotSavedError.

        `since` is the form before anything was typed.
        """
        path = self._path(slot)
        try:
            self._disk.replace(path, msgspec.json.encode(SavedDraft(draft, since), enc_hook=to_file))
        except UnicodeEncodeError as error:
            raise DraftNotSavedError(path, "there is half a character in it") from error
        except OSError as error:
            raise DraftNotSavedError(path, reason(error)) from error

    def find(self, slot: str = NEW) -> Draft | None:
        """Return the draft of this slot; None where there is none that can be read."""
        saved = self.load(slot)
        return None if saved is None else saved.draft

    def load(self, slot: str) -> SavedDraft | None:
        """Return the draft of this slot with the form before it; None where there is none that can be read."""
        try:
            return msgspec.json.decode(self._disk.read(self._path(slot)), type=SavedDraft)
        except (OSError, ValueError, RecursionError):
            return None

    def hand_over(self, slot: str, viewing_id: str) -> None:
        """Move a draft that is being saved to another slot until its viewing is on disk; raises DraftNotSavedError."""
        path = self._path(slot)
        try:
            if path.name in self._disk.names(self._folder):
                self._disk.rename(path, self._path(saved_slot(viewing_id)))
        except OSError as error:
            raise DraftNotSavedError(path, reason(error)) from error

    def move(self, slot: str, usual: str) -> None:
        """Move a draft to the slot that the editor opens; one that is there gets a slot beside it.

        Raises DraftNotSavedError.
        """
        moved, there = self.load(slot), self.load(usual)
        if slot == usual or moved is None:
            return
        if there is not None:
            mark = sha256(msgspec.json.encode(there, enc_hook=to_file)).hexdigest()[:16]
            self.save(there.draft, f"beside-{mark}", there.since)
        self.save(moved.draft, usual, moved.since)
        self.discard(slot)

    def left(self) -> dict[str, Draft]:
        """Return every draft by its slot, also those that became viewings; none where the folder cannot be read."""
        try:
            names = self._disk.names(self._folder)
        except OSError:
            return {}
        slots = [name.removesuffix(".json") for name in names if name.endswith(".json") and not name.startswith(".")]
        drafts = {slot: self.find(slot) for slot in slots}
        return {slot: draft for slot, draft in drafts.items() if draft is not None}

    def offer(self) -> dict[str, Draft]:
        """Return the drafts that were not offered before, and mark them as offered."""
        marker = self._folder / _OFFERED
        try:
            self._disk.sweep(self._folder, seconds=_LONG_LEFT)
            drafts = self.left()
            times = {slot: str(self._path(slot).stat().st_mtime_ns) for slot in drafts}
            before = self._disk.read(marker).decode().split() if marker.exists() else []
            marks = {slot: f"{slot}:{times[slot]}" for slot in drafts}
            fresh = {slot: draft for slot, draft in drafts.items() if marks[slot] not in before}
            if fresh:
                self._disk.replace(marker, "\n".join(marks.values()).encode())
        except (OSError, UnicodeDecodeError):  # a folder that cannot be written offers them again
            return self.left()
        return fresh

    def discard(self, slot: str = NEW) -> None:
        """Delete the draft of this slot, if there is one; raises DraftNotSavedError."""
        path = self._path(slot)
        try:
            self._disk.remove(path)
        except OSError as error:
            raise DraftNotSavedError(path, reason(error)) from error

    def _path(self, slot: str) -> Path:
        plain = _PLAIN_ID.fullmatch(slot)
        return self._folder / f"{plain[0] if plain else sha256(slot.encode()).hexdigest()}.json"
