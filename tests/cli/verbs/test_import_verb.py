import json
import zipfile
from pathlib import Path

import pytest

from builders import film, viewing
from filmjournal.cli.verbs import import_
from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places
from shell_runs import Run, open_at

DIARY = """\
Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2024-01-02,Stalker,1979,https://boxd.it/aaa1,4.5,,"35mm, festival",2024-01-01
2024-02-03,[REC]²,2009,https://boxd.it/aaa2,3,,,2024-02-02
2024-03-13,東京物語,1953,https://boxd.it/aaa4,5,,,2099-03-02
"""

REVIEWS = """\
Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date
2024-01-02,Stalker,1979,https://boxd.it/aaa1,4.5,,"Wet, <b>slow</b>.

And endless.","35mm, festival",2024-01-01
"""

WATCHLIST = "Date,Name,Year,Letterboxd URI\n2024-05-01,Ran,1985,https://boxd.it/fff1\n"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "letterboxd-somebody"
    folder.mkdir()
    for name, text in (("diary", DIARY), ("reviews", REVIEWS), ("watchlist", WATCHLIST)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def titles(journal: Journal) -> list[str]:
    return sorted(entry.film.title for entry in journal.entries)


def test_a_dry_run_tells_every_row_and_changes_nothing(run: Run, places: Places, export: Path) -> None:
    ended = run("import", str(export), "--dry-run")
    assert ended.status == 0
    rows = [line.split("\t") for line in ended.lines]
    assert ["new", "viewing", "Stalker (1979)", "watched 1 Jan 2024, ★★★★½", "diary.csv, row 1"] in rows
    assert rows[0][:3] == ["in part", "row", "東京物語"]
    assert "imported without its date" in rows[0][3]
    assert ended.err == (
        "Letterboxd would add: 4 new films, 3 new viewings and 1 new watchlist item. 4 of 4 films get their people. "
        "Nothing was changed.\n"
    )
    assert not places.journal.exists()


def test_what_is_logged_while_it_is_asked_is_not_doubled(
    run: Run, places: Places, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def agreeing(*_: object) -> bool:
        run("log", "Stalker", "3", "--year", "1979", "-d", "2024-01-01")
        return True

    monkeypatch.setattr(import_, "_is_wanted", agreeing)
    ended = run("import", str(export), answer="")
    assert "1 viewing in conflict" in ended.err
    (stalker,) = (entry for entry in open_at(places).entries if entry.film.title == "Stalker")
    assert stalker.viewing.rating == 6


def test_it_comes_in_once_and_the_second_time_nothing_is_new(run: Run, places: Places, export: Path) -> None:
    ended = run("import", str(export), "--yes")
    assert ended.status == 0
    assert ended.err.endswith("`filmjournal undo` undoes it.\n")
    assert titles(open_at(places)) == ["Stalker", "[REC]²", "東京物語"]
    assert [wished.film.title for wished in open_at(places).watchlist] == ["Ran"]
    before = places.journal.read_bytes()
    again = run("import", str(export), "--yes")
    assert (again.status, again.err) == (0, "Nothing is new: everything from Letterboxd is in the journal.\n")
    assert places.journal.read_bytes() == before


def test_undo_takes_it_back(run: Run, places: Places, export: Path) -> None:
    run("import", str(export), "--yes")
    assert run("undo").err == "Undone: imported from Letterboxd.\n"
    assert (open_at(places).entries, open_at(places).watchlist) == ((), ())
    assert run("import", str(export), "--yes").status == 0
    assert len(open_at(places).entries) == 3


def test_without_a_terminal_it_must_be_asked_to(run: Run, places: Places, export: Path) -> None:
    ended = run("import", str(export))
    assert ended.status == 2
    assert ended.err.startswith("Nothing was changed. To import 4 new films, 3 new viewings and")
    assert not places.journal.exists()


@pytest.mark.parametrize(("answer", "is_brought"), [("y\n", True), ("n\n", False), ("", False)])
def test_on_a_terminal_it_asks(run: Run, places: Places, export: Path, answer: str, is_brought: bool) -> None:
    ended = run("import", str(export), answer=answer, seen=True)
    assert ended.status == (0 if is_brought else 1)
    assert "Import 4 new films, 3 new viewings and 1 new watchlist item from Letterboxd? [y/N]" in ended.err
    assert "in part" in ended.out
    assert "[REC]² (2009)" in ended.out
    assert places.journal.exists() == is_brought


@pytest.mark.parametrize("columns", [80, 120])
def test_a_long_title_leaves_room_for_what_is_stated(
    run: Run, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    title = "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb"
    rows = [DIARY.splitlines()[0], f"2024-03-16,{title},1964,https://boxd.it/aaa7,5,,,2024-03-16"]
    (tmp_path / "diary.csv").write_text("\n".join(rows), encoding="utf-8")
    (line,) = [
        line for line in run("import", str(tmp_path / "diary.csv"), "--dry-run", seen=True).lines if "Dr." in line
    ]
    assert "Dr. Strangelove" in line
    assert "watched 16 Mar" in line
    assert "diary.csv, row 1" in line


@pytest.mark.parametrize(
    ("answer", "entries", "films"),
    [("1\ny\n", 4, 3), ("2\ny\n", 4, 3), ("9\n2\ny\n", 4, 3), ("3\ny\n", 4, 4), ("\ny\n", 3, 3)],
)
def test_a_doubt_is_settled_by_its_number(
    run: Run, places: Places, tmp_path: Path, answer: str, entries: int, films: int
) -> None:
    journal = open_at(places)
    for year in (1972, 2002):
        journal.log(film("Stalker", id=f"stalker-{year}", year=None), viewing(str(year)))
    journal.save()
    (tmp_path / "diary.csv").write_text("\n".join(DIARY.splitlines()[:3]), encoding="utf-8")
    ended = run("import", str(tmp_path / "diary.csv"), answer=answer)
    assert "Which film is Stalker (1979)?" in ended.err
    assert ended.status == 0
    seen = [entry.film.id for entry in open_at(places).entries]
    assert (len(seen), len(set(seen))) == (entries, films)


def test_what_is_in_doubt_stays_out_where_nobody_is_asked(run: Run, places: Places, export: Path) -> None:
    journal = open_at(places)
    for year in (1972, 2002):
        journal.log(film("Stalker", id=f"stalker-{year}", year=None), viewing(str(year)))
    journal.save()
    ended = run("import", str(export), "--yes")
    assert ended.lines[0].startswith("ambiguous\tfilm\tStalker (1979)")
    assert "1 film with an ambiguous match stayed out" in ended.err
    assert len(open_at(places).entries) == 4


def test_the_plan_goes_out_as_json(run: Run, export: Path) -> None:
    stated = json.loads(run("import", str(export), "--dry-run", "--json").out)
    assert stated["counts"]["new"] == {"film": 4, "viewing": 3, "wish": 1}
    (bad,) = (step for step in stated["steps"] if step["kind"] == "in part")
    assert (bad["file"], bad["row"], bad["cells"]["Name"]) == ("diary.csv", 3, "東京物語")


def test_several_files_of_one_service_are_one_export(run: Run, places: Places, export: Path) -> None:
    assert run("import", str(export / "diary.csv"), str(export / "reviews.csv"), "--yes").status == 0
    (stalker,) = (entry for entry in open_at(places).entries if entry.film.title == "Stalker")
    assert stalker.viewing.review == "Wet, **slow**.\n\nAnd endless."


def test_a_table_of_nobodys_comes_in_by_its_columns(run: Run, places: Places, tmp_path: Path) -> None:
    path = tmp_path / "films.csv"
    path.write_text("Film;Seen;Score\nStalker;1998-03-14;9\n", encoding="utf-8")
    ended = run("import", str(path))
    assert ended.status == 2
    assert "Its columns are Film, Seen and Score." in ended.err
    assert "--map 'Film=title' --map 'Seen=watched'" in ended.err
    ended = run(
        "import",
        str(path),
        "--map",
        "Film=title",
        "--map",
        "Seen=watched",
        "--map",
        "Score=rating",
        "--scale",
        "10",
        "--yes",
    )
    assert ended.status == 0
    (entry,) = open_at(places).entries
    assert (entry.film.title, entry.viewing.watched, entry.viewing.rating) == ("Stalker", "1998-03-14", 9)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["nothing"], "There is no"),
        (["{export}", "--service", "Blockbuster"], "There is no importer for “Blockbuster”."),
        (["{export}", "--map", "Film"], "“Film” doesn't say what a column holds"),
        (["{export}", "--map", "Film=titel"], "There is no “titel”"),
        (["{export}", "--map", "Film=title", "--service", "IMDb"], "leave --service out"),
        (["{export}", "--scale", "10"], "--scale goes with other services"),
        (["{note}", "--dates", "year-first"], "Dates are read day-first or month-first, and not “year-first”"),
        (["{note}", "--scale", "7"], "Ratings go up to 5, 10 or 100"),
        (["{export}", "--map", "Film=title", "--scale", "7"], "Ratings go up to 5, 10 or 100"),
        (["{other}"], "isn't an export of any service or program that filmjournal knows"),
        (["{json}"], "isn't an export of any service or program that filmjournal knows"),
        (["{zeros}"], "contains only zeros: it was damaged on the disk. Export it again."),
        (["{journal}"], "is a journal: `filmjournal merge"),
        (["{imdb}", "--deleted"], "these files are from IMDb"),
    ],
)
def test_what_cannot_be_read_is_reported_in_a_sentence(
    run: Run, places: Places, export: Path, tmp_path: Path, options: list[str], sentence: str
) -> None:
    (tmp_path / "other.txt").write_text("Nothing of the kind.\n", encoding="utf-8")
    imdb = tmp_path / "ratings.csv"
    imdb.write_text(
        "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,"
        "Num Votes,Release Date,Directors\ntt0079944,9,2024-01-01,Stalker,Stalker,https://www.imdb.com/title/tt0079944,"
        "Movie,8.1,162,1979,Drama,140000,1979-05-25,Andrei Tarkovsky\n",
        encoding="utf-8",
    )
    (tmp_path / "other.json").write_text('{"a": 1, "b": 2}', encoding="utf-8")
    (tmp_path / "j.json").write_text('{\n  "films": {},\n  "viewings": {}\n}\n', encoding="utf-8")
    (tmp_path / "Pig (2021).md").write_text("Rating: 4\n", encoding="utf-8")
    named = {"export": export, "other": tmp_path / "other.txt", "imdb": imdb, "note": tmp_path / "Pig (2021).md"}
    (tmp_path / "zeros.csv").write_bytes(bytes(640))
    named |= {"zeros": tmp_path / "zeros.csv"}
    named |= {"json": tmp_path / "other.json", "journal": tmp_path / "j.json"}
    ended = run("import", *(option.format(**named) for option in options), "--yes")
    assert ended.status == 2
    assert sentence in ended.err
    assert not places.journal.exists()


