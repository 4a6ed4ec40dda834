"""Somebody types a command in a real shell, presses tab and enter: what does the program get?"""

import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import actor, director, film, viewing
from filmjournal.cli.completion.scripts import SHELLS
from filmjournal.journal.places import Places
from real_terminal import RealTerminal
from shell_runs import open_at, run_verb

PROGRAM = """#!/bin/sh
case "$1" in __complete|completion) exec {python} -m filmjournal "$@";; esac
exec {python} -c 'import json, sys; print("<<" + json.dumps(sys.argv[1:]) + ">>")' "$@"
"""
"""Completes as the real one does, and otherwise tells what it was given."""

PROMPT = "[?]>"

COMMANDS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
BEGIN = {
    "bash": f"PS1='{PROMPT}'; set -H; eval \"$(filmjournal completion bash)\"",
    "zsh": f"PS1='{PROMPT}'; autoload -U compinit; compinit -D; eval \"$(filmjournal completion zsh)\"",
    "fish": f"function fish_prompt; echo -n '{PROMPT}'; end; filmjournal completion fish | source",
}

TYPED = [
    ("fin", ["find"]),
    ("find --limi", ["find", "--limit"]),
    ("trash res", ["trash", "restore"]),
    ("find directo", ["find", "director:"]),
    ("find director:mik", ["find", 'director:"Mike Figgis"']),
    ("find 'director:mik", ["find", 'director:"Mike Figgis"']),
    ('find "director:mik', ["find", 'director:"Mike Figgis"']),
    ('find director:"Mike Fi', ["find", 'director:"Mike Figgis"']),
    ("find director:Mike\\ Fi", ["find", 'director:"Mike Figgis"']),
    ("find cage -tag:hom", ["find", "cage", "-tag:home"]),
    ("find tag:home,hor", ["find", 'tag:home,"horror night"']),
    ("show leav", ["show", '"Leaving Las Vegas"']),
    ("find leaving la", ["find", "leaving", "Las Vegas"]),
    ("find L\\'av", ["find", "L'avventura"]),
    ("find don\\'", ["find", '"Don\'t Look Now"']),
    ("find rec", ["find", "[REC]²"]),
    ("find 東", ["find", "東京物語"]),
    ("find mamma", ["find", '"Mamma Mia!"']),
    ('find "mamma', ["find", '"Mamma Mia!"']),
    ("find 'mamma", ["find", '"Mamma Mia!"']),
    ("find danger", ["find", '"Danger $(touch x) `touch x` $HOME; touch x"']),
    ('find "danger', ["find", '"Danger $(touch x) `touch x` $HOME; touch x"']),
    ("find 'danger", ["find", '"Danger $(touch x) `touch x` $HOME; touch x"']),
    ("find touch_o", ["find", '"$(touch_one)"']),
    ("find touch_t", ["find", "`touch_two`"]),
    ("find caret", ["find", '"^caret =eq"']),
    ("find tilde", ["find", '"~tilde # | & < > * \\ {a,b}"']),
]
"""What is typed before tab and enter, and the words that the program gets then."""

TITLES = (
    "L'avventura", "[REC]²", "東京物語", "Mamma Mia!", "Don't Look Now", "Danger $(touch x) `touch x` $HOME; touch x",
    "$(touch_one)", "`touch_two`", "^caret =eq", "~tilde # | & < > * \\ {a,b}",
)  # fmt: skip


@pytest.fixture
def films(tmp_path: Path) -> Places:
    """Return the places of a journal with titles that shells stumble over."""
    state, config = tmp_path / "state" / "filmjournal", tmp_path / "config" / "filmjournal"
    places = Places.around(tmp_path / "journal.json", state, config)
    journal = open_at(places)
    people = (director("Mike Figgis"), actor("Nicolas Cage", "Ben Sanderson"))
    journal.log(film("Leaving Las Vegas", credits=people), viewing(tags=("home", "horror night")))
    for title in TITLES:
        journal.log(film(title), viewing())
    journal.save()
    return places


@pytest.fixture(params=list(SHELLS))
def shell(request: pytest.FixtureRequest, films: Places, tmp_path: Path) -> Iterator[RealTerminal]:
    """Return a shell that completes, in an empty folder, at its prompt."""
    name = request.param
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not here")
    programs, home, folder = tmp_path / "bin", tmp_path / "home", tmp_path / "folder"
    for each in (programs, home, folder):
        each.mkdir()
    (programs / "filmjournal").write_text(PROGRAM.format(python=shlex.quote(sys.executable)))
    (programs / "filmjournal").chmod(0o755)
    environment = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
        "FILMJOURNAL": str(films.journal),
        **{f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("STATE", "CONFIG", "DATA")},
    }
    with RealTerminal(COMMANDS[name], environment) as terminal:
        terminal.type(f"cd {shlex.quote(str(folder))}; {BEGIN[name]}; echo be''gun\r".encode())
        terminal.until(
            lambda: "begun" in terminal.drawn and PROMPT in terminal.drawn.rpartition("begun")[2], "it began"
        )
        yield terminal
    assert list(folder.iterdir()) == []


def given_after(typed: str, shell: RealTerminal) -> list[str]:
    """Type a command, tab and enter, and return the words that the program was given."""
    before = len(shell.drawn)
    shell.type(f"filmjournal {typed}\t\r".encode())
    stated = re.compile(rf"<<(\[.*\])>>.*{re.escape(PROMPT)}", re.DOTALL)
    shell.until(lambda: stated.search(shell.drawn, before) is not None, f"{typed} was completed and carried out")
    found = stated.search(shell.drawn, before)
    assert found is not None
    words: list[str] = json.loads(re.sub(r"\r?\n", "", found[1]))
    return words


def test_what_is_completed_reaches_the_program_as_it_is_meant(shell: RealTerminal) -> None:
    for typed, words in TYPED:
        given = given_after(typed, shell)
        assert [word.lower() for word in given] == [word.lower() for word in words], typed


def test_what_is_completed_finds_the_film(shell: RealTerminal, films: Places) -> None:
    ended = run_verb(films, *given_after("find director:mik", shell), "--plain")
    assert ended.status == 0
    assert "Leaving Las Vegas" in ended.out


@pytest.mark.parametrize("typed", ["find tag:ho", "find touch"])
def test_where_several_have_less_in_common_than_was_typed_the_line_stays(typed: str, shell: RealTerminal) -> None:
    given = given_after(typed, shell)
    assert given[1].startswith(typed.partition(" ")[2])
