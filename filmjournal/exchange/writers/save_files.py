"""Saves exported texts as files: never over what somebody else wrote, and never half of one."""

import json
import os
import re
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from filmjournal.exchange.writers.markdown import ENDING, WATCHLIST, alike, numbered
from filmjournal.exchange.writers.selection import Document
from filmjournal.model.errors import InvalidValueError

NOTES = ".filmjournal-export.json"
"""The file in a folder with the digest of each file that was exported there: a later export sees what changed since."""

_FENCE = "\n---"
_ID = re.compile(r"^id: (?P<id>.*?)\r?$", re.MULTILINE)
_HEAD = 65_536
"""Bytes in which the front matter of a file is looked for."""


class CannotWriteError(InvalidValueError):
    """The export can't be saved; the message says why and what to do."""


class FolderReport(Struct, frozen=True):
    """What was saved in a folder, file by file."""

    written: tuple[str, ...] = ()
    """The files that were written: new ones, and those whose text changed in the journal."""
    unchanged: int = 0
    """How many files had this text already."""
    changed: tuple[str, ...] = ()
    """The files that somebody changed since they were exported, which stay as they are."""
    left: tuple[str, ...] = ()
    """The files of viewings and watchlist items that are not exported this time; they stay."""


class _Found(Struct, frozen=True):
    """A file in the folder."""

    name: str
    of: str
    digest: str


def save_files(texts: Mapping[Path, str | bytes], *, force: bool) -> None:
    """Write files, with `force` over those that exist.

    Raises CannotWriteError, before anything is written, where one exists or is a folder; and OSError.
    """
    for path in texts:
        if path.is_dir():
            raise CannotWriteError(f"{path} is a folder: name a file in it.")
        if path.exists() and not path.is_file():
            raise CannotWriteError(f"{path} is no file: name another.")
        if os.path.lexists(path) and not force:
            raise CannotWriteError(f"{path} is there already: --force writes over it, or name another file.")
    for path, text in texts.items():
        _replace(path, text if isinstance(text, bytes) else text.encode())


def save_folder(folder: Path, documents: Sequence[Document], *, force: bool) -> FolderReport:
    """Write documents into a folder, as far as their files are not there or have another text.

    The file of a viewing or a watchlist item is found by the id in it, under any name. Files that are none of ours
    stay, and without `force` also those that somebody changed since. Links are not followed.
    Raises CannotWriteError where the folder is a file, and OSError.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        raise CannotWriteError(f"{folder} is a file: name a folder.")
    if (folder / WATCHLIST).is_symlink():
        raise CannotWriteError(f"{folder / WATCHLIST} is a link to elsewhere: remove it, or name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    names = [*_names(folder, ""), *_names(folder, f"{WATCHLIST}/")]
    before, found = _noted(folder), [*_found(folder, names)]
    noted, files = dict(before), {each.of: each for each in reversed(found) if each.of}
    taken = set(map(alike, names))
    written, changed, unchanged = [], [], 0
    for document in documents:
        file, data = files.get(document.of), document.text.encode()
        digest = sha256(data).hexdigest()
        if file and file.digest == digest:
            unchanged += 1
        elif file and file.digest != before.get(document.of) and not force:
            changed.append(file.name)
            continue
        else:
            name = file.name if file else numbered(document.name.removesuffix(ENDING), ENDING, taken)
            taken.add(alike(name))
            _replace(folder / name, data)
            written.append(name)
        noted[document.of] = digest
    ids = {document.of for document in documents}
    left = [file.name for file in found if file.of in before and file.of not in ids]
    if noted != before:
        _note(folder, noted)
    return FolderReport(tuple(written), unchanged, tuple(changed), tuple(left))


def _names(folder: Path, within: str) -> list[str]:
    """Return the names in a folder within; none where there is no such folder."""
    path = folder / within
    if not path.is_dir():
        return []
    return sorted(f"{within}{name}" for name in os.listdir(path))  # noqa: PTH208 — names are all that is wanted


def _found(folder: Path, names: Sequence[str]) -> Iterator[_Found]:
    """Yield the files among these that could be ours: those that are files themselves, and Markdown."""
    for name in names:
        path = folder / name
        if name.endswith(ENDING) and stat.S_ISREG(path.lstat().st_mode):
            data = path.read_bytes()
            yield _Found(name, _id_in(data), sha256(data).hexdigest())


def _id_in(data: bytes) -> str:
    """Return the id of the viewing or watchlist item of a document; empty where it has none."""
    head = data[:_HEAD].decode(errors="replace").partition(_FENCE)[0]
    match = _ID.search(head) if head.startswith("---") else None
    return match["id"].strip('"') if match else ""


def _noted(folder: Path) -> dict[str, str]:
    """Return the digest of each file as it was exported, by the id of its record; none where NOTES can't be read."""
    with suppress(OSError, ValueError):
        path = folder / NOTES
        if stat.S_ISREG(path.lstat().st_mode):
            noted = json.loads(path.read_text(encoding="utf-8"))
            return {str(id_): str(digest) for id_, digest in noted.items()} if isinstance(noted, dict) else {}
    return {}


def _note(folder: Path, noted: Mapping[str, str]) -> None:
    path = folder / NOTES
    if not path.is_symlink() and not path.is_dir():
        _replace(path, (json.dumps(noted, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode())


def _replace(path: Path, data: bytes) -> None:
    """Replace a file, so that at every moment the old or the new bytes are there whole.

    A new file has the mode of any new file of the person. It isn't synced to the disk: an export can be made again.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".filmjournal-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(stat.S_IMODE(path.lstat().st_mode) if path.is_file() and not path.is_symlink() else _usual())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _usual() -> int:
    """Return the mode of a new file of this person."""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
