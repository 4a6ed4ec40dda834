"""Copies of a journal for the tests of merging: a few records with a few keys, in every state that they can be in."""

import json
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import Raw

from filmjournal.journal.disk.documents import TABLES, Documents, encode_file, encode_record
from filmjournal.journal.trash import replaced_record

Record = dict[str, Any]

IDS = ("r1", "r2", "r3")
KEYS = ("rating", "review", "unknown")
MOMENTS = ("2026-01", "2026-02", "2026-03", "2026-04")
ABSENT = object()

values = st.sampled_from([1, True, "text", {"b": 1, "a": [2]}])
moments = st.sampled_from(MOMENTS)
numbers = st.integers(1, 6).map(str)


def documents(generation: int = 1, /, **tables: list[Record]) -> Documents:
    """Return a file with these records in its tables, numbered from 1."""
    made = Documents()
    for name, records in tables.items():
        made.tables[name] = {str(number): encode_record(record) for number, record in enumerate(records, start=1)}
    made.tables["meta"] = {"1": encode_record({"schema": 2, "generation": generation})}
    return made


def data(copy: Documents) -> bytes:
    """Return the bytes of a copy."""
    return bytes(encode_file(copy))


def table(copy: Documents, name: str) -> list[Any]:
    """Return the records of a table."""
    return [msgspec.json.decode(raw) for raw in copy.tables[name].values()]


def contents(copy: Documents) -> dict[str, list[str]]:
    """Return what a copy holds, whatever the numbers and the layout."""
    tables = {name: sorted(map(_told, copy.tables[name].values())) for name in TABLES if name != "meta"}
    return tables | {name: [_told(raw)] for name, raw in copy.rest.items()}


def _told(raw: Raw) -> str:
    return json.dumps(json.loads(bytes(raw)), sort_keys=True)


@st.composite
def copies(draw: st.DrawFn, count: int, *, orderly: bool) -> list[Documents]:
    """Draw copies of one journal.

    In orderly ones a moment is one edit of a record, with the same keys wherever it has been seen; the values may
    differ, as after edits by hand. In the others nothing is certain at all.
    """
    touched = {
        (id_, moment): draw(st.frozensets(st.sampled_from(KEYS))) if orderly else frozenset(KEYS)
        for id_ in IDS
        for moment in MOMENTS
    }
    return [draw(_copy(touched, orderly=orderly)) for _ in range(count)]


@st.composite
def _copy(draw: st.DrawFn, touched: dict[tuple[str, str], frozenset[str]], *, orderly: bool) -> Documents:
    viewings: list[Any] = draw(st.lists(_loose, max_size=1))
    trash: list[Any] = draw(st.lists(_loose_trash, max_size=1))
    for id_ in IDS:
        edits = {moment: touched[id_, moment] for moment in draw(st.sets(moments))}
        record = draw(_record(id_, edits, orderly=orderly))
        state = draw(st.sampled_from(["there", "there", "there", "missing", "removed", "both", "emptied"]))
        if state in {"there", "both"}:
            viewings.append(record)
        if state in {"removed", "both"}:
            removed = draw(st.sampled_from(MOMENTS))
            trash.append({"id": id_, "table": "viewings", "removed": removed, "record": record})
        if state == "emptied":
            trash.append({"id": id_, "table": "viewings", "removed": draw(moments), "emptied": draw(moments)})
        trash += draw(_versions(id_, edits, touched, orderly=orderly))
    return Documents(
        {
            "films": {},
            "viewings": _table(draw, viewings),
            "watchlist": {},
            "film_lists": {},
            "list_items": {},
            "trash": _table(draw, trash),
            "meta": {"1": encode_record({"schema": 2, "generation": draw(st.integers(0, 3))})},
        },
        draw(_rest),
    )


def _table(draw: st.DrawFn, records: list[Any]) -> dict[str, Raw]:
    chosen = draw(
        st.lists(st.integers(1, 2 * len(records) + 1), min_size=len(records), max_size=len(records), unique=True)
    )
    spaced = draw(st.lists(st.booleans(), min_size=len(records), max_size=len(records)))
    shuffled = draw(st.permutations(records))
    rows = {
        number: Raw(json.dumps(record).encode()) if space else encode_record(record)
        for number, record, space in zip(sorted(chosen), shuffled, spaced, strict=True)
    }
    return {str(number): raw for number, raw in rows.items()}


@st.composite
def _record(draw: st.DrawFn, id_: str, edits: dict[str, frozenset[str]], *, orderly: bool) -> Record:
    record: Record = {"id": id_}
    for key in KEYS:
        value = draw(st.one_of(st.just(ABSENT), values))
        if value is not ABSENT:
            record[key] = value
    for key in draw(st.sets(st.sampled_from(["created", "modified"]))):
        record[key] = draw(st.one_of(moments, st.none()))
    if not orderly:
        record["edits"] = draw(st.dictionaries(moments, st.lists(st.sampled_from([*KEYS, "id", 7]), max_size=3)))
        if draw(st.booleans()):
            record["edits"][draw(moments)] = draw(values)
    elif edits:
        left = set(KEYS)
        held: dict[str, list[str]] = {}
        for moment in sorted(edits, reverse=True):
            held[moment] = sorted(edits[moment] & left)
            left -= edits[moment]
        record["edits"] = held
    elif draw(st.booleans()):
        record["edits"] = draw(values)
    return record


@st.composite
def _versions(
    draw: st.DrawFn,
    id_: str,
    edits: dict[str, frozenset[str]],
    touched: dict[tuple[str, str], frozenset[str]],
    *,
    orderly: bool,
) -> list[Record]:
    found = {}
    for key in draw(st.lists(st.sampled_from(KEYS), max_size=3)):
        among = ["", *(moment for moment in edits if key in touched[id_, moment])] if orderly else ["", *MOMENTS]
        row = replaced_record("viewings", id_, key, draw(values), draw(st.sampled_from(among)))
        found[row["id"]] = row
    return list(found.values())


_loose: st.SearchStrategy[Any] = st.sampled_from([1, None, [], {}, {"id": ""}, {"id": 7}, {"title": "no id"}])
_loose_trash = st.sampled_from(
    [1, {}, {"id": "r1"}, {"id": "r1", "table": "viewings"}, {"id": "x", "table": "else", "removed": "m"}]
)
_rest = st.dictionaries(
    st.sampled_from(["lists", "notes"]),
    st.sampled_from([1, "text", {}, {"1": {"a": 1}}, {"1": {"a": 2}, "2": {}}, {"2": {"b": 1}}, {"1": 1}]).map(
        lambda value: Raw(json.dumps(value).encode())
    ),
)
