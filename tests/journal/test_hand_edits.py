import json
from datetime import UTC, datetime

import pytest

from filmjournal.journal.disk.documents import Documents, encode_record
from filmjournal.journal.disk.hand_edits import stamp_hand_edits
from filmjournal.journal.merging.edits import Record, changed_at, edited
from filmjournal.journal.merging.merge import merge

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MOMENT = "2026-11-24T12:00:00.000000Z"
EARLIER = "2026-11-23T12:00:00.000000Z"
LATER = "2026-11-25T12:00:00.000000Z"
VIEWING: Record = {"id": "v", "film": "f", "headline": "Old", "review": "Old."}


def documents(*viewings: Record) -> Documents:
    found = Documents()
    found.tables["viewings"] = {str(number): encode_record(each) for number, each in enumerate(viewings, 1)}
    return found


def only(found: Documents) -> Record:
    (raw,) = found.tables["viewings"].values()
    record: Record = json.loads(bytes(raw))
    return record


def test_what_a_hand_changed_is_told_as_an_edit() -> None:
    told = only(stamp_hand_edits(documents(VIEWING), documents({**VIEWING, "review": "By hand."}), NOON))
    assert changed_at(told) == {"review": MOMENT}
    assert told["review"] == "By hand."


def test_a_key_that_a_hand_took_away_is_told_too() -> None:
    found = {key: value for key, value in VIEWING.items() if key != "headline"}
    assert changed_at(only(stamp_hand_edits(documents(VIEWING), documents(found), NOON))) == {"headline": MOMENT}


def test_what_this_program_changed_tells_of_itself() -> None:
    ours = edited(VIEWING, {**VIEWING, "review": "Ours."}, MOMENT)
    found = documents(ours)
    assert stamp_hand_edits(documents(ours), found, NOON) == found


def test_of_what_was_saved_since_all_counts_as_changed_for_a_hand_may_have_been_there_too() -> None:
    ours = edited(VIEWING, {**VIEWING, "review": "Ours, and then by hand."}, EARLIER)
    told = only(stamp_hand_edits(documents(VIEWING), documents(ours), NOON))
    assert set(changed_at(told).values()) == {MOMENT}
    assert changed_at(told).keys() == {"film", "headline", "review"}


def test_another_layout_is_no_edit() -> None:
    before = documents(VIEWING)
    found = documents(VIEWING)
    found.tables["viewings"]["1"] = type(found.tables["viewings"]["1"])(json.dumps(VIEWING, indent=7).encode())
    assert stamp_hand_edits(before, found, NOON) == found


def test_records_that_cannot_be_read_stay_as_they_are() -> None:
    found = documents(VIEWING)
    found.tables["viewings"]["2"] = type(found.tables["viewings"]["1"])(b'"half')
    assert stamp_hand_edits(documents(VIEWING), found, NOON) == found


def test_a_hand_edit_is_not_lost_in_a_merge_with_a_later_edit_elsewhere() -> None:
    by_hand = stamp_hand_edits(documents(VIEWING), documents({**VIEWING, "review": "By hand."}), NOON)
    elsewhere = documents(edited(VIEWING, {**VIEWING, "review": "Elsewhere."}, LATER))
    merged = merge(by_hand, elsewhere).documents
    assert only(merged)["review"] == "Elsewhere."
    assert b"By hand." in b"".join(bytes(raw) for raw in merged.tables["trash"].values())


@pytest.mark.parametrize(
    "wrong", [{"watched": "yesterday-ish"}, {"rating": 99}, {"film": 3}, {"tags": "drama"}, {"liked": "yes"}]
)
@pytest.mark.parametrize("before", [{}, VIEWING])
def test_a_record_that_cannot_be_read_is_kept_as_it_is(before: Record, wrong: Record) -> None:
    found = documents({**VIEWING, **wrong})
    assert stamp_hand_edits(documents({**VIEWING, **before}), found, NOON) == found
