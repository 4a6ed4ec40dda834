"""Facts of a new film come from the catalogue: what was filled in is said, several films are asked about."""

import json
from typing import Any

import pytest
from msgspec import structs

from builders import film, viewing
from catalogues import PIG, PREQUEL, STALKER, THING, known, put_catalogue
from filmjournal.cli.status import Status
from filmjournal.journal.places import Places
from filmjournal.model.film import ExternalIds
from shell_runs import Run, open_at

pytestmark = pytest.mark.usefixtures("catalogued")

ROCKY = known("Rocky", 1976, "John G. Avildsen", imdb="tt0075148")


@pytest.fixture
def catalogued(places: Places) -> None:
    put_catalogue(places, THING, PREQUEL, STALKER, structs.replace(PIG, imdb="tt11003218"), ROCKY)


def last(places: Places) -> Any:
    """Return the film that was logged last."""
    return open_at(places).entries[0].film


def test_a_film_of_the_catalogue_is_filled_in_with_its_title_alone_and_undone_as_one(run: Run, places: Places) -> None:
    done = run("log", "stalker", "4.5", "--runtime", "160")
    facts = "director, cast, original title, year, genres, countries and languages"
    assert done.err.splitlines() == [
        "Logged Stalker (1979), ★★★★½, 24 November 2026, a new film.",
        f"From the catalogue of 30 November 2026: {facts}.",
    ]
    logged = last(places)
    assert (logged.title, logged.runtime, logged.external_ids.imdb) == ("Stalker", 160, "tt0079944")
    (stored,) = open_at(places).known_films()
    assert [(row.service, row.key, row.cells.get("director")) for row in stored.sources] == [
        ("catalogue", "tt0079944", "Andrei Tarkovsky")
    ]
    assert "runtime" not in stored.sources[0].cells
    shown = run("show", "stalker")
    assert shown.lines[-1] == f"From: {facts.capitalize()} from the catalogue, 30 November 2026"
    assert run("show", "stalker", "--plain").out == shown.out
    assert "From" in run("show", "stalker", seen=True).out
    run("edit", "stalker", "--director", "Somebody else")
    assert run("show", "stalker").lines[-1].startswith("From: Cast, original title,")
    run("undo")
    assert run("undo").status == 0
    assert open_at(places).tables.used_films() == []


def test_the_title_may_be_another_one_and_stays_as_it_was_typed(run: Run, places: Places) -> None:
    assert run("log", "сталкер").status == 0
    assert (last(places).title, last(places).year) == ("Сталкер", 1979)
    assert run("log", "thing", "--year", "1982").status == 0
    assert last(places).title == "The Thing"


def test_several_films_are_listed_where_nobody_can_be_asked(run: Run, places: Places) -> None:
    done = run("log", "the thing", "4")
    assert done.status == Status.BAD_INPUT
    assert done.err.splitlines() == [
        "2 films of the catalogue match “the thing”: add --year or --number N, or --no-lookup.",
        "  1  The Thing (1982)  John Carpenter               in the catalogue",
        "  2  The Thing (2011)  Matthijs van Heijningen Jr.  in the catalogue",
    ]
    assert not places.journal.exists()
    assert run("log", "the thing", "4", "--number", "2").status == 0
    assert last(places).year == 2011
    assert run("log", "the thing", "--number", "3", "--new").err == "There is no number 3: 2 films match.\n"


def test_a_fact_decides_and_no_lookup_takes_nothing(run: Run, places: Places) -> None:
    assert run("log", "the thing", "--director", "john carpenter").status == 0
    assert last(places).year == 1982
    assert run("log", "The Thing", "--new", "--no-lookup").err.endswith("a new film.\n")
    assert last(places) == film("The Thing", id=last(places).id)


@pytest.mark.parametrize(
    ("answer", "year", "status"),
    [("2\n", 2011, 0), ("9\n1\n", 1982, 0), ("n\n", None, 0), ("\n", None, 1), ("", None, 1)],
)
def test_a_person_is_asked(run: Run, places: Places, answer: str, year: int | None, status: int) -> None:
    done = run("log", "the thing", answer=answer)
    assert done.status == status
    assert "Which film is “the thing”?" in done.err
    if status:
        assert done.err.endswith("Nothing was logged.\n")
        assert not places.journal.exists()
    else:
        assert last(places).year == year
        assert ("There is no number 9." in done.err) == answer.startswith("9")


