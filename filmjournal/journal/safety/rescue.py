"""Salvages every whole record from a damaged file."""

import json
import re
from collections.abc import Iterator
from functools import reduce
from typing import Any

import msgspec
from msgspec import Raw, Struct, field

from filmjournal.journal.disk.documents import ADDED_TABLES, TABLES, Documents, Meta
from filmjournal.journal.disk.migrations import migrated
from filmjournal.journal.merging.edits import Record, last_edit
from filmjournal.journal.merging.merge import merge

_START = re.compile(r'\n  "(?P<table>[^"\n]*)": ?(?=\{)|\n    "(?P<number>[0-9]{1,18})": ?(?=\{)|\n(?P<end>  \})')
"""Where a table, a record or the end of a table stands in a file as this program lays it out."""

_START_ANYWHERE = re.compile(
    r'"(?P<table>films|viewings|watchlist|film_lists|list_items|trash|meta)"\s*:\s*(?=\{)'
    r'|"(?P<number>[0-9]{1,18})"\s*:\s*(?=\{)|(?P<end>(?!))'
)
"""Where they may stand in a file that something else has laid out."""

_MARKER = re.compile(r"^(<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)(?: .*)?$")
"""What version control puts around the versions of two sides."""

_OWN_KEY = {"trash": "table", "list_items": "list", "viewings": "film", "films": "title", "film_lists": "name"}
"""A key that every record of a table has, to tell where one belongs when the name of its table is damaged."""

_decoder = json.JSONDecoder()

_UNREADABLE = (ValueError, RecursionError)


class _Found(Struct):
    """What was read so far, in layers: of records with one id, each layer holds one."""

    layers: list[Documents] = field(default_factory=lambda: [Documents()])
    taken: dict[tuple[str, str], list[str]] = field(default_factory=dict)


def salvage(data: bytes) -> Documents:
    """Return every whole record in the bytes of a file; it never raises, and may find nothing.

    Where version control left the versions of two sides in the file, the records of both are returned as merged.
    """
    text = data.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    return migrated(_together([_together(_read(side).layers) for side in _sides(text)]))


def _together(copies: list[Documents]) -> Documents:
    return reduce(lambda one, other: merge(one, other).documents, copies)


def newer(salvaged: Documents, backup: Documents) -> Documents:
    """Return the salvaged records that a backup lacks or has in an earlier state.

    A record that was not edited since the backup is the same there; where it is not, the damage is in it.
    """
    found = Documents()
    for name in TABLES[:-1]:
        known = {record["id"]: last_edit(record) for record in _whole(backup, name)}
        same = {_without_id(record) for record in _whole(backup, name)}
        for number, raw in salvaged.tables[name].items():
            record = msgspec.json.decode(raw)
            is_newer = record["id"] in known and last_edit(record) > known[record["id"]]
            if is_newer or (record["id"] not in known and _without_id(record) not in same):
                found.tables[name][number] = raw
    found.rest = {name: raw for name, raw in salvaged.rest.items() if name not in backup.rest}
    found.tables["meta"] = dict(backup.tables["meta"])
    return found


def _sides(text: str) -> list[str]:
    """Return the text as each of two sides had it, where version control could not merge them; else as it is."""
    if "\n<<<<<<<" not in f"\n{text}":
        return [text]
    sides: tuple[list[str], list[str]] = ([], [])
    place = ""
    for line in text.split("\n"):
        marker = _MARKER.match(line)
        if marker is not None:
            place = "" if marker[1] == ">>>>>>>" else marker[1]
            continue
        if place in {"", "<<<<<<<"}:
            sides[0].append(line)
        if place in {"", "======="}:
            sides[1].append(line)
    return ["\n".join(lines) for lines in sides]


