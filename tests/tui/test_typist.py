"""Somebody types a query into 10,000 viewings, in a real terminal: no key is lost, slow or at once,
and each step of a slow one is shown."""

import os
import sys
from pathlib import Path

import pytest

from large_journal import LargeJournal
from real_terminal import RealTerminal

QUERY = "actor:cage director:figgis"

CLEAR = b"\x15"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the folders of the app are told by XDG variables")
def test_typing_into_ten_thousand_viewings_drops_no_key_and_shows_each_step(tmp_path: Path) -> None:
    journal = LargeJournal(10_000).write(tmp_path / "journal.json")
    folders = {name: str(tmp_path / name) for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    environment = {**os.environ, **folders, "TERM": "xterm-256color", "FILMJOURNAL": str(journal)}
    with RealTerminal([sys.executable, "-m", "filmjournal"], environment) as terminal:
        terminal.until_drawn("10,000 viewings")
        terminal.type(b"/")
        for end in range(1, len(QUERY) + 1):
            before = len(terminal.drawn)
            terminal.type(QUERY[end - 1].encode())
            terminal.until_drawn(f"{QUERY[:end]}\x1b", before)
        terminal.until_drawn("20 viewings · 10 films")
        before = len(terminal.drawn)
        terminal.type(CLEAR)
        terminal.until_drawn("10,000 viewings", before)
        before = len(terminal.drawn)
        terminal.type(QUERY.encode())
        terminal.until_drawn(f"{QUERY}\x1b", before)
        terminal.until_drawn("20 viewings · 10 films", before)
        before = len(terminal.drawn)
        terminal.type(b"\r")
        terminal.until_drawn("Rewatch", before)
        terminal.type(b"q")
        assert terminal.ended() == 0
    remembered = (tmp_path / "XDG_CONFIG_HOME" / "filmjournal" / "searches.json").read_text()
    assert QUERY in remembered
