"""The app and the shell on one journal: each sees what the other did, and can take it back."""

import asyncio
import os
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places
from filmjournal.model.wording import titled
from filmjournal.tui.session import Session
from shell_runs import open_at, run_verb
from terminal import OpenApp


@pytest.fixture
def places(journal_path: Path, tmp_path: Path) -> Places:
    return Places.around(journal_path, tmp_path / "state", tmp_path / "config")


@pytest.fixture
def noting_session(session: Session, places: Places) -> Session:
    """Return a session with a journal that notes its changes, as the app opens it."""
    return replace(session, journal=open_at(places))


async def test_what_another_terminal_logs_appears_in_the_app_and_both_saves_hold(
    open_app: OpenApp, noting_session: Session, places: Places
) -> None:
    journal = noting_session.journal
    removed = journal.entries[0]
    async with open_app(on=noting_session) as terminal:
        screen = await terminal.diary()
        await terminal.press("d")
        logged = await asyncio.to_thread(_log_from_another_process, places)
        await terminal.until(lambda: logged in [entry.id for entry in screen.table.entries], "it is listed")
        await terminal.until(lambda: journal.is_saved, "it is saved")
    kept = open_at(places)
    assert kept.entry(removed.id) is None
    assert (entry := kept.entry(logged)) is not None
    assert (entry.film.title, entry.viewing.review) == ("[REC]²", "Down the stairs again.")


def _log_from_another_process(places: Places) -> str:
    words = ("log", "[REC]²", "3.5", "--review", "-", "--ids", "--journal", str(places.journal))
    done = subprocess.run(
        [sys.executable, "-m", "filmjournal", *words],
        input="Down the stairs again.\n",
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "XDG_STATE_HOME": str(places.state), "PYTHONUTF8": "1"},
        check=True,
    )
    return done.stdout.strip()


async def test_what_the_app_did_the_shell_takes_back_and_the_app_shows_it(
    open_app: OpenApp, noting_session: Session, places: Places
) -> None:
    journal = noting_session.journal
    removed = journal.entries[0]
    async with open_app(on=noting_session) as terminal:
        await terminal.press("d")
        await terminal.until(lambda: journal.entry(removed.id) is None and journal.is_saved, "it is removed and saved")
        done = run_verb(places, "undo")
        assert (done.status, done.err) == (0, f"Undone: {titled(removed.film)} is back in your diary.\n")
        await terminal.until_told("Another program changed the journal.")
        assert journal.entry(removed.id) is not None
        await terminal.press("u")
        await terminal.until_told("Nothing to undo.")
        assert journal.entry(removed.id) is not None


async def test_what_the_app_took_back_the_shell_does_not_take_back_again(
    open_app: OpenApp, noting_session: Session, places: Places
) -> None:
    journal = noting_session.journal
    removed = journal.entries[0]
    assert run_verb(places, "rate", removed.id, "1").status == 0
    async with open_app(on=noting_session) as terminal:
        await terminal.press("d", "u")
        await terminal.until_told("is back in your diary")
        await terminal.until(lambda: journal.is_saved, "it is saved")
    done = run_verb(places, "undo")
    assert done.err.startswith("Undone: rated ")
    assert run_verb(places, "undo").status == 1


async def test_a_history_that_cannot_be_written_is_told_once(
    open_app: OpenApp, noting_session: Session, places: Places
) -> None:
    places.history.mkdir(parents=True)
    journal = noting_session.journal
    async with open_app(on=noting_session) as terminal:
        for left in range(len(journal.entries) - 1, len(journal.entries) - 3, -1):
            await terminal.press("d")
            await terminal.until(partial(_is_saved_with, journal, left), "it is removed and saved")
        await terminal.until_told("This change cannot be undone later: ")
        assert sum("cannot be undone later" in told for told in terminal.told) == 1


def _is_saved_with(journal: Journal, viewings: int) -> bool:
    return journal.is_saved and len(journal.entries) == viewings
