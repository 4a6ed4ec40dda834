"""A review as it is published comes in by one command and one question, and goes out as it came in."""

import os
from pathlib import Path

import pytest

from filmjournal.journal.places import Places
from filmjournal.model.film import Role
from filmjournal.model.viewing import Entry
from published import ELEMENTS, ESSAY, HEADLINE, LEAD, SHAPES, UNTITLED, VERDICT
from shell_runs import Run, open_at


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "review.md"
    path.write_text(UNTITLED, "utf-8")
    return path


def only(places: Places) -> Entry:
    (entry,) = open_at(places).entries
    return entry


def test_one_question_says_which_film_and_nothing_is_lost(
    run: Run, places: Places, article: Path, tmp_path: Path
) -> None:
    ended = run("import", str(article), answer="1\n")
    assert ended.status == 0
    assert "Which film is review.md about?" in ended.err
    assert "  1  Leaving Las Vegas (1995) · Mike Figgis · in the catalogue" in ended.err
    assert "[y/N]" not in ended.err
    entry = only(places)
    assert (entry.film.title, entry.film.year, entry.viewing.headline) == ("Leaving Las Vegas", 1995, HEADLINE)
    assert "Ben Sanderson" in [credit.character for credit in entry.film.credited(Role.ACTOR)]
    assert entry.viewing.review == f"{ESSAY}\n\n{LEAD}"
    assert [(each.name, each.text) for each in entry.viewing.breakdown] == [*ELEMENTS, ("Verdict", VERDICT)]
    shown = run("show", "leaving").out
    assert all(part in shown for part in (HEADLINE, *ESSAY.split("\n"), LEAD, *sum(ELEMENTS, ()), VERDICT))
    assert "|---" not in shown
    target = tmp_path / "out.md"
    assert run("export", "--to", "article", "-o", str(target)).status == 0
    assert target.read_text("utf-8") == UNTITLED
    assert "Nothing is new" in run("import", str(article), "--film", "leaving las vegas", "--yes").err
    assert run("undo").status == 0
    assert open_at(places).entries == ()


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_goes_out_as_it_came_in(run: Run, places: Places, tmp_path: Path, name: str) -> None:
    path, target = tmp_path / name, tmp_path / "out.md"
    path.write_bytes(SHAPES[name].encode())
    assert run("import", str(path), "--yes").status == 0
    assert (only(places).film.title, only(places).viewing.headline) == ("Leaving Las Vegas", HEADLINE)
    assert run("export", "--to", "article", "-o", str(target)).status == 0
    assert target.read_bytes().decode() == SHAPES[name]


def test_without_a_terminal_one_sentence_says_what_to_add(run: Run, places: Places, article: Path) -> None:
    for arguments in (("--yes",), ("--dry-run",), ()):
        ended = run("import", str(article), *arguments)
        assert (ended.status, ended.out, len(ended.err.splitlines())) == (2, "", 1)
        assert "Nothing in review.md says which film it is about: add --film TITLE, such as" in ended.err
        assert "--film 'Leaving Las Vegas (1995)'" in ended.err
    assert not places.journal.exists()


def test_another_title_may_be_typed_and_several_films_of_it_are_asked_about(
    run: Run, places: Places, article: Path
) -> None:
    ended = run("import", str(article), answer="Solaris\n1\n")
    assert ended.err.count("Which film is review.md about?") == 2
    assert only(places).film.title == "Solaris"
    assert run("import", str(article), answer="\n").status == 1
    ended = run("import", str(article), "--film", "My own film", "--yes")
    assert {entry.film.title for entry in open_at(places).entries} == {"Solaris", "My own film"}


def test_a_film_of_the_journal_is_known_by_its_title_and_gets_the_review(
    run: Run, places: Places, tmp_path: Path
) -> None:
    run("log", "Zeppelins at Dawn", "4", "--year", "2019", "--no-lookup")
    path = tmp_path / "any.txt"
    path.write_text(f"Zeppelins at Dawn\n\nSlow, and not\n\n{ESSAY}\n", "utf-8")
    assert run("import", str(path), "--yes").status == 0
    entry = only(places)
    assert (entry.viewing.rating, entry.viewing.headline, entry.viewing.review) == (8, "Slow, and not", ESSAY)


