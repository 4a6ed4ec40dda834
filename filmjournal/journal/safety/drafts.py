"""What is being written, on disk until it is saved or thrown away."""

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
"""The slot of an entry of a film that is not in the journal yet."""


def slot_of(draft: Draft) -> str:
    """Return the slot that a draft belongs in."""
    return draft.viewing_id or draft.film_id or NEW


def saved_id(slot: str) -> str:
    """Return the id of the viewing that the draft of this slot became; nothing where it became none."""
    return slot.removeprefix(_SAVED) if slot.startswith(_SAVED) else ""


def saved_slot(viewing_id: str) -> str:
    """Return the slot of a draft that became a viewing, until that is on the disk."""
    return f"{_SAVED}{viewing_id}"


def wish_slot(wish_id: str = NEW) -> str:
    """Return the slot of what is written of a wish, by its id; of one that is not on the watchlist yet, NEW."""
    return f"{_WISH}{wish_id}"


def wish_id_of(slot: str) -> str:
    """Return the id of the wish that is written of in this slot, or became of it; nothing for a viewing."""
    own = slot.removeprefix(_SAVED)
    return own.removeprefix(_WISH) if own.startswith(_WISH) else ""


_SAVED = "saved-"
_WISH = "wish-"

_LONG_LEFT = 3600.0
"""Seconds after which nobody is still writing a file."""

_OFFERED = ".offered"
"""The file that names what was offered, with its time of change."""

_PLAIN_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
"""Ids that are fit to name a file; one from a file edited by hand may be anything."""


class SavedDraft(Struct, frozen=True):
    """A draft as it is on disk."""

    draft: Draft
    """What stood in the form."""
    since: Draft | None = None
    """How the form was filled when the writing began, where that is known: what differs was typed."""

    def on(self, now: Draft) -> Draft:
        """Return what was typed on top of how the form would be filled now."""
        return self.draft if self.since is None else self.draft.rebased(self.since, now)


class Drafts:
    """The drafts of one journal, each in a small file named by its slot.

    The slot is the id of the viewing that is revised, else the id of the film that is logged again, else NEW.
    """

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self._folder = folder
        self._disk = disk or Disk()

    def save(self, draft: Draft, slot: str = NEW, since: Draft | None = None) -> None:
        """Put a draft on disk, in place of an earlier one of the same slot; raises DraftNotKeptError.

        `since` is how the form was filled when the writing began.
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
        kept = self.load(slot)
        return None if kept is None else kept.draft

    def load(self, slot: str) -> SavedDraft | None:
        """Return the draft of this slot with what it began from; None where there is none that can be read."""
        try:
            return msgspec.json.decode(self._disk.read(self._path(slot)), type=SavedDraft)
        except (OSError, ValueError):
            return None

    def hand_over(self, slot: str, viewing_id: str) -> None:
        """Put a draft that is being saved aside, until its viewing is on the disk; raises DraftNotKeptError."""
        path = self._path(slot)
        try:
            if path.name in self._disk.names(self._folder):
                self._disk.rename(path, self._path(saved_slot(viewing_id)))
        except OSError as error:
            raise DraftNotSavedError(path, reason(error)) from error

    def move(self, slot: str, usual: str) -> None:
        """Put a draft where the editor looks for it, and one that is there already beside; raises DraftNotKeptError."""
        moved, there = self.load(slot), self.load(usual)
        if slot == usual or moved is None:
            return
        if there is not None:
            mark = sha256(msgspec.json.encode(there, enc_hook=to_file)).hexdigest()[:16]
            self.save(there.draft, f"beside-{mark}", there.since)
        self.save(moved.draft, usual, moved.since)
        self.discard(slot)

    def left(self) -> dict[str, Draft]:
        """Return every draft by its slot, those that became viewings too; none where the folder cannot be read."""
        try:
            names = self._disk.names(self._folder)
        except OSError:
            return {}
        slots = [name.removesuffix(".json") for name in names if name.endswith(".json") and not name.startswith(".")]
        drafts = {slot: self.find(slot) for slot in slots}
        return {slot: draft for slot, draft in drafts.items() if draft is not None}

    def offer(self) -> dict[str, Draft]:
        """Return the drafts that were not offered before, and count them as offered."""
        marker = self._folder / _OFFERED
        try:
            self._disk.sweep(self._folder, seconds=_LONG_LEFT)
            drafts = self.left()
            looks = {slot: str(self._path(slot).stat().st_mtime_ns) for slot in drafts}
            before = self._disk.read(marker).decode().split() if marker.exists() else []
            told = {slot: f"{slot}:{looks[slot]}" for slot in drafts}
            fresh = {slot: draft for slot, draft in drafts.items() if told[slot] not in before}
            if fresh:
                self._disk.replace(marker, "\n".join(told.values()).encode())
        except (OSError, UnicodeDecodeError):  # a folder that cannot be written offers them again
            return self.left()
        return fresh

    def discard(self, slot: str = NEW) -> None:
        """Throw the draft of this slot away, if there is one; raises DraftNotKeptError where that cannot be done."""
        path = self._path(slot)
        try:
            self._disk.remove(path)
        except OSError as error:
            raise DraftNotSavedError(path, reason(error)) from error

    def _path(self, slot: str) -> Path:
        plain = _PLAIN_ID.fullmatch(slot)
        return self._folder / f"{plain[0] if plain else sha256(slot.encode()).hexdigest()}.json"
