"""Pending records: what each record of the journal becomes while the items of an import are merged into it.

A record stores the rows of other programs that stated it. The first row of a service has the checksums of the values
that it stated last, which the next import is compared with.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct, structs

from filmjournal.exchange.planning.merge3 import Difference, checksums, outcome, resolved_checksums, retracted_facts
from filmjournal.exchange.planning.plan import StepKind
from filmjournal.model.film import Film
from filmjournal.model.import_changes import ImportChanges, ImportedRecord, StoredRecord
from filmjournal.model.source import Name, Source, StoredList, StoredSource
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

FILM = "film"
"""The table of the rows that stand for a film itself, by the service's id of it."""


def last_stated(stored: Sequence[StoredSource], service: str) -> StoredSource | None:
    """Return the row with the checksums of what a service stated last; None where it never stated the record."""
    return next((row for row in stored if row.checksums and row.service == service), None)


def rows_with(
    stored: tuple[StoredSource, ...],
    new: Sequence[Source],
    checksums: Mapping[str, str] | None,
    moved: Collection[Name] = frozenset(),
    kept: Collection[Name] = frozenset(),
    *,
    leads: bool = True,
) -> tuple[StoredSource, ...]:
    """Return the rows of a record with new ones merged in; `checksums` go to the first row of their service.

    Rows that the files no longer have stay, unless they have `moved` to another record, and are not among the `kept`,
    which the files put into this one. The first row is what the record is known by: a new one takes that place if it
    `leads`. Returns `stored` itself where nothing changes.
    """
    if not stored:
        rows = {source.name: _stored(source, {}) for source in new[1:]}
        return tuple(({new[0].name: _stored(new[0], checksums or {})} | rows).values())
    if (
        (checksums is None or stored[0].checksums == checksums)
        and len(stored) == len(new)
        and all(map(_is_same, stored, new))
    ):
        return stored
    before = {row.name: row.checksums for row in stored}
    added = {source.name: _stored(source, before.get(source.name, {})) for source in new}
    rows = {row.name: row for row in stored if row.name in added or row.name in kept or row.name not in moved}
    first = {new[0].name: added[new[0].name]} if leads and new[0].name not in rows else {}
    after = tuple((first | rows | added).values())
    if checksums is not None:
        after = _with_sums(after, new[0].service, checksums)
    return stored if after == stored else after


def _is_same(stored: Source, new: Source) -> bool:
    return stored.name == new.name and stored.cells == new.cells


def _with_sums(rows: tuple[StoredSource, ...], service: str, checksums: Mapping[str, str]) -> tuple[StoredSource, ...]:
    own = [row for row in rows if row.service == service]
    if own[0].checksums == checksums and not any(row.checksums for row in own[1:]):
        return rows
    by_name = {row.name: dict(checksums) if row is own[0] else {} for row in own}
    return tuple(structs.replace(row, checksums=by_name[row.name]) if row.name in by_name else row for row in rows)


def _stored(source: Source, checksums: Mapping[str, str]) -> StoredSource:
    return StoredSource(source.service, source.table, source.key, source.cells, {**checksums})


Value = TypeVar("Value", Film, Viewing, Wish)


class Resolutions(NamedTuple):
    """How conflicts are resolved, by the number of the step; in all others the journal's value stays."""

    theirs: frozenset[int]
    """Where the imported value is used."""
    later: frozenset[int]
    """Where nothing is imported, so that the next import asks again."""


class PendingItem(Struct, Generic[Value], frozen=True):
    """One item of a batch, ready to be merged into its record."""

    number: int
    """Its step in the plan."""
    value: Value
    """The imported value."""
    rows: tuple[Source, ...]
    """The rows that state it, of which there is at least one."""
    carried: tuple[StoredSource, ...] = ()
    """The rows of other services that another journal of ours had stored with it."""
    leads: bool = True
    """Whether the first of the rows is its own."""
    is_ours: bool = False
    """Whether it was exported from a journal of ours as the record that it is merged into."""
    written: datetime | None = None
    """When it had been changed last as it was exported, where that is known."""
    own_keys: dict[str, Any] = {}
    """Keys that this program doesn't know: only a new record gets them."""


