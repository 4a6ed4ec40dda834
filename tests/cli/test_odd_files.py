"""The program's own files are pipes, folders, nested without end, or no text: each verb goes on."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from filmjournal.journal.places import Places
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.journal.searches import Searches
from filmjournal.tui.settings import Settings, SettingsFile
from shell_runs import Run


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def lists(path: Path) -> None:
    path.write_text("[" * 100_000, encoding="utf-8")


def objects(path: Path) -> None:
    path.write_text('{"draft":' * 100_000, encoding="utf-8")


def no_text(path: Path) -> None:
    path.write_bytes(b'{"theme": "\xff\xfe"}')


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes")
@pytest.mark.usefixtures("empty_catalogue")
@pytest.mark.parametrize("make", [pipe, folder, lists, objects, no_text])
def test_no_verb_stops_at_an_odd_file(run: Run, sampled: Places, make: Callable[[Path], None]) -> None:
    own = (
        sampled.settings,
        sampled.searches,
        sampled.history,
        sampled.names,
        sampled.drafts / "new.json",
        sampled.drafts / ".offered",
        sampled.drafts / "discarded" / "new@5.json",
        sampled.drafts / "editor" / "text-1" / "note.json",
        sampled.notes / "other.json",
    )
    for path in own:
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)
    assert "\tPig\t2021\t" in run("find", "pig").out
    verified = run("verify")
    assert verified.status == 0
    assert "new.json is a draft that can't be read; it is left as it is." in verified.out
    assert run("log", "Pig", "4").status == 0
    assert run("undo").status in {0, 1}
    assert run("backups").status == 0
    assert SettingsFile(sampled.settings).read() == Settings()
    assert Searches(sampled.searches).history == ()
    drafts = Drafts(sampled.drafts)
    assert (drafts.left(), drafts.offer(), drafts.discarded(), drafts.texts.left()) == ({}, {}, {}, [])


HALF = """[
    {"title": "Pig", "year": 2021, "watched": "2026-11-20", "review": "So far \\ud800"},
    {"title": "Ran", "mood": {"a \\ud800": ["b \\udfff"]}},
    {"title": "Heat \\ud800"},
    {"title": "Stalker", "tags": ["ok", "\\udc00"], "venue": "Home"}
]"""


@pytest.mark.usefixtures("empty_catalogue")
def test_half_a_character_is_named_with_its_row_before_and_after_and_the_rest_comes_in(
    run: Run, places: Places, tmp_path: Path
) -> None:
    path = tmp_path / "export.json"
    path.write_text(HALF, encoding="utf-8")
    promised, done = run("import", str(path), "--dry-run"), run("import", str(path), "--yes")
    assert promised.out == done.out
    problems = [line.split("\t") for line in done.lines if "half a character" in line]
    assert sorted(((title, where.rpartition(" ")[2]) for _, _, title, _, where in problems), key=lambda it: it[1]) == [
        ("Pig", "1"),
        ("Ran", "2"),
        ("Heat �", "3"),
        ("Stalker", "4"),
    ]
    assert "3 new viewings" in promised.err
    assert "3 new viewings" in done.err
    assert "Home" in run("show", "stalker").out
    known = json.loads(run("export", "--to", "json").out)
    path.write_text(json.dumps([{**each, "review": "So far \ud800"} for each in known]), encoding="utf-8")
    promised, done = run("import", str(path), "--dry-run"), run("import", str(path), "--yes")
    assert (promised.status, promised.out) == (done.status, done.out)
    assert [line.rpartition(" ")[2] for line in done.lines if "half a character" in line] == ["1", "2", "3"]
    assert "ud800" not in places.journal.read_text(encoding="utf-8")