def test_of_a_hostile_zip_the_good_rest_comes_in_and_nothing_is_written_outside(
    run: Run, places: Places, export: Path, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    with zipfile.ZipFile(tmp_path / "dots.zip", "w") as archive:
        archive.writestr("../evil.csv", "Date,Name\n")
        archive.write(export / "diary.csv", "Diary.CSV")
    ended = run("import", str(tmp_path / "dots.zip"), "--dry-run")
    assert ended.status == 0
    assert "../evil.csv in dots.zip points outside of it: it was not read." in ended.err
    assert "3 new viewings" in ended.err
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "dots.zip"])


def test_a_journal_that_cannot_be_read_is_left_alone(run: Run, places: Places, export: Path) -> None:
    places.journal.write_text("no journal", encoding="utf-8")
    assert run("import", str(export), "--yes").status == 3
    assert places.journal.read_text(encoding="utf-8") == "no journal"


@pytest.mark.parametrize(
    ("at", "stated"),
    [
        ("filmjournal.transfer.imports.plan", "Nothing was changed."),
        ("filmjournal.journal.journal.Journal.save", "It may have been imported: `filmjournal undo` undoes it."),
    ],
)
def test_ctrl_c_leaves_the_journal_as_it_was(
    run: Run, places: Places, export: Path, monkeypatch: pytest.MonkeyPatch, at: str, stated: str
) -> None:
    run("log", "Ran", "5")
    before = places.journal.read_bytes()

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(at, interrupted)
    ended = run("import", str(export), "--yes")
    assert (ended.status, ended.err.splitlines()[-1]) == (130, stated)
    assert places.journal.read_bytes() == before


