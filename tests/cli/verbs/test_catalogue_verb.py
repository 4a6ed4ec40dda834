"""`filmjournal catalogue`: what it has, and how one is built."""

import json
from pathlib import Path

import pytest

from catalogues import MADE, PIG, STALKER
from filmjournal.cli.status import Status
from filmjournal.lookup import catalogue, layout
from filmjournal.lookup.catalogue import Catalogue
from filmjournal.lookup.compiling import compiled
from shell_runs import Run


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """Return a folder of collected facts."""
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "films.jsonl").write_text(
        '{"title":"Pig","year":2021,"directors":["Michael Sarnoski"],"sources":["netflix"]}\n'
        '{"title":"Stalker","year":1979,"directors":["Andrei Tarkovsky"],"sources":["wikidata"]}\n',
        encoding="utf-8",
    )
    (folder / "NOTICES.txt").write_text("Facts of the tests.\n", encoding="utf-8")
    return folder


def test_it_says_what_it_has(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "films.catalogue"
    path.write_bytes(compiled([STALKER, PIG], made=MADE, licences=["Facts of the tests."]))
    for module in (catalogue, layout):
        monkeypatch.setattr(module, "bundled_path", lambda: path)
    out = run("catalogue").out
    assert "2, 2 of them with a director and a cast" in out
    assert MADE in out
    assert "Facts of the tests." in out
    assert json.loads(run("catalogue", "--json").out)["sources"] == {"wikidata": 1}


def test_one_is_built_of_a_folder_of_facts(run: Run, facts: Path, tmp_path: Path) -> None:
    target = tmp_path / "built.catalogue"
    ended = run("catalogue", "build", str(facts), "-o", str(target), "--made", MADE)
    assert ended.status == Status.DONE
    built = Catalogue.open(target)
    assert (len(built), built.contents.made, built.contents.licences) == (2, MADE, ("Facts of the tests.",))


def test_films_that_only_a_doubtful_source_knows_are_left_out(run: Run, facts: Path, tmp_path: Path) -> None:
    target = tmp_path / "built.catalogue"
    run("catalogue", "build", str(facts), "-o", str(target), "--without", "netflix")
    assert [title.title for title in Catalogue.open(target).titled("stalker")] == ["Stalker"]
    assert len(Catalogue.open(target)) == 1


def test_what_cannot_be_read_or_written_is_said(run: Run, facts: Path, tmp_path: Path) -> None:
    assert "no such file" in run("catalogue", "build", str(tmp_path / "none"), "-o", str(tmp_path / "x")).err
    assert "no such file" in run("catalogue", "build", str(facts), "-o", str(tmp_path / "none" / "x")).err
    (facts / "films.jsonl").write_text("{", encoding="utf-8")
    ended = run("catalogue", "build", str(facts), "-o", str(tmp_path / "x"))
    assert (ended.status, "films.jsonl, line 1" in ended.err) == (Status.BAD_INPUT, True)
