import json
from collections.abc import Callable

import pytest

from builders import NOW, SAMPLE, TODAY
from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places
from filmjournal.journal.searches import Searches
from filmjournal.query.library import Library
from filmjournal.query.parser import parse
from filmjournal.query.sorting import WATCHED
from shell_runs import Run

TITLE, RATING, ID = 2, 1, 5


def column(lines: list[str], number: int) -> list[str]:
    return [line.split("\t")[number] for line in lines]


def test_words_are_joined_by_spaces_and_all_of_them_are_found(run: Run, sampled: Places) -> None:
    done = run("find", "cage", "figgis")
    assert (done.status, done.err) == (0, "")
    assert column(done.lines, TITLE) == ["Leaving Las Vegas", "Leaving Las Vegas"]
    assert run("find", "cage figgis") == done


@pytest.mark.parametrize(
    "query", ["cage", "light", "sort:rating", "ozu OR figgis", "director:ozu sort:year-asc", "is:liked -tag:home", ""]
)
def test_it_finds_what_the_search_line_of_the_app_finds_in_the_same_order(
    run: Run, sampled: Places, query: str
) -> None:
    library = Library()
    library.update(Journal.open(SAMPLE, now=lambda: NOW, new_id=str).entries)
    expected = library.answer(parse(query, TODAY, library.elements), WATCHED).entries
    assert run("find", *query.split(), "--ids").lines == [entry.id for entry in expected]
    assert expected


def test_without_a_query_all_that_is_logged_is_listed(run: Run, logged: Places) -> None:
    assert column(run("find").lines, TITLE) == ["Solaris", "Mirror", "Stalker"]


@pytest.mark.parametrize("query", [["-tag:home"], ["^tag:home"], ["--", "-tag:home"]])
def test_a_word_may_begin_with_a_dash(run: Run, sampled: Places, query: list[str]) -> None:
    assert set(run("find", "--ids", *query).lines) == set(run("find", "--ids", "no:tag OR (-tag:home)").lines)
    assert len(run("find", "--ids", *query).lines) < len(run("find", "--ids").lines)


def test_without_is_not_help_even_where_it_begins_like_it(run: Run, sampled: Places) -> None:
    assert run("find", "director:ozu", "-horror").status == 0


def test_options_may_stand_anywhere_between_the_words(run: Run, sampled: Places) -> None:
    asked = run("find", "cage", "figgis", "--limit", "1", "--ids")
    assert run("find", "--limit", "1", "cage", "--ids", "figgis") == asked
    assert len(asked.lines) == 1


def test_a_limit_keeps_the_first(run: Run, sampled: Places) -> None:
    assert run("find", "sort:rating", "--limit", "3").lines == run("find", "sort:rating").lines[:3]


@pytest.mark.parametrize("limit", ["0", "-1", "two", "1.5", "²"])
def test_a_limit_that_is_none_is_bad_input(run: Run, limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("find", "--limit", limit)
    assert left.value.code == 2
    assert "of 1 or more" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("query", "stated", "mark"),
    [
        ("acter:cage figgis", "No field “acter:”. Did you mean “actor:”?", "^^^^^^^^^^"),
        ("figgis rating:purple", "“purple” is not a rating", "              ^^^^^^"),
        ("cage rating:", "“rating:” is incomplete", "     ^^^^^^^"),
        ("東京 OR", "OR needs something on both sides", "     ^^"),
    ],
)
def test_what_is_wrong_with_a_query_is_said_and_pointed_at(
    run: Run, sampled: Places, query: str, stated: str, mark: str
) -> None:
    before = sampled.journal.read_bytes()
    done = run("find", query)
    assert (done.status, done.out) == (2, "")
    sentence, shown, below = done.err.splitlines()
    assert sentence.startswith(stated)
    assert (shown, below) == (f"  {query}", f"  {mark}")
    assert sampled.journal.read_bytes() == before


def test_of_a_long_query_the_part_is_shown_that_is_wrong(run: Run, sampled: Places) -> None:
    _, shown, below = run("find", *["cage"] * 40, "acter:cage", *["figgis"] * 40).err.splitlines()
    place = below.index("^")
    assert shown[place : place + below.count("^")] == "acter:cage"
    assert max(map(len, (shown, below))) < 80


def test_a_query_that_asks_nothing_is_bad_input(run: Run, sampled: Places) -> None:
    done = run("find", "")
    assert (done.status, done.out, done.err) == (2, "", "The query is empty.\n")


def test_saved_searches_are_asked_by_name(run: Run, sampled: Places) -> None:
    Searches(sampled.searches).save("cages", "actor:cage sort:year")
    assert run("find", "@cages", "figgis") == run("find", "actor:cage figgis sort:year")
    done = run("find", "@cagse")
    assert done.status == 2
    assert "Did you mean “@cages”?" in done.err


def test_saved_searches_that_cannot_be_read_are_reported(run: Run, sampled: Places) -> None:
    sampled.searches.parent.mkdir()
    sampled.searches.write_text("{")
    done = run("find", "@best")
    assert done.status == 1
    assert "the file is damaged" in done.err.splitlines()[0]
    assert run("find", "cage").err == ""


def test_when_nothing_is_found_the_nearest_is_reported_beside_it(run: Run, sampled: Places) -> None:
    done = run("find", "figis")
    assert (done.status, done.out) == (1, "")
    heading, *nearest = done.err.splitlines()
    assert heading == "Nothing was found. Nearest is:"
    assert any("Mike Figgis · director" in line for line in nearest)
    query = nearest[0].rpartition("viewings: ")[2]
    assert run("find", query).status == 0


def test_when_nothing_is_near_only_that_is_reported(run: Run, sampled: Places) -> None:
    assert run("find", "xyzzyxyzzy")[::2] == (1, "Nothing was found.\n")
    assert json.loads(run("find", "xyzzyxyzzy", "--json").out) == []


def test_a_journal_that_is_not_there_yet_is_empty_and_stays_so(run: Run, places: Places) -> None:
    done = run("find", "cage")
    assert (done.status, done.out, done.err) == (1, "", f"Nothing is logged yet in {places.journal}.\n")
    assert not places.journal.exists()


def test_records_that_cannot_be_read_are_counted_beside_what_is_found(run: Run, logged: Places) -> None:
    logged.journal.write_bytes(
        logged.journal.read_bytes().replace(b'"watched": "2026-11-19"', b'"watched": "2026-13-19"')
    )
    done = run("find")
    assert column(done.lines, TITLE) == ["Solaris", "Stalker"]
    assert done.err == "1 record can't be read: `filmjournal verify` lists them.\n"


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda _: b""])
def test_a_journal_that_cannot_be_read_is_status_3(run: Run, logged: Places, spoil: Callable[[bytes], bytes]) -> None:
    logged.journal.write_bytes(spoil(logged.journal.read_bytes()))
    done = run("find", "cage")
    assert (done.status, done.out) == (3, "")
    assert done.err.startswith(f"The journal {logged.journal} is damaged")


def test_finding_writes_nothing_anywhere(run: Run, logged: Places) -> None:
    for path in logged.backups.iterdir():
        path.unlink()
    logged.journal.write_bytes(logged.journal.read_bytes().replace(b"About Mirror", b"About time  "))  # as by a hand
    before = {path: path.stat().st_mtime_ns for path in logged.journal.parent.rglob("*")}
    run("find", "mirror")
    assert {path: path.stat().st_mtime_ns for path in logged.journal.parent.rglob("*")} == before
