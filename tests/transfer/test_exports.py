"""Exports, without a front end."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from builders import film, viewing
from filmjournal.exchange.writers.save_files import CannotWriteError
from filmjournal.journal.journal import Journal
from filmjournal.model.viewing import Entry
from filmjournal.model.wish import Wish
from filmjournal.transfer.export_formats import export_format
from filmjournal.transfer.exports import export_to_disk, select


@pytest.fixture
def journal(empty: Journal) -> Journal:
    journal = empty
    journal.log(film("Ran", year=1985), viewing(review="Red, yellow, blue."))
    journal.log(film("[REC]²", year=2007), viewing())
    journal.add_to_watchlist(film("Nostalghia", year=1983), Wish(id="", film=""))
    journal.save()
    return journal


def export(
    journal: Journal, name: str, path: Path, *, entries: Sequence[Entry] | None = None, query: str = "", force: bool
) -> list[str]:
    selection = select(journal, journal.entries if entries is None else entries, query)
    return export_to_disk(export_format(name), selection, path, journal.path, force=force)


def test_a_search_exports_its_results_and_everything_has_the_watchlist_too(journal: Journal, tmp_path: Path) -> None:
    entries = journal.entries
    path = tmp_path / "films.json"
    assert export(journal, "json", path, force=False) == [f"Wrote {path}."]
    titles = [record["title"] for record in json.loads(path.read_text(encoding="utf-8"))]
    assert sorted(titles) == ["Nostalghia", "Ran", "[REC]²"]
    export(journal, "json", path, entries=entries[:1], query="title:ran", force=True)
    assert len(json.loads(path.read_text(encoding="utf-8"))) == 1


def test_nothing_is_overwritten_unasked(journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "films.html"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CannotWriteError):
        export(journal, "html", path, force=False)
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["json", "csv", "page", "html", "letterboxd"])
def test_the_journal_itself_is_never_overwritten(journal: Journal, name: str) -> None:
    before = journal.path.read_bytes()
    link = journal.path.with_name("link.json")
    link.symlink_to(journal.path)
    for path in (journal.path, link):
        with pytest.raises(CannotWriteError):
            export(journal, name, path, force=True)
    assert journal.path.read_bytes() == before


@pytest.mark.parametrize("name", ["json", "csv", "markdown", "page", "html", "letterboxd"])
def test_every_format_is_written_to_its_suggested_path(journal: Journal, tmp_path: Path, name: str) -> None:
    chosen = export_format(name)
    stated = export(journal, name, tmp_path / chosen.usual, force=False)
    assert stated[0].startswith("Wrote ")
    written = [
        path for path in tmp_path.rglob("*") if path.is_file() and path.suffix in {".json", ".csv", ".md", ".html"}
    ]
    assert any("Ran" in path.read_text(encoding="utf-8") for path in written if path.name != "journal.json")
