"""`filmjournal edit-all`: every viewing that a query finds, as one change."""

import pytest

from builders import director, film, viewing
from filmjournal.cli.status import Status
from filmjournal.journal.places import Places
from filmjournal.model.rating import Rating
from shell_runs import Run, open_at


@pytest.fixture
def logged(places: Places) -> Places:
    journal = open_at(places)
    for title, watched in (("Late Spring", "2020"), ("Tokyo Story", "2021"), ("Tokyo Story", "2022")):
        journal.log(film(title, credits=(director("Yasujirō Ozu"),)), viewing(watched, tags=("japan",)))
    journal.log(film("Pig"), viewing("2023"))
    journal.save()
    return places


def test_what_a_query_finds_is_changed_at_once_and_undone_at_once(run: Run, logged: Places) -> None:
    ended = run("edit-all", "director:ozu", "--tag", "master, slow", "--yes")
    assert (ended.status, ended.out) == (Status.DONE, "")
    assert "Tagged 3 viewings #master #slow." in ended.err
    assert [each.viewing.tags for each in open_at(logged).entries] == [(), *[("japan", "master", "slow")] * 3]
    assert run("undo").status == Status.DONE
    assert [each.viewing.tags for each in open_at(logged).entries] == [(), *[("japan",)] * 3]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--untag", "Japan"), "Removed #Japan from 2 viewings."),
        (("--rating", "4.5"), "Rated 2 viewings ★★★★½."),
        (("--liked",), "Liked 2 viewings."),
        (("--venue", "Curzon"), "Set the venue of 2 viewings: Curzon."),
        (("--with", "Ana"), "Watched 2 viewings with Ana."),
        (("--film", "year: 1953"), "Set the year of Tokyo Story: 1953."),
        (("--remove",), "Removed 2 viewings."),
    ],
)
def test_each_change_is_said(run: Run, logged: Places, option: tuple[str, ...], said: str) -> None:
    assert said in run("edit-all", "title:tokyo", *option, "--yes").err
    entries = [each for each in open_at(logged).entries if each.film.title == "Tokyo Story"]
    facts = {(each.viewing.rating, each.viewing.liked, each.viewing.venue, each.film.year) for each in entries}
    assert facts <= {
        (None, False, "", None),
        (Rating(9), False, "", None),
        (None, True, "", None),
        (None, False, "Curzon", None),
        (None, False, "", 1953),
    }
    assert len(entries) == (0 if option == ("--remove",) else 2)


def test_nothing_is_changed_that_was_not_agreed_to_or_is_like_that(run: Run, logged: Places) -> None:
    before = logged.journal.read_bytes()
    assert "Tag 3 viewings #a? Add --yes" in run("edit-all", "director:ozu", "--tag", "a").err
    assert "like that already" in run("edit-all", "director:ozu", "--tag", "japan", "--yes").err
    assert "like that already" in run("edit-all", "director:ozu", "--no-liked", "--yes").err
    assert run("edit-all", "director:nobody", "--tag", "a", "--yes").status == Status.NOTHING
    assert logged.journal.read_bytes() == before
