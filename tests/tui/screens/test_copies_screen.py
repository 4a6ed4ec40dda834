import shutil
from pathlib import Path

import pytest
from msgspec import structs
from textual.widgets import Static

from filmjournal.journal.journal import Journal
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.tui import notices
from filmjournal.tui.screens.copies import CopiesScreen
from filmjournal.tui.session import Session
from terminal import MakeSession, OpenApp


@pytest.fixture
def beside(session: Session) -> Path:
    """A copy in which another film was logged, and the headline of the first changed."""
    path = session.journal.path.with_name("journal.sync-conflict-20261124-101112-ABCDEFG.json")
    shutil.copy(session.journal.path, path)
    other = Journal.open(path, now=session.journal.now, new_id=lambda: "from-the-other-device")
    first = other.entries[0]
    other.log(Film(id="elsewhere", title="[/b] 東京物語"), Viewing(id="", film=""))
    other.revise(first.film, structs.replace(first.viewing, headline="Theirs"))
    other.save()
    return path


def held(path: Path) -> bytes:
    return path.read_bytes()


async def test_a_copy_is_shown_record_by_record_and_merged(
    open_app: OpenApp, session: Session, make_session: MakeSession, beside: Path
) -> None:
    before = held(beside)
    async with open_app() as terminal:
        await terminal.press("M")
        screen = await terminal.on(CopiesScreen)
        shown = terminal.app.export_screenshot().replace("&#160;", " ")
        assert "headline" in shown
        assert "東京物語" in shown
        await terminal.press("enter")
        await terminal.until_told("1 film added")
        assert len(screen.rows()) == 1
        await terminal.press("escape")
        await terminal.until(lambda: session.journal.is_saved, "it is saved")
    again = make_session().journal
    assert again.entry("from-the-other-device") is not None
    assert "Theirs" in {entry.viewing.headline for entry in again.entries}
    assert held(beside) == before


async def test_a_merge_is_undone_in_one_go(open_app: OpenApp, session: Session, beside: Path) -> None:
    before = session.journal.entries
    async with open_app() as terminal:
        await terminal.press("M")
        await terminal.on(CopiesScreen)
        await terminal.press("enter", "escape")
        await terminal.diary()
        assert len(session.journal.entries) == len(before) + 1
        await terminal.press("u")
        await terminal.until(lambda: len(session.journal.entries) == len(before), "it is taken back")
    assert "Theirs" not in {entry.viewing.headline for entry in session.journal.entries}
    assert held(beside)


async def test_a_copy_that_appears_is_told_of(open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, beside: Path) -> None:
    monkeypatch.setattr(notices, "COPIES_AFTER", 0.01)
    async with open_app() as terminal:
        await terminal.until_told(f"{beside.name} beside the journal has changes that the journal lacks")


async def test_without_copies_the_screen_says_where_they_come_from(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("M")
        screen = await terminal.on(CopiesScreen)
        assert "There is no copy of the journal beside it" in str(screen.query_one("#detail", Static).render())
        await terminal.press("enter", "escape")
        await terminal.diary()
