"""The export of the app, without the screen."""

import json
from pathlib import Path

import pytest

from builders import film, viewing
from filmjournal.cli.app_export import AppExporter
from filmjournal.cli.places import Places
from filmjournal.exchange.writers.onto_disk import CannotWriteError
from filmjournal.model.wish import Wish
from filmjournal.tui.exporting import Format
from shell_runs import open_at


@pytest.fixture
def exporter(places: Places) -> AppExporter:
    journal = open_at(places)
    journal.log(film("Ran", year=1985), viewing(review="Red, yellow, blue."))
    journal.log(film("[REC]²", year=2007), viewing())
    journal.wish(film("Nostalghia", year=1983), Wish(id="", film=""))
    journal.save()
    return AppExporter(journal)


def form(exporter: AppExporter, name: str) -> Format:
    return next(each for each in exporter.formats if each.name == name)


def test_what_the_search_shows_goes_out_and_everything_with_the_watchlist(
    exporter: AppExporter, tmp_path: Path
) -> None:
    entries = exporter._journal.entries
    path = tmp_path / "films.json"
    assert exporter.write(form(exporter, "json"), entries, "", path, force=False) == [f"Wrote {path}."]
    titles = [record["title"] for record in json.loads(path.read_text(encoding="utf-8"))]
    assert sorted(titles) == ["Nostalghia", "Ran", "[REC]²"]
    exporter.write(form(exporter, "json"), entries[:1], "title:ran", path, force=True)
    assert len(json.loads(path.read_text(encoding="utf-8"))) == 1


def test_nothing_is_written_over_unasked(exporter: AppExporter, tmp_path: Path) -> None:
    path = tmp_path / "films.html"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CannotWriteError):
        exporter.write(form(exporter, "html"), exporter._journal.entries, "", path, force=False)
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["json", "csv", "page", "html", "letterboxd"])
def test_the_journal_itself_is_never_written_over(exporter: AppExporter, places: Places, name: str) -> None:
    before = places.journal.read_bytes()
    link = places.journal.with_name("link.json")
    link.symlink_to(places.journal)
    for path in (places.journal, link):
        with pytest.raises(CannotWriteError):
            exporter.write(form(exporter, name), exporter._journal.entries, "", path, force=True)
    assert places.journal.read_bytes() == before


@pytest.mark.parametrize("name", ["json", "csv", "markdown", "page", "html", "letterboxd"])
def test_every_format_goes_where_it_is_usually_put(exporter: AppExporter, tmp_path: Path, name: str) -> None:
    chosen = form(exporter, name)
    told = exporter.write(chosen, exporter._journal.entries, "", tmp_path / chosen.usual, force=False)
    assert told[0].startswith("Wrote ")
    written = [
        path for path in tmp_path.rglob("*") if path.is_file() and path.suffix in {".json", ".csv", ".md", ".html"}
    ]
    assert any("Ran" in path.read_text(encoding="utf-8") for path in written if path.name != "journal.json")
