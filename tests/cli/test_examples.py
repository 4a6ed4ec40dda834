"""What the help of each verb gives as an example does what it says, in a real shell."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builders import NOW, SAMPLE
from filmjournal.cli.places import Places
from filmjournal.cli.verbs import VERBS
from filmjournal.journal.backups import Backups, Why
from filmjournal.journal.disk import Disk
from shell_runs import open_at, review

EXAMPLES = [(verb.name, example) for verb in VERBS for example in verb.examples.splitlines()]

BY_THE_DAY = {"today", "today --plain"}
"""What finds something on some days of the year, and nothing on others."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home folder with the sample journal, copies of it, a review to log, and an editor that likes films."""
    (tmp_path / "usb").mkdir()
    for name in ("journal.json", "usb/journal.json", "journal (1).json"):
        shutil.copy(SAMPLE, tmp_path / name)
    (tmp_path / "mirror.md").write_text("A barn burns.\n", encoding="utf-8")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/^liked: no$/liked: yes/" "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    return tmp_path


@pytest.fixture
def places(home: Path) -> Places:
    return Places.around(home / "journal.json", home / "state" / "filmjournal", home / "config")


def prepare(verb: str, places: Places) -> None:
    """Do before an example what there must have been before."""
    journal = open_at(places)
    if verb == "trash":
        journal.remove(next(entry.id for entry in journal.entries if entry.id.startswith("01a2056a")))
        journal.save()
    if verb in {"undo", "backups", "restore"}:
        backups = Backups(places.backups, Disk(), lambda: NOW)
        for number in range(1, 14):
            review(journal, journal.entries[0], f"Version {number}.")
            backups.keep(places.journal.read_bytes(), Why.MERGE)


@pytest.mark.parametrize(("verb", "example"), EXAMPLES, ids=lambda text: text)
def test_an_example_ends_well(verb: str, example: str, home: Path, places: Places) -> None:
    prepare(verb, places)
    asks = any(word in example for word in ("restore", "empty")) and verb in {"restore", "trash"}
    needs_yes = asks and "--yes" not in example and "trash restore" not in example
    done = subprocess.run(
        ["/bin/bash", "-c", f"set -o pipefail; filmjournal {example}"],
        cwd=home,
        env={
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "XDG_STATE_HOME": str(home / "state"),
            "EDITOR": str(home / "editor"),
            "FILMJOURNAL": str(places.journal),
            "PYTHONUTF8": "1",
        },
        input="",
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    expected = {2} if needs_yes else {0, 1} if example in BY_THE_DAY else {0}
    assert done.returncode in expected, done.stderr
    assert "Traceback" not in done.stderr
    if needs_yes:
        assert "say --yes" in done.stderr
