"""What is being written, on disk until it is saved or thrown away."""

import re
from hashlib import sha256
from pathlib import Path

import msgspec

from filmjournal.journal.codec import to_file
from filmjournal.journal.errors import CannotSaveError
from filmjournal.journal.storage import reason, replace_file
from filmjournal.model.draft import Draft

NEW = "new"
"""The name of the draft of an entry that is not in the journal yet."""


_PLAIN_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
"""Ids that are fit to name a file; one from a file edited by hand may be anything."""


class Drafts:
    """The drafts of one journal, a small file each: one for every viewing being revised, and one new one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, draft: Draft) -> None:
        """Put a draft on disk, in place of an earlier one of the same viewing; raises CannotSaveError."""
        path = self._path(draft.viewing_id)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(path, msgspec.json.encode(draft, enc_hook=to_file))
        except UnicodeEncodeError as error:
            raise CannotSaveError(path, "it has half a character in it") from error
        except OSError as error:
            raise CannotSaveError(path, reason(error)) from error

    def find(self, viewing_id: str = "") -> Draft | None:
        """Return the draft of this viewing, or the new one; None where there is none that can be read."""
        try:
            return msgspec.json.decode(self._path(viewing_id).read_bytes(), type=Draft)
        except (OSError, ValueError):
            return None

    def discard(self, viewing_id: str = "") -> None:
        """Throw the draft of this viewing away, if there is one."""
        self._path(viewing_id).unlink(missing_ok=True)

    def _path(self, viewing_id: str) -> Path:
        plain = _PLAIN_ID.fullmatch(viewing_id or NEW)
        return self._folder / f"{plain[0] if plain else sha256(viewing_id.encode()).hexdigest()}.json"
