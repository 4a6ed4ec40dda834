import json
import time
from typing import Any

import pytest
from msgspec import Raw

from copies import Record, contents, data, documents, table
from filmjournal.journal.disk.documents import Documents, encode_record
from filmjournal.journal.merging.differences import Difference, DifferenceKind
from filmjournal.journal.merging.edits import edited
from filmjournal.journal.merging.merge import Merged, merge
from filmjournal.journal.trash import replaced_record

EARLY, LATER, LATEST = "2026-11-01", "2026-11-02", "2026-11-03"
BASE: Record = {"id": "v", "film": "f", "rating": 6, "review": "Long."}


def changed(moment: str, of: Record = BASE, **keys: Any) -> Record:
    return edited(of, {**of, **keys}, moment)


def without(key: str, moment: str, of: Record = BASE) -> Record:
    return edited(of, {name: value for name, value in of.items() if name != key}, moment)


def removed(record: Record, moment: str) -> Record:
    return {"id": record["id"], "table": "viewings", "removed": moment, "record": record}


def stone(moment: str, emptied: str) -> Record:
    return {"id": "v", "table": "viewings", "removed": moment, "emptied": emptied}


def merged(ours: Record | None, theirs: Record | None) -> Merged:
    sides = [documents(viewings=[] if record is None else [record]) for record in (ours, theirs)]
    return merge(*sides)


def only(found: Merged) -> Difference:
    (difference,) = found.differences
    return difference


def test_changes_of_different_keys_are_both_kept() -> None:
    found = merged(changed(EARLY, rating=8), changed(LATER, review="Short."))
    assert table(found.documents, "viewings") == [
        {"id": "v", "film": "f", "rating": 8, "review": "Short.", "edits": {EARLY: ["rating"], LATER: ["review"]}}
    ]
    assert table(found.documents, "trash") == []
    assert (only(found).kind, only(found).keys) == (DifferenceKind.CHANGED, ("review",))


@pytest.mark.parametrize("ours_is_newer", [True, False])
def test_of_two_changes_of_one_key_the_newer_stands_and_the_older_is_in_the_trash(ours_is_newer: bool) -> None:
    old, new = changed(EARLY, review="Old."), changed(LATER, review="New.")
    found = merged(new, old) if ours_is_newer else merged(old, new)
    assert table(found.documents, "viewings")[0]["review"] == "New."
    assert table(found.documents, "trash") == [replaced_record("viewings", "v", "review", "Old.", EARLY)]
    assert (only(found).kind, only(found).keys) == (DifferenceKind.CONFLICT, ("review",))
    assert only(found).record["review"] == "New."


def test_a_change_made_where_the_other_had_been_seen_is_no_conflict() -> None:
    first = changed(EARLY, review="First.")
    second = changed(LATER, of=first, review="Second.")
    assert table(merged(second, first).documents, "trash") == []
    assert merged(second, first).differences == ()
    assert only(merged(first, second)).kind is DifferenceKind.CHANGED


def test_a_key_taken_away_stays_away() -> None:
    found = merged(BASE, without("review", EARLY))
    assert table(found.documents, "viewings") == [{"id": "v", "film": "f", "rating": 6, "edits": {EARLY: ["review"]}}]


def test_a_key_taken_away_here_and_written_later_there_is_written() -> None:
    found = merged(without("review", EARLY), changed(LATER, review="New."))
    assert table(found.documents, "viewings")[0]["review"] == "New."
    assert table(found.documents, "trash") == []
    assert only(found).kind is DifferenceKind.CONFLICT


def test_what_was_written_here_and_taken_away_later_there_is_in_the_trash() -> None:
    found = merged(changed(EARLY, review="New."), without("review", LATER))
    assert "review" not in table(found.documents, "viewings")[0]
    assert [row["value"] for row in table(found.documents, "trash")] == ["New."]


def test_a_value_that_a_hand_brought_back_is_kept_whoever_meets_first() -> None:
    taken = without("review", LATER)
    elsewhere = without("review", LATEST)
    by_hand = {**taken, "review": "Back."}
    met = merged(taken, elsewhere).documents
    assert table(met, "viewings")[0]["edits"] == {LATER: ["review"], LATEST: ["review"]}
    found = merge(met, documents(viewings=[by_hand])).documents
    assert [row["value"] for row in table(found, "trash")] == ["Back."]
    assert contents(found) == contents(merged(by_hand, elsewhere).documents)


