"""The records of one file for a merge, each with its versions in the trash; and one record merged from two files."""

from collections.abc import Iterator

import msgspec
from msgspec import Raw, Struct, field

from filmjournal.journal.disk.documents import Documents, Identity, encode_record
from filmjournal.journal.merging.edits import BOOKKEEPING, EDITS
from filmjournal.journal.merging.versions import (
    UNREADABLE,
    Fields,
    Knowledge,
    fields_of,
    joined,
    knowledge_of,
    version_id,
)

MERGED_TABLES = ("films", "viewings", "watchlist", "film_lists", "list_items")
"""The tables whose records are merged key by key."""

Place = tuple[str, str]
"""The table and the id of a record."""


class _Named(Struct):
    id: str


class TrashRecord(Struct, frozen=True):
    """One record of the trash: a removed record, the tombstone of one, or a replaced version."""

    id: str
    """Its own id."""
    table: str
    """The table it is from."""
    removed: str = ""
    """The moment of removal."""
    emptied: str = ""
    """When it was deleted for good."""
    record: Raw = Raw()
    """The record that was removed."""
    of: str = ""
    """The id of the record that a version is of."""
    key: str = ""
    """The key that it was the value of."""
    edited: str = ""
    """The moment of the edit that gave it."""
    value: Raw = Raw()
    """The version itself."""

    @property
    def is_removed(self) -> bool:
        """Whether it holds a record that was removed."""
        return self._is_removal and not self.emptied and _id_of(self.record) == self.id

    @property
    def is_tombstone(self) -> bool:
        """Whether it only says that a record was deleted for good."""
        return self._is_removal and bool(self.emptied) and not self.record

    @property
    def is_version(self) -> bool:
        """Whether it holds a version of one key."""
        stated = self.of and self.key and self.value and self.key not in BOOKKEEPING
        return bool(stated) and not (self.removed or self.emptied or self.record)

    @property
    def identity(self) -> Identity | None:
        """What identifies it in the trash; None where it is no such record."""
        if self.table not in MERGED_TABLES:
            return None
        if self.is_removed or self.is_tombstone:
            return Identity((self.id, self.table))
        if self.is_version:
            return Identity((version_id(self.of, self.key, self.edited, self.value), self.table))
        return None

    @property
    def _is_removal(self) -> bool:
        return bool(self.id and self.removed) and not (self.of or self.key or self.value)


_named = msgspec.json.Decoder(_Named)
_trash_decoder = msgspec.json.Decoder(TrashRecord)


def _id_of(raw: Raw) -> str:
    try:
        return _named.decode(raw).id if fields_of(raw) is not None else ""
    except UNREADABLE:
        return ""


class RecordInFile(Struct):
    """Everything that a file has of one record."""

    record: Raw | None = None
    """The record in its own table."""
    trash_row: Raw | None = None
    """Its record in the trash, or its tombstone."""
    versions: dict[Identity, Raw] = field(default_factory=dict)
    """The records in the trash that are versions of it."""


class RecordState(Struct):
    """The state of one record in a file: its content, and whether it is there."""

    content: Knowledge
    """Its values, with earlier versions."""
    removed: str = ""
    """When it was removed; empty where it is in its table."""
    emptied: str = ""
    """When it was deleted for good."""

    @property
    def is_there(self) -> bool:
        """Whether the record is in its own table."""
        return self.content.is_whole and not self.removed


class FileRecords(Struct):
    """Every record of a file."""

    records: dict[Place, RecordInFile]
    """The records that can be merged."""
    loose: dict[str, dict[Identity, Raw]]
    """The records that are not merged and stay as they are, by table."""
    numbers: dict[str, dict[Identity, str]]
    """The document number of everything, by table."""


def records_by_place(documents: Documents) -> FileRecords:
    """Return every record of a file by table and id."""
    held = FileRecords({}, {name: {} for name in documents.tables}, {name: {} for name in documents.tables})
    for name, table in documents.tables.items():
        for number, raw in table.items():
            if name == "meta" and number == "1":
                continue
            identity = _place_trash(held, raw) if name == "trash" else _place_record(held, name, raw)
            if identity is None or identity in held.numbers[name]:
                identity = _next_loose(held.loose[name], identity, raw)
                held.loose[name][identity] = raw
            held.numbers[name][identity] = number
    return held


def _next_loose(loose: dict[Identity, Raw], identity: Identity | None, raw: Raw) -> Identity:
    """Return the identity of a record that stays as it is: its bytes, and how many with the same come before."""
    names = identity.names if identity is not None else ()
    twin = 0
    while (stated := Identity(names, bytes(raw), twin, is_loose=True)) in loose:
        twin += 1
    return stated


def _place_record(held: FileRecords, table: str, raw: Raw) -> Identity | None:
    id_ = _id_of(raw) if table in MERGED_TABLES else ""
    if not id_:
        return None
    in_file = held.records.setdefault((table, id_), RecordInFile())
    if in_file.record is None:
        in_file.record = raw
    return Identity((id_,))


