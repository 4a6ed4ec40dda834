"""The rows of other programs that two copies of a record keep, together."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Raw

_NAME = ("service", "table", "key")


def joined_rows(choices: Sequence[Raw]) -> Raw:
    """Return every row of every copy once, whichever copy is ours; what is no list gives way to one.

    Of a row that two copies keep otherwise it is always the same one: the next file of the service tells it anew.
    """
    lists: list[list[Any]] = [rows for raw in choices if isinstance(rows := _decoded(raw), list)]
    left = {bytes(raw) for raw in choices if not lists or isinstance(_decoded(raw), list)}
    if not lists or len(left) == 1:
        return Raw(max(left))
    every: list[Any] = [row for rows in lists for row in rows]
    kept = {_name(row): row for row in sorted(every, key=_mark)}
    return Raw(msgspec.json.encode([kept[name] for name in sorted(kept)], order="sorted"))


def _name(row: object) -> str:
    """Return what tells a row from others; of what is no row, all of it does."""
    named = isinstance(row, dict) and all(isinstance(row.get(key), str) for key in _NAME)
    return _mark([row[key] for key in _NAME] if named and isinstance(row, dict) else row)


def _decoded(raw: Raw) -> object:
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _mark(value: object) -> str:
    return msgspec.json.encode(value, order="sorted").decode()
