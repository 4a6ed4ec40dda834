import json
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from msgspec import Raw

from filmjournal.journal.disk.documents import encode_record
from filmjournal.journal.trash import Trash, replaced_record

STALKER: dict[str, Any] = {"id": "v", "film": "f", "mood": "grey", "x": [1, None]}
NEXT_DAY = datetime(2026, 11, 25, 21, tzinfo=UTC)
MOMENT, LATER = "2026-11-24T21:00:00.000000Z", "2026-11-25T21:00:00.000000Z"


@pytest.fixture
def table() -> dict[str, Raw]:
    return {}


@pytest.fixture
def trash(table: dict[str, Raw]) -> Trash:
    return Trash(table)


def told(table: dict[str, Raw]) -> dict[str, Any]:
    return {number: json.loads(bytes(raw)) for number, raw in table.items()}


def test_a_record_is_thrown_away_whole_and_can_be_taken_out_again(trash: Trash, table: dict[str, Raw]) -> None:
    trash.add_removed("viewings", "v", encode_record(STALKER), MOMENT)
    assert told(table) == {"1": {"id": "v", "table": "viewings", "removed": MOMENT, "record": STALKER}}
    (row,) = trash.rows
    assert row.is_removed
    assert not row.is_replaced
    assert msgspec.json.decode(row.record) == STALKER
    assert trash.take("v") == row
    assert trash.take("v") is None
    assert table == {}
    assert trash.rows == []


def test_a_record_that_is_thrown_away_again_is_there_once_as_it_was_last(trash: Trash, table: dict[str, Raw]) -> None:
    trash.add_removed("viewings", "v", encode_record(STALKER), MOMENT)
    trash.add_removed("viewings", "v", encode_record({**STALKER, "mood": "blue"}), LATER)
    (record,) = told(table).values()
    assert record["record"]["mood"] == "blue"
    assert record["removed"] == LATER


def test_a_replaced_version_names_what_it_is_of_and_is_kept_once(trash: Trash, table: dict[str, Raw]) -> None:
    for _ in range(2):
        trash.add_version("viewings", "v", "review", "Mine.", MOMENT)
    trash.add_version("viewings", "v", "review", "Theirs.", MOMENT)
    trash.add_version("viewings", "v", "rating", None, "")
    assert [(row.of, row.key, row.edited, bytes(row.value)) for row in trash.rows] == [
        ("v", "review", MOMENT, b'"Mine."'),
        ("v", "review", MOMENT, b'"Theirs."'),
        ("v", "rating", "", b"null"),
    ]
    assert all(row.is_replaced and not row.is_removed for row in trash.rows)
    assert list(table) == ["1", "2", "3"]
    assert told(table)["1"] == replaced_record("viewings", "v", "review", "Mine.", MOMENT)


def test_of_what_was_removed_and_emptied_a_stone_stays_and_of_a_version_nothing(
    trash: Trash, table: dict[str, Raw]
) -> None:
    trash.add_removed("viewings", "v", encode_record(STALKER), MOMENT)
    trash.add_version("viewings", "w", "review", "Mine.", MOMENT)
    trash.empty([row.id for row in trash.rows], NEXT_DAY)
    assert trash.rows == []
    assert list(told(table).values()) == [{"id": "v", "table": "viewings", "removed": MOMENT, "emptied": LATER}]
    stone = trash.row("v")
    assert stone is not None
    assert not stone.is_removed
    trash.empty(["v"], NEXT_DAY + timedelta(days=1))
    assert [record["emptied"] for record in told(table).values()] == [LATER]


@pytest.mark.parametrize(
    "raw",
    [b"7", b"[]", b'{"id": 7}', b'{"x": 1}', b'{"id": "own", "x": 1}', b'{"id": NaN}', b'{"id": "o", "record": NaN}'],
)
def test_what_somebody_else_put_there_is_left_alone(raw: bytes) -> None:
    table = {"1": Raw(raw)}
    trash = Trash(table)
    assert trash.rows == []
    trash.add_removed("viewings", "v", encode_record(STALKER), MOMENT)
    trash.empty(["v"], NEXT_DAY)
    assert bytes(table["1"]) == raw
    assert list(table) == ["1", "2"]


def test_rows_are_read_from_a_file_as_they_were_put_there(trash: Trash, table: dict[str, Raw]) -> None:
    trash.add_removed("viewings", "v", encode_record(STALKER), MOMENT)
    trash.add_version("films", "f", "year", 1979, MOMENT)
    assert Trash(dict(table)).rows == trash.rows
