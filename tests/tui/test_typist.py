"""Somebody types a query into 10,000 viewings, in a real terminal: no key is lost, and each step is shown."""

import os
import sys
import time
from pathlib import Path

import pytest

from large_journal import LargeJournal
from real_terminal import RealTerminal

QUERY = "actor:cage director:figgis"

BETWEEN_KEYS = 0.12
"""Seconds between two keys of a typist who writes a hundred words a minute."""

TRIES = 4
"""How often it is typed at most until every step was seen: what else this machine does may hold up a picture or two."""

CLEAR = b"\x15"


def steps_seen(terminal: RealTerminal) -> list[str]:
    """Type the query and return its beginnings that were seen in the search line, each before the next key."""
    seen = []
    for end in range(1, len(QUERY) + 1):
        before = len(terminal.drawn)
        terminal.type(QUERY[end - 1].encode())
        due = time.monotonic() + BETWEEN_KEYS
        while time.monotonic() < due:
            terminal.read()
        if f"{QUERY[:end]}\x1b" in terminal.drawn[before:]:
            seen.append(QUERY[:end])
    return seen


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the folders of the app are told by XDG variables")
def test_typing_into_ten_thousand_viewings_drops_no_key_and_shows_each_step(tmp_path: Path) -> None:
    journal = LargeJournal(10_000).write(tmp_path / "journal.json")
    folders = {name: str(tmp_path / name) for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    environment = {**os.environ, **folders, "TERM": "xterm-256color", "FILMJOURNAL": str(journal)}
    with RealTerminal([sys.executable, "-m", "filmjournal"], environment) as terminal:
        terminal.until_drawn("10,000 viewings")
        terminal.type(b"/")
        for _ in range(TRIES):
            seen = steps_seen(terminal)
            terminal.until_drawn(f"{QUERY}\x1b")
            terminal.until_drawn("20 viewings · 10 films")
            if len(seen) == len(QUERY):
                break
            terminal.type(CLEAR)
            terminal.until_drawn("10,000 viewings", len(terminal.drawn))
        assert seen == [QUERY[:end] for end in range(1, len(QUERY) + 1)]
        before = len(terminal.drawn)
        terminal.type(b"\r")
        terminal.until_drawn("Rewatch", before)
        terminal.type(b"q")
        assert terminal.ended() == 0
    remembered = (tmp_path / "XDG_CONFIG_HOME" / "filmjournal" / "searches.json").read_text()
    assert QUERY in remembered
