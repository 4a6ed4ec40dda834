"""What holds of every merge, whatever the copies: the laws, and devices that meet in any order."""

from itertools import combinations
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from budget import examples
from copies import ABSENT, IDS, KEYS, Record, contents, copies, data, documents, table
from filmjournal.journal.disk.documents import Documents, encode_record
from filmjournal.journal.merging.edits import edited, edits_of, last_edit, with_edits
from filmjournal.journal.merging.merge import merge

any_two = st.booleans().flatmap(lambda orderly: copies(2, orderly=orderly))
unhurried = settings(deadline=None)


@unhurried
@given(any_two)
def test_either_way_round_gives_the_same_bytes(two: list[Documents]) -> None:
    ours, theirs = two
    assert data(merge(ours, theirs).documents) == data(merge(theirs, ours).documents)


@unhurried
@given(copies(1, orderly=False))
def test_a_copy_merged_with_itself_is_itself(one: list[Documents]) -> None:
    merged = merge(one[0], one[0].copied())
    assert data(merged.documents) == data(one[0])
    assert merged.differences == ()


@unhurried
@given(copies(3, orderly=True))
def test_three_copies_hold_the_same_in_whatever_order_they_meet(three: list[Documents]) -> None:
    """A moment is one edit here, with the same keys wherever it was seen: only a hand in the edits makes it two."""
    one, two, other = three
    early = merge(merge(one, two).documents, other).documents
    late = merge(one, merge(two, other).documents).documents
    assert contents(early) == contents(late)


@unhurried
@given(any_two)
def test_a_merge_leaves_nothing_for_the_next_one(two: list[Documents]) -> None:
    whole = merge(*two).documents
    for part in two:
        again = merge(whole, part)
        assert again.differences == ()
        assert data(again.documents) == data(whole)


@unhurried
@given(any_two)
def test_there_is_no_difference_where_ours_holds_all_of_it_and_one_where_it_does_not(two: list[Documents]) -> None:
    ours, theirs = two
    merged = merge(ours, theirs)
    as_merged_alone = merge(ours, merged.documents)
    assert bool(merged.differences) == bool(as_merged_alone.differences)
    if contents(merged.documents) == contents(ours):
        assert merged.differences == ()


Step = tuple[str, int, str, str, Any]
"""What is done, on which device, to which record and key, with which value."""

steps: st.SearchStrategy[Step] = st.tuples(
    st.sampled_from(["edit"] * 4 + ["sync"] * 3 + ["remove", "restore", "restore", "empty", "forget", "by hand"]),
    st.integers(0, 2),
    st.sampled_from(IDS[:2]),
    st.sampled_from(KEYS[:2]),
    st.one_of(st.just(ABSENT), st.integers(0, 9)),
)

Written = tuple[str, str, str, Any]
"""What somebody wrote: of which record, under which key, when and what."""


