"""What a journal keeps of imports: the rows that a record was imported from, and lists, word for word.

Rows are under the key `sources` of a record; lists are in a table `lists`, which no screen shows.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, TypeVar

import msgspec
from msgspec import Raw, Struct

from filmjournal.journal.codec import decoded, encode_with_rows, to_record
from filmjournal.journal.disk.documents import Documents, by_number
from filmjournal.journal.merging.edits import EDITS, SOURCES
from filmjournal.journal.merging.metadata import written_top
from filmjournal.journal.records import Alteration, Records
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.film_list import FilmList, ListItem
from filmjournal.model.source import StoredList, StoredSource
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

Value = TypeVar("Value", Film, Viewing, Wish, FilmList, ListItem)


class _Rows(Struct):
    sources: Raw = Raw(b"")


class _Read(Struct):
    sources: tuple[StoredSource, ...] = ()


_ROWS = msgspec.json.Decoder(_Rows)
_READ = msgspec.json.Decoder(_Read)
_KEY = f'"{SOURCES}"'.encode()


def sources_of(document: Raw) -> tuple[StoredSource, ...]:
    """Return the rows that a record was imported from; none where the key holds something else."""
    try:
        return _READ.decode(document).sources
    except (msgspec.DecodeError, RecursionError):
        return ()


def rows_of(document: Raw) -> bytes:
    """Return the same rows as the bytes of JSON in the record; empty where there are none."""
    if _KEY not in bytes(document):
        return b""
    try:
        return bytes(_ROWS.decode(document).sources)
    except (msgspec.DecodeError, RecursionError):
        return b""


def rows_digest(rows: bytes) -> str:
    """Return twelve hexadecimal digits that identify these rows, however they are laid out."""
    return sha256(msgspec.json.encode(msgspec.json.decode(rows)) if rows else b"").hexdigest()[:12]


def insert_with_rows(
    records: Records[Value], value: Value, sources: Sequence[StoredSource], own_keys: dict[str, Any]
) -> Value:
    """Store a new value with its rows and keys of others; raises InvalidValueError for text that no file can hold."""
    if own_keys:
        own = {key: own_keys[key] for key in own_keys.keys() - {EDITS, SOURCES}}
        return records.put({**to_record(value, own), SOURCES: msgspec.to_builtins(sources)})
    return records.put_as(value, encode_with_rows(value, sources))


def put_rows(records: Records[Value], id_: str, rows: bytes) -> bytes:
    """Replace the rows of a record, by none if empty, and return those before."""
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


def add_rows(records: Records[Value], id_: str, sources: Sequence[StoredSource]) -> tuple[bytes, str]:
    """Add rows to those of a record, each in place of its earlier version; return those before and the digest after."""
    stored = records.stored(id_)
    names = {source.name for source in sources}
    known = () if stored is None else sources_of(stored.document)
    others: list[StoredSource] = [source for source in known if source.name not in names]
    after = msgspec.json.encode((*others, *sources))
    return put_rows(records, id_, after), rows_digest(after)


LISTS = "lists"
"""The name of the table of lists; a merge joins it with that of the other copy record by record."""

_LIST = msgspec.json.Decoder(StoredList)
_TABLE = msgspec.json.Decoder(dict[str, Raw])


def lists_in(documents: Documents) -> tuple[StoredList, ...]:
    """Return every list of the journal that can be read."""
    try:
        return tuple(_readable(_table(documents)))
    except InvalidValueError:
        return ()


def put_lists(documents: Documents, lists: Sequence[StoredList]) -> list[Alteration]:
    """Store these lists, each in place of its earlier version, and return what that altered.

    Raises InvalidValueError where something that is no table has its name.
    """
    return _put(documents, {_number(each): msgspec.json.encode(each) for each in lists})


def undo_list(documents: Documents, altered: Alteration) -> Alteration | None:
    """Undo an alteration of a list; None where the list was changed again since."""
    if rows_digest(bytes(_table(documents).get(altered.list_number, b""))) != altered.rows_after:
        return None
    return next(iter(_put(documents, {altered.list_number: altered.rows})), None)


def _put(documents: Documents, lists: dict[str, bytes]) -> list[Alteration]:
    """Store lists by their numbers, or remove those that are empty, and return what that altered."""
    table, altered = _table(documents), []
    for number, after in lists.items():
        before = bytes(table.pop(number, b""))
        if rows_digest(before) != rows_digest(after):
            altered.append(Alteration(None, None, before, rows_digest(after), list_number=number))
        if after:
            table[number] = Raw(after)
    if table:
        documents.rest[LISTS] = written_top({number: table[number] for number in sorted(table, key=by_number)})
    else:
        documents.rest.pop(LISTS, None)
    return altered


def _table(documents: Documents) -> dict[str, Raw]:
    raw = documents.rest.get(LISTS)
    try:
        return _TABLE.decode(raw) if raw is not None else {}
    except msgspec.DecodeError as error:
        sentence = f"“{LISTS}” in the journal is no table: give it another name, for imported lists have this one."
        raise InvalidValueError(sentence) from error


def _readable(table: dict[str, Raw]) -> Iterator[StoredList]:
    for raw in table.values():
        try:
            yield _LIST.decode(raw)
        except msgspec.DecodeError:
            continue


def _number(each: StoredList) -> str:
    """Return the number of a list, made from its name: the same in every copy, so that a merge holds it once."""
    return str(int.from_bytes(sha256("\n".join(each.name).encode()).digest()[:6]))