def test_values_that_hands_wrote_without_an_edit_are_both_kept() -> None:
    found = merged({**BASE, "review": "One."}, {**BASE, "review": "Other."})
    kept = [table(found.documents, "viewings")[0]["review"], *(row["value"] for row in table(found.documents, "trash"))]
    assert sorted(kept) == ["One.", "Other."]


def test_true_is_not_one() -> None:
    found = merged({**BASE, "rewatch": True}, {**BASE, "rewatch": 1})
    assert len(table(found.documents, "trash")) == 1


def test_the_earlier_creation_and_the_later_modification_are_told() -> None:
    found = merged({**BASE, "created": LATER, "modified": LATER}, {**BASE, "created": EARLY, "modified": LATEST})
    record = table(found.documents, "viewings")[0]
    assert (record["created"], record["modified"]) == (EARLY, LATEST)


def test_a_removal_there_removes_it_here() -> None:
    found = merge(documents(viewings=[BASE]), documents(trash=[removed(BASE, LATER)]))
    assert table(found.documents, "viewings") == []
    assert table(found.documents, "trash") == [removed(BASE, LATER)]
    assert (only(found).kind, only(found).record) == (DifferenceKind.REMOVED, BASE)


def test_an_edit_after_the_removal_brings_it_back() -> None:
    new = changed(LATEST, rating=8)
    found = merge(documents(trash=[removed(BASE, LATER)]), documents(viewings=[new]))
    assert table(found.documents, "viewings") == [new]
    assert table(found.documents, "trash") == []
    assert (only(found).kind, only(found).keys) == (DifferenceKind.RESTORED, ("rating",))


def test_an_edit_before_the_removal_goes_to_the_trash_with_it() -> None:
    new = changed(EARLY, rating=8)
    found = merge(documents(trash=[removed(BASE, LATER)]), documents(viewings=[new]))
    assert table(found.documents, "viewings") == []
    assert table(found.documents, "trash") == [removed(new, LATER)]
    assert only(found).kind is DifferenceKind.TRASH


def test_what_was_thrown_away_for_good_does_not_come_back() -> None:
    lost = replaced_record("viewings", "v", "review", "Old.", EARLY)
    ours = documents(viewings=[changed(LATEST, rating=8)], trash=[lost])
    found = merge(ours, documents(trash=[stone(EARLY, LATER)]))
    assert table(found.documents, "viewings") == []
    assert table(found.documents, "trash") == [stone(EARLY, LATER)]
    assert (only(found).kind, only(found).record) == (DifferenceKind.REMOVED, {})


def test_a_stone_that_only_they_have_is_a_difference() -> None:
    assert only(merge(documents(), documents(trash=[stone(EARLY, LATER)]))).kind is DifferenceKind.TRASH


def test_a_replaced_version_thrown_away_there_goes_here() -> None:
    new = changed(LATER, of=changed(EARLY, rating=7), review="New.")
    ours = documents(viewings=[new], trash=[replaced_record("viewings", "v", "review", "Old.", EARLY)])
    found = merge(ours, documents(viewings=[new]))
    assert table(found.documents, "trash") == []
    assert only(found).kind is DifferenceKind.TRASH


def test_an_added_record_keeps_its_number_where_that_is_free_and_its_bytes() -> None:
    theirs = documents(viewings=[BASE])
    theirs.tables["viewings"] = {"9": Raw(b'{"id":  "w", "unknown": 1.50}')}
    found = merge(documents(viewings=[BASE]), theirs)
    assert [(number, bytes(raw)) for number, raw in found.documents.tables["viewings"].items()] == [
        ("1", bytes(encode_record(BASE))),
        ("9", b'{"id":  "w", "unknown": 1.50}'),
    ]
    assert only(found).kind is DifferenceKind.ADDED


def test_of_two_records_with_one_number_the_second_moves_above_all() -> None:
    found = merge(documents(viewings=[{"id": "b"}, {"id": "c"}]), documents(viewings=[{"id": "a"}]))
    assert [json.loads(bytes(raw))["id"] for raw in found.documents.tables["viewings"].values()] == ["a", "c", "b"]
    assert list(found.documents.tables["viewings"]) == ["1", "2", "3"]


def test_of_two_numbers_of_one_record_the_smaller_is_kept() -> None:
    theirs = documents()
    theirs.tables["viewings"] = {"10": encode_record(BASE)}
    assert list(merge(theirs, documents(viewings=[BASE])).documents.tables["viewings"]) == ["1"]