def test_long_work_shows_its_progress_on_a_terminal(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_, "_LONG", 10_000)  # bytes: what takes long here takes seconds elsewhere
    rows = [f"2024-01-02,Film {number},1979,https://boxd.it/{number:x},4.5,,,2024-01-01" for number in range(300)]
    path = tmp_path / "diary.csv"
    path.write_text("\n".join((DIARY.splitlines()[0], *rows)), encoding="utf-8")
    watched, unwatched = run("import", str(path), "--dry-run", answer=""), run("import", str(path), "--dry-run")
    assert "Comparing" in watched.err
    assert "Comparing" not in unwatched.err


RATINGS = "Date,Name,Year,Letterboxd URI,Rating\n2024-01-02,Heat,1995,https://boxd.it/h,4\n"


def test_rows_that_are_left_out_are_counted_in_the_summary_and_end_with_1(run: Run, export: Path) -> None:
    (export / "ratings.csv").write_text(RATINGS, "utf-8")
    (export / "newRatings.csv").write_text(f"{RATINGS}2024-01-02,Jaws,1975,https://boxd.it/j,4\n", "utf-8")
    ended = run("import", str(export), "--yes")
    assert ended.status == 1
    assert "1 row was left out, in newRatings.csv. Imported from Letterboxd: " in ended.err
    again = run("import", str(export), "--yes")
    assert again.status == 1
    assert "1 row was left out, in newRatings.csv.\nNothing is new: everything else from Letterboxd" in again.err


