"""What is being written, on disk until it is saved or thrown away."""

import re
from hashlib import sha256
from pathlib import Path

import msgspec

from filmjournal.journal.codec import to_file
from filmjournal.journal.errors import DraftNotKeptError
from filmjournal.journal.storage import reason, replace_file
from filmjournal.model.draft import Draft

NEW = "new"
"""The slot of an entry of a film that is not in the journal yet."""


_PLAIN_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
"""Ids that are fit to name a file; one from a file edited by hand may be anything."""


class Drafts:
    """The drafts of one journal, each in a small file named by its slot.

    The slot is the id of the viewing that is revised, else the id of the film that is logged again, else NEW.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, draft: Draft, slot: str = NEW) -> None:
        """Put a draft on disk, in place of an earlier one of the same slot; raises DraftNotKeptError."""
        path = self._path(slot)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(path, msgspec.json.encode(draft, enc_hook=to_file))
        except UnicodeEncodeError as error:
            raise DraftNotKeptError(path, "there is half a character in it") from error
        except OSError as error:
            raise DraftNotKeptError(path, reason(error)) from error

    def find(self, slot: str = NEW) -> Draft | None:
        """Return the draft of this slot; None where there is none that can be read."""
        try:
            return msgspec.json.decode(self._path(slot).read_bytes(), type=Draft)
        except (OSError, ValueError):
            return None

    def discard(self, slot: str = NEW) -> None:
        """Throw the draft of this slot away, if there is one; raises DraftNotKeptError where that cannot be done."""
        path = self._path(slot)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise DraftNotKeptError(path, reason(error)) from error

    def _path(self, slot: str) -> Path:
        plain = _PLAIN_ID.fullmatch(slot)
        return self._folder / f"{plain[0] if plain else sha256(slot.encode()).hexdigest()}.json"
