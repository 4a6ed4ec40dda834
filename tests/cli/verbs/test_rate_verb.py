import json

import pytest

from filmjournal.journal.places import Places
from shell_runs import Run, open_at

PIG = "Pig (2021), 22 Aug 2021"


def rating(run: Run, query: str = "title:pig") -> str:
    return run("find", query, "--tsv").lines[0].split("\t")[1]


@pytest.mark.parametrize("written", ["4.5", "4,5", "4½", "★★★★½", "4.5/5", "4,5/5"])
def test_the_last_word_is_the_rating_however_it_is_written(run: Run, sampled: Places, written: str) -> None:
    assert run("rate", "title:pig", written) == (0, "", f"Rated {PIG}: 4.5/5, and 4/5 before.\n")
    assert rating(run) == "4.5"


def test_a_rating_is_taken_off_and_put_on_again(run: Run, sampled: Places) -> None:
    assert run("rate", "title:pig", "none").err == f"Rated {PIG}: no stars, and 4/5 before.\n"
    assert rating(run) == ""
    assert run("rate", "title:pig", "½").err == f"Rated {PIG}: 0.5/5, and no stars before.\n"
    assert rating(run) == "0.5"
    assert run("undo").err == "Undone: rated Pig.\n"
    assert run("undo").status == 0
    assert rating(run) == "4"


def test_the_same_rating_again_changes_nothing(run: Run, sampled: Places) -> None:
    before = sampled.journal.read_bytes()
    assert run("rate", "title:pig", "4") == (0, "", f"{PIG} has 4/5. Nothing was changed.\n")
    assert sampled.journal.read_bytes() == before
    run("rate", "title:pig", "none")
    assert run("rate", "title:pig", "None").err == f"{PIG} has no stars. Nothing was changed.\n"


def test_of_several_viewings_the_one_that_is_meant_is_rated(run: Run, sampled: Places) -> None:
    before = sampled.journal.read_bytes()
    done = run("rate", "title:stalker", "3")
    assert (done.status, done.out) == (2, "")
    heading, *candidates = done.err.splitlines()
    assert heading.startswith("3 viewings match: add --number N")
    assert sampled.journal.read_bytes() == before
    short_id = candidates[1].split()[1]
    assert run("rate", "title:stalker", "--number", "2", "3").status == 0
    assert "Rating: 3/5" in run("show", short_id).lines
    assert run("rate", short_id, "2").status == 0
    assert "Rating: 2/5" in run("show", short_id).lines


@pytest.mark.parametrize("arguments", [("title:pig",), ("title:pig", "8/10"), ("title:pig", "6"), ("4.5", "title:pig")])
def test_a_last_word_that_is_no_rating_is_refused(run: Run, sampled: Places, arguments: tuple[str, ...]) -> None:
    before = sampled.journal.read_bytes()
    done = run("rate", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"“{arguments[-1]}” isn't a rating. Use ½ to 5 stars")
    assert len(done.err.splitlines()) == 1
    assert sampled.journal.read_bytes() == before


@pytest.mark.parametrize("arguments", [(), ("4.5",), ("none",)])
def test_a_rating_of_nothing_says_what_is_missing(run: Run, sampled: Places, arguments: tuple[str, ...]) -> None:
    stated = "Name a viewing by an id or a query, such as `filmjournal rate leaving las vegas 4.5`.\n"
    assert run("rate", *arguments) == (2, "", stated)


def test_a_rating_of_what_is_not_found_says_what_is_nearest(run: Run, sampled: Places) -> None:
    done = run("rate", "figis", "4")
    assert (done.status, done.out) == (1, "")
    assert "Mike Figgis" in done.err


def test_what_an_open_journal_wrote_meanwhile_stays(run: Run, logged: Places) -> None:
    opened = open_at(logged)
    run("rate", "solaris", "5")
    opened.remove(opened.entries[-1].id)
    opened.save()
    assert [entry.film.title for entry in open_at(logged).entries] == ["Solaris", "Mirror"]
    assert rating(run, "solaris") == "5"


def test_near_shows_what_other_films_were_given_and_changes_nothing(run: Run, sampled: Places) -> None:
    before = sampled.journal.read_bytes()
    done = run("rate", "title:pig", "3.5", "--near")
    assert done.status == 0
    assert done.lines[0] == "Pig (2021), 22 Aug 2021   4/5"
    assert len(done.lines) == 11
    assert done.lines[4].startswith("▸ ★★★½      2 × Amélie")
    assert run("rate", "title:pig", "--near").lines[3].startswith("▸ ★★★★ ")
    found = json.loads(run("rate", "title:pig", "--near", "--json").out)
    assert [each["rating"] for each in found] == [5, 4.5, 4, 3.5, 3, 2.5, 2, 1.5, 1, 0.5]
    assert sum(each["viewings"] for each in found) == 27
    refused = run("rate", "title:pig", "4", "--json")
    assert (refused.status, refused.err) == (2, "--json goes with --near. Nothing was changed.\n")
    assert sampled.journal.read_bytes() == before
