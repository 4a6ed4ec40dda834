"""Bad input is one sentence and status 2, whatever the verb, and the journal stays as it is to the byte."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import SAMPLE
from filmjournal.cli.program import every_verb

BAD = {
    "log": [
        "log",
        "log Pig 9",
        "log a b c",
        "log Pig --year soon",
        "log Pig -d tomorrow",
        "log -",
        "log Pig --whom Ana",
    ],
    "find": ["find rating:", "find acter:cage", "find --limit 0", "find a --json --csv", "find --colour"],
    "show": ["show", "show rating:many", "show cage", "show --number x"],
    "edit": ["edit", "edit title:pig --rating 9", "edit title:pig", "edit title:pig --year then"],
    "edit-all": [
        "edit-all",
        "edit-all title:pig",
        "edit-all title:pig --tag a --untag b",
        "edit-all title:pig --rating 9 --yes",
        "edit-all title:pig --film colour:red --yes",
        "edit-all title:pig --untag nowhere --yes",
        "edit-all title:pig --tag a",
        "edit-all rating: --tag a --yes",
    ],
    "rate": ["rate", "rate title:pig", "rate title:pig -1", "rate title:pig nine"],
    "remove": ["remove", "remove title:pig", "remove cage --yes"],
    "undo": ["undo it"],
    "random": ["random rating:", "random --limit two"],
    "anthology": ["anthology", "anthology zzzz", "anthology review rating:x", "anthology review -o page.txt"],
    "today": ["today --limit -1", "today 2019", "today --window 181", "today --window -1", "today --tonight year:x"],
    "stats": ["stats rating:", "stats --year then", "stats --by colour", "stats --limit 0", "stats --json --csv"],
    "person": ["person", "person e", "person cage --role gaffer", "person cage --csv", "person nicolas cage -o x.txt"],
    "year": ["year then", "year 99999", "year -o year.txt", "year 2026 2025"],
    "compare": ["compare", "compare pig", "compare pig rating:", "compare year:1900.."],
    "path": ["path --json"],
    "help": ["help nonsense", "help serching", "help shell shell", "help --json"],
    "lists": [
        "lists nothing",
        "lists create",
        "lists add cage",
        "lists move cage pig 9",
        "lists remove cage stalker",
        "lists edit cage",
        "lists add nothing Pig",
        "lists create 'A city in every one'",
    ],
    "watchlist": ["watchlist rating:", "watchlist add", "watchlist remove", "watchlist add a b --year soon"],
    "people": [
        "people rating:",
        "people merge",
        "people merge cage nobody",
        "people merge cage cage",
        "people split cage other",
        "people split cage cage --role actor",
        "people split cage other --role producer",
        "people split cage other --films rating:",
        "people --limit 0",
    ],
    "films": ["films rating:", "films merge", "films merge pig nowhere", "films --limit 0", "films pig merge --merge"],
    "lookup": ["lookup rating:", "lookup --online", "lookup --yes --query a"],
    "catalogue": [
        "catalogue nonsense",
        "catalogue build",
        "catalogue build nowhere -o x",
        "catalogue build .",
        "catalogue build . --imdb . -o x",
        "catalogue update --since soon",
        "catalogue update --since 1700",
        "catalogue update --since 2020 --journal-films",
        "catalogue network sometimes",
        "catalogue join",
        "catalogue back",
    ],
    "export": [
        "export",
        "export --to pdf",
        "export --to markdown",
        "export --to json rating:",
        "export --to json -o .",
    ],
    "book": ["book", "book -o book.pdf", "book -o .", "book rating: -o book.epub", "book --by title -o book.epub"],
    "import": ["import", "import nowhere.zip", "import journal.json --service Nobody", "import journal.json --map a=b"],
    "manual": ["manual find"],
    "merge": ["merge nowhere.json", "merge --dry"],
    "backups": ["backups 3"],
    "restore": ["restore two", "restore 99"],
    "verify": ["verify --all"],
    "trash": ["trash restor x", "trash restore", "trash restore nothing", "trash --jso"],
    "drafts": ["drafts sho x", "drafts show", "drafts show nothing", "drafts discard nothing", "drafts restore new"],
    "completion": ["completion", "completion tcsh"],
}


def test_every_verb_is_here() -> None:
    assert set(BAD) == {verb.name for verb in every_verb()}


@pytest.mark.parametrize("line", [line for lines in BAD.values() for line in lines])
def test_bad_input_is_one_sentence_and_changes_nothing(line: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal.json"
    journal.write_bytes(SAMPLE.read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "filmjournal", *line.split()],
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path), "FILMJOURNAL": str(journal), "EDITOR": "", "VISUAL": ""},
        input="{" if line == "log -" else "",
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    first, *more = done.stderr.splitlines()
    assert first.rstrip()[-1] in ".:?"
    assert all(each.startswith(("  ", "Line ")) for each in more)
    assert journal.read_bytes() == SAMPLE.read_bytes()
