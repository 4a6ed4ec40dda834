"""What files leave open is asked on a terminal, answered by options elsewhere, and never guessed."""

from pathlib import Path

import pytest

from filmjournal.journal.places import Places
from shell_runs import Run, open_at

CRITICKER = """\
Score, Film Name, Year, Date Rated, Mini Review, URL, IMDB ID
10,"Film A",2001,"Jun 21 2014, 22:06","",https://c.example/a,tt9000001
7,"Film B",2002,"Jun 21 2014, 22:06","",https://c.example/b,tt9000002
1,"Film C",2003,"Jun 21 2014, 22:06","",https://c.example/c,tt9000003
"""

HISTORY = "Title,Date\nFilm A,4/3/20\nFilm B,5/6/20\n"
MAP = ("--map", "Title=title", "--map", "Date=watched")


@pytest.fixture
def ratings(tmp_path: Path) -> str:
    (tmp_path / "ratings.csv").write_text(CRITICKER, "utf-8")
    return str(tmp_path / "ratings.csv")


@pytest.fixture
def history(tmp_path: Path) -> str:
    (tmp_path / "history.csv").write_text(HISTORY, "utf-8")
    return str(tmp_path / "history.csv")


def rated(places: Places) -> list[int | None]:
    return [entry.viewing.rating for entry in sorted(open_at(places).entries, key=lambda entry: entry.film.title)]


def test_without_a_terminal_the_file_is_left_out_and_the_options_named(run: Run, places: Places, ratings: str) -> None:
    ended = run("import", ratings, "--yes")
    assert (ended.status, open_at(places).entries) == (2, ())
    assert "ratings.csv is left out: nothing in it says what the ratings go up to." in ended.err
    assert "`--scale 10` (out of 10, 10 is ★★★★★) or `--scale 100` (out of 100, 10 is ½)" in ended.err
    assert run("import", ratings, "--yes", "--scale", "10").status == 0
    assert rated(places) == [10, 7, 1]


@pytest.mark.parametrize(("answer", "stars"), [("1\ny\n", [10, 7, 1]), ("3\n2\ny\n", [1, 1, 1]), ("\n", [])])
def test_on_a_terminal_the_scale_is_asked_for(
    run: Run, places: Places, ratings: str, answer: str, stars: list[int]
) -> None:
    ended = run("import", ratings, answer=answer)
    assert "Criticker: nothing in the files says what the ratings go up to." in ended.err
    assert "1  out of 10, 10 is ★★★★★" in ended.err
    assert rated(places) == stars


def test_on_a_terminal_the_order_of_dates_is_asked_for(run: Run, places: Places, history: str) -> None:
    ended = run("import", history, *MAP, answer="2\ny\n")
    assert "2  4/3/20 is 3 April 2020" in ended.err
    assert {str(entry.viewing.watched) for entry in open_at(places).entries} == {"2020-04-03", "2020-05-06"}


def test_an_option_says_the_order_of_dates(run: Run, places: Places, history: str) -> None:
    assert run("import", history, *MAP, "--yes").status == 2
    assert run("import", history, *MAP, "--yes", "--dates", "day-first").status == 0
    assert {str(entry.viewing.watched) for entry in open_at(places).entries} == {"2020-03-04", "2020-06-05"}


def test_a_column_that_cannot_be_read_is_said_before_the_question_and_ends_with_1(
    run: Run, places: Places, tmp_path: Path
) -> None:
    path = tmp_path / "films.csv"
    path.write_text("Title,Date\nFilm A,once\nFilm B,later\nFilm C,2020-01-01\n", "utf-8")
    ended = run("import", str(path), *MAP, answer="n\n")
    loud = "films.csv: 2 of 3 rows with a date were imported without it. The first says: “once” can't be read"
    assert ended.err.index(loud) < ended.err.index("Import 3 new films")
    assert (run("import", str(path), *MAP, "--yes").status, len(open_at(places).entries)) == (1, 3)
