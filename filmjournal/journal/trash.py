"""The trash: what was removed, and versions that a change of another program replaced, until it is emptied."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Raw, Struct

from filmjournal.journal.codec import decoded, encode
from filmjournal.journal.disk.documents import free_number
from filmjournal.journal.merging.edits import Record, moment_text
from filmjournal.journal.merging.versions import version_id


class TrashRow(Struct, frozen=True):
    """One record of the trash."""

    id: str
    """The id of the record that was removed; that of a replaced version is made from its record, key and moment."""
    table: str
    """The table it is from."""
    removed: str = ""
    """When a record was removed, in UTC as ISO 8601; empty for a version."""
    emptied: str = ""
    """When it was deleted for good; only this tombstone is left, so that a merge does not bring it back."""
    record: Raw = Raw(b"")
    """The record as it stood when it was removed."""
    of: str = ""
    """The id of the record whose version was replaced."""
    key: str = ""
    """The key whose value was replaced."""
    edited: str = ""
    """When that value was written."""
    value: Raw = Raw(b"")
    """The value that was replaced."""

    undone: bool = False
    """Whether an undo removed it, and not a person: the next import may add it again."""

    @property
    def is_removed(self) -> bool:
        """Whether it is a record that can be restored."""
        return bool(self.removed and self.record and not self.emptied)

    @property
    def is_replaced(self) -> bool:
        """Whether it is a version of a key that can be restored."""
        return bool(self.of and self.key and self.value)


class Trash:
    """The table of what was removed or replaced."""

    def __init__(self, table: dict[str, Raw]) -> None:
        self._table = table
        self._found: dict[str, tuple[str, TrashRow]] | None = None
        self._last: int | None = None

    @property
    def rows(self) -> list[TrashRow]:
        """Everything that can be restored, in the order of the file."""
        return [row for _, row in self._rows().values() if row.is_removed or row.is_replaced]

    @property
    def removed_by_user(self) -> list[TrashRow]:
        """Every record that a person removed, tombstones too; none that an undo removed."""
        return [row for _, row in self._rows().values() if row.removed and not row.undone]

    @property
    def films(self) -> frozenset[str]:
        """The ids of the films of everything that can be restored."""
        records = (row.record for row in self.rows if row.is_removed)
        return frozenset(found.film for raw in records if (found := _of_film(raw)) is not None)

    def row(self, id_: str) -> TrashRow | None:
        """Return the row with this id, or None."""
        found = self._rows().get(id_)
        return found[1] if found else None

    def add_removed(self, table: str, id_: str, document: Raw, moment: str, *, is_undone: bool = False) -> None:
        """Add a record that was removed, by a person or by an undo."""
        marks = {"undone": True} if is_undone else {}
        self._put({"id": id_, "table": table, "removed": moment, **marks, "record": decoded(document)})

    def add_version(self, table: str, of: str, key: str, value: Any, edited: str) -> None:  # noqa: ANN401 — any JSON
        """Add the value that a change replaced whose author had not seen it."""
        self._put(replaced_record(table, of, key, value, edited))

    def take(self, id_: str) -> TrashRow | None:
        """Take a row out and return it, None where there is none."""
        found = self._rows().pop(id_, None)
        if found is None:
            return None
        del self._table[found[0]]
        self._last = None  # the highest number may be lower now
        return found[1]

    def empty(self, ids: Collection[str], now: datetime) -> None:
        """Delete these rows for good; a tombstone of each removed record stays, so that a merge does not bring it back.

        The films of removed viewings stay in the journal: other copies may need them.
        """
        for row in [row for row in self.rows if row.id in ids]:
            self.take(row.id)
            moment = moment_text(now, row.removed)
            if row.is_removed:
                marks = {"undone": True} if row.undone else {}
                self._put({"id": row.id, "table": row.table, "removed": row.removed, "emptied": moment, **marks})

    def _put(self, record: Record) -> None:
        self.take(record["id"])
        number = free_number(self._table) if self._last is None else str(self._last + 1)
        number = free_number(self._table) if number in self._table else number
        self._last = int(number)
        self._table[number] = encode(record)
        self._rows()[record["id"]] = number, msgspec.json.decode(self._table[number], type=TrashRow)

    def _rows(self) -> dict[str, tuple[str, TrashRow]]:
        if self._found is None:
            self._found = {}
            for number, raw in self._table.items():
                try:
                    row = msgspec.json.decode(raw, type=TrashRow)
                except (msgspec.DecodeError, RecursionError):
                    continue  # not a row of ours: it stays as it is
                self._found.setdefault(row.id, (number, row))
        return self._found


class _OfFilm(Struct):
    film: str


def _of_film(record: Raw) -> _OfFilm | None:
    try:
        return msgspec.json.decode(record, type=_OfFilm)
    except (msgspec.DecodeError, RecursionError):  # a film itself, or not a record of ours
        return None


def replaced_record(table: str, of: str, key: str, value: Any, edited: str) -> Record:  # noqa: ANN401 — any JSON
    """Return the trash's record of a replaced version; the same version has the same id in every copy."""
    id_ = version_id(of, key, edited, Raw(msgspec.json.encode(value)))
    return {"id": id_, "table": table, "of": of, "key": key, "edited": edited, "value": value}
