"""People in the shell: listed, made one, told apart; and what search and statistics make of that."""

import json
from pathlib import Path

import pytest
from msgspec import structs

from builders import director, film, viewing
from filmjournal.cli.status import Status
from filmjournal.journal.places import Places
from filmjournal.model.film import Credit, OtherName, Role
from filmjournal.model.wish import Wish
from shell_runs import Run, open_at

pytestmark = pytest.mark.usefixtures("empty_catalogue")

LANA, ANDY = "Lana Wachowski", "Larry Wachowski"


@pytest.fixture
def known(places: Places) -> Places:
    """Return the places of a journal with one director under two names, and two people of one name."""
    journal = open_at(places)
    journal.log(film("Bound", year=1996, credits=(director(ANDY),)), viewing("2024-01-01", review="Wachowski begins."))
    journal.log(film("Cloud Atlas", year=2012, credits=(director(LANA),)), viewing("2025-01-01"))
    journal.add_to_watchlist(film("Speed Racer", year=2008, credits=(director(ANDY),)), Wish(id="", film=""))
    steve = "Steve McQueen"
    journal.log(film("Bullitt", year=1968, credits=(Credit(steve, Role.ACTOR),)), viewing("2023-01-01"))
    journal.log(film("Hunger", year=2008, credits=(director(steve),)), viewing("2023-02-01", review="McQueen holds."))
    journal.save()
    return places


def test_two_names_become_one_person_everywhere_and_undo_makes_them_two(run: Run, known: Places) -> None:
    before = known.journal.read_bytes()
    assert [line.split("  ")[0].strip() for line in run("people", "--role", "director").lines] == [
        LANA, ANDY, "Steve McQueen",
    ]  # fmt: skip
    listed = json.loads(run("people", "director:mcqueen", "--json").out)
    assert listed == [{"name": "Steve McQueen", "roles": ["director"], "films": 1, "viewings": 1}]
    refused = run("people", "merge", LANA, ANDY)
    assert refused.status is Status.BAD_INPUT
    assert "this would credit Larry Wachowski as Lana Wachowski in 2 films" in refused.err
    assert known.journal.read_bytes() == before
    done = run("people", "merge", "lana", "larry", "--yes")
    assert done.err == "Merged Larry Wachowski into Lana Wachowski, in 2 films. `filmjournal undo` undoes it.\n"
    page = json.loads(run("person", "larry wachowski", "--json").out)
    assert (page["name"], page["other_names"], page["numbers"]["films"]) == (LANA, [ANDY], 2)
    assert [each["text"] for each in page["passages"]] == ["Wachowski begins."]
    assert [each["title"] for each in page["watchlist"]] == ["Speed Racer"]
    bar = json.loads(run("stats", "--by", "director", "--json").out)["bars"][0]
    assert (bar["label"], bar["viewings"]) == (LANA, 2)
    assert len(run("find", bar["query"]).lines) == 2
    assert "Bound" in run("find", "director:larry").out
    assert run("log", "Assassins", "--director", ANDY, "--no-lookup").status is Status.DONE
    assert "Assassins" in run("find", f'director:="{LANA}"').out
    run("undo")
    undone = run("undo")
    assert "merged Larry Wachowski into Lana Wachowski" in undone.err
    assert run("find", f'director:="{LANA}"').out.count("Wachowski") == 1


def test_what_is_imported_or_looked_up_later_has_the_name_too_and_is_no_change_the_next_time(
    run: Run, known: Places, tmp_path: Path
) -> None:
    run("people", "merge", LANA, ANDY, "--yes")
    table = tmp_path / "diary.csv"
    rows = [f"Assassins,1995,2024-05-01,{ANDY}", f"Bound,1996,2024-06-01,{ANDY}"]
    table.write_text("\n".join(["title,year,watched,director", *rows, ""]), encoding="utf-8")
    columns = [part for name in ("title", "year", "watched", "director") for part in ("--map", f"{name}={name}")]
    assert run("import", str(table), "--yes", *columns).status is Status.DONE
    numbers = json.loads(run("person", LANA, "--json").out)["numbers"]
    assert (numbers["films"], numbers["viewings"]) == (3, 4), "Bound is no other film for the name it has elsewhere"
    before = known.journal.read_bytes()
    again = run("import", str(table), "--yes", *columns)
    assert known.journal.read_bytes() == before, again.err


def test_another_copy_learns_that_two_names_are_one_person(run: Run, known: Places, tmp_path: Path) -> None:
    elsewhere = structs.replace(known, journal=tmp_path / "copy.json")
    elsewhere.journal.write_bytes(known.journal.read_bytes())
    there = open_at(elsewhere)
    bound = next(entry.film for entry in there.entries if entry.film.title == "Bound")
    there.log(structs.replace(bound, runtime=108), viewing("2026-01-01"), since=bound)
    there.save()
    run("people", "merge", LANA, ANDY, "--yes")
    assert run("merge", str(elsewhere.journal)).status is Status.DONE
    found = json.loads(run("person", LANA, "--json").out)
    assert (found["numbers"]["films"], found["numbers"]["viewings"], found["numbers"]["minutes"]) == (2, 3, 216)
    assert found["other_names"] == [ANDY]


def test_a_namesake_gets_another_name_and_is_quoted_under_it(run: Run, known: Places) -> None:
    both = json.loads(run("person", "steve mcqueen", "--json").out)
    assert both["numbers"]["films"] == 2
    new = "Steve McQueen (director)"
    done = run("people", "split", "steve mcqueen", new, "--role", "director", "--yes")
    assert done.err == f"Told {new} apart from Steve McQueen, in 1 film. `filmjournal undo` undoes it.\n"
    page = json.loads(run("person", new, "--json").out)
    assert ([each["text"] for each in page["passages"]], page["other_names"]) == (["McQueen holds."], [])
    assert json.loads(run("person", "steve mcqueen", "--json").out)["numbers"]["films"] == 1
    assert run("find", 'person:="steve mcqueen"').out.count("Bullitt") == 1
    run("undo")
    assert json.loads(run("person", "steve mcqueen", "--json").out)["numbers"]["films"] == 2
    by_films = run("people", "split", "steve mcqueen", "Another", "--films", "year:2000..", "--yes")
    assert "in 1 film" in by_films.err
    assert "Hunger" in run("find", "director:another").out
    assert "Hunger" in run("find", "director:mcqueen").out
    assert run("log", "The Blob", "--director", "Steve McQueen", "--no-lookup").status is Status.DONE
    assert "The Blob" not in run("find", "director:another").out


def test_somebody_credited_under_both_names_is_credited_once(known: Places) -> None:
    both = film("Matrix", credits=(director(LANA), director(ANDY), Credit(ANDY, Role.WRITER)))
    renamed = both.with_person_renamed([ANDY], LANA, [Role.DIRECTOR])
    assert [(credit.name, credit.role) for credit in renamed.credits] == [(LANA, Role.DIRECTOR), (ANDY, Role.WRITER)]
    assert renamed.other_names == ()
    whole = both.with_person_renamed([ANDY], LANA, list(Role))
    assert whole.other_names == (OtherName(LANA, ANDY),)
    again = whole.with_person_renamed([LANA], "Lana W.", list(Role))
    assert set(again.other_names) == {OtherName("Lana W.", ANDY), OtherName("Lana W.", LANA)}
    assert structs.replace(both, credits=()).with_person_renamed([ANDY], LANA, list(Role)).credits == ()