class Devices:
    """Copies of one journal on devices whose clocks do not agree."""

    def __init__(self, clocks: list[int]) -> None:
        start = [{"id": id_, "rating": 0, "edits": {}} for id_ in IDS[:2]]
        self.copies = [documents(viewings=start) for _ in clocks]
        self.clocks = clocks
        self.time = 10
        self.written: set[Written] = {(id_, "rating", "", 0) for id_ in IDS[:2]}
        self.replaced: set[Written] = set()
        self.emptied: set[str] = set()

    def take(self, step: Step) -> None:
        kind, device, id_, key, value = step
        self.time += 1
        copy = self.copies[device] = self.copies[device].copied()
        viewings, trash = copy.tables["viewings"], copy.tables["trash"]
        there, gone = _number(viewings, id=id_), _number(trash, id=id_, emptied=None)
        if kind == "sync":
            self.sync(device, (device + 1) % len(self.copies))
        elif kind == "empty":
            self._empty(trash, device)
        elif kind == "restore" and gone:
            told = msgspec.json.decode(trash.pop(gone))
            record, moment = told["record"], self._moment(device, max(told["removed"], last_edit(told["record"])))
            viewings[_free(viewings)] = encode_record(with_edits(record, {**edits_of(record), moment: []}))
        elif kind == "forget" and (version := _number(trash, of=id_, key=key)):
            row = msgspec.json.decode(trash.pop(version))
            self.replaced.add((id_, key, row["edited"], row["value"]))
        elif kind == "remove" and there:
            record = msgspec.json.decode(viewings.pop(there))
            removed = self._moment(device, last_edit(record))
            trash[_free(trash)] = encode_record({"id": id_, "table": "viewings", "removed": removed, "record": record})
        elif kind in {"edit", "by hand"} and there:
            viewings[there] = encode_record(
                self._edited(kind, device, msgspec.json.decode(viewings[there]), key, value)
            )

    def _edited(self, kind: str, device: int, record: Record, key: str, value: Any) -> Record:
        after = {name: held for name, held in record.items() if name != key}
        if value is not ABSENT:
            after[key] = value
        if after == record:
            return record
        self.replaced.add((record["id"], key, _moment_of(record, key), record.get(key)))
        if kind == "by hand":
            return after
        moment = self._moment(device, last_edit(record))
        if value is not ABSENT:
            self.written.add((record["id"], key, moment, value))
        return edited(record, after, moment)

    def _empty(self, trash: dict[str, Any], device: int) -> None:
        for number, row in [(number, msgspec.json.decode(raw)) for number, raw in trash.items()]:
            if "record" in row:
                self.emptied.add(row["id"])
                stone = {key: row[key] for key in ("id", "table", "removed")}
                trash[number] = encode_record({**stone, "emptied": self._moment(device, row["removed"])})
            elif "of" in row:
                self.replaced.add((row["of"], row["key"], row["edited"], row["value"]))
                del trash[number]

    def sync(self, one: int, other: int) -> None:
        merged = merge(self.copies[one], self.copies[other]).documents
        assert data(merged) == data(merge(self.copies[other], self.copies[one]).documents)
        self.copies[one] = self.copies[other] = merged

    def _moment(self, device: int, after: str) -> str:
        last = int(after.split(maxsplit=1)[0]) if after else 0
        return f"{max(self.time + self.clocks[device], last + 1):04} on {device}"

    def kept(self, device: int) -> set[Written]:
        rows = table(self.copies[device], "trash")
        records = [*table(self.copies[device], "viewings"), *(row["record"] for row in rows if "record" in row)]
        standing = {(it["id"], key, _moment_of(it, key), it[key]) for it in records for key in KEYS if key in it}
        return standing | {(row["of"], row["key"], row["edited"], row["value"]) for row in rows if "of" in row}


def _moment_of(record: Record, key: str) -> str:
    return max((moment for moment, keys in edits_of(record).items() if key in keys), default="")


def _number(rows: dict[str, Any], **told: Any) -> str:
    found = ((number, msgspec.json.decode(raw)) for number, raw in rows.items())
    return next((number for number, row in found if all(row.get(key) == told[key] for key in told)), "")


def _free(rows: dict[str, Any]) -> str:
    return str(max(map(int, rows), default=0) + 1)


PAIRS = list(combinations(range(3), 2))


@settings(deadline=None, max_examples=examples(300))
@given(
    st.lists(st.integers(-8, 8), min_size=3, max_size=3),
    st.lists(steps, max_size=25),
    st.permutations(PAIRS),
    st.permutations(PAIRS),
)
def test_devices_that_met_hold_the_same_and_nothing_that_was_written_is_lost(
    clocks: list[int], history: list[Step], first: list[tuple[int, int]], then: list[tuple[int, int]]
) -> None:
    devices = Devices(clocks)
    for step in history:
        devices.take(step)
    for one, other in (*first, *then):
        devices.sync(one, other)
    assert contents(devices.copies[0]) == contents(devices.copies[1]) == contents(devices.copies[2])
    wanted = {it for it in devices.written - devices.replaced if it[0] not in devices.emptied}
    assert wanted <= devices.kept(0)