def _read(text: str) -> _Found:
    """Return each whole record, and what else stands whole at the top of the file."""
    found, table, place = _Found(), "", 0
    without_name = [name for name in TABLES[:-1] if name not in ADDED_TABLES and f'"{name}":' not in text]
    start = _START if _START.search(text) else _START_ANYWHERE
    while (match := start.search(text, place)) is not None:
        place = match.end()
        if match["number"] is not None:
            end, record = _whole_object(text, place)
            fitting = _fitting(table, record) if record is not None else ""
            if record is not None and fitting:
                _keep(found, fitting, match["number"], text[place:end], record)
                place = end
        elif match["table"] is not None:
            table = _meant(match["table"], without_name)
            if not table and not without_name:
                place = _after_unknown(text, place, match["table"], found)
        else:
            table = ""
    return found


def _after_unknown(text: str, place: int, name: str, found: _Found) -> int:
    """Add a table of others, if it is whole, and return where it ends: its records are none of ours."""
    end, content = _whole_object(text, place, is_table=True)
    first = content.get("1") if content is not None else None
    if isinstance(first, dict) and "schema" in first:  # it is what the file says about itself, by a damaged name
        return place
    if content is not None and name.isprintable():
        found.layers[0].rest.setdefault(name, Raw(text[place:end].encode()))
    return end


def _whole_object(text: str, place: int, *, is_table: bool = False) -> tuple[int, Record | None]:
    """Return where the object that begins here ends, and what it says; None where it is not whole."""
    try:
        record, end = _decoder.raw_decode(text, place)
        msgspec.json.decode(text[place:end].encode())
    except _UNREADABLE:
        return place, None
    if not is_table and any(_is_a_record(key, value) for key, value in record.items()):
        return place, None
    return end, record


def _is_a_record(key: str, value: Any) -> bool:  # noqa: ANN401 — any JSON
    """Whether a part of a record is the next record or table in truth: the brace between the two is missing."""
    return isinstance(value, dict) and (key in TABLES or (key.isdecimal() and "id" in value))


def _meant(name: str, without_name: list[str]) -> str:
    """Return the table that is meant: the one of this name, else the only one whose name stands nowhere, or nothing."""
    if name in TABLES:
        return name
    return without_name[0] if len(without_name) == 1 else ""


def _fitting(table: str, record: Record) -> str:
    """Return the table that a record belongs in; nothing where it belongs in none."""
    if "schema" in record and "id" not in record:
        return "meta" if _is_meta(record) else ""
    if not isinstance(record.get("id"), str) or not record["id"]:
        return ""
    if isinstance(record.get("table"), str) and ("removed" in record or "of" in record):
        return "trash"
    if table == "watchlist" or (table in _OWN_KEY and isinstance(record.get(_OWN_KEY[table]), str)):
        return table
    return next((name for name, key in _OWN_KEY.items() if isinstance(record.get(key), str)), "")


def _is_meta(record: Record) -> bool:
    try:
        msgspec.convert(record, Meta)
    except msgspec.ValidationError:
        return False
    return True


def _keep(found: _Found, table: str, number: str, raw: str, record: Record) -> None:
    if table == "meta":
        found.layers[0].tables["meta"].setdefault("1", Raw(raw.encode()))
        return
    known = found.taken.setdefault((table, record["id"]), [])
    if raw in known:
        return
    known.append(raw)
    if len(known) > len(found.layers):
        found.layers.append(Documents())
    rows = found.layers[len(known) - 1].tables[table]
    rows[number if number not in rows else _free(rows)] = Raw(raw.encode())


def _free(rows: dict[str, Raw]) -> str:
    return str(max(map(int, rows)) + 1)


def _whole(documents: Documents, table: str) -> Iterator[Record]:
    for raw in documents.tables[table].values():
        try:
            record = msgspec.json.decode(raw)
        except (msgspec.DecodeError, RecursionError):
            continue
        if isinstance(record, dict) and isinstance(record.get("id"), str):
            yield record


def _without_id(record: Record) -> bytes:
    return msgspec.json.encode({key: value for key, value in record.items() if key != "id"}, order="sorted")
