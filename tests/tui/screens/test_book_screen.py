"""A book from the app."""

from pathlib import Path

import pytest
from textual.widgets import Static

from epubs import faults_of
from filmjournal.tui.screens.book import BookScreen
from terminal import OpenApp


async def test_a_book_is_made_of_what_is_listed(
    open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    path = tmp_path / "films.epub"
    async with open_app() as terminal:
        await terminal.press("B")
        screen = await terminal.on(BookScreen)
        await terminal.press("down", "enter")
        await terminal.diary()
        await terminal.until_told(f"Wrote {path}: ")
        assert faults_of(path.read_bytes()) == []
        before = path.stat().st_ino
        await terminal.press("B")
        screen = await terminal.on(BookScreen)
        await terminal.press("enter")
        await terminal.until(lambda: "exists already" in str(screen.query_one("#hint", Static).render()), "it is asked")
        await terminal.press("enter")
        await terminal.diary()
        assert path.stat().st_ino != before
        await terminal.press("B")
        screen = await terminal.on(BookScreen)
        await terminal.press(*".pdf", "enter")
        await terminal.until(
            lambda: "ends with none" in str(screen.query_one("#hint", Static).render()), "it is refused"
        )
        await terminal.press("escape")
        await terminal.diary()
        await terminal.press("slash", *"no:review", "enter", "B")
        await terminal.until_told("there is no book to make of them")
