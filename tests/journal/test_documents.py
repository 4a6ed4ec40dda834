"""The file to the byte: what stands in it is what was written, or it is noticed."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget import examples
from builders import texts
from copies import contents, copies, documents
from filmjournal import __version__
from filmjournal.journal.disk.documents import (
    Documents,
    checksum_in,
    encode_file,
    encode_record,
    free_number,
    is_as_written,
    parse,
)
from filmjournal.journal.disk.scanning import NotAJournalError, records_in

SMALL = bytes(
    encode_file(
        documents(
            films=[{"id": "f", "title": "Café 🎬"}],
            viewings=[{"id": "v", "film": "f", "rating": 9, "review": "One\ntwo"}],
            trash=[{"id": "w", "table": "viewings", "removed": "2026", "record": {"id": "w", "film": "f"}}],
        ).next_generation()
    )
)


def test_a_file_is_laid_out_with_its_five_tables_and_ends_with_what_it_says_about_itself() -> None:
    found = documents(4, films=[{"id": "f", "title": "[REC]²"}]).next_generation()
    data = bytes(encode_file(found))
    checksum = checksum_in(data)
    assert data.decode() == (
        "{\n"
        '  "films": {\n    "1": {\n      "id": "f",\n      "title": "[REC]²"\n    }\n  },\n'
        '  "viewings": {},\n'
        '  "watchlist": {},\n'
        '  "trash": {},\n'
        '  "meta": {\n'
        '    "1": {\n'
        '      "schema": 2,\n'
        '      "generation": 5,\n'
        f'      "written_by": "filmjournal {__version__}",\n'
        f'      "checksum": "{checksum}"\n'
        "    }\n"
        "  }\n"
        "}\n"
    )
    assert json.loads(data)["meta"]["1"]["checksum"] == checksum


def test_what_was_written_is_known_as_such_and_is_read_back() -> None:
    assert is_as_written(SMALL)
    found, as_written = records_in(SMALL)
    assert as_written
    assert bytes(encode_file(found)) == SMALL


@pytest.mark.parametrize("flip", [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF])
def test_a_byte_that_flipped_anywhere_is_noticed(flip: int) -> None:
    for place in range(len(SMALL)):
        damaged = bytearray(SMALL)
        damaged[place] ^= flip
        assert not is_as_written(bytes(damaged))


@pytest.mark.parametrize("flip", [0x01, 0x20])
def test_a_file_with_a_flipped_byte_is_read_as_edited_by_hand_or_refused(flip: int) -> None:
    for place in range(len(SMALL)):
        damaged = bytearray(SMALL)
        damaged[place] ^= flip
        try:
            _, as_written = records_in(bytes(damaged))
        except NotAJournalError:
            continue
        assert not as_written


def test_a_file_cut_off_anywhere_is_refused_but_for_its_last_line_end() -> None:
    for end in range(len(SMALL) - 1):
        with pytest.raises(NotAJournalError, match=r"empty|ends in the middle|stops being JSON|not UTF-8"):
            records_in(SMALL[:end])
    found, as_written = records_in(SMALL[:-1])
    assert not as_written
    assert contents(found) == contents(parse(SMALL))


def test_bytes_that_went_missing_anywhere_are_noticed() -> None:
    for place in range(len(SMALL)):
        assert not is_as_written(SMALL[:place] + SMALL[place + 1 :])
        assert not is_as_written(SMALL[:place] + b" " + SMALL[place:])


def test_a_file_without_a_checksum_tells_none() -> None:
    for data in (b"", b"{}", b'"checksum": "', SMALL[:-1], bytes(encode_file(Documents()))):
        assert checksum_in(data) == ""
        assert not is_as_written(data)


@settings(deadline=None, max_examples=examples(60))
@given(copies(1, orderly=False))
def test_any_records_are_the_same_after_being_laid_out_and_read(made: list[Documents]) -> None:
    data = bytes(encode_file(made[0]))
    assert contents(parse(data)) == contents(made[0])
    assert bytes(encode_file(parse(data))) == data
    assert is_as_written(data)
    assert json.loads(data)


@given(st.dictionaries(texts, st.dictionaries(texts, texts | st.integers(-(2**63), 2**64)), max_size=4))
def test_a_record_is_written_as_json_that_any_program_reads(record: dict[str, object]) -> None:
    raw = bytes(encode_record(record))
    assert json.loads(raw) == record
    assert all(line.startswith(b"    ") for line in raw.split(b"\n")[1:])


def test_a_copy_can_be_changed_by_itself() -> None:
    made = documents(films=[{"id": "f"}])
    copy = made.copied()
    copy.tables["films"].clear()
    copy.rest["own"] = msgspec.Raw(b"1")
    assert len(made.tables["films"]) == 1
    assert made.rest == {}


def test_the_next_generation_is_counted_and_keeps_what_else_the_file_says_about_itself() -> None:
    made = documents(7).with_meta(device="desk", checksum="old", schema=1)
    told = msgspec.json.decode(made.next_generation().tables["meta"]["1"])
    program = f"filmjournal {__version__}"
    assert told == {"schema": 2, "generation": 8, "device": "desk", "checksum": "old", "written_by": program}
    assert made.meta.generation == 7
    assert is_as_written(bytes(encode_file(made.next_generation())))


@pytest.mark.parametrize(
    ("numbers", "free"),
    [([], "1"), (["1"], "2"), (["7", "2"], "8"), (["x", "-9"], "1"), (["3", "9" * 5000], "4"), (["٣"], "4")],
)
def test_a_free_number_is_above_all_others(numbers: list[str], free: str) -> None:
    assert free_number({number: msgspec.Raw(b"{}") for number in numbers}) == free