class _PendingRecord(Generic[Value]):
    """A record before and after the import."""

    __slots__ = ("after", "before", "merged", "modified", "own_keys", "rows", "stored")

    def __init__(
        self,
        before: Value | None,
        after: Value,
        stored: tuple[StoredSource, ...] = (),
        modified: datetime | None = None,
    ) -> None:
        self.modified = modified
        self.before: Value | None = before
        self.after: Value = after
        self.stored = stored
        self.rows = stored
        self.merged: set[Name] = set()
        self.own_keys: dict[str, Any] = {}

    @property
    def is_idle(self) -> bool:
        return self.before == self.after and self.rows == self.stored

    def kind_since(self, value: Value, rows: tuple[StoredSource, ...]) -> StepKind:
        """Return what became of it since it was this value and had these rows."""
        if self.before is None and not (value == self.after and self.rows is rows):
            return StepKind.NEW
        return StepKind.CHANGED if is_seen(value, self.after) else StepKind.UNCHANGED

    @property
    def incoming(self) -> ImportedRecord[Value]:
        names = {row.name for row in self.rows}
        moved = frozenset(row.name for row in self.stored if row.name not in names)
        return ImportedRecord(self.before, self.after, self.rows, moved, self.own_keys)


class PendingRecords(Generic[Value]):
    """The records of one kind, films, viewings or watchlist items, that a batch has items for."""

    def __init__(
        self,
        known: dict[str, StoredRecord[Value]],
        resolutions: Resolutions,
        elsewhere: Collection[Name],
        completed: Callable[[Value, Value], Value] | None = None,
    ) -> None:
        self._known: dict[str, StoredRecord[Value]] = known
        self._completed: Callable[[Value, Value], Value] | None = completed
        self._resolutions = resolutions
        self._moved: Collection[Name] = elsewhere if completed is None else frozenset()
        self._records: dict[str, _PendingRecord[Value]] = {}

    def value(self, id_: str) -> Value | None:
        """Return a record as it will be, None where there is none with this id."""
        record = self._records.get(id_)
        stored = self._known.get(id_)
        return record.after if record is not None else stored.value if stored is not None else None

    def merge(self, new: Value, item: PendingItem[Value]) -> tuple[StepKind, tuple[Difference, ...]]:
        """Merge an item into the record with the id of `new`, which is added where there is none.

        Returns the kind of step that this is, and the values that differ. An item that a batch has twice, such as a
        film under two names, only completes the record the second time.
        """
        is_merged_already = new.id in self._records and self._completed is not None
        record = self._record(new.id)
        if record is None:
            begun = self._records[new.id] = _PendingRecord(None, new)
            begun.rows = (*rows_with((), item.rows, checksums(item.value)), *item.carried)
            begun.merged = {row.name for row in item.rows}
            begun.own_keys = item.own_keys
            return StepKind.NEW, ()
        record.merged |= {row.name for row in item.rows}
        if self._completed is None and not item.is_ours and self._has_rows(record, item.rows):
            return StepKind.UNCHANGED, ()
        before, rows_before = record.after, record.rows
        base = _base(record, item)
        retracted = retracted_facts(item.value, base or {}) if self._has_moved(record) else frozenset()
        now = {key: value for key, value in (base or {}).items() if key not in retracted} | checksums(item.value)
        differences: tuple[Difference, ...] = ()
        if now != base:  # otherwise the service states what it stated last time, and the journal has that already
            if self._completed is None or ((base is not None or item.is_ours) and not is_merged_already):
                differences = self._merge_values(record, item, base, retracted)
                now |= resolved_checksums(differences, base or {})
            if self._completed is not None:
                record.after = self._completed(record.after, item.value)
        if now != base or not item.is_ours or any(row.cells for row in item.rows):
            summed = None if is_merged_already else now
            leads = item.leads and not is_merged_already
            record.rows = rows_with(rows_before, item.rows, summed, self._moved, record.merged, leads=leads)
        if item.carried:
            record.rows += item.carried
        if any(not each.is_imported for each in differences):
            if item.number in self._resolutions.later:
                record.after, record.rows = before, rows_before
            return StepKind.CONFLICT, differences
        return record.kind_since(before, rows_before), differences

    def _merge_values(
        self,
        record: _PendingRecord[Value],
        item: PendingItem[Value],
        base: Mapping[str, str] | None,
        retracted: Collection[str],
    ) -> tuple[Difference, ...]:
        theirs = item.number in self._resolutions.theirs
        record.after, differences = outcome(record.after, item.value, base, theirs=theirs, retracted=retracted)
        return differences

    def _record(self, id_: str) -> _PendingRecord[Value] | None:
        """Return the pending record of an id, made from the known one at first; None where there is neither."""
        stored = self._known.get(id_)
        if id_ not in self._records and stored is not None:
            self._records[id_] = _PendingRecord(stored.value, stored.value, stored.sources, stored.modified)
        return self._records.get(id_)

    def _has_rows(self, record: _PendingRecord[Value], new: Sequence[Source]) -> bool:
        """Whether rows are stored word for word: their values may depend on where and when they are read."""
        cells = {row.name: row.cells for row in record.rows}
        return all(row.cells and cells.get(row.name) == row.cells for row in new) and not self._has_moved(record)

    def _has_moved(self, record: _PendingRecord[Value]) -> bool:
        """Whether a row of the record belongs to another item of the batch, which was not put into it."""
        return any(row.name in self._moved and row.name not in record.merged for row in record.rows)

    def add_rows(self, id_: str, rows: Sequence[Source]) -> None:
        """Store rows with a record whose values they don't change."""
        record = self._record(id_)
        if record is not None:
            for row in rows:
                record.merged.add(row.name)
                record.rows = rows_with(record.rows, (row,), None, self._moved, record.merged, leads=False)

    def has_new_rows(self, id_: str) -> bool:
        """Whether the rows of a record change."""
        record = self._records.get(id_)
        return record is not None and record.rows is not record.stored

    def touch(self, id_: str) -> None:
        """Note that an item was merged into a known record, and changes nothing of it."""
        self._record(id_)

    def rows(self, id_: str) -> tuple[StoredSource, ...]:
        """Return the rows of a record as they will be."""
        record = self._records.get(id_)
        return record.rows if record is not None else ()

    def replace(self, id_: str, value: Value) -> None:
        """Let a known record be this, whatever the merge made of it."""
        record = self._record(id_)
        if record is not None:
            record.after = value

    def incoming(self) -> tuple[ImportedRecord[Value], ...]:
        """Return every record that changes."""
        return tuple(record.incoming for record in self._records.values() if not record.is_idle)


