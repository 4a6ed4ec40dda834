"""Merges two copies of a journal: nothing that was written in either is lost, whichever is merged into which.

Merging is a join: the same two copies give the same bytes in either order, a copy merged with itself is itself, and any
number of copies come to hold the same in whatever order they meet.
"""

from msgspec import Raw, Struct

from filmjournal.journal.disk.documents import TABLES, Documents, Identity, numbered
from filmjournal.journal.merging.differences import Difference, DifferenceKind, added, difference, unreadable
from filmjournal.journal.merging.metadata import META_NUMBER, merged_meta, merged_rest, meta_news, rest_news
from filmjournal.journal.merging.records import (
    FileRecords,
    Place,
    RecordInFile,
    as_stored,
    read,
    records_by_place,
    together,
)

_Rows = dict[str, dict[Identity, Raw]]


class Merged(Struct, frozen=True):
    """Two copies of a journal in one."""

    documents: Documents
    """Every record of both."""
    differences: tuple[Difference, ...] = ()
    """What theirs brings to ours; nothing where ours holds all of it."""


def merge(ours: Documents, theirs: Documents) -> Merged:
    """Return both copies in one, and what theirs brings to ours."""
    if _in_order(ours) == _in_order(theirs):
        return Merged(ours)
    mine, other = records_by_place(ours), records_by_place(theirs)
    rows: _Rows = {name: mine.loose[name] | other.loose[name] for name in TABLES}
    differences: list[Difference] = []
    for place in sorted(mine.records | other.records):
        outcome, found = _merged(place, mine.records.get(place), other.records.get(place))
        _put(rows, place, outcome)
        differences += [found] if found is not None else []
    for name in TABLES:
        differences += [unreadable(name, identity) for identity in sorted(other.loose[name].keys() - mine.loose[name])]
    merged = _documents(ours, theirs, rows, (mine, other))
    return Merged(merged, (*differences, *_differences_beside(ours, merged)))


def _in_order(documents: Documents) -> tuple[object, ...]:
    return [list(documents.tables[name].items()) for name in TABLES], list(documents.rest.items())


def _merged(
    place: Place, ours: RecordInFile | None, theirs: RecordInFile | None
) -> tuple[RecordInFile, Difference | None]:
    """Return a record merged from both; what is the same in both, or only in one, stays as it is."""
    if theirs is None or ours == theirs:
        return ours or RecordInFile(), None
    if ours is None:
        return theirs, added(place, theirs)
    mine, other = read(ours), read(theirs)
    whole = together(mine, other)
    outcome = as_stored(place, whole, (ours, theirs))
    return outcome, difference(place, (mine, other), whole, outcome)


def _put(rows: _Rows, place: Place, in_file: RecordInFile) -> None:
    table, id_ = place
    if in_file.record is not None:
        rows[table][Identity((id_,))] = in_file.record
    if in_file.trash_row is not None:
        rows["trash"][Identity((id_, table))] = in_file.trash_row
    rows["trash"].update(in_file.versions)


def _documents(ours: Documents, theirs: Documents, rows: _Rows, held: tuple[FileRecords, FileRecords]) -> Documents:
    """Return the records as a file; its metadata comes last, since that depends on the rest."""
    merged = Documents(rest=merged_rest(ours.rest, theirs.rest))
    for name in TABLES:
        taken = frozenset({META_NUMBER} if name == "meta" else ())
        merged.tables[name] = numbered(rows[name], held[0].numbers[name], held[1].numbers[name], taken)
    meta = merged_meta(merged, ours, theirs)
    if meta is not None:
        merged.tables["meta"] = {META_NUMBER: meta, **merged.tables["meta"]}
    return merged


def _differences_beside(ours: Documents, merged: Documents) -> list[Difference]:
    """Return what is new beside the records: in tables of others, and in the file's metadata."""
    changed = meta_news(ours, merged)
    found = [Difference("meta", META_NUMBER, DifferenceKind.CHANGED, changed)] if changed else []
    for name, keys in rest_news(ours.rest, merged.rest):
        found.append(Difference(name, "", DifferenceKind.ADDED if keys is None else DifferenceKind.CHANGED, keys or ()))
    return found