def test_films_of_the_journal_come_first_and_known_ones_are_not_looked_up(run: Run, places: Places) -> None:
    journal = open_at(places)
    journal.log(film("Rocky II", year=1979), viewing())
    journal.log(film("Pig", year=1998), viewing())
    journal.save()
    assert run("log", "rocky").err.splitlines() == [
        "2 films match “rocky”: add --number N, or --new --no-lookup for a film with none of their facts.",
        "  1  Rocky II (1979)                    seen 1 time",
        "  2  Rocky (1976)     John G. Avildsen  in the catalogue",
    ]
    assert run("log", "rocky", "--number", "2").err.startswith("Logged Rocky (1976),")
    assert run("log", "pig").err == "Logged Pig (1998), 24 November 2026, rewatched.\n"
    assert run("log", "pig", "--year", "2021").err.startswith("Logged Pig (2021), 24 November 2026, a new film.")


def test_the_journals_film_under_another_title_is_the_same_film(run: Run, places: Places) -> None:
    journal = open_at(places)
    journal.log(film("Der Stalker", external_ids=ExternalIds(imdb="tt0079944")), viewing())
    journal.save()
    assert run("log", "Stalker").err.startswith("Logged Der Stalker, 24 November 2026, rewatched.")


def test_a_film_that_only_an_undone_viewing_was_of_is_not_asked_about(run: Run, places: Places) -> None:
    run("log", "Rocky II", "--no-lookup")
    run("remove", "rocky", "--yes")
    run("trash", "empty", "--yes")
    assert run("log", "rocky ii returns", "--no-lookup").err.endswith("a new film.\n")
    assert open_at(places).tables.films.values()[0].title == "Rocky II"
    run("undo")
    assert run("log", "rocky").err.startswith("Logged Rocky (1976)")


def test_a_film_for_the_watchlist_knows_its_runtime(run: Run, places: Places) -> None:
    done = run("watchlist", "add", "stalker", "--by", "Ana")
    assert done.err.startswith("Added Stalker (1979) to your watchlist.\nFrom the catalogue of")
    assert "Stalker" in run("watchlist", "runtime:160..").out
    assert run("watchlist", "runtime:..100").status == Status.NOTHING
    assert run("watchlist", "add", "the thing").status == Status.BAD_INPUT
    assert run("watchlist", "add", "the thing", answer="\n").err.endswith("Nothing was added.\n")
    assert run("log", "stalker", "4").err.endswith("Removed Stalker (1979) from your watchlist.\n")
    run("undo")
    run("undo")
    assert open_at(places).tables.used_films() == []


def test_a_catalogue_that_cannot_be_read_keeps_nobody_from_logging(
    run: Run, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    (places.catalogue / "films.catalogue").unlink()
    monkeypatch.setattr("filmjournal.lookup.catalogue.bundled_path", lambda: places.state / "nowhere")
    done = run("log", "Stalker")
    assert done.status == 0
    assert "can't be read" in done.err
    assert json.loads(run("find", "--json").out)[0]["title"] == "Stalker"


SLIP = "Which film is “stalkr”? No film has this title; this one is close."


@pytest.mark.parametrize(
    ("answer", "logged"), [("1\n", "Stalker"), ("n\n", "stalkr"), ("\n", None)], ids=["taken", "another", "stopped"]
)
def test_a_slip_is_asked_about_and_never_taken_in_silence(
    answer: str, logged: str | None, run: Run, places: Places
) -> None:
    done = run("log", "stalkr", "4", answer=answer)
    assert done.err.startswith(f"{SLIP}\n  1  Stalker (1979)  Andrei Tarkovsky  in the catalogue\n")
    assert [entry.film.title for entry in open_at(places).entries] == ([] if logged is None else [logged])


def test_where_nobody_can_be_asked_a_slip_stays_with_a_hint(run: Run, places: Places) -> None:
    hint = "Did you mean Stalker (1979)? If so, `filmjournal undo` undoes this."
    assert run("log", "stalkr", "4").err.endswith(f"a new film.\n{hint}\n")
    assert last(places).title == "stalkr"
    assert run("watchlist", "add", "the thingg").err.endswith(
        "Did you mean The Thing (1982)? If so, `filmjournal undo` undoes this.\n"
    )
    assert hint not in run("log", "stalkr", "3", "--new").err
    assert run("log", "staker", "4", "--number", "1").status == 0
    assert last(places).title == "Stalker"


def test_a_slip_is_not_seen_where_a_film_of_the_journal_fits(run: Run, places: Places) -> None:
    run("log", "Stalkr the second", "4", "--no-lookup")
    done = run("log", "stalkr the", "4", answer="1\n")
    assert "Stalker (1979)" not in done.err
    assert last(places).title == "Stalkr the second"
