"""What `filmjournal year` writes: a page on a terminal, text in a pipe, a file to keep."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filmjournal.journal.places import Places
from shell_runs import Run


def test_this_year_is_the_one_of_the_clock(run: Run, sampled: Places) -> None:
    lines = run("year").lines
    assert lines[0] == "2026 in films"
    assert lines[1].startswith("4 viewings · 4 films")
    assert run("year", "2026").lines == lines
    done = run("year", now=datetime(2027, 1, 1, tzinfo=UTC))
    assert (done.status, done.out, done.err) == (1, "", "Nothing was watched in 2027.\n")


def test_json_has_the_statistics_the_best_and_the_quotes(run: Run, sampled: Places) -> None:
    whole = json.loads(run("year", "2026", "--json").out)
    assert (whole["year"], whole["numbers"]["viewings"]) == (2026, 4)
    films, *elements = whole["best"]
    assert (films["element"], films["rated"], films["query"]) == (None, 4, "watched:2026")
    assert [each["rating"] for each in films["films"]] == [5, 5, 5, 4.5]
    assert films["films"][2]["quote"]["text"] == "The hip flask"
    assert {each["element"] for each in elements} >= {"Direction", "Performances"}
    assert [each["viewing"]["watched"] for each in whole["quotes"]] == ["2026-01-11", "2026-06-07", "2026-11-20"]


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(
    run: Run, sampled: Places, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    drawn = re.sub(r"\x1b\[[0-9;]*m", "", run("year", "2026", seen=True).out)
    assert max(map(len, drawn.splitlines())) <= columns
    for part in ("Best films of the year", "The year in your own words", "Best of Performances", "How you rated"):
        assert part in drawn


def test_a_file_is_written_once_and_what_cannot_be_is_said(run: Run, sampled: Places, tmp_path: Path) -> None:
    page = tmp_path / "2026.html"
    assert run("year", "2026", "-o", str(page)).status == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    again = run("year", "2026", "-o", str(page))
    assert (again.status, again.out) == (2, "")
    assert "--force" in again.err
    assert run("year", "2026", "-o", str(page), "--force").status == 0
    assert run("year", "26").status == 2
    assert run("year", "1999", "-o", str(tmp_path / "1999.md")).status == 1
    assert not (tmp_path / "1999.md").exists()