def test_notes_about_other_things_are_counted_and_end_with_0(run: Run, tmp_path: Path) -> None:
    for name, text in (("Ran (1985)", "Red."), ("Novel", "Tags: fiction"), ("Shopping", "- milk")):
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    ended = run("import", *(str(path) for path in sorted(tmp_path.glob("*.md"))), "--yes")
    assert ended.status == 0
    assert (
        "Imported from Markdown: 1 new film and 1 new viewing. 2 files are about no film, and stayed out." in ended.err
    )


def test_a_second_file_that_says_the_same_is_told_and_ends_with_0(run: Run, export: Path) -> None:
    for name in ("ratings.csv", "newRatings.csv"):
        (export / name).write_text(RATINGS, "utf-8")
    ended = run("import", str(export), "--yes")
    assert ended.status == 0
    assert "newRatings.csv was left out: everything in it is in ratings.csv." in ended.err


def test_films_get_their_people_in_the_same_change_unless_it_is_told_not_to(
    run: Run, places: Places, export: Path
) -> None:
    assert "4 of 4 films get their people.\n" in run("import", str(export), answer="n\n").err
    ended = run("import", str(export), "--yes", "--no-lookup")
    assert "people" not in ended.err
    assert run("find", "director:tarkovsky").status == 1
    run("undo")
    ended = run("import", str(export), "--yes")
    assert "4 of 4 films got their people. `filmjournal undo`" in ended.err
    assert "Stalker" in run("find", "director:tarkovsky").out
    before = places.journal.read_bytes()
    assert run("import", str(export), "--yes").status == 0
    assert places.journal.read_bytes() == before, "a second import changes nothing"
    run("undo")
    assert run("find", "stalker").status == 1, "one undo takes back the films with their people"


def test_programs_are_told_how_many_films_get_their_people(run: Run, places: Places, export: Path) -> None:
    found = json.loads(run("import", str(export), "--dry-run", "--json").out)["lookup"]
    assert (found["films"], found["get their people"], found["nothing fits"]) == (4, 4, 0)
