"""A book from the shell."""

from pathlib import Path

import pytest

from epubs import faults_of
from filmjournal.journal.places import Places
from shell_runs import Run


@pytest.mark.usefixtures("sampled")
def test_a_book_is_made_of_what_a_query_finds(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "best.epub"
    ended = run("book", "rating:4..", "-o", str(path), "--by", "film", "--title", "The best", "--author", "Ana")
    assert (ended.status, ended.out) == (0, "")
    assert ended.err.startswith(f"Wrote {path}: ")
    assert faults_of(path.read_bytes()) == []
    again = run("book", "-o", str(path))
    assert (again.status, "is there already" in again.err) == (2, True)
    assert run("book", "rating:4..", "-o", str(path), "--force").status == 0


@pytest.mark.usefixtures("sampled")
def test_a_book_needs_a_name_with_an_ending_and_something_that_was_written(run: Run, tmp_path: Path) -> None:
    assert "Name a file for the book with -o" in run("book").err
    assert "ends with none of .epub, .html and .md" in run("book", "-o", str(tmp_path / "book.pdf")).err
    assert run("book", "qqqqqq", "-o", str(tmp_path / "book.epub")).status == 1
    assert "there is no book to make" in run("book", "no:review", "-o", str(tmp_path / "book.epub")).err
    assert list(tmp_path.glob("book.*")) == []


def test_an_empty_journal_makes_no_book(run: Run, places: Places, tmp_path: Path) -> None:
    assert run("book", "-o", str(tmp_path / "book.epub")).status == 1
    assert not places.journal.exists()
