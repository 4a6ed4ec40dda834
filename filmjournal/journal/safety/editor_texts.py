"""Texts in the person's own editor: on disk until what was written there is saved, however everything ends.

Each has a folder with what it is of (`note.json`), the files that the editor works on (`text-*.md`), and a lock that
the program holds, and the editor too, so that it counts as being written for as long as either of them runs.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from filmjournal.journal.codec import to_file
from filmjournal.journal.disk.disk import Disk, moment_of
from filmjournal.model.draft import Draft

_NOTE = "note.json"
_LOCK = "in-use.lock"
_PREFIX = "text-"
_SUFFIX = ".md"

_RECOVERY = (".swp", ".swo", ".swn", ".save", "#")
"""How the names of files end in which Vim, nano and Emacs keep what was typed and not saved."""

_LONG_LEFT = 90 * 24 * 3600.0
"""Seconds for which the recovery files of an editor stay."""


class EditorNote(Struct, frozen=True):
    """What a text in an editor is of."""

    slot: str
    """The slot of the draft that the text belongs to; empty if that is not known any more."""
    draft: Draft
    """The form as it was when the editor opened."""
    given: str
    """The text as the editor was given it."""
    since: Draft | None = None
    """The form before anything was typed."""
    part: str = ""
    """The part of the form, as `Draft.with_part` takes it; empty for a whole entry in Markdown."""


class LeftText(Struct, frozen=True):
    """A text that was written in an editor, and that nobody took back from there."""

    note: EditorNote
    """What it is of."""
    text: str
    """What was written."""
    path: Path
    """Its file."""
    moment: datetime
    """When it was written."""


class OpenText:
    """A text that is about to be edited."""

    def __init__(self, folder: Path, lock: int) -> None:
        self.folder = folder
        """The folder for the files that the editor works on."""
        self.lock = lock
        """The handle of the lock, which the editor is to inherit."""
        self.is_settled = False
        """Whether all that was written is saved elsewhere."""

    def settle(self) -> None:
        """Note that all that was written is saved elsewhere: the files go when the text is closed."""
        self.is_settled = True


class EditorTexts:
    """The texts of one journal that are in an editor, or were when everything ended."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder
        self._disk = disk

    @contextmanager
    def opened(self, note: EditorNote) -> Iterator[OpenText]:
        """Note what is about to be edited; afterwards its files go, unless something unsaved is in them.

        Raises OSError where nothing can be written, and UnicodeEncodeError for half a character.
        """
        data = msgspec.json.encode(note, enc_hook=to_file)
        self._disk.make_folder(self._folder)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._folder))
        with self._disk.locked(folder / _LOCK, 1.0) as lock:
            self._disk.replace(folder / _NOTE, data)
            opened = OpenText(folder, lock.handle)
            try:
                yield opened
            finally:
                with suppress(OSError):
                    if opened.is_settled or self._read(folder) is None:
                        self._clear(folder)

    def left(self) -> list[LeftText]:
        """Return the texts that were left, none that is being written, and change nothing; none if unreadable."""
        found: list[LeftText] = []
        for folder in self._folders():
            with suppress(OSError):
                if not self._is_in_use(folder) and (left := self._read(folder)) is not None:
                    found.append(left)
        return sorted(found, key=lambda each: each.moment)

    def recovery_files(self) -> list[Path]:
        """Return what editors left that were killed, to recover what was not saved in them."""
        return [
            folder / name
            for folder in self._folders()
            if not self._is_in_use(folder)
            for name in self._disk.names(folder)
            if name.endswith(_RECOVERY)
        ]

    def take_over(self, use: Callable[[LeftText], bool]) -> None:
        """Give each text that was left to `use`, which returns whether it is saved elsewhere now; its files go then.

        Where an editor left files to recover from, only the note goes for now.
        """
        for folder in self._folders():
            with suppress(OSError):  # it is being written, or can't be removed: the next start looks again
                if not (folder / _NOTE).exists() and time.time() - folder.stat().st_mtime < _LONG_LEFT:
                    continue
                with self._disk.locked(folder / _LOCK, 0.0):
                    left = self._read(folder)
                    if left is None or use(left):
                        self._clear(folder)

    def _clear(self, folder: Path) -> None:
        """Remove a folder; only its note where an editor left files to recover from."""
        is_note = (folder / _NOTE).exists()
        if is_note and any(name.endswith(_RECOVERY) for name in self._disk.names(folder)):
            self._disk.remove(folder / _NOTE)
        else:
            shutil.rmtree(folder)

    def _folders(self) -> list[Path]:
        try:
            return [self._folder / name for name in self._disk.names(self._folder) if name.startswith(_PREFIX)]
        except OSError:
            return []

    def _is_in_use(self, folder: Path) -> bool:
        lock = folder / _LOCK
        try:
            if lock.exists():
                with self._disk.locked(lock, 0.0):
                    pass
        except TimeoutError:
            return True
        except OSError:
            return False
        return False

    def _read(self, folder: Path) -> LeftText | None:
        """Return what was written last; None where nothing was. Raises OSError where that can't be read now."""
        try:
            data = self._disk.read(folder / _NOTE)
        except FileNotFoundError:  # taken over already, or not begun yet
            return None
        try:
            note = msgspec.json.decode(data, type=EditorNote)
        except (ValueError, RecursionError):
            note = EditorNote("", Draft(), "", part="review")  # of what it is is lost, but not what was written
        paths = sorted(folder.glob(f"{_PREFIX}*{_SUFFIX}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in paths:
            text = _decoded(self._disk.read(path))
            if text.strip() and text.rstrip("\r\n") != note.given.rstrip("\r\n"):
                return LeftText(note, text, path, moment_of(path.stat().st_mtime_ns))
        return None


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")  # which reads every byte: an editor may have been set to it
