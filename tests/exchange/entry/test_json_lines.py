import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, films, viewings
from filmjournal.exchange.entry.json_lines import Line, LineProblem, read_lines
from filmjournal.exchange.entry.record import EntryRecord, record_of
from filmjournal.model.film import Film
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry, Viewing


def titles(text: str) -> list[tuple[int, str]]:
    return [(line.number, line.film.title) for line in read_lines(text, TODAY) if isinstance(line, Line)]


def faults(text: str) -> list[str]:
    return [str(line) for line in read_lines(text, TODAY) if isinstance(line, LineProblem)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"title": "Pig"}\n{"title": "Ran"}\n', [(1, "Pig"), (2, "Ran")]),
        ('\n\n{"title": "Pig"}\r\n\r\n{"title": "Ran"}', [(3, "Pig"), (5, "Ran")]),
        ('[\n{"title": "Pig"},\n{"title": "Ran"}\n]', [(2, "Pig"), (3, "Ran")]),
        ('{\n  "title": "Pig"\n}\n{\n  "title": "Ran"\n}\n', [(1, "Pig"), (4, "Ran")]),
        ("[]", []),
        (" \n ", []),
    ],
)
def test_objects_stand_one_after_the_other_or_in_a_list(text: str, expected: list[tuple[int, str]]) -> None:
    assert titles(text) == expected
    assert faults(text) == []


def test_each_fault_is_reported_with_its_line_and_the_other_lines_are_read() -> None:
    text = '{"title": "Pig"}\n{"title": "Ran", "rating": 9}\n{"titl: 3}\n{"title": "Mirror"\n{"title": ""}\n7\n'
    assert titles(text) == [(1, "Pig")]
    assert faults(text) == [
        "Line 2: 9 isn't a rating. Use 0.5 to 5 stars, in steps of a half.",
        "Line 3: this isn't JSON: invalid control character at character 11.",
        "Line 4: this isn't JSON: expecting ',' delimiter at character 1 on line 5.",
        "Line 5: A film needs a title.",
        "Line 6: A viewing must be an object, not a whole number.",
    ]


@pytest.mark.parametrize("value", ["[" * 200_000, '{"title": "Pig", "year": ' + "1" * 5000 + "}", '"Pig', "nul"])
def test_what_no_reader_takes_is_a_fault_and_no_crash(value: str) -> None:
    assert titles(value) == []
    assert len(faults(value)) == 1


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ('[\n{"title": "Pig"},\n', "Line 3: the list has no end: whoever wrote it stopped before it was done."),
        ('[{"title": "Pig"}]\n{"title": "Ran"}', "Line 1: something stands behind the end of the list."),
        (']{"title": "Pig"}', "Line 1: this isn't JSON: expecting value at character 1."),
        (
            '{"id": "a b", "title": "Pig"}',
            "Line 1: “a b” isn't an id: it has a space in it, or an invisible character.",
        ),
        (
            '{"title": "Pig", "breakdown": [{"name": "Sound"}, {"name": "sound "}]}',
            "Line 1: Two elements are named “Sound”. Merge them into one.",
        ),
        (
            '{"title": "Pig", "created": "2020-01-01T00:00:00"}',
            "Line 1: “created” is a time with its zone, such as 2026-11-20T21:30:00Z.",
        ),
    ],
)
def test_what_is_cut_short_or_cannot_be_kept_is_reported(text: str, stated: str) -> None:
    assert [fault[: len(stated)] for fault in faults(text)] == [stated]


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for line in read_lines(text, TODAY):
        assert line.number >= 1


def _has_no_name_twice(viewing: Viewing) -> bool:
    names = [fold(element.name.strip()) for element in viewing.breakdown]
    return len(set(names)) == len(names)


@given(st.lists(st.tuples(films, viewings.filter(_has_no_name_twice)), max_size=4), st.sampled_from([None, 2]))
def test_records_that_went_out_come_back(stated: list[tuple[Film, Viewing]], indent: int | None) -> None:
    records = [record_of(Entry(viewing, film)) for film, viewing in stated]
    for text in (
        json.dumps(msgspec.to_builtins(records), ensure_ascii=False, indent=indent),
        "\n".join(msgspec.json.encode(record).decode() for record in records),
    ):
        read: list[EntryRecord] = [line.record for line in read_lines(text, TODAY) if isinstance(line, Line)]
        assert read == records
