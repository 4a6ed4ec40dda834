import pytest

from builders import film, viewing
from filmjournal.journal.places import Places
from shell_runs import Run, open_at


def test_the_one_that_a_query_finds_is_shown_in_full(run: Run, sampled: Places) -> None:
    done = run("show", "leaving", "las", "vegas", "watched:2026")
    assert (done.status, done.err) == (0, "")
    assert done.lines[:4] == ["Title: Leaving Las Vegas", "Year: 1995", "Watched: 20 November 2026", "Rating: 5/5"]
    assert "Director: Mike Figgis" in done.lines
    assert "Soundtrack, 4/5:" in done.lines


def test_an_id_or_its_start_is_enough(run: Run, sampled: Places) -> None:
    (id_,) = run("find", "title:pig", "--ids").lines
    shown = run("show", id_)
    assert shown.status == 0
    assert shown.lines[0] == "Title: Pig"
    assert run("show", id_[:8]) == shown
    assert run("show", "title:pig") == shown


def test_the_start_of_an_id_that_several_have_lists_them(run: Run, sampled: Places) -> None:
    ids = run("find", "--ids").lines
    start = next(id_[:8] for id_ in ids if sum(other.startswith(id_[:8]) for other in ids) == 1)
    assert run("show", start).status == 0
    assert run("show", start[:4]).status == 1  # too short to be meant as an id


def test_several_are_listed_with_numbers_beside_it(run: Run, sampled: Places) -> None:
    done = run("show", "title:stalker")
    assert (done.status, done.out) == (2, "")
    heading, *candidates = done.err.splitlines()
    assert heading.startswith("3 viewings match: add --number N")
    assert [line.split()[0] for line in candidates] == ["1", "2", "3"]
    assert all("Stalker (1979)" in line for line in candidates)
    for line in candidates:
        number, short_id, *_ = line.split()
        assert run("show", "title:stalker", "--number", number) == run("show", short_id)
        assert run("show", short_id).status == 0


def test_of_very_many_only_the_first_are_listed(run: Run, sampled: Places) -> None:
    lines = run("show", "sort:watched").err.splitlines()
    total = len(run("find").lines)
    assert lines[0].startswith(f"{total} viewings match")
    assert lines[-1] == f"  and {total - 20} viewings more"
    assert len(lines) == 22


def test_a_number_beyond_the_candidates_is_bad_input(run: Run, sampled: Places) -> None:
    done = run("show", "title:stalker", "--number", "4")
    assert (done.status, done.out) == (2, "")
    assert done.err == "There is no number 4: 3 viewings match.\n"


def test_nothing_to_show_is_bad_input_and_nothing_found_is_not(run: Run, sampled: Places) -> None:
    assert run("show").status == 2
    assert len(run("show").err.splitlines()) == 1
    assert run("show", "rating:").status == 2
    done = run("show", "figis")
    assert (done.status, done.out) == (1, "")
    assert "Mike Figgis" in done.err


def test_nobody_is_asked_even_at_a_terminal(run: Run, sampled: Places) -> None:
    done = run("show", "title:stalker", answer="1\n", seen=True)
    assert (done.status, done.out) == (2, "")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_on_a_terminal_it_is_drawn_within_its_width(
    run: Run, sampled: Places, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "dumb")
    done = run("show", "title:pig", seen=True)
    assert done.lines[0].startswith("Pig  2021  ★★★★")
    assert max(map(len, done.lines)) <= width
    assert "Performances" in done.out


def test_a_whole_title_means_that_film_whatever_else_the_words_are_found_in(run: Run, places: Places) -> None:
    journal = open_at(places)
    for title, original, day in (
        ("Pig", "", "2026-01-01"),
        ("Pig", "", "2026-01-02"),
        ("Léon: The Professional", "Léon", "2026-01-03"),
        ("Babe: Pig in the City", "", "2026-01-04"),
        ("(500) Days of Summer", "", "2026-01-05"),
    ):
        journal.log(film(title, year=2021, original_title=original), viewing(day, review="A pig, and a leon."))
    journal.save()
    candidates = run("show", "PIG").err.splitlines()[1:]
    assert len(candidates) == 2
    assert all("Pig (2021)" in line for line in candidates)
    assert run("show", "pig", "--number", "2").lines[2] == "Watched: 1 January 2026"
    assert run("show", "pig", "--number", "3").status == 2
    assert run("show", "leon").lines[0] == "Title: Léon: The Professional"
    assert run("show", "babe: pig in the city").lines[0] == "Title: Babe: Pig in the City"
    assert run("show", "(500)", "days", "of", "summer").lines[0] == "Title: (500) Days of Summer"
    assert run("show", "").status == 2
