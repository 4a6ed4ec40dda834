"""`filmjournal lookup`: films of the journal get their people."""

import json
from pathlib import Path

import pytest

from builders import film, viewing
from catalogues import MADE, PIG, PREQUEL, STALKER, THING
from filmjournal.cli.status import Status
from filmjournal.journal.places import Places
from filmjournal.lookup import catalogue
from filmjournal.lookup.compiling import compiled
from shell_runs import Run, open_at


@pytest.fixture(autouse=True)
def small_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "films.catalogue"
    path.write_bytes(compiled([THING, PREQUEL, STALKER, PIG], made=MADE))
    monkeypatch.setattr(catalogue, "bundled_path", lambda: path)


@pytest.fixture
def logged(places: Places) -> Places:
    journal = open_at(places)
    for title, year in (("Stalker", 1979), ("The Thing", None), ("Home Movie", 2020)):
        journal.log(film(title, year=year), viewing())
    journal.save()
    return places


def test_a_dry_run_lists_what_each_film_would_get(run: Run, logged: Places) -> None:
    before = logged.journal.read_bytes()
    ended = run("lookup", "--dry-run")
    assert ended.status == Status.DONE
    assert "Andrei Tarkovsky: director, actor," in ended.out
    assert "The Thing (1982), John Carpenter or The Thing (2011)" in ended.out
    assert "1 of 3 films would get its people." in ended.err
    assert logged.journal.read_bytes() == before


def test_films_are_filled_in_as_one_change_that_undo_takes_back(run: Run, logged: Places) -> None:
    ended = run("lookup", "--yes")
    assert (ended.status, "1 of 3 films got its people." in ended.err) == (Status.DONE, True)
    assert "Stalker" in run("find", "director:tarkovsky").out
    assert "import" in run("backups").out, "a backup was made before it"
    assert "Filled in from the catalogue" in run("undo").err
    assert run("find", "director:tarkovsky").status == Status.NOTHING


def test_a_second_run_writes_nothing(run: Run, logged: Places) -> None:
    run("lookup", "--yes")
    before = logged.journal.read_bytes()
    assert run("lookup", "--yes").status == Status.DONE
    assert logged.journal.read_bytes() == before


def test_only_the_films_of_a_query_are_looked_up(run: Run, logged: Places) -> None:
    assert "0 of 1 film would get their people." in run("lookup", "thing", "--dry-run").err
    assert run("lookup", "nosuchfilm", "--yes").status == Status.NOTHING


def test_without_a_terminal_it_asks_for_yes(run: Run, logged: Places) -> None:
    ended = run("lookup")
    assert ended.status == Status.BAD_INPUT
    assert "--yes" in ended.err


def test_ambiguous_films_are_asked_with_numbers(run: Run, logged: Places) -> None:
    ended = run("lookup", answer="9\n2\ny\n")
    assert "Which film is The Thing?" in ended.err
    assert "There is no number 9." in ended.err
    assert "2 of 3 films got their people." in ended.err
    assert "2011" in run("find", "director:heijningen").out


def test_a_no_changes_nothing(run: Run, logged: Places) -> None:
    before = logged.journal.read_bytes()
    assert run("lookup", answer="\nn\n").status == Status.NOTHING
    assert logged.journal.read_bytes() == before


def test_programs_get_each_film_with_its_evidence(run: Run, logged: Places) -> None:
    found = {each["title"]: each for each in json.loads(run("lookup", "--dry-run", "--json").out)}
    assert found["Stalker"]["evidence"] == "the same title and year"
    assert found["Stalker"]["catalogue"]["imdb"] == "tt0079944"
    assert "runtime" in found["Stalker"]["gains"]
    assert [each["year"] for each in found["The Thing"]["others"]] == [1982, 2011]
    assert found["Home Movie"]["kind"] == "nothing fits"
