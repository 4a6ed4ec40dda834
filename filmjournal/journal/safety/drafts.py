"""Drafts: what is being written, on disk until it is saved, or discarded into a trash of their own."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from filmjournal.journal.codec import to_file
from filmjournal.journal.disk.disk import Disk, moment_of, reason
from filmjournal.journal.errors import DraftNotSavedError
from filmjournal.model.draft import Draft

if TYPE_CHECKING:
    from filmjournal.journal.safety.discarded_drafts import DiscardedDraft, DiscardedDrafts
    from filmjournal.journal.safety.editor_texts import EditorTexts

NEW = "new"
"""The slot of a new entry, of a film that is not in the journal."""


def slot_of(draft: Draft) -> str:
    """Return the slot that a draft belongs in."""
    return draft.viewing_id or draft.film_id or NEW


def subject_of(slot: str) -> str:
    """Return the slot without the number that it has where several windows write about one subject."""
    return slot.partition(_NUMBER)[0]


def saved_id(slot: str) -> str:
    """Return the id of the viewing that the draft of this slot became; empty where it is still a draft."""
    subject = subject_of(slot)
    return subject.removeprefix(_SAVED) if subject.startswith(_SAVED) else ""


def saved_slot(viewing_id: str) -> str:
    """Return the slot of a draft that became a viewing, until that is on disk."""
    return f"{_SAVED}{viewing_id}"


def wish_slot(wish_id: str = NEW) -> str:
    """Return the slot of the draft of a watchlist item, by its id; by NEW for one that is not on the list yet."""
    return f"{_WISH}{wish_id}"


def wish_id_of(slot: str) -> str:
    """Return the id of the watchlist item of this slot; empty for a viewing."""
    own = subject_of(slot).removeprefix(_SAVED)
    return own.removeprefix(_WISH) if own.startswith(_WISH) else ""


_SAVED = "saved-"
_WISH = "wish-"

_NUMBER = "~"
"""Stands before the number of a slot: the second window that logs a film has the slot `new~2`."""

_PATIENCE = 0.1
"""Seconds to wait for a slot that another window may only be looking at."""

_LONG_LEFT = 3600.0
"""Seconds after which a temporary file was left by a program that was killed."""

_OFFERED = ".offered"
"""The file with the names of the drafts that were offered, each with its modification time."""

_LOCK = ".lock"
"""How the names of the files end that a window locks while it has a slot."""

_PLAIN_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
"""Ids that can name a file; one written by hand may be anything."""


class SavedDraft(Struct, frozen=True):
    """A draft as it is on disk."""

    draft: Draft
    """The form as it was typed."""
    since: Draft | None = None
    """The form before anything was typed; None if unknown."""
    written: str = ""
    """The whole entry in Markdown, where it was written in an editor and nowhere since; empty otherwise."""

    def on(self, now: Draft) -> Draft:
        """Return what was typed, on top of how the form would be filled now."""
        return self.draft if self.since is None else self.draft.rebased(self.since, now)


class DraftClaim:
    """A slot whose draft is written by this window alone, until it is released."""

    def __init__(self, slot: str, lock: ExitStack, held: set[str]) -> None:
        self.slot = slot
        """The slot."""
        self._lock = lock
        self._held = held
        held.add(slot)

    def release(self) -> None:
        """Leave the slot to other windows; again does nothing."""
        self._held.discard(self.slot)
        self._lock.close()


class Drafts:
    """The drafts of one journal, each in a small file named by its slot.

    The slot is the id of the viewing that is revised, else the id of the film that is logged again, else NEW. A window
    claims the slot it writes in: a file beside the draft is locked as long as the window has it, and so until it ends,
    however it ends. Where files can't be locked, a window writes as if it were the only one.
    """

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self._folder = folder
        self._disk = disk or Disk()
        self._held: set[str] = set()

    @cached_property
    def trash(self) -> "DiscardedDrafts":
        """The drafts that were discarded."""
        from filmjournal.journal.safety.discarded_drafts import DiscardedDrafts  # noqa: PLC0415 — not in the first frame

        return DiscardedDrafts(self._folder / "discarded", self._disk)

    def claim(self, slot: str = NEW, *, is_blank: bool = False) -> DraftClaim:
        """Take a slot for this window; one beside it where another window has it.

        One with a draft that can't be read is left alone; with `is_blank`, one with any draft is.
        """
        slots = _beside(slot)
        while True:
            beside = next(slots)
            if self._path(beside).exists() and (is_blank or self.load(beside) is None):
                continue
            with ExitStack() as lock:
                try:
                    self._disk.make_folder(self._folder)
                    lock.enter_context(self._disk.locked(self._lock_of(beside), _PATIENCE))
                    lock.callback(self._remove_lock, beside)
                except TimeoutError:  # another window has it
                    continue
                except OSError:  # it can't be locked
                    return DraftClaim(beside, ExitStack(), self._held)
                return DraftClaim(beside, lock.pop_all(), self._held)

    def is_claimed_elsewhere(self, slot: str) -> bool:
        """Whether another window writes this draft now."""
        lock = self._lock_of(slot)
        if slot in self._held or not lock.exists():
            return False
        try:
            with self._disk.locked(lock, 0.0):
                self._remove_lock(slot)  # whoever had it was killed
        except TimeoutError:
            return True
        except OSError:
            return False
        return False

    def is_claimed_here(self, slot: str) -> bool:
        """Whether this window has the slot."""
        return slot in self._held

    @cached_property
    def texts(self) -> "EditorTexts":
        """The texts that are in an editor, or were when everything ended."""
        from filmjournal.journal.safety.editor_texts import EditorTexts  # noqa: PLC0415 — not in the first frame

        return EditorTexts(self._folder / "editor", self._disk)

    @property
    def may_have_texts(self) -> bool:
        """Whether there is a folder of texts in an editor."""
        return (self._folder / "editor").is_dir()

    def save(self, draft: Draft, slot: str = NEW, since: Draft | None = None, written: str = "") -> None:
        """Write a draft to disk, in place of an earlier one of its slot; raises DraftNotSavedError.

        `since` is the form before anything was typed, and `written` what `SavedDraft.written` is.
        """
        path = self._path(slot)
        try:
            self._disk.replace(path, msgspec.json.encode(SavedDraft(draft, since, written), enc_hook=to_file))
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
        return self._read(self._path(slot))

    def moment(self, slot: str) -> datetime | None:
        """Return when the draft of this slot was written; None where there is none."""
        try:
            return moment_of(self._path(slot).stat().st_mtime_ns)
        except OSError:
            return None

    def hand_over(self, slot: str, viewing_id: str) -> DraftClaim:
        """Move a draft that is being saved to another slot until its viewing is on disk; raises DraftNotSavedError.

        Returns the claim to that slot.
        """
        path, claim = self._path(slot), self.claim(saved_slot(viewing_id))
        try:
            if path.name in self._disk.names(self._folder):
                self._disk.rename(path, self._path(claim.slot))
        except OSError as error:
            claim.release()
            raise DraftNotSavedError(path, reason(error)) from error
        return claim

    def left(self) -> dict[str, Draft]:
        """Return every draft by its slot, also those that became viewings; none where the folder cannot be read."""
        try:
            names = self._disk.names(self._folder)
        except OSError:
            return {}
        slots = [name.removesuffix(".json") for name in names if name.endswith(".json") and not name.startswith(".")]
        drafts = {slot: self.find(slot) for slot in slots}
        return {slot: draft for slot, draft in drafts.items() if draft is not None}

    def unreadable(self) -> list[Path]:
        """Return the files of drafts that can't be read; none where the folder can't be read."""
        try:
            names = self._disk.names(self._folder)
        except OSError:
            return []
        files = [self._folder / name for name in names if name.endswith(".json") and not name.startswith(".")]
        return [path for path in files if self._read(path) is None]

    def offer(self) -> dict[str, Draft]:
        """Return the drafts that were not offered before, and mark them as offered; none that a window writes now."""
        marker = self._folder / _OFFERED
        free = {slot: draft for slot, draft in self.left().items() if not self.is_claimed_elsewhere(slot)}
        try:
            self._sweep()
            times = {slot: str(self._path(slot).stat().st_mtime_ns) for slot in free}
            before = self._disk.read(marker).decode().split() if marker.exists() else []
            marks = {slot: f"{slot}:{times[slot]}" for slot in free}
            fresh = {slot: draft for slot, draft in free.items() if marks[slot] not in before}
            if fresh:
                self._disk.replace(marker, "\n".join(marks.values()).encode())
        except (OSError, UnicodeDecodeError):  # a folder that cannot be written offers them again
            return free
        return fresh

    def settle(self, slot: str = NEW) -> None:
        """Delete the draft of this slot, if there is one: all of it is saved. Raises DraftNotSavedError."""
        path = self._path(slot)
        try:
            self._disk.remove(path)
        except OSError as error:
            raise DraftNotSavedError(path, reason(error)) from error

    def discard(self, slot: str = NEW) -> str:
        """Move the draft of this slot to the trash of drafts, and return its id there; empty where there is no draft.

        Raises DraftNotSavedError.
        """
        path = self._path(slot)
        try:
            return self.trash.take_in(path, path.stem) if path.name in self._disk.names(self._folder) else ""
        except OSError as error:
            raise DraftNotSavedError(path, reason(error)) from error

    def discarded(self) -> "dict[str, tuple[DiscardedDraft, SavedDraft]]":
        """Return the discarded drafts by their ids, the last first."""
        read = ((each, self._read(each.path)) for each in self.trash.list())
        return {each.id: (each, saved) for each, saved in read if saved is not None}

    def find_discarded(self, discarded_id: str) -> "tuple[DiscardedDraft, SavedDraft] | None":
        """Return a discarded draft; None where it is no longer in the trash, or can't be read."""
        found = next((each for each in self.trash.list() if each.id == discarded_id), None)
        saved = None if found is None else self._read(found.path)
        return None if found is None or saved is None else (found, saved)

    def restore(self, discarded_id: str) -> str:
        """Bring a draft back from the trash, and return its slot; raises DraftNotSavedError."""
        found = next((each for each in self.trash.list() if each.id == discarded_id), None)
        if found is None:
            raise DraftNotSavedError(self._folder, "it is no longer in the trash of drafts")
        claim = self.claim(found.slot, is_blank=True)
        try:
            self._disk.rename(found.path, self._path(claim.slot))
        except OSError as error:
            raise DraftNotSavedError(found.path, reason(error)) from error
        finally:
            claim.release()
        return claim.slot

    def delete_discarded(self, discarded_id: str) -> None:
        """Delete a discarded draft for good; raises DraftNotSavedError."""
        try:
            self.trash.delete(discarded_id)
        except OSError as error:
            raise DraftNotSavedError(self._folder, reason(error)) from error

    def _read(self, path: Path) -> SavedDraft | None:
        try:
            return msgspec.json.decode(self._disk.read(path), type=SavedDraft)
        except (OSError, ValueError, RecursionError):
            return None

    def _sweep(self) -> None:
        """Remove temporary files and locks that programs left which were killed."""
        self._disk.sweep(self._folder, seconds=_LONG_LEFT)
        for name in self._disk.names(self._folder):
            if name.startswith(".") and name.endswith(_LOCK):
                self.is_claimed_elsewhere(name.removeprefix(".").removesuffix(_LOCK))

    def _remove_lock(self, slot: str) -> None:
        with suppress(OSError):  # some systems delete no file that is open; the next window takes it as it is
            self._disk.remove(self._lock_of(slot))

    def _lock_of(self, slot: str) -> Path:
        return self._folder / f".{self._path(slot).stem}{_LOCK}"

    def _path(self, slot: str) -> Path:
        subject, mark, number = slot.partition(_NUMBER)
        is_numbered = number.isascii() and number.isdigit()
        name, mark = (subject, mark + number) if is_numbered else (slot, "")
        plain = _PLAIN_ID.fullmatch(name)
        return self._folder / f"{plain[0] if plain else sha256(name.encode()).hexdigest()}{mark}.json"


def _beside(slot: str) -> Iterator[str]:
    """Yield a slot, and those that other windows have for the same subject."""
    yield slot
    for number in count(2):
        beside = f"{subject_of(slot)}{_NUMBER}{number}"
        if beside != slot:
            yield beside
