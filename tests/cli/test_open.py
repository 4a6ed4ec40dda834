import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import NOW, film, viewing
from filmjournal.cli import open as opening
from filmjournal.cli.open import leave, open_app, scratch_sample
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places
from filmjournal.tui.app import FilmJournalApp
from shell_runs import Run, Terminal, open_at

Opened = Callable[..., tuple[int, str]]


class AppCrashedError(Exception):
    """Whatever may go wrong in the app."""


@pytest.fixture
def opened(places: Places, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Return what opens the app, in which nothing happens but what is given."""
    monkeypatch.setattr(Places, "find", lambda *_: places)

    def opened(answer: str = "", *, does: Callable[[Journal], object] = lambda _: None) -> tuple[int, str]:
        monkeypatch.setattr(FilmJournalApp, "run", lambda app: does(app._session.journal))
        err = Terminal()
        return open_app(None, sample=False, stdin=Terminal(answer), stdout=Terminal(), stderr=err), err.getvalue()

    return opened


def _log_and_lose_the_disk(journal: Journal) -> None:
    journal.log(film("Ran", year=1985), viewing())
    journal.path.unlink(missing_ok=True)
    journal.path.mkdir()


def _unsaved(places: Places) -> Path:
    (found,) = places.state.glob("unsaved-*.json")
    return found


def test_copies_of_the_sample_that_killed_programs_left_are_removed_and_others_are_not(tmp_path: Path) -> None:
    left, used = tmp_path / "sample-left", tmp_path / "sample-used"
    for folder in (left, used):
        folder.mkdir()
        (folder / "sample.json").touch()
    with Disk().locked(used / "in-use.lock", 0.0):
        for folder in (left, used):
            os.utime(folder, (0, 0))
        with scratch_sample(tmp_path) as ours, scratch_sample(tmp_path) as other:
            assert sorted(tmp_path.iterdir()) == sorted([used, ours.parent, other.parent])
    assert used.exists()


def test_the_app_keeps_backups(opened: Opened, logged: Places) -> None:
    for path in logged.backups.iterdir():
        path.unlink()

    def log(journal: Journal) -> None:
        journal.log(film("Ran"), viewing())
        journal.save()

    assert opened(does=log) == (0, "")
    assert list(logged.backups.glob("*.json.gz"))


def test_what_is_not_saved_when_the_app_is_left_is_saved_then(opened: Opened, logged: Places, run: Run) -> None:
    assert opened(does=lambda journal: journal.log(film("Ran"), viewing())) == (0, "")
    assert len(open_at(logged).entries) == 4
    assert run("undo").err == "Undone: logged Ran.\n"


def test_a_history_that_cannot_be_written_when_the_app_is_left_is_reported(opened: Opened, places: Places) -> None:
    places.history.mkdir(parents=True)
    status, stated = opened(does=lambda journal: journal.log(film("Ran"), viewing()))
    assert status == 0
    assert stated.startswith("This change cannot be undone later: ")
    assert len(open_at(places).entries) == 1


def test_what_cannot_be_saved_is_put_into_a_file_that_merge_brings_in(opened: Opened, logged: Places, run: Run) -> None:
    before = logged.journal.read_bytes()
    status, err = opened(does=_log_and_lose_the_disk)
    path = _unsaved(logged)
    assert status == 3
    assert "it is a folder" in err
    assert f"`filmjournal merge {path}` merges it." in err
    logged.journal.rmdir()
    logged.journal.write_bytes(before)
    assert run("merge", str(path)).status == 0
    assert open_at(logged).entries[0].film.title in {"Ran", "Solaris"}
    assert len(open_at(logged).entries) == 4


def test_the_first_viewing_of_a_journal_is_kept_in_that_file_too(opened: Opened, places: Places, run: Run) -> None:
    opened(does=_log_and_lose_the_disk)
    path = _unsaved(places)
    places.journal.rmdir()
    assert run("merge", str(path)).status == 0
    assert [entry.film.title for entry in open_at(places).entries] == ["Ran"]
    assert open_at(places).store.known.as_written


def test_a_crash_of_the_app_loses_nothing(opened: Opened, logged: Places) -> None:
    def crash(journal: Journal) -> None:
        _log_and_lose_the_disk(journal)
        raise AppCrashedError

    with pytest.raises(AppCrashedError):
        opened(does=crash)
    assert len(open_at(logged, _unsaved(logged)).entries) == 4


def test_two_files_of_one_second_do_not_meet(opened: Opened, logged: Places) -> None:
    journal = open_at(logged)
    _log_and_lose_the_disk(journal)
    said: list[str] = []
    for _ in range(3):
        assert not leave(journal, logged.state, lambda: NOW, said.append)
    assert sorted(path.name for path in logged.state.glob("unsaved-*")) == [
        "unsaved-20261124T210000Z-2.json",
        "unsaved-20261124T210000Z-3.json",
        "unsaved-20261124T210000Z.json",
    ]


def test_where_the_state_folder_cannot_be_written_the_temporary_one_is_taken(
    logged: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    journal = open_at(logged)
    _log_and_lose_the_disk(journal)
    said: list[str] = []
    blocked = tmp_path / "blocked"
    blocked.touch()
    assert not leave(journal, blocked, lambda: NOW, said.append)
    (path,) = (tmp_path / "temporary").iterdir()
    assert str(path) in said[-1]
    assert len(open_at(logged, path).entries) == 4


def _damage(places: Places) -> bytes:
    damaged = places.journal.read_bytes()[:-60]
    places.journal.write_bytes(damaged)
    return damaged


def test_a_damaged_journal_is_restored_and_opened_when_that_is_wanted(opened: Opened, logged: Places) -> None:
    _damage(logged)
    seen: list[int] = []
    status, err = opened("y\n", does=lambda journal: seen.append(len(journal.entries)))
    assert status == 0
    assert seen == [3]
    assert "is damaged: it ends in the middle" in err
    assert "Restore it? [y/N] " in err
    assert "The damaged file is saved as " in err


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_a_damaged_journal_stays_as_it_is_when_nothing_else_is_wanted(
    opened: Opened, logged: Places, answer: str
) -> None:
    damaged = _damage(logged)
    status, _ = opened(answer, does=lambda _: pytest.fail("it was opened"))
    assert status == 3
    assert logged.journal.read_bytes() == damaged


def test_a_damaged_journal_without_a_backup_is_only_reported(opened: Opened, places: Places) -> None:
    places.journal.write_bytes(b"{")
    status, err = opened("y\n", does=lambda _: pytest.fail("it was opened"))
    assert status == 3
    assert len(err.splitlines()) == 1
    assert "filmjournal restore" in err


def test_nothing_is_asked_where_the_question_would_not_be_seen(
    opened: Opened, logged: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = _damage(logged)
    err = io.StringIO()
    assert open_app(None, sample=False, stdin=Terminal("y\n"), stdout=Terminal(), stderr=err) == 3
    assert "[y/N]" not in err.getvalue()
    assert logged.journal.read_bytes() == damaged


def test_opening_does_not_load_what_only_a_damaged_journal_needs() -> None:
    code = f"import sys, {opening.__name__}; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"textual", "tinydb", "filelock", "filmjournal.cli.restoring", "filmjournal.journal.safety.verify"} & {
        *loaded
    }


def test_the_sample_looks_as_ones_own_journal_and_changes_no_setting_of_it(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.settings.parent.mkdir(parents=True, exist_ok=True)
    places.settings.write_text('{"theme":"filmjournal-light"}')
    seen: list[str] = []

    def look(app: FilmJournalApp) -> None:
        seen.append(app.theme)
        assert app._session.settings.change(theme="filmjournal-dark") == ""

    monkeypatch.setattr(Places, "find", lambda *_: places)
    monkeypatch.setattr(FilmJournalApp, "run", look)
    assert open_app(None, sample=True, stdin=Terminal(), stdout=Terminal(), stderr=Terminal()) == 0
    assert seen == ["filmjournal-light"]
    assert places.settings.read_text() == '{"theme":"filmjournal-light"}'
