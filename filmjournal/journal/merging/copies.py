"""Finds the conflict copies of a journal that programs such as Dropbox and Syncthing leave beside it."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.documents import SCHEMA, Documents
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.errors import JournalError

_ADDED = re.compile(
    r"""
      [ ]?[(\[（].+[)\]）]                    # (Ana's conflicted copy 2026-11-20), (1), (SFConflict Ana 2026-11-20)
    | [ ]\d{1,3}                              # journal 2.json
    | [ ](copy|kopie)([ ]\d{1,3})?            # as one makes by hand
    | [ ]?-[ ]?.+                             # the name of the device: journal-LAPTOP.json
    | [ ._-].*(con|kon|co)n?fli[ck]t?.*       # .sync-conflict-20261120-101112-ABCDEFG, _conflict-20261120-101112
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""What such programs add between the name of a file and its suffix."""


class JournalCopy(Struct, frozen=True):
    """A copy of the journal that is beside it."""

    path: Path
    """Where it is."""
    documents: Documents
    """What it holds."""


class _Named(Struct):
    id: str


def copies_beside(path: Path, disk: Disk) -> list[Path]:
    """Return the files beside a journal whose names are those of its copies; raises OSError.

    Whether they are copies depends on what is in them: `found_beside` looks.
    """
    found: dict[Path, None] = {}
    for journal in dict.fromkeys((Path(os.path.realpath(path)), path)):
        for name in disk.names(journal.parent):
            beside = journal.with_name(name)
            if _is_name_of_copy(name, journal) and os.path.realpath(beside) not in map(os.path.realpath, found):
                found[beside] = None
    return list(found)


def found_beside(ours: Documents, path: Path, disk: Disk) -> list[JournalCopy]:
    """Return the copies beside a journal, with what they hold; raises OSError where its folder cannot be read.

    What cannot be read, or was written by a later filmjournal, is none.
    """
    copies = ((beside, _read(beside, disk)) for beside in copies_beside(path, disk))
    return [JournalCopy(beside, held) for beside, held in copies if held is not None and is_copy_of(ours, held)]


def is_copy_of(ours: Documents, theirs: Documents) -> bool:
    """Whether two files are of one journal: they share a record at least."""
    return not set(ids_of(ours)).isdisjoint(ids_of(theirs))


def _is_name_of_copy(name: str, journal: Path) -> bool:
    plain, stem, suffix = _plain(name), _plain(journal.stem), _plain(journal.suffix)
    if plain.startswith((".", "~")) or not (plain.startswith(stem) and plain.endswith(suffix)):
        return False
    added = plain[len(stem) : len(plain) - len(suffix)]
    return ".damaged-" not in plain and _ADDED.fullmatch(added) is not None


def _plain(name: str) -> str:
    """Return a name as file systems compare it that ignore case or decompose accents."""
    return unicodedata.normalize("NFC", name).casefold()


def _read(path: Path, disk: Disk) -> Documents | None:
    try:
        state = JournalFile(path, disk).load()
    except JournalError:
        return None
    return state.documents if state.schema <= SCHEMA else None


def ids_of(documents: Documents) -> Iterator[str]:
    """Yield the ids of all records."""
    for name in ("films", "viewings", "watchlist", "film_lists", "list_items", "trash"):
        yield from filter(None, map(_id, documents.tables[name].values()))


def _id(raw: Raw) -> str:
    try:
        return msgspec.json.decode(raw, type=_Named).id
    except (msgspec.DecodeError, RecursionError):
        return ""
