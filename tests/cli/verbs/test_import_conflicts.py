"""What was edited here and there, as somebody at a shell settles it."""

from pathlib import Path

import pytest
from msgspec import structs

from filmjournal.journal.places import Places
from filmjournal.model.rating import Rating
from shell_runs import Ended, Run, open_at

HEAD = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date"
ROW = "2024-01-0{n},{title},1979,https://boxd.it/aaa{n},{stars},,{review},,2024-01-0{n}"
FILMS = ("Stalker", "Alien", "Tess")
LONG = "a film that begins in the same way for everybody who ever wrote a word about it"


def export(path: Path, stars: str, review: str) -> Path:
    rows = [ROW.format(n=n, title=title, stars=stars, review=review) for n, title in enumerate(FILMS, start=1)]
    path.write_text("\n".join((HEAD, *rows, "")), encoding="utf-8")
    return path


@pytest.fixture
def later(run: Run, places: Places, tmp_path: Path) -> Path:
    """Return a later export in which two reviews differ that were edited here, too."""
    run("import", str(export(tmp_path / "reviews.csv", "4", f"{LONG} then.")), "--yes")
    journal = open_at(places)
    for entry in journal.entries:
        if entry.film.title != "Tess":
            journal.revise(entry.film, structs.replace(entry.viewing, review=f"{LONG} here."))
    journal.save()
    return export(tmp_path / "reviews.csv", "3", f"{LONG} there.")


def reviews(places: Places) -> dict[str, str]:
    return {entry.film.title: entry.viewing.review.split()[-1] for entry in open_at(places).entries}


def ratings(places: Places) -> set[Rating | None]:
    return {entry.viewing.rating for entry in open_at(places).entries}


@pytest.mark.parametrize(
    ("answer", "stalker", "alien"),
    [
        ("m\nt\ny\n", "here.", "there."),
        ("x\nt\nm\ny\n", "there.", "here."),
        ("M\ny\n", "here.", "here."),
        ("T\ny\n", "there.", "there."),
        ("T\nn\n", "here.", "here."),
        ("", "here.", "here."),
    ],
)
def test_a_conflict_is_settled_on_a_terminal(
    run: Run, places: Places, later: Path, answer: str, stalker: str, alien: str
) -> None:
    ended = run("import", str(later), answer=answer)
    assert "Conflict 1 of 2: Stalker (1979), watched 1 Jan 2024" in ended.err
    assert "about it here." in ended.err, "what is the same at the beginning is not what is to be compared"
    assert "about it there." in ended.err
    is_brought = answer.endswith("y\n")
    assert ended.status == (0 if is_brought else 1)
    expected = {"Stalker": stalker, "Alien": alien, "Tess": "there." if is_brought else "then."}
    assert reviews(places) == expected
    again = run("import", str(later), "--yes").err
    assert ("Nothing is new" in again) == is_brought, "what is settled is not asked again"


def test_what_is_left_for_later_is_asked_again(run: Run, places: Places, later: Path) -> None:
    ended = run("import", str(later), answer="\n\ny\n")
    assert "2 conflicts are left for the next import." in ended.err
    assert reviews(places) == {"Stalker": "here.", "Alien": "here.", "Tess": "there."}
    assert ratings(places) == {Rating(8), Rating(6)}, "nothing of such a row comes in"
    again = run("import", str(later), answer="\n\n")
    assert (again.status, "has nothing new but what is undecided" in again.err) == (1, True)
    run("import", str(later), answer="T\ny\n")
    assert set(reviews(places).values()) == {"there."}


def stated(ended: Ended) -> str:
    return ended.err.splitlines()[-1]


def test_off_a_terminal_what_is_here_stays_and_it_is_said_how_to_take_the_other(
    run: Run, places: Places, later: Path
) -> None:
    ended = run("import", str(later), "--dry-run")
    assert "here.) stays, theirs is " in ended.out
    assert "2 conflicts: yours stays. --theirs takes theirs." in ended.err
    ended = run("import", str(later), "--yes")
    assert ended.status == 0
    assert stated(ended) == (
        "2 conflicts: yours stays. To take theirs, run `filmjournal undo`, then import again with --theirs."
    )
    assert reviews(places) == {"Stalker": "here.", "Alien": "here.", "Tess": "there."}
    assert run("undo").status == 0
    assert run("import", str(later), "--yes", "--theirs").status == 0
    assert set(reviews(places).values()) == {"there."}


def test_an_option_settles_every_conflict(run: Run, places: Places, later: Path) -> None:
    ended = run("import", str(later), "--mine", answer="y\n")
    assert ("Conflict 1" in ended.err, "--theirs" in ended.err) == (False, False)
    assert reviews(places)["Stalker"] == "here."
    with pytest.raises(SystemExit):
        run("import", str(later), "--mine", "--theirs")
