import json
from itertools import product

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from budget import examples
from builders import SAMPLE
from copies import copies, data, documents, table
from filmjournal.journal.disk.documents import Documents, encode_file
from filmjournal.journal.disk.migrations import migrated
from filmjournal.journal.disk.scanning import records_in
from filmjournal.journal.merging.merge import merge
from filmjournal.journal.safety.rescue import newer, salvage

NAMES = ("films", "viewings", "watchlist", "trash")


def _journal() -> Documents:
    return documents(
        4,
        films=[{"id": "f1", "title": "Stalker"}, {"id": "f2", "title": "Mirror"}],
        viewings=[
            {"id": "v1", "film": "f1", "review": 'Say "films": { or "7": {\n    "8": {}'},
            {"id": "v2", "film": "f2", "edits": {"2026-02": ["review"]}, "review": "東京 🎬"},
            {"id": "v3", "film": "f1", "extra": {"1": {"a": 1}}},
        ],
        watchlist=[{"id": "w1", "film": "f1"}],
        trash=[{"id": "v9", "table": "viewings", "removed": "2026-01", "record": {"id": "v9", "film": "f1"}}],
    )


WHOLE = data(_journal())


def _ids(found: Documents) -> set[tuple[str, str]]:
    return {(name, record["id"]) for name in NAMES for record in table(found, name)}


def _ids_within(content: bytes, end: int) -> set[tuple[str, str]]:
    """Return the records whose last byte is before the end."""
    return {
        (name, json.loads(bytes(raw))["id"])
        for name in NAMES
        for raw in _journal().tables[name].values()
        if content.index(bytes(raw)) + len(bytes(raw)) <= end
    }


def test_a_whole_file_is_read_whole() -> None:
    found = salvage(WHOLE)
    assert {name: found.tables[name] for name in NAMES} == {name: _journal().tables[name] for name in NAMES}
    assert found.meta.generation == 4


def test_the_sample_is_read_whole_however_it_is_laid_out() -> None:
    content = SAMPLE.read_bytes()
    known = migrated(records_in(content)[0])
    parsed = json.loads(content)
    for text in (content.decode(), json.dumps(parsed), json.dumps(parsed, indent=4).replace("\n", "\r\n")):
        found = salvage(text.encode())
        assert all(table(found, name) == table(known, name) for name in NAMES)


def test_a_file_cut_anywhere_gives_every_record_before_the_cut() -> None:
    for end in range(len(WHOLE) + 1):
        assert _ids(salvage(WHOLE[:end])) == _ids_within(WHOLE, end), end


def test_a_byte_changed_anywhere_costs_one_record_at_most_and_moves_none_to_another_table() -> None:
    everything = _ids(_journal())
    for place, other in product(range(len(WHOLE)), b'\x00"x{\xff'):
        damaged = bytearray(WHOLE)
        damaged[place] = other
        found = salvage(bytes(damaged))
        assert len(everything - _ids(found)) <= 1, (place, other)
        assert found.rest == {}
        strange = _ids(found) - everything
        assert len(strange) <= 1, (place, other)  # a record whose id was hit


@given(st.data())
@settings(max_examples=examples(100), deadline=None)
def test_a_stretch_that_is_gone_or_garbled_costs_only_the_records_it_touches(draw: st.DataObject) -> None:
    start = draw.draw(st.integers(0, len(WHOLE)))
    end = draw.draw(st.integers(start, min(len(WHOLE), start + 300)))
    garbled = WHOLE[:start] + draw.draw(st.binary(max_size=20)) + WHOLE[end:]
    untouched = {
        (name, json.loads(bytes(raw))["id"])
        for name in ("films", "viewings", "trash")
        for number, raw in _journal().tables[name].items()
        if _is_outside(f'\n    "{number}": '.encode() + bytes(raw), start, end)
    }
    assert untouched <= _ids(salvage(garbled))


def _is_outside(record: bytes, start: int, end: int) -> bool:
    place = WHOLE.index(record)
    return place + len(record) <= start or place >= end


@given(st.binary(max_size=400))
@example(b"\xff\xfe{\x00")
@example(b'{"films": {"1": ' + b"[" * 5000)
@example(b'\n  "films": {\n    "1": {"id": "a", "title": NaN}')
@example(b'{"meta": {"1": {"schema": "x"}}, "viewings": {"1": {"id": 7}}}')
@settings(deadline=None)
def test_nothing_is_too_broken_to_be_looked_at(content: bytes) -> None:
    found = salvage(content)
    assert found.meta.schema >= 1
    assert salvage(bytes(encode_file(found))).tables.keys() == found.tables.keys()


@given(copies(2, orderly=True))
@settings(max_examples=examples(25), deadline=None)
def test_what_version_control_could_not_merge_is_read_as_both_sides_merged(both: list[Documents]) -> None:
    one, other = (salvage(data(copy)) for copy in both)
    conflict = b"<<<<<<< HEAD\n" + data(both[0]) + b"=======\n" + data(both[1]) + b">>>>>>> theirs\n"
    assert _ids(salvage(conflict)) == _ids(merge(one, other).documents)


def test_a_conflict_inside_a_record_keeps_both_versions() -> None:
    old, new = b'"review": "\xe6\x9d\xb1\xe4\xba\xac \xf0\x9f\x8e\xac"', b'"review": "mine"'
    ours = WHOLE.replace(b'"2026-02"', b'"2026-03"').replace(old, new)
    lines, theirs = ours.split(b"\n"), WHOLE.split(b"\n")
    mixed: list[bytes] = []
    for line, other in zip(lines, theirs, strict=True):
        mixed += [line] if line == other else [b"<<<<<<< HEAD", line, b"||||||| base", b"=======", other, b">>>>>>> x"]
    found = salvage(b"\n".join(mixed))
    assert [record["review"] for record in table(found, "viewings") if record["id"] == "v2"] == ["mine"]
    assert [row["value"] for row in table(found, "trash") if row.get("of") == "v2"] == ["東京 🎬"]


def test_tables_that_we_do_not_know_are_kept_whole() -> None:
    journal = _journal()
    journal.rest["lists"] = msgspec.Raw(b'{"1": {"id": "l1", "title": "Best of"}}')
    found = salvage(data(journal).replace(b'"schema": 2', b'"schema"; 2'))
    assert found.rest == journal.rest
    assert len(found.tables["films"]) == 2


@pytest.mark.parametrize("name", [b"films", b"viewings", b"watchlist", b"trash"])
def test_a_table_whose_name_is_damaged_keeps_its_records(name: bytes) -> None:
    assert _ids(salvage(WHOLE.replace(b'"' + name, b'"#' + name[1:]))) == _ids(_journal())


def test_newer_is_what_the_backup_has_not_or_has_in_an_earlier_state() -> None:
    backup = documents(1, viewings=[{"id": "v1", "film": "f", "n": 1}, {"id": "v2", "film": "f", "n": 1}])
    found = documents(
        2,
        viewings=[
            {"id": "v1", "film": "f", "n": 2},
            {"id": "v2", "film": "f", "n": 2, "edits": {"2026": ["n"]}},
            {"id": "v3", "film": "g", "n": 3},
            {"id": "x1", "film": "f", "n": 1},
        ],
    )
    assert [record["id"] for record in table(newer(found, backup), "viewings")] == ["v2", "v3"]
