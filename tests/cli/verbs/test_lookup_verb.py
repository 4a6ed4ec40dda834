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
    assert "filled in from the catalogue" in run("undo").err
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


def test_a_refresh_asks_which_version_stays(run: Run, logged: Places) -> None:
    run("lookup", "--yes")
    run("edit", "stalker", "--runtime", "150")
    ended = run("lookup", "--refresh", answer="\nx\nm\n")
    assert "Stalker (1979) differs:\n  Runtime\n    yours      150\n    catalogue  162\n" in ended.err
    assert "“x” is none of m, t, M and T." in ended.err
    assert "runtime: 150 → 162" in run("lookup", "--refresh", "--dry-run").out
    assert run("lookup", "--refresh", "--theirs", "--yes").status == Status.DONE
    assert "162" in run("find", "stalker", "--json").out
    assert run("lookup", "--theirs").status == Status.BAD_INPUT


def test_a_wrong_match_is_taken_back_and_the_next_film_chosen(run: Run, logged: Places) -> None:
    run("lookup", answer="1\ny\n")
    assert "Kurt Russell" in run("show", "thing").out
    ended = run("lookup", "--wrong", "the thing", answer="3\n1\n")
    assert "The Thing (1982) took its facts from The Thing." in ended.err
    assert "  1  The Thing (2011), Matthijs van Heijningen Jr." in ended.err
    assert "There is no number 3." in ended.err
    assert "What came from The Thing is out again, and The Thing (2011) fills it in." in ended.err
    assert "Mary Elizabeth Winstead" in run("show", "thing").out
    assert "The Thing" in run("undo").err
    assert "Kurt Russell" in run("show", "thing").out


def test_a_wrong_match_without_a_terminal_needs_yes_and_one_film(run: Run, logged: Places) -> None:
    run("lookup", "--yes")
    assert run("lookup", "--wrong", "stalker").status == Status.BAD_INPUT
    assert run("lookup", "--wrong").status == Status.BAD_INPUT
    assert run("lookup", "--wrong", "year:..2100 OR thing").status == Status.BAD_INPUT
    assert run("lookup", "--wrong", "stalker", "--yes").status == Status.DONE
    assert run("find", "director:tarkovsky").status == Status.NOTHING
    assert run("lookup", "--wrong", "home movie", "--yes").status == Status.NOTHING


def test_two_films_that_turn_out_to_be_one_are_made_one_where_that_is_wanted(run: Run, logged: Places) -> None:
    journal = open_at(logged)
    journal.log(film("Stalker", year=1985), viewing("2020"))
    journal.save()
    run("lookup", "--yes")
    ended = run("lookup", "--wrong", "year:1985", answer="1\ny\n")
    assert "Your journal has Stalker (1979) twice. Make them one film?" in ended.err
    films = [entry.film.id for entry in open_at(logged).entries if entry.film.title == "Stalker"]
    assert (len(films), len(set(films))) == (2, 1)