def test_a_film_is_said_of_one_review_alone(run: Run, places: Places, article: Path, tmp_path: Path) -> None:
    ratings = tmp_path / "ratings.csv"
    ratings.write_text("Const,Your Rating,Date Rated,Title,Title Type,Year\ntt1,9,2026-11-20,Pig,Movie,2021\n", "utf-8")
    for paths in ((str(ratings),), (str(tmp_path),)):
        ended = run("import", *paths, "--film", "Pig", "--yes")
        assert (ended.status, "--film goes with one review" in ended.err) == (2, True)
    piped = run("import", "-", "--yes", given='[{"x": 1}]')
    assert (piped.status, "This text is no review." in piped.err) == (2, True)
    note = tmp_path / "note.md"
    note.write_text("---\nrating: 4\n---\n\nWet.\n", "utf-8")
    assert run("import", str(note), "--film", "Pig (2021)", "--yes").status == 0
    assert (only(places).film.title, only(places).film.year, only(places).viewing.rating) == ("Pig", 2021, 8)


def test_the_first_line_may_be_the_title_of_a_film_that_nobody_knows(
    run: Run, places: Places, article: Path, tmp_path: Path
) -> None:
    ended = run("import", str(article), answer="2\n")
    assert f"  2  {HEADLINE}, a film that is new" in ended.err
    assert only(places).film.title == HEADLINE
    home = tmp_path / "home.md"
    home.write_text("# Zeppelins over the Garden\n\nDirector: Ana Quux\n\nWe laughed.\n", "utf-8")
    assert run("import", str(home), "--yes").status == 0
    assert "Zeppelins over the Garden" in {entry.film.title for entry in open_at(places).entries}


def test_people_above_the_essay_dont_make_its_headline_the_title(run: Run, places: Places, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text(UNTITLED.replace("\n\n", "\n\nStarring Nicolas Cage as Ben Sanderson\n\n", 1), "utf-8")
    assert "--film 'Leaving Las Vegas (1995)'" in run("import", str(path), "--yes").err
    assert run("import", str(path), "--film", "Leaving Las Vegas (1995)", "--yes").status == 0
    assert only(places).viewing.headline == HEADLINE
    (cage,) = [each for each in only(places).film.credits if each.name == "Nicolas Cage"]
    assert cage.character == "Ben Sanderson"


def test_the_name_of_the_file_says_which_film_where_it_can_be_meant(run: Run, places: Places, tmp_path: Path) -> None:
    for name, status in (("a.md", 2), ("review.md", 2), ("leaving-las-vegas.md", 0)):
        (tmp_path / name).write_text(f"{UNTITLED}\nRating: 4.5/5\n", "utf-8")
        assert run("import", str(tmp_path / name), "--yes").status == status
    entry = only(places)
    assert (entry.film.title, entry.viewing.headline, entry.viewing.rating) == ("Leaving Las Vegas", HEADLINE, 9)


def test_two_reviews_in_files_of_one_name_are_two(run: Run, places: Places, article: Path) -> None:
    run("import", str(article), "--film", "Leaving Las Vegas (1995)", "--yes")
    article.write_text("# The pig is gone\n\nAnd so is he.\n", "utf-8")
    ended = run("import", str(article), "--film", "Pig (2021)", "--yes")
    assert "gone" not in ended.out
    assert {entry.film.title for entry in open_at(places).entries} == {"Leaving Las Vegas", "Pig"}


def test_a_review_comes_from_standard_input_and_from_the_clipboard(
    run: Run, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("import", "-", "--yes", given=SHAPES["plain.txt"]).status == 0
    assert only(places).viewing.headline == HEADLINE
    monkeypatch.setenv("PATH", str(tmp_path))
    ended = run("import", "--clipboard", "--yes")
    assert (ended.status, "can't be read here" in ended.err) == (2, True)
    program = tmp_path / "xclip"
    program.write_text(
        "#!/bin/sh\nprintf 'Pig (2021)\\n\\nWithout a truffle\\n\\nHe walks into the town to ask for her.'\n"
    )
    program.chmod(0o755)
    assert run("import", "--clipboard", "--yes").status == 0
    assert "Without a truffle" in [entry.viewing.headline for entry in open_at(places).entries]
    assert os.environ["PATH"] == str(tmp_path)


@pytest.mark.parametrize("text", ["Pig\nStalker\n", "Name;Seen\nPig;2021\n"])
def test_a_text_that_is_no_review_is_refused(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "films.txt"
    path.write_text(text, "utf-8")
    assert run("import", str(path), "--yes").status == 2


def test_an_actor_may_be_logged_as_a_character(run: Run, places: Places) -> None:
    run("log", "Pig", "--year", "2021", "--actor", "Nicolas Cage as Rob", "--no-lookup")
    (credit,) = only(places).film.credits
    assert (credit.name, credit.character) == ("Nicolas Cage", "Rob")
