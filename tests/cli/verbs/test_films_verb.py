"""Films apart from viewings, in the shell: listed, made one, and a viewing that gets another film."""

import json
import re

import pytest

from builders import actor, director, film, viewing
from catalogues import PIG, THING, put_catalogue
from filmjournal.cli.status import Status
from filmjournal.journal.places import Places
from filmjournal.model.wish import Wish
from shell_runs import Run, open_at

pytestmark = pytest.mark.usefixtures("empty_catalogue")


@pytest.fixture
def pigs(places: Places) -> Places:
    """Return the places of a journal with two records of one film, of which one has two viewings, and a wish."""
    journal = open_at(places)
    pig = film("Pig", year=2021, credits=(director("Michael Sarnoski"),))
    first = journal.log(pig, viewing("2021-10-01"))
    journal.log(first.film, viewing("2022-10-01", rewatch=True))
    journal.log(film("Swine", credits=(actor("Nicolas Cage"),)), viewing("2023-10-01"))
    journal.add_to_watchlist(film("Mirror", year=1975), Wish(id="", film=""))
    journal.save()
    return places


def titles(places: Places) -> list[str]:
    return [f"{entry.film.title} {entry.film.year}" for entry in open_at(places).entries]


def test_films_are_listed_with_their_viewings(run: Run, pigs: Places) -> None:
    lines = [re.split(r"  +", line)[1:] for line in run("films").lines]
    assert lines == [
        ["Mirror (1975)", "on your watchlist"],
        ["Pig (2021)", "Michael Sarnoski", "2 viewings"],
        ["Swine", "1 viewing"],
    ]
    (record,) = json.loads(run("films", "director:sarnoski", "--json").out)
    assert (record["title"], len(record["viewings"])) == ("Pig", 2)
    assert len(run("films", "--limit", "1").lines) == 1
    nothing = run("films", "--doubtful")
    assert (nothing.status, nothing.err) == (Status.NOTHING, "No film is like that.\n")


def test_films_that_may_be_one_are_found(run: Run, pigs: Places) -> None:
    journal = open_at(pigs)
    journal.move(journal.entries[0].id, film("Pig", id="another"))
    journal.save()
    assert len(run("films", "--doubtful").lines) == 2


def test_two_records_become_one_and_undo_makes_them_two(run: Run, pigs: Places) -> None:
    done = run("films", "merge", "pig", "Swine", "--yes")
    assert done.err == "Merged Swine into Pig (2021), which has 3 viewings now. `filmjournal undo` undoes it.\n"
    assert titles(pigs) == ["Pig 2021"] * 3
    assert open_at(pigs).entries[0].film.people(actor("x").role) == ("Nicolas Cage",)
    assert run("undo").err.startswith("Undone: merged Swine into Pig (2021)")
    assert titles(pigs) == ["Swine None", "Pig 2021", "Pig 2021"]


def test_a_merge_is_asked_about(run: Run, pigs: Places) -> None:
    before = pigs.journal.read_bytes()
    assert run("films", "merge", "pig", "swine", answer="n\n").err.endswith("Nothing was changed.\n")
    refused = run("films", "merge", "pig", "swine")
    assert refused.status == Status.BAD_INPUT
    change = "make Swine part of Pig (2021) by Michael Sarnoski, with 1 viewing"
    assert refused.err == f"Nothing was changed: this would {change}. Add --yes.\n"
    assert run("films", "merge", "pig", "pig").err == "Both are Pig (2021): name two films.\n"
    assert run("films", "merge", "pig", "cow").err.startswith("No film is called “cow”")
    assert pigs.journal.read_bytes() == before
    assert f"M{change[1:]}?" in run("films", "merge", "pig", "swine", answer="y\n").err


def test_films_of_one_title_are_told_apart_by_year_or_id(run: Run, pigs: Places) -> None:
    run("log", "Pig", "--year", "1998")
    refused = run("films", "merge", "pig", "Swine", "--yes")
    assert refused.status == Status.BAD_INPUT
    assert refused.err.startswith("2 films are called “pig”: name one by its id.\n")
    ids = {line.split()[2]: line.split()[0] for line in refused.err.splitlines()[1:]}
    (known,) = [film for film in open_at(pigs).tables.films.values() if film.year == 2021]
    assert ids.keys() == {"(2021)", "(1998)"}
    assert run("films", "merge", "Pig (1998)", known.id, "--yes").status == 0
    assert titles(pigs) == ["Pig 1998", "Swine None", "Pig 1998", "Pig 1998"]


