import json
from datetime import timedelta
from pathlib import Path

import pytest

from builders import NOW
from filmjournal.cli.search import short_ids
from filmjournal.journal.disk.documents import encode_file, encode_record
from filmjournal.journal.places import Places
from shell_runs import Run, open_at, review


@pytest.fixture
def trashed(run: Run, logged: Places, tmp_path: Path) -> Places:
    """Return the places of a journal with a viewing and a replaced review in the trash."""
    other = tmp_path / "stick.json"
    other.write_bytes(logged.journal.read_bytes())
    theirs, ours = open_at(logged, other, NOW + timedelta(hours=1)), open_at(logged)
    review(theirs, theirs.entries[0], "Theirs.")
    review(ours, ours.entries[0], "Mine has many words, so many that not all of them are shown.")
    ours.remove(ours.entries[1].id)
    ours.save()
    run("merge", str(other))
    return logged


def test_an_empty_trash_says_so(run: Run, logged: Places) -> None:
    assert run("trash") == (1, "", "The trash is empty.\n")
    assert run("trash", "empty", "--yes") == (1, "", "The trash is empty.\n")
    assert run("trash", "--json").out == "[]\n"


def test_the_trash_tells_what_is_in_it(run: Run, trashed: Places) -> None:
    done = run("trash")
    assert done.status == 0
    assert len(done.lines) == 2
    assert done.lines[0].endswith("Mirror (1979), 19 Nov 2026")
    stated = "the review of Solaris (1979), 20 Nov 2026: Mine has many words, so many that not…"
    assert done.lines[1].endswith(stated)
    told_to_programs = json.loads(run("trash", "--json").out)
    assert [each["key"] for each in told_to_programs] == [None, "review"]
    assert told_to_programs[0]["watched"] == "2026-11-19"


def test_what_was_removed_comes_back_by_its_id_or_the_start_of_it(run: Run, trashed: Places) -> None:
    (id_,) = [each["id"] for each in json.loads(run("trash", "--json").out) if each["key"] is None]
    assert run("trash", "restore", id_) == (0, "", "Restored Mirror (1979), 19 Nov 2026.\n")
    assert len(open_at(trashed).entries) == 3


def test_a_replaced_version_comes_back_and_what_stood_there_goes_to_the_trash_or_stays_undoable(
    run: Run, trashed: Places
) -> None:
    short = run("trash").lines[1].split("  ")[0]
    assert run("trash", "restore", short).status == 0
    assert open_at(trashed).entries[0].viewing.review.startswith("Mine has many words")


def test_several_are_restored_at_once_or_none(run: Run, trashed: Places) -> None:
    short = [line.split("  ")[0] for line in run("trash").lines]
    before = trashed.journal.read_bytes()
    done = run("trash", "restore", short[0], "nothing-like-it")
    assert done.status == 2
    assert "nothing-like-it is not in the trash" in done.err
    assert trashed.journal.read_bytes() == before
    assert run("trash", "restore", *short, short[0]).status == 0
    assert len(run("trash").lines) == 1  # what stood in the place of the version that came back


def test_the_start_of_several_ids_is_refused(run: Run, trashed: Places) -> None:
    done = run("trash", "restore", "own-")
    assert done == (2, "", "2 ids in the trash begin with own-: write more of it.\n")
    assert run("trash", "restore", "").status == 2


def test_emptying_asks_and_counts_and_keeps_a_backup(run: Run, trashed: Places) -> None:
    assert run("trash", "empty").status == 2
    refused = run("trash", "empty", answer="n\n")
    assert refused.status == 1
    assert "Delete 1 viewing and 1 replaced version for good? [y/N] " in refused.err
    assert run("trash").status == 0
    done = run("trash", "empty", answer="y\n")
    assert done.status == 0
    assert "Deleted 1 viewing and 1 replaced version for good; backup " in done.err
    assert run("trash").status == 1
    number = done.err.split("backup ")[1].split(" ")[0]
    assert run("restore", number, "--yes").status == 0
    assert len(run("trash").lines) == 2


def test_a_removed_viewing_that_cannot_be_read_stays_in_the_trash(run: Run, logged: Places) -> None:
    journal = open_at(logged)
    raw = encode_record({"id": "odd", "table": "viewings", "removed": "2026", "record": {"id": "odd", "film": 7}})
    journal.tables.documents.tables["trash"]["1"] = raw
    logged.journal.write_bytes(bytes(encode_file(journal.tables.documents)))
    before = logged.journal.read_bytes()
    done = run("trash", "restore", "odd")
    assert done.status == 2
    assert "can't be read and stays in the trash" in done.err
    assert logged.journal.read_bytes() == before


def test_no_journal_is_made_by_looking_into_its_trash(run: Run, places: Places) -> None:
    assert run("trash").status == 1
    assert not places.journal.exists()


def test_short_ids_are_as_short_as_they_can_be_distinguished() -> None:
    ids = ["0123456789-a", "0123456789-b", "9999999999", "0123456789-a/review/2026/1"]
    assert short_ids(ids) == {
        "0123456789-a": "0123456789-a",
        "0123456789-b": "0123456789-b",
        "9999999999": "99999999",
        "0123456789-a/review/2026/1": "0123456789-a/",
    }
