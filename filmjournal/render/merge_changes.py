"""What another copy of the journal brings, record by record and in numbers."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec import Raw

from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.merging.differences import Difference, Kind
from filmjournal.journal.merging.edits import changed_at
from filmjournal.journal.trash import Trash
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import one_line
from filmjournal.model.when import When
from filmjournal.model.wording import counted, listed, short_date, short_moment
from filmjournal.render.versions import label

_NOUNS = MappingProxyType(
    {"viewings": "viewing", "films": "film", "watchlist": "watchlist film", "trash": "trash record"}
)

_DONE = MappingProxyType(
    {
        Kind.ADDED: "added",
        Kind.CHANGED: "changed",
        Kind.CONFLICT: "in conflict",
        Kind.REMOVED: "removed",
        Kind.RESTORED: "brought back",
        Kind.TRASH: "in the trash",
        Kind.UNREADABLE: "unreadable",
    }
)

_TABLE_ORDER = ("viewings", "films", "watchlist", "trash")


class MergeChanges:
    """What is new after a merge, told with the titles of the films."""

    def __init__(self, before: Documents, after: Documents) -> None:
        self._titles = _titles(before) | _titles(after)
        known = _replaced(before)
        self._replaced = {of for id_, of in _replaced(after).items() if id_ not in known}
        tables = {table for table, _, _ in self._replaced} & before.tables.keys()
        self._ours = {table: _by_id(before, table) for table in tables}

    def row(self, news: Difference) -> tuple[str, str, str]:
        """Return the cells of one record: what happened to it, what it is, and which."""
        about = self._about(news)
        return _DONE[news.kind], _noun(news.table), f"{about}: {self._keys(news)}" if news.keys else about

    def _about(self, news: Difference) -> str:
        record = news.record
        if news.table == "films":
            return _title(record) or self._titles.get(news.id, "") or one_line(news.id)
        if isinstance(record.get("film"), str):
            title = self._titles.get(record["film"], "a film that is not in the journal")
            watched = _watched(record.get("watched"))
            return f"{title}, {watched}" if watched else title
        return _title(record) or one_line(news.id) or "without an id"

    def _keys(self, news: Difference) -> str:
        replaced = [key for key in news.keys if (news.table, news.id, key) in self._replaced]
        keys = listed([_key(key) for key in news.keys])
        if news.kind is not Kind.CONFLICT or not replaced:
            return keys
        ours = self._ours.get(news.table, {}).get(news.id, {})
        stands = "; ".join(_stands(ours, news.record, key) for key in replaced)
        return f"{keys} ({stands}; the other version is in the trash)"


def summary(news: Iterable[Difference]) -> str:
    """Return the news in numbers, such as 2 viewings and 1 film added, 1 viewing in conflict."""
    counts = Counter((each.kind, each.table) for each in news)
    parts = []
    for kind, done in _DONE.items():
        tables = sorted((table for of, table in counts if of is kind), key=_place)
        if tables:
            parts.append(f"{listed([counted(counts[kind, table], _noun(table)) for table in tables])} {done}")
    return ", ".join(parts)


def _place(table: str) -> tuple[int, str]:
    return (_TABLE_ORDER.index(table) if table in _TABLE_ORDER else len(_TABLE_ORDER)), table


def _noun(table: str) -> str:
    return _NOUNS.get(table, f"{one_line(table)} note" if table != "meta" else "file note")


def _key(key: str) -> str:
    return one_line(label(key).lower())


def _stands(ours: dict[str, Any], after: dict[str, Any], key: str) -> str:
    whose = "yours" if ours.get(key) == after.get(key) else "theirs"
    moment = _moment(changed_at(after).get(key, ""))
    return f"{_key(key)}: {whose}{f' of {moment}' if moment else ''} stands"


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
    title, year = record.get("title"), record.get("year")
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
