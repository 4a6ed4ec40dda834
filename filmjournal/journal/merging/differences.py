"""The differences that merging another copy of a journal makes, record by record."""

from enum import Enum
from typing import Any

import msgspec
from msgspec import Raw, Struct

from filmjournal.journal.disk.documents import Identity
from filmjournal.journal.merging.records import Place, RecordInFile, RecordState
from filmjournal.journal.merging.versions import ABSENT, UNREADABLE, Knowledge, Version


class DifferenceKind(Enum):
    """What happened to a record in the other copy."""

    ADDED = "added"
    """It is only there."""
    CHANGED = "changed"
    """Some of its keys are newer there, and nothing of ours is lost."""
    CONFLICT = "conflict"
    """The same key was changed here and there: the newer version stands, the value of the other one is in the trash."""
    REMOVED = "removed"
    """It was removed there."""
    RESTORED = "restored"
    """It was removed here, and was brought back or edited there."""
    TRASH = "trash"
    """It differs in the trash only: a replaced version, or a record that was removed or deleted for good."""
    UNREADABLE = "unreadable"
    """It is only there, can't be read, and stays as it is."""


class Difference(Struct, frozen=True):
    """What the other copy brings to one record."""

    table: str
    """The table of the record, also where it is in the trash."""
    id: str
    """Its id; nothing where it has none."""
    kind: DifferenceKind
    """What happened to it there."""
    keys: tuple[str, ...] = ()
    """The keys that come from there or are in conflict."""
    record: dict[str, Any] = {}
    """The record after the merge; empty where it was deleted for good, or is no JSON object."""


def unreadable(table: str, identity: Identity) -> Difference:
    """Return the difference of a record that is only there and can't be read."""
    record = _decoded(Raw(identity.content))
    id_ = record.get("id")
    return Difference(table, id_ if isinstance(id_, str) else "", DifferenceKind.UNREADABLE, record=record)


def added(place: Place, theirs: RecordInFile) -> Difference:
    """Return the difference of a record of which we have nothing at all."""
    kind = DifferenceKind.TRASH if theirs.record is None else DifferenceKind.ADDED
    return Difference(*place, kind, record=_record(theirs))


def difference(
    place: Place, sides: tuple[RecordState, RecordState], whole: RecordState, outcome: RecordInFile
) -> Difference | None:
    """Return what the other copy brings to a record, None where we have it all."""
    kind, keys = _kind_and_keys(*sides, whole)
    return None if kind is None else Difference(*place, kind, keys, _record(outcome))


def _kind_and_keys(
    ours: RecordState, theirs: RecordState, whole: RecordState
) -> tuple[DifferenceKind | None, tuple[str, ...]]:
    before, after = ours.content, whole.content
    if ours.is_there and not whole.is_there:
        return DifferenceKind.REMOVED, ()
    newer = {key for key in before.own | after.own if _own(before, key) != _own(after, key)}
    conflicts = {
        key for key in newer | _lost(theirs.content, after) if _in_conflict(key, before, theirs.content, after)
    }
    keys = tuple(sorted(newer | conflicts))
    if whole.is_there and not ours.is_there:
        return (DifferenceKind.RESTORED if before.is_whole else DifferenceKind.ADDED), keys if before.is_whole else ()
    if whole.is_there and conflicts:
        return DifferenceKind.CONFLICT, keys
    if whole.is_there and before.record != after.record:
        return DifferenceKind.CHANGED, keys
    if _all(ours) != _all(whole):
        return DifferenceKind.TRASH, keys
    return None, ()


def _own(content: Knowledge, key: str) -> Version:
    return content.own.get(key, Version("", ABSENT))


def _lost(content: Knowledge, after: Knowledge) -> set[str]:
    return {key for key, version in content.own.items() if _own(after, key) != version}


def _in_conflict(key: str, ours: Knowledge, theirs: Knowledge, after: Knowledge) -> bool:
    """Whether one side's version of a key stands no more though the other side had not seen it."""
    stands, mine, other = (_own(content, key) for content in (after, ours, theirs))
    return (mine != stands and _holds(after, key, mine)) or (
        other != stands and _holds(after, key, other) and not _holds(ours, key, other)
    )


def _holds(content: Knowledge, key: str, version: Version) -> bool:
    return version.mark in content.at(key).get(version.moment, {})


def _all(known: RecordState) -> tuple[object, ...]:
    return known.removed, known.emptied, known.content.record, set(known.content.spare)


def _record(in_file: RecordInFile) -> dict[str, Any]:
    if in_file.record is not None:
        return _decoded(in_file.record)
    record = _decoded(in_file.trash_row).get("record") if in_file.trash_row is not None else None
    return record if isinstance(record, dict) else {}


def _decoded(raw: Raw) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(raw)
    except UNREADABLE:
        return {}
    return value if isinstance(value, dict) else {}
