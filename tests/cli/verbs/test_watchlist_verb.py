import json

import pytest

from builders import film
from filmjournal.cli.status import Status
from filmjournal.exchange.entry.record import WishRecord
from filmjournal.journal.places import Places
from filmjournal.model.wish import Wish
from shell_runs import Run, open_at

pytestmark = pytest.mark.usefixtures("empty_catalogue")


@pytest.fixture
def wishing(logged: Places) -> Places:
    """Return the places of a journal with two wishes."""
    journal = open_at(logged)
    journal.add_to_watchlist(film("Nostalghia", year=1983), Wish(id="", film="", recommended_by="Ana", why="Candles."))
    journal.add_to_watchlist(film("[REC]²", year=2009), Wish(id="", film=""))
    journal.save()
    return logged


def test_an_empty_watchlist_says_how_a_film_gets_there(run: Run, logged: Places) -> None:
    ended = run("watchlist")
    assert ended.status == Status.NOTHING
    assert not ended.out
    assert "filmjournal watchlist add" in ended.err
    assert run("watchlist", "--json").out == "[]\n"


def test_a_film_is_put_on_the_watchlist_with_all_that_is_stated(run: Run, logged: Places) -> None:
    ended = run("watchlist", "add", "Nostalghia", "--year", "1983", "--director", "A. T.", "--by", "Ana", "--why", "So")
    assert (ended.status, ended.out, ended.err) == (0, "", "Added Nostalghia (1983) to your watchlist.\n")
    (wished,) = open_at(logged).watchlist
    assert (wished.wish.recommended_by, wished.wish.why, wished.wish.added) == ("Ana", "So", "2026-11-24")
    assert wished.film.people(wished.film.credits[0].role) == ("A. T.",)


def test_why_can_stand_on_standard_input(run: Run, logged: Places) -> None:
    run("watchlist", "add", "Nostalghia", "--why", "-", given="One.\n\nTwo.\n")
    (wished,) = open_at(logged).watchlist
    assert wished.wish.why == "One.\n\nTwo."


def test_a_film_that_is_known_is_meant_by_its_title(run: Run, logged: Places) -> None:
    ended = run("watchlist", "add", "stalker")
    assert ended.err == "Added Stalker (1979) to your watchlist; you saw it 1 time before.\n"
    (wished,) = open_at(logged).watchlist
    assert wished.film == open_at(logged).entries[-1].film


def test_a_film_that_is_on_the_watchlist_stays_as_it_is(run: Run, wishing: Places) -> None:
    before = wishing.journal.read_bytes()
    ended = run("watchlist", "add", "nostalghia", "--by", "Bo")
    assert (ended.status, ended.err) == (0, "Nostalghia (1983) is already on your watchlist.\n")
    assert wishing.journal.read_bytes() == before


def test_what_was_not_known_of_a_wish_is_added(run: Run, wishing: Places) -> None:
    assert "new facts were added to it" in run("watchlist", "add", "[REC]²", "--by", "Bo").err
    assert {wished.wish.recommended_by for wished in open_at(wishing).watchlist} == {"Ana", "Bo"}


@pytest.mark.parametrize("words", [(), ("Toy", "Story"), (" ",)])
def test_a_title_is_one_word_for_the_shell(run: Run, logged: Places, words: tuple[str, ...]) -> None:
    ended = run("watchlist", "add", *words)
    assert ended.status == Status.BAD_INPUT
    assert "quotation marks" in ended.err


def test_an_impossible_year_is_reported_and_nothing_changes(run: Run, logged: Places) -> None:
    before = logged.journal.read_bytes()
    ended = run("watchlist", "add", "Nostalghia", "--year", "83")
    assert ended.status == Status.BAD_INPUT
    assert "four digits" in ended.err
    assert logged.journal.read_bytes() == before


def test_a_pipe_gets_columns_and_a_terminal_a_table(run: Run, wishing: Places) -> None:
    assert [line.split("\t")[1:3] for line in run("watchlist").lines] == [["[REC]²", "2009"], ["Nostalghia", "1983"]]
    seen = run("watchlist", seen=True)
    assert "Recommended by" in seen.lines[0]
    assert "[REC]²" in seen.out
    assert seen.err == "2 films\n"


def test_a_query_finds_on_the_watchlist_what_it_would_find_in_the_diary(run: Run, wishing: Places) -> None:
    assert [line.split("\t")[1] for line in run("watchlist", "year:1983").lines] == ["Nostalghia"]
    assert run("watchlist", "-ana", "--plain").out == "[REC]² (2009), date unknown\n"
    assert run("watchlist", "--limit", "1").out.count("\n") == 1
    missed = run("watchlist", "stalker")
    assert (missed.status, missed.err) == (Status.NOTHING, "Nothing on your watchlist matches.\n")


def test_json_tells_of_the_film_and_the_wish(run: Run, wishing: Places) -> None:
    (record,) = json.loads(run("watchlist", "ana", "--json").out)
    assert (record["title"], record["year"]) == ("Nostalghia", 1983)
    assert tuple(record["wish"]) == WishRecord.__struct_fields__
    assert record["wish"]["why"] == "Candles."


def test_a_film_is_taken_off_and_undo_brings_it_back(run: Run, wishing: Places) -> None:
    asked = run("watchlist", "remove", "rec")
    assert asked.status == Status.BAD_INPUT
    assert "--yes" in asked.err
    assert "undo" in run("watchlist", "remove", "rec", "--yes").err
    assert [wished.film.title for wished in open_at(wishing).watchlist] == ["Nostalghia"]
    run("undo")
    assert len(open_at(wishing).watchlist) == 2


def test_whoever_says_no_keeps_the_wish(run: Run, wishing: Places) -> None:
    ended = run("watchlist", "remove", "rec", answer="n\n")
    assert ended.status == Status.NOTHING
    assert len(open_at(wishing).watchlist) == 2
    assert run("watchlist", "remove", "rec", answer="y\n").status == Status.DONE
    assert len(open_at(wishing).watchlist) == 1


def test_a_wish_that_is_named_by_its_id_goes_at_once(run: Run, wishing: Places) -> None:
    id_ = run("watchlist", "rec").lines[0].split("\t")[-1]
    assert run("watchlist", "remove", id_).status == Status.DONE


def test_several_that_can_be_meant_are_numbered(run: Run, wishing: Places) -> None:
    ended = run("watchlist", "remove", "is:first")
    assert ended.status == Status.BAD_INPUT
    assert ended.err.startswith("2 films match: add --number N")


def test_nothing_to_remove_is_an_error_that_shows_how(run: Run, wishing: Places) -> None:
    ended = run("watchlist", "remove")
    assert ended.status == Status.BAD_INPUT
    assert "filmjournal watchlist remove" in ended.err


def test_what_follows_watchlist_stands_right_after_it(run: Run, wishing: Places) -> None:
    ended = run("watchlist", "--limit", "1", "add", "Pig")
    assert ended.status == Status.BAD_INPUT
    assert "right after watchlist" in ended.err


def test_a_film_that_is_logged_is_taken_off_and_that_is_said(run: Run, wishing: Places) -> None:
    assert run("log", "Nostalghia", "4").err.endswith("Removed Nostalghia (1983) from your watchlist.\n")
    assert [wished.film.title for wished in open_at(wishing).watchlist] == ["[REC]²"]
    assert "watchlist" not in run("log", "Nostalghia", "4").err