def is_seen(before: Film | Viewing | Wish, after: Film | Viewing | Wish) -> bool:
    """Whether a person sees that a record changed: ids of services are stored, and shown nowhere."""
    if isinstance(before, Film) and isinstance(after, Film):
        return structs.replace(before, external_ids=after.external_ids) != after
    return before != after


def _base(record: _PendingRecord[Value], item: PendingItem[Value]) -> Mapping[str, str] | None:
    """Return the checksums to compare an item with: of what its service stated last, or None where it never did.

    An item that was exported from this journal is compared with the record itself, unless that was changed since.
    """
    if item.is_ours:
        here, since = checksums(record.after), record.modified
        is_as_exported = item.written is not None and (since is None or since <= item.written)
        if is_as_exported or here.items() >= checksums(item.value).items():
            return here
    last = last_stated(record.rows, item.rows[0].service)
    return last.checksums if last is not None else None


def import_changes(
    films: PendingRecords[Film],
    viewings: PendingRecords[Viewing],
    wishes: PendingRecords[Wish],
    lists: Sequence[StoredList],
    fulfilled: Collection[str],
) -> ImportChanges:
    """Return all records to be imported."""
    return ImportChanges(films.incoming(), viewings.incoming(), wishes.incoming(), tuple(lists), frozenset(fulfilled))
