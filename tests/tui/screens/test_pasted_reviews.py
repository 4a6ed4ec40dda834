"""A review that is pasted into the app: one question, one key to import it."""

from pathlib import Path

import pytest
from textual import events

from filmjournal.tui.prompts import FilmPrompt
from filmjournal.tui.screens.choose_path import ChoosePathScreen
from filmjournal.tui.screens.import_films import ImportScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.path_line import PathInput
from published import HEADLINE, UNTITLED
from terminal import OpenApp, Terminal


async def asked(terminal: Terminal) -> ImportScreen:
    """Paste the review, and wait for the question which film it is about."""
    await terminal.press("I")
    window = await terminal.on(ChoosePathScreen)
    window.query_one(PathInput).post_message(events.Paste(UNTITLED))
    screen = await terminal.on(ImportScreen)
    await terminal.until(lambda: screen.preview is not None and screen.has_choices, "it is asked about")
    return screen


async def test_a_pasted_review_asks_which_film_and_is_read_back(open_app: OpenApp, session: Session) -> None:
    before = len(session.journal.entries)
    async with open_app() as terminal:
        screen = await asked(terminal)
        assert screen.preview is not None
        (row,) = screen.preview.rows
        assert row.choices[0].startswith("Leaving Las Vegas (1995) · Mike Figgis")
        assert row.choices[-1] == "Another film: type its title"
        await terminal.press(str(len(row.choices)))
        await terminal.on(FilmPrompt)
        await terminal.press("escape")
        await terminal.on(ImportScreen)
        await terminal.press("1")
        await terminal.until(lambda: bool(screen.preview and screen.preview.has_changes), "it is planned")
        await terminal.press("enter")
        await terminal.diary()
        await terminal.until(lambda: len(session.journal.entries) == before + 1, "it is imported")
        assert HEADLINE in [entry.viewing.headline for entry in session.journal.entries]
        await terminal.press("u")
        await terminal.until(lambda: len(session.journal.entries) == before, "it is undone")


async def test_the_title_of_another_film_is_typed_and_the_clipboard_is_asked(
    open_app: OpenApp, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    async with open_app() as terminal:
        await terminal.press("I")
        window = await terminal.on(ChoosePathScreen)
        await terminal.press("ctrl+v")
        await terminal.until(lambda: "can't be read here" in str(window.query_one("#hint").render()), "it says so")
        program = tmp_path / "xclip"
        program.write_text("#!/bin/sh\nprintf '# It is gone\\n\\nAnd so is he.\\n'\n", "utf-8")
        program.chmod(0o755)
        await terminal.press("ctrl+v")
        screen = await terminal.on(ImportScreen)
        await terminal.until(lambda: screen.preview is not None and screen.has_choices, "it is asked about")
        assert screen.preview is not None
        await terminal.press(str(len(screen.preview.rows[0].choices)))
        await terminal.on(FilmPrompt)
        await terminal.press(*"Zeppelins", "enter")
        await terminal.on(ImportScreen)
        await terminal.until(lambda: bool(screen.preview and screen.preview.has_changes), "it is planned")
        await terminal.press("enter")
        await terminal.diary()
        await terminal.until(
            lambda: "Zeppelins" in [each.film.title for each in session.journal.entries], "it is there"
        )
