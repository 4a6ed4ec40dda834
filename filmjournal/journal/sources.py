"""The rows of other programs that a record keeps, under a key of its own that no value knows."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, TypeVar

import msgspec
from msgspec import Raw, Struct

from filmjournal.journal.codec import decoded, encode_with_rows, to_record
from filmjournal.journal.edits import EDITS, SOURCES
from filmjournal.journal.records import Records
from filmjournal.model.film import Film
from filmjournal.model.source import KeptSource
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

Value = TypeVar("Value", Film, Viewing, Wish)


class _Rows(Struct):
    sources: Raw = Raw(b"")


class _Read(Struct):
    sources: tuple[KeptSource, ...] = ()


_ROWS = msgspec.json.Decoder(_Rows)
_READ = msgspec.json.Decoder(_Read)
_KEY = f'"{SOURCES}"'.encode()


def sources_of(document: Raw) -> tuple[KeptSource, ...]:
    """Return the rows that a record keeps; none where a hand has made something else of them."""
    try:
        return _READ.decode(document).sources
    except (msgspec.DecodeError, RecursionError):
        return ()


def rows_of(document: Raw) -> bytes:
    """Return the rows that a record keeps, as they stand there; nothing where there are none."""
    if _KEY not in bytes(document):
        return b""
    try:
        return bytes(_ROWS.decode(document).sources)
    except (msgspec.DecodeError, RecursionError):
        return b""


def mark(rows: bytes) -> str:
    """Return what tells these rows from others, however they are laid out; never nothing."""
    return sha256(msgspec.json.encode(msgspec.json.decode(rows)) if rows else b"").hexdigest()[:12]


def put_new(records: Records[Value], value: Value, sources: Sequence[KeptSource], own_keys: dict[str, Any]) -> Value:
    """Store a new value with its rows and its own keys; raises InvalidValueError for text that no file can hold."""
    if own_keys:
        own = {key: own_keys[key] for key in own_keys.keys() - {EDITS, SOURCES}}
        return records.put({**to_record(value, own), SOURCES: msgspec.to_builtins(sources)})
    return records.put_as(value, encode_with_rows(value, sources))


def put_rows(records: Records[Value], id_: str, rows: bytes) -> bytes:
    """Let a record keep these rows, or none, and return those it kept before."""
    stored = records.stored(id_)
    if stored is None:
        return b""
    before = rows_of(stored.document)
    record = decoded(stored.document)
    record.pop(SOURCES, None)
    if rows:
        record[SOURCES] = msgspec.json.decode(rows)
    records.put(record)
    return before
