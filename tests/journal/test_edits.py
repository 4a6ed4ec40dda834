from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import NOW
from filmjournal.journal.merging import edits
from filmjournal.journal.merging.edits import (
    BEGINNING,
    Record,
    changed_at,
    edited,
    edits_of,
    last_edit,
    moment_text,
    with_edits,
)

TOLD = "2026-11-24T21:00:00.000000Z"


def test_a_moment_is_told_in_utc_to_the_microsecond() -> None:
    assert moment_text(NOW) == TOLD
    assert moment_text(datetime(2026, 11, 24, 22, 0, 0, 7, tzinfo=timezone(timedelta(hours=1)))) == (
        "2026-11-24T21:00:00.000007Z"
    )


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-11-24T20:59:59.999999Z", TOLD),
        (TOLD, "2026-11-24T21:00:00.000001Z"),
        ("2031-12-31T23:59:59.999999Z", "2032-01-01T00:00:00.000000Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z~"),
        ("zuletzt", "zuletzt~"),
    ],
)
def test_a_moment_is_later_than_another_whatever_the_clock_says(after: str, expected: str) -> None:
    assert moment_text(NOW, after) == expected
    assert moment_text(NOW, after) > after


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=st.just(UTC)), st.text())  # noqa: DTZ001 — hypothesis adds the zone
def test_a_moment_is_later_than_any_text(moment: datetime, after: str) -> None:
    assert moment_text(moment, after) > after


def test_an_edit_names_what_it_changed_added_and_took_away_and_nothing_that_is_told_by_us() -> None:
    before: Record = {"id": "v", "rating": 6, "review": "R", "modified": "x", "created": "x", "mood": {"a": 1}}
    after: Record = {"id": "v", "rating": 8, "venue": "home", "modified": "y", "created": "z", "mood": {"a": 1}}
    assert edited(before, after, TOLD) == {**after, "edits": {TOLD: ["rating", "review", "venue"]}}


def test_where_nothing_differs_there_is_no_edit() -> None:
    before: Record = {"id": "v", "rating": 6, "edits": {"2025": ["rating"]}}
    assert edited(before, {**before, "modified": "y"}, TOLD) == {**before, "modified": "y"}


def test_a_later_edit_takes_its_keys_out_of_the_earlier_ones_which_stay_as_moments() -> None:
    record = edited({"rating": 6, "review": "R"}, {"rating": 7, "review": "S"}, "2025")
    record = edited(record, {**record, "rating": 8}, "2026")
    record = edited(record, {**record, "review": "T"}, "2027")
    assert record["edits"] == {"2025": [], "2026": ["rating"], "2027": ["review"]}
    assert changed_at(record) == {"rating": "2026", "review": "2027"}
    assert last_edit(record) == "2027"


def test_a_record_that_nobody_edited_stands_from_the_beginning() -> None:
    assert edits_of({"id": "v"}) == {}
    assert changed_at({"id": "v"}) == {}
    assert last_edit({"id": "v"}) == BEGINNING
    assert with_edits({"id": "v", "edits": {"2026": ["x"]}}, {}) == {"id": "v"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (7, {}),
        (["rating"], {}),
        ({"2026": "rating"}, {"2026": []}),
        ({"2026": None, "2025": ["rating", 7, None]}, {"2025": ["rating"], "2026": []}),
    ],
)
def test_edits_that_a_hand_made_something_else_of_are_read_as_far_as_they_make_sense(
    written: Any, read: dict[str, list[str]]
) -> None:
    assert edits_of({"id": "v", "edits": written}) == read


def test_edits_are_read_the_first_one_first_in_whatever_order_they_stand() -> None:
    record: Record = {"edits": {"2027": ["a"], "2025": ["a", "b"], "2026": ["b"]}}
    assert list(edits_of(record)) == ["2025", "2026", "2027"]
    assert changed_at(record) == {"a": "2027", "b": "2026"}


@given(st.dictionaries(st.text(max_size=3), st.lists(st.sampled_from("abc"), max_size=4), max_size=5))
def test_every_moment_is_kept_and_no_key_is_named_twice(edits: dict[str, list[str]]) -> None:
    held = edits_of(with_edits({"id": "v"}, edits))
    assert held.keys() == edits.keys()
    named = [key for keys in held.values() for key in keys]
    assert sorted(named) == sorted({key for keys in edits.values() for key in keys})
    assert all(held[moment] == sorted(set(held[moment])) for moment in held)


def test_two_devices_whose_clocks_are_behind_come_upon_different_moments(monkeypatch: pytest.MonkeyPatch) -> None:
    chances = iter([7, 70_000])
    monkeypatch.setattr(edits, "randbelow", lambda _: next(chances))
    ahead = "2032-01-01T00:00:00.000000Z"
    first, second = (moment_text(NOW, ahead) for _ in range(2))
    assert ahead < first < second
