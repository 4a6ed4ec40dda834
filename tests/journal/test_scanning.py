"""What a file may hold that this program did not write: it is read as far as it makes sense, and refused in words."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw

from budget import examples
from builders import OpenJournal, texts
from copies import copies
from filmjournal.journal.disk.documents import TABLES, Documents, encode_file, parse
from filmjournal.journal.disk.scanning import NotAJournalError, records_in, scan
from filmjournal.journal.errors import DamagedError

WHOLE = b'{"films": {"1": {"id": "f", "title": "Ran"}}, "viewings": {"1": {"id": "v", "film": "f"}}}'
NESTED = b"[" * 100_000 + b"]" * 100_000

REFUSED = [
    (b"", "it is empty"),
    (b" \r\n\t\n", "it is empty"),
    (b"\x00" * 4096, "it holds nothing but zero bytes, as after a power cut"),
    (WHOLE[:40] + b"\x00" * 50, "on line 1, character 41, it stops being JSON"),
    (WHOLE + b"\x00" * 8, "the journal has ended, and something else follows"),
    (WHOLE[:30], "it ends in the middle, so that its last part is missing"),
    (WHOLE[:-1], "it ends in the middle, so that its last part is missing"),
    (WHOLE + WHOLE, f"on line 1, character {len(WHOLE) + 1}, the journal has ended, and something else follows"),
    (b"{}\n\n}", "on line 3, character 1, the journal has ended, and something else follows"),
    (b'{"films": {},}', "on line 1, character 14, it stops being JSON"),
    (b'{"films" {}}', "on line 1, character 10, it stops being JSON"),
    (b'{"films": {"1": {}\n "2": {}}}', "on line 2, character 2, it stops being JSON"),
    (b"{'films': {}}", "on line 1, character 2, it stops being JSON"),
    (b"Dear diary", "on line 1, character 1, it stops being JSON"),
    (WHOLE.decode().encode("utf-16"), "it is UTF-16 text, and a journal is UTF-8: save it as that in your editor"),
    (WHOLE.decode().encode("utf-16-be"), "it stops being JSON"),
    (b'{\n"films": {"1": {"title": "caf\xe9"}}}', "byte 31, on line 2, is not UTF-8 text"),
    (b'{"films": {\n<<<<<<< HEAD\n"1": {}\n', "line 2 is the mark of a merge that version control left to you"),
    (b'{"films": {\r\n=======\r\n"1": {}}}', "line 2 is the mark of a merge"),
    (b'{"films": {\n\n>>>>>>> theirs\n}}', "line 3 is the mark of a merge"),
    (b"[]", "it is JSON, but not laid out as a journal"),
    (b'"films"', "it is JSON, but not laid out as a journal"),
    (b'{"films": []}', "it is JSON, but not laid out as a journal: films is no table"),
    (b'{"meta": {"1": {"schema": "one"}}}', "it is JSON, but not laid out as a journal"),
    (b'{"meta": {"1": 7}}', "it is JSON, but not laid out as a journal"),
    (b'{"meta": {"1": {"generation": NaN}}}', "it is not whole JSON"),
    (b'{"films": {"1": ' + NESTED + b"}}", "it is nested too deep"),
    (NESTED, "on line 1, character 1, it stops being JSON"),
    (b'{"films": {"\\ud83d": {}}}', "on line 1, character 12, there is half a character in a name"),
    (b'{"\\ud83d": {}}', "on line 1, character 2, there is half a character in a name"),
]


@pytest.mark.parametrize(("data", "reason"), REFUSED, ids=[reason[:30] for _, reason in REFUSED])
def test_a_file_that_is_no_journal_is_refused_with_the_place_and_left_as_it_is(
    open_journal: OpenJournal, path: Path, data: bytes, reason: str
) -> None:
    with pytest.raises(NotAJournalError) as found:
        records_in(data)
    assert reason in str(found.value)
    path.write_bytes(data)
    before = path.stat()
    with pytest.raises(DamagedError) as refused:
        open_journal()
    assert str(refused.value).startswith(f"The journal {path} is damaged: ")
    assert path.read_bytes() == data
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + WHOLE,
        WHOLE.replace(b" ", b"\r\n\t "),
        WHOLE + b"\r\n",
        b"  \n" + WHOLE,
        WHOLE.replace(b"Ran", b"\\u0052an"),
        WHOLE.replace(b'"id"', b'"\\u0069d"'),
    ],
    ids=["mark", "line ends", "last line end", "space before", "escapes", "escaped key"],
)
def test_a_file_that_an_editor_saved_in_its_own_way_is_read(open_journal: OpenJournal, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert [entry.film.title for entry in open_journal().entries] == ["Ran"]
    assert not records_in(data)[1]


def test_a_mark_of_a_merge_inside_a_text_is_none() -> None:
    text = json.dumps({"films": {"1": {"id": "f", "title": "<<<<<<< HEAD\n=======\n>>>>>>>"}}}).encode()
    assert len(scan(text).tables["films"]) == 1


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "1e999", "9" * 5000, "-" + "9" * 5000, '"\\ud83d"'])
def test_a_value_that_means_too_much_or_nothing_is_kept_to_the_byte(value: str) -> None:
    record = f'{{"id": "v", "x": {value}}}'.encode()
    data = b'{"viewings": {"1": ' + record + b'}, "own": ' + value.encode() + b"}"
    found = scan(data)
    assert bytes(found.tables["viewings"]["1"]) == record
    assert bytes(found.rest["own"]) == value.encode()
    saved = bytes(encode_file(found.next_generation()))
    again, as_written = records_in(saved)
    assert as_written
    assert bytes(again.tables["viewings"]["1"]) == record
    assert bytes(again.rest["own"]) == value.encode()


def test_a_number_that_stands_there_twice_is_kept_twice() -> None:
    found = scan(b'{"films": {"1": {"id": "a"}, "7": {"id": "b"}, "1": {"id": "c"}, "1": {"id": "d"}}}').tables["films"]
    assert {number: bytes(raw) for number, raw in found.items()} == {
        "1": b'{"id": "a"}',
        "7": b'{"id": "b"}',
        "8": b'{"id": "c"}',
        "9": b'{"id": "d"}',
    }


def test_a_table_that_stands_there_twice_is_one_with_the_records_of_both() -> None:
    found = scan(b'{"films": {"1": {"id": "a"}}, "viewings": {}, "films": {"1": {"id": "b"}, "2": {"id": "c"}}}')
    assert [bytes(raw) for raw in found.tables["films"].values()] == [b'{"id": "a"}', b'{"id": "b"}', b'{"id": "c"}']


def test_what_else_stands_at_the_top_twice_is_kept_twice() -> None:
    found = scan(b'{"own": 1, "own": 2, "own again": 3, "own": 4}')
    assert sorted(bytes(raw) for raw in found.rest.values()) == [b"1", b"2", b"3", b"4"]


@pytest.mark.parametrize("number", ["9" * 4999, "9" * 4000, "x", "-1", "²", "٣", ""])
def test_a_document_number_of_any_kind_is_in_nobodys_way(number: str) -> None:
    key = json.dumps(number).encode()
    found = scan(b'{"films": {' + key + b": {}, " + key + b': {}, "1": {}, "1": {}}}')
    assert len(found.tables["films"]) == 4


@settings(deadline=None, max_examples=examples(40))
@given(copies(1, orderly=False))
def test_what_this_program_writes_is_read_the_same_in_both_ways(made: list[Documents]) -> None:
    data = bytes(encode_file(made[0]))
    assert told(scan(data)) == told(parse(data))


@settings(deadline=None, max_examples=examples(40))
@given(
    st.dictionaries(
        st.sampled_from(TABLES[:-1]) | texts,
        st.dictionaries(
            texts,
            st.recursive(st.none() | st.floats(allow_nan=False, allow_infinity=False) | texts, st.lists),
            max_size=3,
        ),
        max_size=4,
    ),
    st.sampled_from([None, 0, 3]),
    st.booleans(),
)
def test_any_json_that_is_laid_out_as_tables_is_read_the_same_in_both_ways(
    content: dict[str, Any], indent: int | None, ensure_ascii: bool
) -> None:
    data = json.dumps(content, indent=indent, ensure_ascii=ensure_ascii).encode()
    assert told(scan(data)) == told(parse(data))


def told(found: Documents) -> dict[str, Any]:
    """Return the records of every table and the rest, to the byte."""
    tables: dict[str, Any] = {
        name: {number: bytes(raw) for number, raw in table.items()} for name, table in found.tables.items()
    }
    return tables | {f"rest {name}": bytes(raw) for name, raw in found.rest.items()}


def test_a_file_whose_checksum_is_right_and_whose_records_are_nested_too_deep_is_refused_in_words() -> None:
    found = Documents()
    found.tables["films"] = {"1": Raw(NESTED)}
    with pytest.raises(NotAJournalError, match="nested too deep"):
        records_in(bytes(encode_file(found.next_generation())))


def test_a_record_that_is_nested_deep_is_kept_and_read() -> None:
    record = b'{"id": "f", "title": "Ran", "x": ' + b"[" * 100 + b"]" * 100 + b"}"
    found = scan(b'{"films": {"1": ' + record + b"}}")
    assert bytes(found.tables["films"]["1"]) == record
    assert msgspec.json.decode(record)["title"] == "Ran"
