import io
import os
import re
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from builders import film, viewing
from filmjournal.cli.pager import Paged, paging
from filmjournal.journal.places import Places
from real_terminal import RealTerminal, in_terminal
from shell_runs import Terminal, open_at

LINES = 100

STUB = """
import os, sys
print("PAGED", os.environ.get("LESS"))
sys.stdout.flush()
for line in sys.stdin:
    print(line, end="")
print("LEFT")
"""


@pytest.fixture
def many(places: Places) -> Places:
    """Return the places of a journal that is taller than a terminal, with one review that is too."""
    journal = open_at(places)
    films = [(film(f"Film {number}"), viewing("2026-11-20", review="Short.")) for number in range(LINES)]
    long = film("Sátántangó", year=1994), viewing("2026-11-21", review="word " * 9000)
    journal.log_all([*films, long], "Logged more than a terminal shows")
    journal.save()
    return places


@pytest.fixture
def stub(tmp_path: Path) -> str:
    """Return the command of a pager that shows where it begins and ends."""
    path = tmp_path / "pager.py"
    path.write_text(STUB, encoding="utf-8")
    return f"{sys.executable} {path}"


def _seen(places: Places, *arguments: str, **named: str) -> tuple[int, str]:
    """Run a verb in a real terminal, and return its status and what is seen."""
    own = {"TERM": "xterm-256color", "FILMJOURNAL": str(places.journal), "HOME": str(places.state), **named}
    kept = {
        name: text for name, text in os.environ.items() if name not in {"PAGER", "LESS", "NO_COLOR", "COLUMNS", "LINES"}
    }
    command = [sys.executable, "-m", "filmjournal", *arguments]
    return in_terminal(command, {**kept, "XDG_STATE_HOME": str(places.state), **own}, [])


@pytest.mark.parametrize(
    ("arguments", "words", "films"),
    [
        (["find"], 0, LINES),
        (["find", "--plain"], 0, LINES),
        (["find", "--json"], 9000, LINES),
        (["show", "sátántangó"], 9000, 0),
    ],
)
def test_what_is_taller_than_the_terminal_goes_through_the_pager(
    many: Places, stub: str, arguments: list[str], words: int, films: int
) -> None:
    status, seen = _seen(many, *arguments, PAGER=stub)
    assert status == 0
    assert seen.startswith("PAGED FRX")
    assert seen.count("PAGED") == seen.count("LEFT") == 1
    assert (len(re.findall(r"\bword\b", seen)), len(re.findall(r"Film \d", seen))) == (words, films)


def test_what_fits_on_the_terminal_does_not(many: Places, stub: str) -> None:
    for arguments in (["find", "--limit", "20"], ["find", "--ids", "--limit", "34"], ["path"]):
        status, seen = _seen(many, *arguments, PAGER=stub)
        assert (arguments, status, "PAGED" in seen) == (arguments, 0, False)


def test_the_rest_is_reported_when_the_pager_is_left_and_colours_stay(many: Places, stub: str) -> None:
    _, seen = _seen(many, "find", FILMJOURNAL_PAGER=stub, PAGER="cat")
    assert "\x1b[2m" in seen
    assert seen.index("LEFT") < seen.index("101 viewings")


@pytest.mark.parametrize("named", [{"PAGER": "cat"}, {"PAGER": ""}, {"PAGER": "{stub}", "TERM": "dumb"}])
def test_nobody_gets_a_pager_who_wants_none(many: Places, stub: str, named: dict[str, str]) -> None:
    status, seen = _seen(many, "find", "--ids", **{name: text.format(stub=stub) for name, text in named.items()})
    assert (status, len(seen.splitlines())) == (0, LINES + 1)
    status, seen = _seen(many, "find", "--ids", "--no-pager", PAGER=stub)
    assert (status, len(seen.splitlines())) == (0, LINES + 1)


def test_what_the_pager_is_reported_by_its_reader_stands(many: Places, stub: str) -> None:
    assert _seen(many, "find", PAGER=stub, LESS="-S")[1].startswith("PAGED -S")


@pytest.mark.parametrize("command", ["no-such-pager -x", "'half"])
def test_a_pager_that_cannot_be_run_is_reported_after_everything(many: Places, command: str) -> None:
    status, seen = _seen(many, "find", "--plain", PAGER=command)
    *lines, last = seen.splitlines()
    assert (status, len(lines)) == (0, LINES + 1)
    assert last.startswith(f"The pager {command} cannot be run: n")


def test_a_pager_that_is_left_early_is_no_trouble(many: Places) -> None:
    status, seen = _seen(many, "find", PAGER="head -n 2")
    assert status == 0
    assert seen.splitlines()[2:] == ["101 viewings · 101 films"]


def test_ctrl_c_in_the_pager_is_for_the_pager(many: Places, tmp_path: Path) -> None:
    path = tmp_path / "patient.py"
    path.write_text(
        "import sys, time\n"
        "try:\n    sys.stdin.read()\n    print('READ', flush=True)\n"
        "    while True:\n        time.sleep(0.01)  # a read that has just begun would not hear of it\n"
        "except KeyboardInterrupt:\n    print('INTERRUPTED')\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "TERM": "xterm", "FILMJOURNAL": str(many.journal), "PAGER": f"{sys.executable} {path}"}
    with RealTerminal([sys.executable, "-m", "filmjournal", "find"], environment) as terminal:
        terminal.until_drawn("READ")
        terminal.type(b"\x03")
        assert terminal.ended() == 0
        assert "INTERRUPTED" in terminal.drawn
        assert "Traceback" not in terminal.drawn


def test_without_a_terminal_there_is_no_pager() -> None:
    out, err = io.StringIO(), io.StringIO()
    with paging(Namespace(no_pager=False), out, err, {"PAGER": "less"}) as streams:
        assert streams == (out, err)
    with paging(Namespace(), Terminal(), err, {"PAGER": "less"}) as (stdout, _):
        assert type(stdout) is Terminal  # a verb that puts little is asked for nothing


def test_a_question_is_seen_after_what_was_put_before_it() -> None:
    out = Terminal()
    paged = Paged(out, out, None, {})
    beside = paged.beside
    assert beside is not None
    paged.write("One line\n")
    beside.write("Sure? ")
    assert out.getvalue() == ""
    beside.flush()
    assert out.getvalue() == "One line\nSure? "
    beside.write("Good.")
    paged.end()
    assert out.getvalue() == "One line\nSure? Good."
