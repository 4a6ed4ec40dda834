import json
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from builders import NOW, film, records, viewing
from filmjournal.journal.places import Places
from shell_runs import Run, open_at, review


@pytest.fixture
def other(logged: Places, tmp_path: Path) -> Path:
    """Return a copy of the journal on a stick."""
    path = tmp_path / "stick" / "copy.json"
    path.parent.mkdir()
    shutil.copy(logged.journal, path)
    return path


def _change_both(places: Places, other: Path) -> None:
    """Change one review here, and later there; log a film and remove a viewing there."""
    ours, theirs = open_at(places), open_at(places, other, NOW + timedelta(hours=1))
    review(ours, ours.entries[1], "Written here.")
    review(theirs, theirs.entries[1], "Written there.")
    theirs.log(film("[b]Ran", year=1985), viewing("2026-11-21"))
    theirs.remove(theirs.entries[-1].id)
    theirs.save()


def test_what_a_copy_brings_is_reported_record_by_record_and_saved(run: Run, logged: Places, other: Path) -> None:
    _change_both(logged, other)
    done = run("merge", str(other))
    assert done.status == 0
    assert "added        viewing  [b]Ran (1985), 21 Nov 2026" in done.lines
    assert "removed      viewing  Stalker (1979), 18 Nov 2026" in done.lines
    (conflict,) = [line for line in done.lines if line.startswith("in conflict")]
    assert "Mirror (1979), 19 Nov 2026: review (review: theirs of " in conflict
    assert conflict.endswith("is used; the other version is in the trash)")
    assert f"Merged {other} into {logged.journal}: 1 viewing and 1 film added, 1 viewing in conflict" in done.err
    assert [entry.film.title for entry in open_at(logged).entries] == ["[b]Ran", "Solaris", "Mirror"]
    assert len(records(logged.journal, "trash")) == 2


def test_ours_stands_where_it_is_the_newer_one(run: Run, logged: Places, other: Path) -> None:
    theirs, ours = open_at(logged, other), open_at(logged, now=NOW + timedelta(hours=1))
    review(theirs, theirs.entries[0], "Written there.")
    review(ours, ours.entries[0], "Written here.")
    assert "review: yours of " in run("merge", str(other)).out
    assert open_at(logged).entries[0].viewing.review == "Written here."


def test_a_dry_run_tells_the_same_and_changes_nothing_at_all(run: Run, logged: Places, other: Path) -> None:
    _change_both(logged, other)
    before = {path: path.read_bytes() for path in logged.journal.parent.rglob("*") if path.is_file()}
    dry = run("merge", "--dry-run", str(other))
    assert dry.status == 0
    assert dry.err.endswith("Nothing was changed.\n")
    assert {path: path.read_bytes() for path in logged.journal.parent.rglob("*") if path.is_file()} == before
    assert run("merge", str(other)).out == dry.out


def test_a_copy_with_nothing_new_leaves_every_byte_and_makes_no_backup(run: Run, logged: Places, other: Path) -> None:
    before, backups = logged.journal.read_bytes(), sorted(logged.backups.iterdir())
    done = run("merge", str(other))
    assert (done.status, done.out) == (0, "")
    assert done.err == f"{other} has nothing new.\n"
    assert logged.journal.read_bytes() == before
    assert sorted(logged.backups.iterdir()) == backups


def test_a_merge_is_undone_by_restoring_the_backup_made_before_it(run: Run, logged: Places, other: Path) -> None:
    _change_both(logged, other)
    before = open_at(logged).entries
    run("merge", str(other))
    number = next(each["number"] for each in json.loads(run("backups", "--json").out) if each["why"] == "merge")
    assert run("restore", str(number), "--yes").status == 0
    assert open_at(logged).entries == before


def test_several_copies_are_merged_at_once_or_not_at_all(run: Run, logged: Places, other: Path, tmp_path: Path) -> None:
    third = tmp_path / "third.json"
    shutil.copy(other, third)
    for path, title in ((other, "Ran"), (third, "Ikiru")):
        journal = open_at(logged, path)
        journal.log(film(title), viewing())
        journal.save()
    before = logged.journal.read_bytes()
    assert run("merge", str(other), str(tmp_path / "none.json")).status == 2
    assert logged.journal.read_bytes() == before
    assert run("merge", str(other), str(third)).status == 0
    assert {entry.film.title for entry in open_at(logged).entries} >= {"Ran", "Ikiru"}


@pytest.mark.parametrize(
    ("content", "stated"),
    [
        (None, "There is no file {path}."),
        (b"", "{path} cannot be merged: it is empty. Nothing was changed."),
        (b'{"films": {"1"', "{path} cannot be merged: it ends in the middle"),
        (b'{"meta": {"1": {"schema": 99}}}', "it needs a newer filmjournal"),
    ],
)
def test_a_copy_that_is_of_no_use_is_refused_in_one_sentence(
    run: Run, logged: Places, tmp_path: Path, content: bytes | None, stated: str
) -> None:
    path = tmp_path / "other.json"
    if content is not None:
        path.write_bytes(content)
    before = logged.journal.read_bytes()
    done = run("merge", str(path))
    assert (done.status, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert stated.format(path=path) in done.err
    assert logged.journal.read_bytes() == before


def test_a_folder_and_the_journal_itself_are_no_copies(run: Run, logged: Places, tmp_path: Path) -> None:
    assert run("merge", str(tmp_path)).err.startswith(f"{tmp_path} cannot be read: it is a folder")
    link = tmp_path / "link.json"
    link.symlink_to(logged.journal)
    for path in (logged.journal, link, Path(os.path.relpath(logged.journal))):
        done = run("merge", str(path))
        assert done.status == 2
        assert "is the journal itself" in done.err


def test_a_journal_of_a_later_filmjournal_takes_nothing_in(run: Run, logged: Places, other: Path) -> None:
    logged.journal.write_bytes(logged.journal.read_bytes().replace(b'"schema": 2', b'"schema": 99'))
    before = logged.journal.read_bytes()
    done = run("merge", str(other))
    assert done.status == 3
    assert "you need a newer filmjournal" in done.err
    assert logged.journal.read_bytes() == before


def test_copies_beside_the_journal_are_listed_and_stay(run: Run, logged: Places, other: Path) -> None:
    assert run("merge") == (1, "", f"There is no copy beside {logged.journal}.\n")
    _change_both(logged, other)
    beside = logged.journal.with_name("journal (1).json")
    shutil.copy(other, beside)
    done = run("merge")
    assert done.status == 0
    assert done.lines == [f"{beside}  1 viewing and 1 film added, 1 viewing in conflict, 1 viewing removed"]
    run("merge", str(beside))
    assert beside.is_file()
    assert run("merge").lines == [f"{beside}  nothing new"]


def test_a_merge_into_no_journal_makes_one(run: Run, logged: Places, other: Path) -> None:
    logged.journal.unlink()
    assert run("merge", str(other)).status == 0
    assert len(open_at(logged).entries) == 3