def test_editing_a_film_says_how_many_viewings_that_changes(run: Run, pigs: Places) -> None:
    done = run("edit", "pig", "--number", "1", "--runtime", "92", "--tag", "home")
    assert done.err.splitlines() == [
        "Edited Pig (2021), 1 Oct 2022: tags and runtime.",
        "This changes both viewings of Pig (2021). Another film? `filmjournal edit ID --film TITLE`.",
    ]
    assert "This changes" not in run("edit", "pig", "--number", "1", "--tag", "35mm").err
    assert "This changes" not in run("edit", "swine", "--runtime", "92").err
    assert (
        run("edit", "swine", "--title", "Pig", "--year", "2021")
        .err.splitlines()[-1]
        .startswith("Pig (2021) is in the journal twice: `filmjournal films merge ")
    )


def test_a_viewing_gets_another_film_a_known_one_or_a_new_one(run: Run, pigs: Places) -> None:
    done = run("edit", "pig", "--number", "1", "--film", "Pig (1998)", "--director", "Somebody", "--tag", "home")
    assert done.err.splitlines() == ["Moved Pig (2021), 1 Oct 2022 to Pig (1998)."]
    moved = json.loads(run("show", "year:1998", "--json").out)
    assert (moved["tags"], moved["credits"][0]["name"], moved["watched"]) == (["home"], "Somebody", "2022-10-01")
    assert titles(pigs) == ["Swine None", "Pig 1998", "Pig 2021"]
    assert (
        run("edit", "year:1998", "--film", "swine")
        .err.splitlines()[-1]
        .startswith("Pig (1998) has no viewing any more; its facts stay in the journal")
    )
    assert titles(pigs) == ["Swine None", "Swine None", "Pig 2021"]
    run("undo")
    run("undo")
    assert titles(pigs) == ["Swine None", "Pig 2021", "Pig 2021"]
    same = run("edit", "swine", "--film", "Swine")
    refusal = "Nothing was changed: Swine, 1 Oct 2023 is of Swine already. --new makes another film.\n"
    assert (same.status, same.err) == (2, refusal)
    assert run("edit", "swine", "--film", "Swine (1998)", "--new").err.startswith(
        "Moved Swine, 1 Oct 2023 to Swine (1998)"
    )
    assert sorted(f"{film.title} {film.year}" for film in open_at(pigs).tables.films.values())[-2:] == [
        "Swine 1998",
        "Swine None",
    ]


def test_a_viewing_gets_a_film_of_the_catalogue(run: Run, pigs: Places) -> None:
    put_catalogue(pigs, THING, PIG)
    done = run("edit", "swine", "--film", "thing")
    assert done.err.splitlines()[:2] == [
        "Moved Swine, 1 Oct 2023 to The Thing (1982).",
        "From the catalogue of 30 November 2026: director, cast and year.",
    ]
    run("undo")
    assert titles(pigs) == ["Swine None", "Pig 2021", "Pig 2021"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--imdb", "tt1"), "“tt1” isn't an IMDb id. Write tt and seven digits or more, such as tt0113627."),
        (("--tmdb", "x"), "“x” isn't a TMDB id. Write a number, such as 451."),
        (("--wikidata", "213411"), "“213411” isn't a Wikidata id. Write Q and a number, such as Q213411."),
        (("--year", "soon"), "“soon” isn't a valid year. Use four digits, such as 1995."),
        (("--runtime", "long"), "“long” isn't a runtime. Use minutes, such as 111, or 1h 51m."),
    ],
)
def test_facts_that_are_none_are_refused(run: Run, pigs: Places, options: tuple[str, ...], sentence: str) -> None:
    before = pigs.journal.read_bytes()
    for verb in (("edit", "swine"), ("log", "Cow")):
        assert (done := run(*verb, *options)).status == Status.BAD_INPUT
        assert done.err == f"{sentence}\n"
    assert pigs.journal.read_bytes() == before


def test_facts_of_a_film_can_be_emptied(run: Run, pigs: Places) -> None:
    assert run("edit", "swine", "--year", "1999", "--runtime", "1h 40m", "--imdb", "tt0113627").status == 0
    page = "https://www.imdb.com/title/tt0079944/?ref_=x"
    assert run("edit", "swine", "--imdb", page).status == 0
    shown = json.loads(run("show", "swine", "--json").out)
    assert (shown["year"], shown["runtime"], shown["external_ids"]["imdb"]) == (1999, 100, "tt0079944")
    assert run("edit", "swine", "--year", "", "--runtime", "", "--imdb", "").status == 0
    shown = json.loads(run("show", "swine", "--json").out)
    assert (shown["year"], shown["runtime"], shown["external_ids"]["imdb"]) == (None, None, "")
