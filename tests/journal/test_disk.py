"""What the disk refuses to read, instead of waiting for it or filling the memory with it."""

import os
import sys
from pathlib import Path

import pytest

from builders import OpenJournal, film, viewing
from filmjournal.journal.disk.disk import Disk, target_name
from filmjournal.journal.safety.drafts import NEW, Drafts
from filmjournal.tui.settings import Settings, SettingsFile
from histories import history_in

NESTED = b"[" * 100_000


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes there")
def test_a_pipe_in_the_place_of_any_file_is_waited_for_by_nothing(open_journal: OpenJournal, tmp_path: Path) -> None:
    for name in ("history/changes.json", f"drafts/{NEW}.json", "settings.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        os.mkfifo(tmp_path / name)
    history = history_in(tmp_path)
    assert history.last() is None
    assert "it is not a file" in history.problem
    journal = open_journal(history=history)
    journal.log(film(), viewing())
    journal.save()
    assert journal.is_saved
    assert Drafts(tmp_path / "drafts", Disk()).load(NEW) is None
    assert SettingsFile(tmp_path / "settings.json").read() == Settings()


def test_a_file_nested_too_deep_counts_as_unreadable(tmp_path: Path) -> None:
    (tmp_path / f"{NEW}.json").write_bytes(NESTED)
    (tmp_path / "settings.json").write_bytes(NESTED)
    assert Drafts(tmp_path, Disk()).load(NEW) is None
    assert SettingsFile(tmp_path / "settings.json").read() == Settings()


@pytest.mark.skipif(sys.platform != "linux", reason="not every system has files with holes")
def test_gigabytes_of_nothing_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "journal.sync-conflict-20261120-101112-ABCDEFG.json"
    path.touch()
    os.truncate(path, 5_000_000_000)
    with pytest.raises(OSError, match="nearly all of its 5,000,000,000 bytes are empty"):
        Disk().read(path)


def test_a_temporary_file_is_of_the_file_whose_place_it_takes() -> None:
    assert target_name(".films.abcd_123.tmp") == "films"
    assert target_name(".films.old.abcd1234.tmp") == "films.old"
    assert target_name("films.tmp") is None
