"""A journal that was moved finds its drafts, backups and undo history again.

These lie in folders named after the journal's path. A note beside them says which path that is, and some of the
records. A journal that has none of them, and shares records with one whose file is gone, is that one, moved. The file
itself says nothing of it: a copy of the journal is not the journal.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.errors import JournalError
from filmjournal.journal.merging.copies import ids_of
from filmjournal.journal.places import Places
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.model.wording import listed

_MOST_IDS = 50
"""How many ids of records a note has."""


class _Note(Struct, frozen=True):
    path: str
    """Where the journal's file really was."""
    device: int
    """The device that it was on."""
    ids: frozenset[str]
    """Ids of some of its records."""


class _Found(Struct, frozen=True):
    note: _Note
    places: Places
    """The places of the journal when it was there."""


def remember(places: Places, documents: Documents, disk: Disk) -> None:
    """Note where a journal is, if that is not noted yet; where it can't be, a moved journal is not found again."""
    path = places.own_note
    if path.exists():
        return
    with suppress(OSError, UnicodeEncodeError):
        target = os.path.realpath(places.journal)
        ids = frozenset(islice(ids_of(documents), _MOST_IDS))
        if ids:
            disk.replace(path, msgspec.json.encode(_Note(target, Path(target).stat().st_dev, ids)))


def find_again(places: Places, disk: Disk) -> str:
    """Take over drafts, backups and history of a journal that was moved here; return what was done, in a sentence.

    It is empty where there is nothing to do. Where it isn't sure, it says where they are.
    """
    if places.own_note.exists() or not places.journal.exists():
        return ""
    found = _candidates(places, disk)
    if not found:
        return ""
    sure = [each for each in found if _is_device_there(each.note)]
    if len(sure) != 1:
        _forget_question(places, disk)
        where = " and ".join(f"{each.places.backups} (it was {each.note.path})" for each in found)
        return f"Backups of a journal with the same films are in {where}."
    (one,) = sure
    drafts = Drafts(one.places.drafts, disk)
    if any(drafts.is_claimed_elsewhere(slot) for slot in drafts.left()):
        return f"A window still has this journal open as {one.note.path}: its drafts and backups stay there until then."
    stays = [source for source, target in _moves(one, places) if not _is_moved(source, target, disk)]
    if stays:  # there are others of its own already
        return f"This journal was {one.note.path}. What belonged to it there stays in {listed(list(map(str, stays)))}."
    disk.remove(one.places.own_note)
    return f"This journal was {one.note.path}: its drafts, backups and undo history are here again."


def _is_moved(source: Path, target: Path, disk: Disk) -> bool:
    """Move a folder or a file to its new name, unless there is one; after a failure, what is left is moved again."""
    if os.path.lexists(target):
        return not os.path.lexists(source)
    disk.make_folder(target.parent)
    with suppress(FileNotFoundError):  # it never had one, or another program was faster
        disk.rename(source, target)
    return True


def _moves(found: _Found, places: Places) -> list[tuple[Path, Path]]:
    return list(zip(_state(found.places), _state(places), strict=True))


def left_elsewhere(places: Places, disk: Disk) -> list[tuple[Path, Path]]:
    """Return where backups of journals are whose files are gone and that share records with this one.

    Each with the path that the file had; none where nothing can be read.
    """
    with suppress(OSError):
        return [(Path(each.note.path), each.places.backups) for each in _candidates(places, disk)]
    return []


def _candidates(places: Places, disk: Disk) -> list[_Found]:
    gone = [each for each in _notes(places, disk) if not os.path.lexists(each.note.path) and _has_state(each.places)]
    if not gone:
        return []
    try:
        ours = set(ids_of(JournalFile(places.journal, disk).load().documents))
    except JournalError:
        return []
    return [each for each in gone if not ours.isdisjoint(each.note.ids)]


def _notes(places: Places, disk: Disk) -> Iterator[_Found]:
    own = places.own_note
    for name in disk.names(own.parent):
        with suppress(OSError, ValueError, RecursionError):
            if name != own.name and name.endswith(".json") and not name.startswith("."):
                note = msgspec.json.decode(disk.read(own.with_name(name)), type=_Note)
                yield _Found(note, places.named(name.removesuffix(".json")))


def _forget_question(places: Places, disk: Disk) -> None:
    """Note the journal as one of its own, so that it is asked once."""
    with suppress(JournalError):
        remember(places, JournalFile(places.journal, disk).load().documents, disk)


def _is_device_there(note: _Note) -> bool:
    """Whether the device that the journal was on is there: a file on one that is unplugged is not gone."""
    around = next((each for each in Path(note.path).parents if each.exists()), None)
    return around is not None and around.stat().st_dev == note.device


def _has_state(places: Places) -> bool:
    return any(map(os.path.lexists, _state(places)))


def _state(places: Places) -> tuple[Path, Path, Path]:
    return places.drafts, places.backups, places.history
