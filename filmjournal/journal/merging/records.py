"""What one file holds of each record, in its own table and in the trash, and what two files hold of it together."""

from collections.abc import Iterator

import msgspec
from msgspec import Raw, Struct, field

from filmjournal.journal.disk.documents import Documents, Identity, written
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

MERGED_TABLES = ("films", "viewings", "watchlist")
"""The tables whose records are merged key by key."""

Place = tuple[str, str]
"""The table and the id of a record."""


class _Named(Struct):
    id: str


class TrashRecord(Struct, frozen=True):
    """One record of the trash: a record that was removed, the stone of one, or a version that was replaced."""

    id: str
    """Its own id."""
    table: str
    """The table it is from."""
    removed: str = ""
    """The moment of removal."""
    emptied: str = ""
    """The moment at which it was thrown away for good."""
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
        """Whether it tells that a record was thrown away for good."""
        return self._is_removal and bool(self.emptied) and not self.record

    @property
    def is_version(self) -> bool:
        """Whether it holds a version of one key."""
        told = self.of and self.key and self.value and self.key not in BOOKKEEPING
        return bool(told) and not (self.removed or self.emptied or self.record)

    @property
    def identity(self) -> Identity | None:
        """What it is told apart by in the trash, or None where it is of no known kind."""
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
    """What a file holds of one record."""

    record: Raw | None = None
    """The record in its own table."""
    trash_row: Raw | None = None
    """The record of the trash that holds it, or its stone."""
    versions: dict[Identity, Raw] = field(default_factory=dict)
    """The records of the trash that hold versions of it."""


class RecordState(Struct):
    """What a file knows of one record: how it reads, and whether it is there."""

    content: Knowledge
    """What is written in it, and was."""
    removed: str = ""
    """The moment of removal; nothing where the record is in its table."""
    emptied: str = ""
    """The moment at which it was thrown away for good."""

    @property
    def is_there(self) -> bool:
        """Whether the record stands in its own table."""
        return self.content.is_whole and not self.removed


class FileRecords(Struct):
    """Everything a file holds."""

    records: dict[Place, RecordInFile]
    """The records that can be merged."""
    loose: dict[str, dict[Identity, Raw]]
    """The records that are kept as they are, by table."""
    numbers: dict[str, dict[Identity, str]]
    """The document number of everything, by table."""


def records_by_place(documents: Documents) -> FileRecords:
    """Return what a file holds of each record."""
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
    """Return what a record that is kept as it is is told apart by: its bytes, and how often they stand there."""
    names = identity.names if identity is not None else ()
    twin = 0
    while (told := Identity(names, bytes(raw), twin, is_loose=True)) in loose:
        twin += 1
    return told


def _place_record(held: FileRecords, table: str, raw: Raw) -> Identity | None:
    id_ = _id_of(raw) if table in MERGED_TABLES else ""
    if not id_:
        return None
    holding = held.records.setdefault((table, id_), RecordInFile())
    if holding.record is None:
        holding.record = raw
    return Identity((id_,))


def _place_trash(held: FileRecords, raw: Raw) -> Identity | None:
    try:
        found = _trash_decoder.decode(raw) if fields_of(raw) is not None else None
    except UNREADABLE:
        return None
    identity = found.identity if found is not None else None
    if found is None or identity is None:
        return None
    holding = held.records.setdefault((found.table, found.of or found.id), RecordInFile())
    if found.is_version:
        holding.versions.setdefault(identity, raw)
    elif holding.trash_row is None:
        holding.trash_row = raw
    return identity


def read(holding: RecordInFile) -> RecordState:
    """Return what a file knows of a record."""
    trash_row = _trash_decoder.decode(holding.trash_row) if holding.trash_row is not None else None
    if trash_row is not None and trash_row.emptied:
        return RecordState(Knowledge(), trash_row.removed, trash_row.emptied)
    spare = [(row.key, row.edited, row.value) for row in map(_trash_decoder.decode, holding.versions.values())]
    places = [knowledge_of(fields_of(raw), spare) for raw in _records_of(holding)]
    if not places:
        return RecordState(knowledge_of(None, spare))
    content = joined(places[0], places[-1])
    return _present(content, trash_row.removed if trash_row is not None else "")


def together(ours: RecordState, theirs: RecordState) -> RecordState:
    """Return what two files know of a record together; what one of them threw away for good is gone."""
    stones = [side for side in (ours, theirs) if side.emptied]
    if stones:
        return RecordState(Knowledge(), max(side.removed for side in stones), max(side.emptied for side in stones))
    return _present(joined(ours.content, theirs.content), max(ours.removed, theirs.removed))


def _present(content: Knowledge, removed: str) -> RecordState:
    """Return the record in its table where it was edited after its removal, and else in the trash."""
    return RecordState(content, "" if content.last_edit > removed else removed)


def _records_of(holding: RecordInFile) -> Iterator[Raw]:
    """Yield the record from wherever it stands, laid out as in its own table."""
    if holding.record is not None:
        yield holding.record
    if holding.trash_row is not None:
        record = _trash_decoder.decode(holding.trash_row).record
        fields = fields_of(record) if record else None
        if fields is not None:
            yield written(fields)


def as_stored(place: Place, whole: RecordState, sources: tuple[RecordInFile, RecordInFile]) -> RecordInFile:
    """Return how a record stands in a file; what did not change keeps the bytes that one of the sources has."""
    holding = RecordInFile(versions=_versions(place, whole.content, sources))
    if whole.emptied:
        stone = {"id": place[1], "table": place[0], "removed": whole.removed, "emptied": whole.emptied}
        holding.trash_row = _stored_trash_row(whole, sources) or written(stone)
    elif whole.is_there:
        holding.record = _record(whole.content, sources)
    elif whole.content.is_whole:
        record = _record(whole.content, sources)
        removed = {"id": place[1], "table": place[0], "removed": whole.removed, "record": record}
        holding.trash_row = _stored_trash_row(whole, sources) or written(removed)
    return holding


def _stored_trash_row(whole: RecordState, sources: tuple[RecordInFile, RecordInFile]) -> Raw | None:
    """Return the record of the trash that tells exactly this already, or None."""
    kept = []
    for raw in (holding.trash_row for holding in sources if holding.trash_row is not None):
        alone = read(RecordInFile(trash_row=raw))
        told = alone.removed or _trash_decoder.decode(raw).removed, alone.emptied, alone.content.record
        if told == (whole.removed, whole.emptied, whole.content.record):
            kept.append(raw)
    return max(kept, key=_fullness, default=None)


def _record(content: Knowledge, sources: tuple[RecordInFile, RecordInFile]) -> Raw:
    records = sorted((raw for holding in sources for raw in _records_of(holding)), key=_fullness, reverse=True)
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
    return written({**fields, EDITS: edits} if edits else fields)


def _fullness(raw: Raw) -> tuple[int, bytes]:
    """Return what tells which bytes are kept where two say the same: those with more beside it."""
    return len(fields_of(raw) or ()), bytes(raw)


def _versions(place: Place, content: Knowledge, sources: tuple[RecordInFile, RecordInFile]) -> dict[Identity, Raw]:
    table, of = place
    found: dict[Identity, Raw] = {}
    for (key, version), value in content.spare.items():
        id_ = version_id(of, key, version.moment, value)
        identity = Identity((id_, table))
        kept = [holding.versions[identity] for holding in sources if identity in holding.versions]
        row = {"id": id_, "table": table, "of": of, "key": key, "edited": version.moment, "value": value}
        found[identity] = max(kept, key=_fullness, default=None) or written(row)
    return found
