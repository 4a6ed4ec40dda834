"""A home folder with all that the examples of the help and the documents speak of, and a shell in it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from builders import SAMPLE

DIARY = (
    "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date",
    "2026-11-20,Aftersun,2022,https://boxd.it/aaaa1,4.5,,,2026-11-19",
)

TABLES = {
    "films.csv": ("Film,Seen,Score", "Memoria,2026-11-19,9"),
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


def make_home(folder: Path) -> Path:
    """Put the sample journal into a folder, copies of it, exports, a review to log, and an editor that likes films."""
    (folder / "usb").mkdir()
    for name in ("journal.json", "usb/journal.json", "journal (1).json"):
        shutil.copy(SAMPLE, folder / name)
    (folder / "mirror.md").write_text("A barn burns.\n", encoding="utf-8")
    (folder / "review.md").write_text("# A love song\n\nShe buys him a flask.\n", encoding="utf-8")
    for name, lines in TABLES.items():
        (folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    with ZipFile(folder / "letterboxd-you-2026-11-24.zip", "w") as export:
        export.writestr("diary.csv", "\n".join([*DIARY, ""]))
    editor = folder / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/^liked: no$/liked: yes/" "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    return folder


def run_there(commands: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run commands in a real shell, for somebody who lives in this folder."""
    return subprocess.run(
        ["/bin/bash", "-c", commands],
        cwd=home,
        env={
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "XDG_STATE_HOME": str(home / "state"),
            "EDITOR": str(home / "editor"),
            "FILMJOURNAL": str(home / "journal.json"),
            "PYTHONUTF8": "1",
        },
        input="",
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
