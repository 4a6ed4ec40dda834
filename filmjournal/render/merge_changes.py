"""The incoming changes of another copy of the journal, record by record and in numbers."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec import Raw

from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.merging.differences import Difference, DifferenceKind
from filmjournal.journal.merging.edits import changed_at
from filmjournal.journal.trash import Trash
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import label
from filmjournal.model.text import one_line
from filmjournal.model.when import When
from filmjournal.model.wording import counted, listed, short_date, short_moment

_NOUNS = MappingProxyType(
    {"viewings": "viewing", "films": "film", "watchlist": "watchlist item", "trash": "trash record"}
    | {"film_lists": "list", "list_items": "film on a list"}
)

_VERBS = MappingProxyType(
    {
        DifferenceKind.ADDED: "added",
        DifferenceKind.CHANGED: "changed",
        DifferenceKind.CONFLICT: "in conflict",
        DifferenceKind.REMOVED: "removed",
        DifferenceKind.RESTORED: "restored",
        DifferenceKind.TRASH: "in the trash",
        DifferenceKind.UNREADABLE: "unreadable",
    }
)

_TABLE_ORDER = ("viewings", "films", "watchlist", "film_lists", "list_items", "trash")


class MergeChanges:
    """The changes that a merge makes, in words."""

    def __init__(self, before: Documents, after: Documents) -> None:
        self._titles = _titles(before) | _titles(after)
        known = _replaced(before)
        self._replaced = {of for id_, of in _replaced(after).items() if id_ not in known}
        tables = {table for table, _, _ in self._replaced} & before.tables.keys()
        self._ours = {table: _by_id(before, table) for table in tables}

    def row(self, change: Difference) -> tuple[str, str, str]:
        """Return the cells of one changed record: what happens to it, its kind, and which it is."""
        about = self._about(change)
        return _VERBS[change.kind], _noun(change.table), f"{about}: {self._keys(change)}" if change.keys else about

    def _about(self, change: Difference) -> str:
        record = change.record
        if change.table == "films":
            return _title(record) or self._titles.get(change.id, "") or one_line(change.id)
        if isinstance(record.get("film"), str):
            title = self._titles.get(record["film"], "a film that is not in the journal")
            watched = _watched(record.get("watched"))
            return f"{title}, {watched}" if watched else title
        return _title(record) or one_line(change.id) or "without an id"

    def _keys(self, change: Difference) -> str:
        replaced = [key for key in change.keys if (change.table, change.id, key) in self._replaced]
        keys = listed([_key(key) for key in change.keys])
        if change.kind is not DifferenceKind.CONFLICT or not replaced:
            return keys
        ours = self._ours.get(change.table, {}).get(change.id, {})
        winners = "; ".join(_winner(ours, change.record, key) for key in replaced)
        return f"{keys} ({winners}; the other version is in the trash)"


def summary(changes: Iterable[Difference]) -> str:
    """Return how many changes there are, such as 2 viewings and 1 film added, 1 viewing in conflict."""
    counts = Counter((each.kind, each.table) for each in changes)
    parts = []
    for kind, verb in _VERBS.items():
        tables = sorted((table for of, table in counts if of is kind), key=_place)
        if tables:
            parts.append(f"{listed([counted(counts[kind, table], _noun(table)) for table in tables])} {verb}")
    return ", ".join(parts)


def _place(table: str) -> tuple[int, str]:
    return (_TABLE_ORDER.index(table) if table in _TABLE_ORDER else len(_TABLE_ORDER)), table


def _noun(table: str) -> str:
    return _NOUNS.get(table, f"{one_line(table)} note" if table != "meta" else "file note")


def _key(key: str) -> str:
    return one_line(label(key).lower())


def _winner(ours: dict[str, Any], after: dict[str, Any], key: str) -> str:
    whose = "yours" if ours.get(key) == after.get(key) else "theirs"
    moment = _moment(changed_at(after).get(key, ""))
    return f"{_key(key)}: {whose}{f' of {moment}' if moment else ''} is used"


def _moment(text: str) -> str:
    try:
        return short_moment(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return ""


def _watched(value: object) -> str:
    try:
        return short_date(When(value)) if isinstance(value, str) else ""
    except InvalidValueError:
        return ""


def _titles(documents: Documents) -> dict[str, str]:
    return {id_: _title(record) for id_, record in _by_id(documents, "films").items()}


def _title(record: dict[str, Any]) -> str:
    title, year = record.get("title", record.get("name")), record.get("year")
    if not isinstance(title, str):
        return ""
    return one_line(title) + (f" ({year})" if isinstance(year, int) else "")


def _replaced(documents: Documents) -> dict[str, tuple[str, str, str]]:
    """Return, by the id of each version in the trash, the table, the record and the key that it is of."""
    rows = Trash(dict(documents.tables["trash"])).rows
    return {row.id: (row.table, row.of, row.key) for row in rows if row.is_replaced}


def _by_id(documents: Documents, table: str) -> dict[str, dict[str, Any]]:
    records = map(_record, documents.tables[table].values())
    return {str(record.get("id")): record for record in records}


def _record(raw: Raw) -> dict[str, Any]:
    try:
        record = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}