@pytest.mark.parametrize("junk", [b"7", b"[1]", b"{}", b'{"id": 7}', b'{"id": "\\ud800"}', b'{"id": "x", "a": NaN}'])
@pytest.mark.parametrize("name", ["films", "viewings", "watchlist", "trash"])
def test_what_cannot_be_read_is_kept_byte_by_byte(name: str, junk: bytes) -> None:
    theirs = documents()
    theirs.tables[name] = {"1": Raw(junk)}
    found = merge(documents(films=[{"id": "f"}], viewings=[BASE]), theirs)
    assert junk in [bytes(raw) for raw in found.documents.tables[name].values()]
    assert (only(found).kind, only(found).table) == (DifferenceKind.UNREADABLE, name)


def test_a_second_record_with_the_same_id_stays_second() -> None:
    twin = {"id": "v", "twin": 1}
    found = merge(documents(viewings=[BASE, twin]), documents(viewings=[{"id": "u"}]))
    assert table(found.documents, "viewings") == [{"id": "u"}, BASE, twin]


def test_edits_that_a_hand_broke_do_no_harm() -> None:
    found = merged({**BASE, "edits": "gone"}, changed(EARLY, rating=8))
    assert table(found.documents, "viewings") == [changed(EARLY, rating=8)]


def test_the_generation_is_the_next_one_only_where_neither_copy_holds_all_of_it() -> None:
    empty, full = documents(4), documents(7, viewings=[BASE])
    other = documents(7, viewings=[{"id": "w"}])
    assert merge(empty, full).documents.meta.generation == 7
    assert merge(full, empty).documents.meta.generation == 7
    assert merge(documents(9), full).documents.meta.generation == 10
    assert merge(other, full).documents.meta.generation == 8


def test_what_the_file_says_about_itself_keeps_keys_that_we_do_not_know() -> None:
    theirs = documents()
    theirs.tables["meta"] = {
        "1": encode_record({"schema": 2, "generation": 1, "owner": "me"}),
        "2": encode_record({"note": 1}),
    }
    found = merge(documents(), theirs)
    assert table(found.documents, "meta") == [{"schema": 2, "generation": 1, "owner": "me"}, {"note": 1}]
    assert [(it.table, it.kind, it.keys) for it in found.differences] == [
        ("meta", DifferenceKind.UNREADABLE, ()),
        ("meta", DifferenceKind.CHANGED, ("owner",)),
    ]


def test_tables_that_we_do_not_know_are_joined_record_by_record() -> None:
    ours, theirs = documents(), documents()
    ours.rest = {"lists": Raw(b'{"1": {"a": 1}}')}
    theirs.rest = {"lists": Raw(b'{"2": {"b": 2}}'), "notes": Raw(b"5")}
    found = merge(ours, theirs)
    assert json.loads(bytes(found.documents.rest["lists"])) == {"1": {"a": 1}, "2": {"b": 2}}
    assert bytes(found.documents.rest["notes"]) == b"5"
    assert [(it.table, it.kind, it.keys) for it in found.differences] == [
        ("lists", DifferenceKind.CHANGED, ("2",)),
        ("notes", DifferenceKind.ADDED, ()),
    ]


def test_a_table_that_we_do_not_know_is_worth_more_than_anything_else() -> None:
    ours, theirs = documents(), documents()
    ours.rest, theirs.rest = {"lists": Raw(b'{"1": {}}')}, {"lists": Raw(b'{"1": 5, "2": 6}')}
    assert bytes(merge(ours, theirs).documents.rest["lists"]) == b'{"1": {}}'
    assert bytes(merge(theirs, ours).documents.rest["lists"]) == b'{"1": {}}'


def test_the_copies_themselves_are_left_as_they_are() -> None:
    ours, theirs = documents(viewings=[BASE]), documents(viewings=[changed(EARLY, rating=8)])
    before = data(ours), data(theirs)
    merge(ours, theirs)
    assert (data(ours), data(theirs)) == before


def test_two_large_copies_that_are_almost_the_same_merge_in_no_time() -> None:
    def large(moment: str, every: int) -> Documents:
        records = [{"id": f"{number:05}", "review": "x" * 2000, "rating": 5} for number in range(10_000)]
        return documents(
            viewings=[changed(moment, of=it, rating=6) if int(str(it["id"])) % every == 0 else it for it in records]
        )

    ours, theirs = large(EARLY, 100), large(LATER, 77)
    start = time.perf_counter()
    found = merge(ours, theirs)
    assert time.perf_counter() - start < 2
    assert len(found.differences) == 130