def _place_trash(held: FileRecords, raw: Raw) -> Identity | None:
    try:
        found = _trash_decoder.decode(raw) if fields_of(raw) is not None else None
    except UNREADABLE:
        return None
    identity = found.identity if found is not None else None
    if found is None or identity is None:
        return None
    in_file = held.records.setdefault((found.table, found.of or found.id), RecordInFile())
    if found.is_version:
        in_file.versions.setdefault(identity, raw)
    elif in_file.trash_row is None:
        in_file.trash_row = raw
    return identity


def read(in_file: RecordInFile) -> RecordState:
    """Return what a file knows of a record."""
    trash_row = _trash_decoder.decode(in_file.trash_row) if in_file.trash_row is not None else None
    if trash_row is not None and trash_row.emptied:
        return RecordState(Knowledge(), trash_row.removed, trash_row.emptied)
    spare = [(row.key, row.edited, row.value) for row in map(_trash_decoder.decode, in_file.versions.values())]
    places = [knowledge_of(fields_of(raw), spare) for raw in _records_of(in_file)]
    if not places:
        return RecordState(knowledge_of(None, spare))
    content = joined(places[0], places[-1])
    return _present(content, trash_row.removed if trash_row is not None else "")


def together(ours: RecordState, theirs: RecordState) -> RecordState:
    """Return what two files know of a record together; what one of them threw away for good is gone."""
    tombstones = [side for side in (ours, theirs) if side.emptied]
    if tombstones:
        return RecordState(
            Knowledge(), max(side.removed for side in tombstones), max(side.emptied for side in tombstones)
        )
    return _present(joined(ours.content, theirs.content), max(ours.removed, theirs.removed))


def _present(content: Knowledge, removed: str) -> RecordState:
    """Return the record in its table where it was edited after its removal, and else in the trash."""
    return RecordState(content, "" if content.last_edit > removed else removed)


def _records_of(in_file: RecordInFile) -> Iterator[Raw]:
    """Yield the record from wherever it stands, laid out as in its own table."""
    if in_file.record is not None:
        yield in_file.record
    if in_file.trash_row is not None:
        record = _trash_decoder.decode(in_file.trash_row).record
        fields = fields_of(record) if record else None
        if fields is not None:
            yield encode_record(fields)


def as_stored(place: Place, whole: RecordState, sources: tuple[RecordInFile, RecordInFile]) -> RecordInFile:
    """Return a merged record as a file has it; what did not change keeps its bytes from one of the sources."""
    in_file = RecordInFile(versions=_versions(place, whole.content, sources))
    if whole.emptied:
        tombstone = {"id": place[1], "table": place[0], "removed": whole.removed, "emptied": whole.emptied}
        in_file.trash_row = _stored_trash_row(whole, sources) or encode_record(tombstone)
    elif whole.is_there:
        in_file.record = _record(whole.content, sources)
    elif whole.content.is_whole:
        record = _record(whole.content, sources)
        removed = {"id": place[1], "table": place[0], "removed": whole.removed, "record": record}
        in_file.trash_row = _stored_trash_row(whole, sources) or encode_record(removed)
    return in_file


def _stored_trash_row(whole: RecordState, sources: tuple[RecordInFile, RecordInFile]) -> Raw | None:
    """Return the record of the trash that tells exactly this already, or None."""
    same = []
    for raw in (in_file.trash_row for in_file in sources if in_file.trash_row is not None):
        alone = read(RecordInFile(trash_row=raw))
        stated = alone.removed or _trash_decoder.decode(raw).removed, alone.emptied, alone.content.record
        if stated == (whole.removed, whole.emptied, whole.content.record):
            same.append(raw)
    return max(same, key=_fullness, default=None)


def _record(content: Knowledge, sources: tuple[RecordInFile, RecordInFile]) -> Raw:
    records = sorted((raw for in_file in sources for raw in _records_of(in_file)), key=_fullness, reverse=True)
    for raw in records:
        if knowledge_of(fields_of(raw)).record == content.record:
            return raw
    order = [key for raw in records for key in fields_of(raw) or ()]
    fields: Fields = {}
    for key in dict.fromkeys([*order, *sorted(content.own)]):
        value = content.unstamped.get(key) if key in BOOKKEEPING else content.value(key)
        if value is not None:
            fields[key] = value
    edits: dict[str, list[str]] = {moment: [] for moment in sorted(content.moments)}
    for moment, key in sorted(content.named):
        edits[moment].append(key)
    return encode_record({**fields, EDITS: edits} if edits else fields)


def _fullness(raw: Raw) -> tuple[int, bytes]:
    """Return the sort key that picks the bytes with more keys where two records say the same."""
    return len(fields_of(raw) or ()), bytes(raw)


def _versions(place: Place, content: Knowledge, sources: tuple[RecordInFile, RecordInFile]) -> dict[Identity, Raw]:
    table, of = place
    found: dict[Identity, Raw] = {}
    for (key, version), value in content.spare.items():
        id_ = version_id(of, key, version.moment, value)
        identity = Identity((id_, table))
        same = [in_file.versions[identity] for in_file in sources if identity in in_file.versions]
        row = {"id": id_, "table": table, "of": of, "key": key, "edited": version.moment, "value": value}
        found[identity] = max(same, key=_fullness, default=None) or encode_record(row)
    return found
