"""What the help of each verb gives as an example does what it says, in a real shell."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from builders import NOW, SAMPLE, director, film
from filmjournal.cli.places import Places
from filmjournal.cli.verbs import VERBS
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.safety.backups import Backups, Why
from filmjournal.model.wish import Wish
from shell_runs import open_at, review

EXAMPLES = [(verb.name, example) for verb in VERBS for example in verb.examples.splitlines()]

ASKING = ("restore", "trash empty", "import", "watchlist remove")
"""What is asked for before it is done, and needs a yes where nobody is there."""

AGREED = ("--yes", "--dry-run", "trash restore")
"""What is not asked for."""

BY_THE_DAY = {"today", "today --plain"}
"""What finds something on some days of the year, and nothing on others."""


DIARY = (
    "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date",
    "2026-11-20,Aftersun,2022,https://boxd.it/aaaa1,4.5,,,2026-11-19",
)

TABLES = {
    "films.csv": ("Film,Seen,Score", "Aftersun,2026-11-19,9"),
    "ratings.csv": (
        (
            "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,"
            "Num Votes,Release Date,Directors"
        ),
        (
            "tt19770238,9,2026-11-20,Aftersun,Aftersun,https://www.imdb.com/title/tt19770238,Movie,7.6,102,2022,Drama,"
            "100000,2022-11-18,Charlotte Wells"
        ),
    ),
    "watchlist.csv": (
        (
            "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,"
            "Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated"
        ),
        (
            "1,tt0079944,2026-11-20,2026-11-20,,Stalker,Stalker,https://www.imdb.com/title/tt0079944,Movie,8.1,162,1979,"
            "Drama,150000,1979-05-25,Andrei Tarkovsky,,"
        ),
    ),
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home folder with the sample journal, copies of it, a review to log, and an editor that likes films."""
    (tmp_path / "usb").mkdir()
    for name in ("journal.json", "usb/journal.json", "journal (1).json"):
        shutil.copy(SAMPLE, tmp_path / name)
    (tmp_path / "mirror.md").write_text("A barn burns.\n", encoding="utf-8")
    for name, lines in TABLES.items():
        (tmp_path / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    with ZipFile(tmp_path / "letterboxd-you-2026-11-24.zip", "w") as export:
        export.writestr("diary.csv", "\n".join([*DIARY, ""]))
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
    if verb == "watchlist":
        stalker = film("Nostalghia", year=1983, credits=(director("Andrei Tarkovsky"),))
        journal.wish(stalker, Wish(id="", film=""))
        journal.save()
    if verb in {"undo", "backups", "restore"}:
        backups = Backups(places.backups, Disk(), lambda: NOW)
        for number in range(1, 14):
            review(journal, journal.entries[0], f"Version {number}.")
            backups.keep(places.journal.read_bytes(), Why.MERGE)


@pytest.mark.parametrize(("verb", "example"), EXAMPLES, ids=lambda text: text)
def test_an_example_ends_well(verb: str, example: str, home: Path, places: Places) -> None:
    prepare(verb, places)
    needs_yes = any(word in example for word in ASKING) and not any(
        word in example for word in ("--yes", "--dry-run", "trash res")
    )
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
        assert "say --yes" in done.stderr.lower()
