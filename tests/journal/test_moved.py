"""A journal whose folder was moved finds its drafts, backups and undo history again, and takes nobody else's."""

import errno
import shutil
from pathlib import Path

import pytest

from builders import film, viewing
from faults.failing_disk import DEATH, Fault
from faults.moving import move, places_in, prepare
from faults.moving import moved as moved_and_failing
from faults.programs import Ours
from filmjournal.cli.main import main
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.places import Places
from filmjournal.journal.safety import moved
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.journal.safety.moved import find_again, left_elsewhere, remember
from filmjournal.model.draft import Draft
from shell_runs import history_at, open_at


@pytest.fixture
def before(tmp_path: Path) -> Places:
    """Return the places of a journal with a backup, an undo history and a draft."""
    places = places_in(tmp_path, "films")
    prepare(places)
    return places


def test_a_moved_journal_has_all_of_it_again(tmp_path: Path, before: Places) -> None:
    after = places_in(tmp_path, "elsewhere")
    move(before, after)
    said = find_again(after, Disk())
    assert said == f"This journal was {before.journal}: its drafts, backups and undo history are here again."
    assert Drafts(after.drafts).find() == Draft(title="Mirror")
    assert list(after.backups.iterdir())
    last = history_at(after).last()
    assert last is not None
    assert last.title == "Logged Stalker"
    assert not any(path.exists() for path in (before.drafts, before.backups, before.history, before.own_note))
    assert find_again(after, Disk()) == ""
    remember(after, open_at(after).tables.documents, Disk())
    move(after, before)
    assert find_again(before, Disk()).startswith(f"This journal was {after.journal}: ")


def test_a_copy_takes_nothing_from_the_journal_that_is_still_there(tmp_path: Path, before: Places) -> None:
    copy = places_in(tmp_path, "copy")
    shutil.copytree(before.journal.parent, copy.journal.parent)
    assert find_again(copy, Disk()) == ""
    assert Drafts(before.drafts).find() == Draft(title="Mirror")


def test_another_journal_takes_nothing_and_one_with_backups_of_its_own_keeps_them(
    tmp_path: Path, before: Places
) -> None:
    other, own = places_in(tmp_path, "other"), places_in(tmp_path, "own")
    for places in (other, own):
        places.journal.parent.mkdir()
    open_at(other, other.journal).save()
    journal = open_at(other, other.journal)
    journal.log(film("Heat"), viewing("2026-11-20"))
    journal.save()
    move(before, places_in(tmp_path, "elsewhere"))
    assert find_again(other, Disk()) == ""
    assert find_again(places_in(tmp_path, "nowhere"), Disk()) == ""
    shutil.copy(tmp_path / "elsewhere" / "films.json", own.journal)
    own.backups.mkdir()
    said = find_again(own, Disk())
    assert said == f"This journal was {before.journal}. What belonged to it there stays in {before.backups}."
    assert list(own.backups.iterdir()) == []
    assert list(before.backups.iterdir())
    assert Drafts(own.drafts).find() == Draft(title="Mirror"), "what it has none of is there again"


def test_what_fails_half_way_goes_on_at_the_next_start(tmp_path: Path) -> None:
    tally = moved_and_failing(Ours(), tmp_path, (DEATH, Fault(errno.EIO), Fault(errno.EIO, comes_late=True)))
    assert tally.points > 30
    assert tally.lost == 0


def test_a_journal_on_a_device_that_is_not_there_is_not_gone(
    tmp_path: Path, before: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = places_in(tmp_path, "elsewhere")
    move(before, after)
    monkeypatch.setattr(moved, "_is_device_there", lambda _: False)
    assert left_elsewhere(after, Disk()) == [(before.journal, before.backups)]
    said = find_again(after, Disk())
    assert said == f"Backups of a journal with the same films are in {before.backups} (it was {before.journal})."
    assert before.backups.exists()
    assert find_again(after, Disk()) == "", "it is said once"
    assert left_elsewhere(after, Disk()) == [(before.journal, before.backups)], "and `verify` goes on listing it"


def test_a_window_that_is_open_on_the_journal_keeps_its_draft(tmp_path: Path, before: Places) -> None:
    after, window = places_in(tmp_path, "elsewhere"), Drafts(before.drafts)
    claim = window.claim()
    move(before, after)
    assert "A window still has this journal open" in find_again(after, Disk())
    assert before.backups.exists()
    claim.release()
    assert find_again(after, Disk()).startswith("This journal was")


@pytest.mark.parametrize("note", [b"", b"[" * 100_000, b'{"path": 3}', b"\xff"])
def test_a_note_that_cannot_be_read_is_none(tmp_path: Path, before: Places, note: bytes) -> None:
    before.own_note.write_bytes(note)
    after = places_in(tmp_path, "elsewhere")
    move(before, after)
    assert find_again(after, Disk()) == ""


def test_in_the_shell_undo_goes_on_after_a_move_and_verify_only_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("STATE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    (tmp_path / "films").mkdir()
    old, new = tmp_path / "films" / "a.json", tmp_path / "moved" / "a.json"
    assert main(["--journal", str(old), "log", "Zardoz", "4", "--no-lookup"]) == 0
    old.parent.rename(new.parent)
    capsys.readouterr()
    main(["--journal", str(new), "verify"])
    assert f"has backups of {old}, which is gone" in capsys.readouterr().out
    assert main(["--journal", str(new), "undo"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        f"This journal was {old}: its drafts, backups and undo history are here again.",
        "Undone: logged Zardoz.",
    ]
    assert main(["--journal", str(new), "verify"]) == 0
    assert str(old) not in capsys.readouterr().out
