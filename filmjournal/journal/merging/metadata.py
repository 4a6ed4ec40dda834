"""Merges what is not in our tables: the metadata of two files, and tables of others."""

from typing import Any

import msgspec
from msgspec import Raw

from filmjournal.journal.disk.documents import Documents, by_number, encode_record
from filmjournal.journal.merging.versions import UNREADABLE, Fields, fields_of, marked

META_NUMBER = "1"
"""The document number of the metadata in the table `meta`."""

_OF_THE_SAVE = frozenset({"generation", "checksum", "written_by"})


def merged_meta(merged: Documents, ours: Documents, theirs: Documents) -> Raw | None:
    """Return the metadata of the merged file, or None where neither file has any and nothing is new.

    It is of the latest generation where one copy of that generation holds all of it, and else of the next one.
    """
    equal = [side for side in (ours, theirs) if _content(side) == _content(merged)]
    latest = max(_generation(ours), _generation(theirs))
    if not any(_generation(side) == latest for side in equal):
        latest += 1
    joined = _joined_meta(_meta(ours), _meta(theirs))
    same = [
        side.tables["meta"].get(META_NUMBER)
        for side in equal
        if _generation(side) == latest and _marks(_meta(side)) == _marks(joined)
    ]
    if same:
        return max(same, key=lambda raw: b"" if raw is None else bytes(raw))
    return encode_record({**joined, "generation": latest})


def meta_news(ours: Documents, merged: Documents) -> tuple[str, ...]:
    """Return the metadata keys that differ from ours, except those that every save changes."""
    before, after = _meta(ours), _meta(merged)
    return _news({key: before[key] for key in before.keys() - _OF_THE_SAVE}, after, _OF_THE_SAVE)


def _content(documents: Documents) -> tuple[dict[str, dict[str, Raw]], dict[str, Raw]]:
    meta = {number: raw for number, raw in documents.tables["meta"].items() if number != META_NUMBER}
    return {**documents.tables, "meta": meta}, documents.rest


def _meta(documents: Documents) -> Fields:
    raw = documents.tables["meta"].get(META_NUMBER)
    return (fields_of(raw) or {}) if raw is not None else {}


def _generation(documents: Documents) -> int:
    return _number(_meta(documents).get("generation"))


def _number(raw: Raw | None) -> int:
    try:
        return 0 if raw is None else msgspec.json.decode(raw, type=int)
    except UNREADABLE:
        return 0


def _joined_meta(mine: Fields, other: Fields) -> Fields:
    joined: Fields = {}
    for key in sorted((mine | other).keys() - {"checksum"}):
        choices = [side[key] for side in (mine, other) if key in side]
        joined[key] = max(choices, key=lambda raw: (_number(raw), *_order(raw)))
    return joined


def _marks(meta: Fields) -> dict[str, bytes]:
    return {key: marked(raw) for key, raw in meta.items() if key not in {"checksum", "generation"}}


def merged_rest(ours: Fields, theirs: Fields) -> Fields:
    """Return the tables of others in both files, joined record by record where they look like tables."""
    names = list(ours) if list(ours) == list(theirs) else sorted(ours | theirs)
    return {name: _joined_top([side[name] for side in (ours, theirs) if name in side]) for name in names}


def rest_news(ours: Fields, merged: Fields) -> list[tuple[str, tuple[str, ...] | None]]:
    """Return what is new in tables of others: each name with its keys that differ, None where all is new."""
    found: list[tuple[str, tuple[str, ...] | None]] = []
    for name, raw in merged.items():
        if name not in ours:
            found.append((name, None))
        elif marked(ours[name]) != marked(raw):
            found.append((name, _news(fields_of(ours[name]) or {}, fields_of(raw) or {})))
    return found


def _news(before: Fields, after: Fields, but: frozenset[str] = frozenset()) -> tuple[str, ...]:
    marks = {key: marked(raw) for key, raw in before.items()}
    return tuple(sorted(key for key in after.keys() - but if marks.get(key) != marked(after[key])))


def _joined_top(tops: list[Raw]) -> Raw:
    if len(tops) == 1 or tops[0] == tops[1]:
        return tops[0]
    tables = [table for table in map(_table, tops) if table is not None]
    if len(tables) < 2:  # a table is worth more than anything else, for its records can be joined with others
        return max(tops, key=lambda raw: (_table(raw) is not None, *_order(raw)))
    joined = {
        key: max((table[key] for table in tables if key in table), key=_order)
        for key in sorted(tables[0] | tables[1], key=by_number)
    }
    same = [raw for raw in tops if marked(raw) == marked(Raw(msgspec.json.encode(joined)))]
    return max(same, key=bytes) if same else written_top(joined)


def _table(raw: Raw) -> Fields | None:
    fields = fields_of(raw)
    return None if fields is None or any(fields_of(value) is None for value in fields.values()) else fields


def _order(raw: Raw) -> tuple[bytes, bytes]:
    return marked(raw), bytes(raw)


def written_top(top: dict[str, Any]) -> Raw:
    """Return the bytes of a table of others as the file has them."""
    return Raw(msgspec.json.format(msgspec.json.encode(top), indent=2).replace(b"\n", b"\n  "))
