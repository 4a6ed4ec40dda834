"""What was removed, and what another's change replaced: kept until somebody empties the trash."""

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
    """The id of the viewing that was removed; that of a replaced version is made of what it is a version of."""
    table: str
    """The table it is from."""
    removed: str = ""
    """The moment at which a record was removed."""
    emptied: str = ""
    """The moment at which it was thrown away for good; only this stone is left, for a merge not to bring it back."""
    record: Raw = Raw(b"")
    """The record as it stood when it was removed."""
    of: str = ""
    """The id of the record that a replaced version is of."""
    key: str = ""
    """The key that it was the value of."""
    edited: str = ""
    """The moment of the edit that wrote it."""
    value: Raw = Raw(b"")
    """What was written there."""

    undone: bool = False
    """Whether nobody removed it: what had brought it was taken back, and may bring it again."""

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
        """Every record that was removed, or of which only a stone is left; none of which the arrival was undone."""
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
        """Keep a record that was removed, by somebody or because what had brought it was taken back."""
        told = {"undone": True} if is_undone else {}
        self._put({"id": id_, "table": table, "removed": moment, **told, "record": decoded(document)})

    def add_version(self, table: str, of: str, key: str, value: Any, edited: str) -> None:  # noqa: ANN401 — any JSON
        """Keep what was written under a key by one who did not know of the change that took its place."""
        self._put(replaced_record(table, of, key, value, edited))

    def take(self, id_: str) -> TrashRow | None:
        """Take a row out and return it, None where there is none."""
        found = self._rows().pop(id_, None)
        if found is None:
            return None
        del self._table[found[0]]
        self._last = None  # what is above all others may be less by now
        return found[1]

    def empty(self, ids: Collection[str], now: datetime) -> None:
        """Throw these away for good; of what was removed a stone stays, for a merge not to bring it back.

        Films stay: what another program or a hand keeps may speak of one.
        """
        for row in [row for row in self.rows if row.id in ids]:
            self.take(row.id)
            moment = moment_text(now, row.removed)
            if row.is_removed:
                told = {"undone": True} if row.undone else {}
                self._put({"id": row.id, "table": row.table, "removed": row.removed, "emptied": moment, **told})

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
                    continue  # somebody's own, kept as it is
                self._found.setdefault(row.id, (number, row))
        return self._found


class _OfFilm(Struct):
    film: str


def _of_film(record: Raw) -> _OfFilm | None:
    try:
        return msgspec.json.decode(record, type=_OfFilm)
    except (msgspec.DecodeError, RecursionError):  # a film itself, or somebody's own
        return None


def replaced_record(table: str, of: str, key: str, value: Any, edited: str) -> Record:  # noqa: ANN401 — any JSON
    """Return the record of a version that another one replaced; the same version has the same id everywhere."""
    id_ = version_id(of, key, edited, Raw(msgspec.json.encode(value)))
    return {"id": id_, "table": table, "of": of, "key": key, "edited": edited, "value": value}
