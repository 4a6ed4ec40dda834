"""Puts what goes out onto the disk: never over what somebody else wrote, and never half of it."""

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
"""The file in a folder that says what was put there, so that a later run knows what somebody has changed since."""

_FENCE = "\n---"
_ID = re.compile(r"^id: (?P<id>.*?)\r?$", re.MULTILINE)
_HEAD = 65_536
"""Bytes in which the front matter of a file is looked for."""


class CannotWriteError(InvalidValueError):
    """Something stands in the way of what goes out; the text is for a person."""


class Put(Struct, frozen=True):
    """What was done in a folder, file by file."""

    written: tuple[str, ...] = ()
    """The files that were written, as they are new or another text."""
    same: int = 0
    """How many files had the very text already."""
    kept: tuple[str, ...] = ()
    """The files that somebody changed since they were put there, which stay as they are."""
    left: tuple[str, ...] = ()
    """The files of viewings and wishes that are not among those that go out now; they stay."""


class _Found(Struct, frozen=True):
    """A file that stands in the folder."""

    name: str
    of: str
    digest: str


def put_files(texts: Mapping[Path, str], *, force: bool) -> None:
    """Write files; raises CannotWriteError where one of them is there already, and nothing is written then; OSError."""
    for path in texts:
        if path.is_dir():
            raise CannotWriteError(f"{path} is a folder: name a file in it.")
        if os.path.lexists(path) and not force:
            raise CannotWriteError(f"{path} is there already: --force writes over it, or name another file.")
    for path, text in texts.items():
        _replace(path, text.encode())


def put_folder(folder: Path, documents: Sequence[Document], *, force: bool) -> Put:
    """Write documents into a folder, each that is not there yet as it is; raises CannotWriteError and OSError.

    The file of a viewing or a wish is found again by the id in it, also under another name. A file that is none of
    ours, and one that somebody changed since we wrote it, stays, the latter only without force. No file that is a link
    is followed.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        raise CannotWriteError(f"{folder} is a file: name a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    names = [*_names(folder, ""), *_names(folder, f"{WATCHLIST}/")]
    before, found = _noted(folder), [*_found(folder, names)]
    noted, files = dict(before), {each.of: each for each in reversed(found) if each.of}
    taken = set(map(alike, names))
    written, kept, same = [], [], 0
    for document in documents:
        file, data = files.get(document.of), document.text.encode()
        digest = sha256(data).hexdigest()
        if file and file.digest == digest:
            same += 1
        elif file and file.digest != before.get(document.of) and not force:
            kept.append(file.name)
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
    return Put(tuple(written), same, tuple(kept), tuple(left))


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
    """Return the id of the viewing or the wish that a document tells of, or nothing."""
    head = data[:_HEAD].decode(errors="replace").partition(_FENCE)[0]
    match = _ID.search(head) if head.startswith("---") else None
    return match["id"].strip('"') if match else ""


def _noted(folder: Path) -> dict[str, str]:
    """Return the digest of the file of each of them as we wrote it; none where nothing, or nothing of ours, says so."""
    with suppress(OSError, ValueError):
        path = folder / NOTES
        if stat.S_ISREG(path.lstat().st_mode):
            told = json.loads(path.read_text(encoding="utf-8"))
            return {str(id_): str(digest) for id_, digest in told.items()} if isinstance(told, dict) else {}
    return {}


def _note(folder: Path, noted: Mapping[str, str]) -> None:
    path = folder / NOTES
    if not path.is_symlink() and not path.is_dir():
        _replace(path, (json.dumps(noted, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode())


def _replace(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file, so that at every moment the old or the new ones are there whole.

    A new file may be read by whom every new file of the person may be. It is not waited for the disk itself: what goes
    out can go out again.
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
