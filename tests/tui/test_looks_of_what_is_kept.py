"""How the windows of trash, drafts, copies and saving look, as pictures kept beside this file."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec import structs
from syrupy.assertion import SnapshotAssertion

from filmjournal.journal.errors import CannotSaveError
from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.drafts import NEW, Drafts
from filmjournal.model.draft import Draft
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When
from filmjournal.tui import notices
from filmjournal.tui.screens.copies import CopiesScreen
from filmjournal.tui.screens.drafts import DraftsScreen
from filmjournal.tui.screens.lists import FilmListScreen
from filmjournal.tui.screens.trash import TrashScreen
from filmjournal.tui.session import Session
from terminal import OpenApp

SIZES = [(80, 24), (120, 36)]


@pytest.fixture(autouse=True)
def _always_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr(notices, "COPIES_AFTER", 1000.0)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_trash(open_app: OpenApp, session: Session, looks: SnapshotAssertion, size: tuple[int, int]) -> None:
    for entry in session.journal.entries[:3]:
        session.journal.remove(entry.id)
    async with open_app(size) as terminal:
        await terminal.press("T")
        await terminal.on(TrashScreen)
        assert await terminal.picture() == looks


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_drafts(
    open_app: OpenApp, session: Session, looks: SnapshotAssertion, size: tuple[int, int], tmp_path: Path
) -> None:
    entry, other = session.journal.entries[0], Drafts(tmp_path / "drafts")
    session.drafts.save(structs.replace(Draft.new(), title="Heat", review="Rain over the harbour."))
    moment = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    with patch("time.time_ns", lambda: int(moment.timestamp()) * 10**9):
        session.drafts.discard()
    session.drafts.save(structs.replace(Draft.of(entry), headline="[/b] 東京", review="Shorter now."), entry.id)
    session.drafts.save(structs.replace(Draft.new(), title="Dune", review="Sand, and then more of it."))
    for hours, slot in enumerate((NEW, entry.id), start=1):
        written = (moment + timedelta(hours=hours)).timestamp()
        os.utime(tmp_path / "drafts" / f"{slot}.json", (written, written))
    claim = other.claim()
    async with open_app(size) as terminal:
        await terminal.on(DraftsScreen)
        assert await terminal.picture() == looks
    claim.release()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_copies(open_app: OpenApp, session: Session, looks: SnapshotAssertion, size: tuple[int, int]) -> None:
    journal = session.journal
    path = journal.path.with_name("journal.sync-conflict-20261124-101112-ABCDEFG.json")
    shutil.copy(journal.path, path)
    other, first = Journal.open(path, now=journal.now, new_id=lambda: "elsewhere"), journal.entries[0]
    other.log(Film(id="", title="東京物語", year=1953), Viewing(id="", film="", watched=When("2026-11-20")))
    other.revise(first.film, structs.replace(first.viewing, headline="Theirs", venue="Phenomena"))
    other.remove(other.entries[5].id)
    other.save()
    journal.revise(first.film, structs.replace(first.viewing, headline="Mine"))
    async with open_app(size) as terminal:
        await terminal.press("M")
        await terminal.on(CopiesScreen)
        assert await terminal.picture() == looks


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_journal_that_cannot_be_saved(
    open_app: OpenApp,
    session: Session,
    looks: SnapshotAssertion,
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise CannotSaveError(session.journal.path.relative_to(session.journal.path.parent), "no space left on device")

    monkeypatch.setattr(session.journal.store.file, "save", full)
    async with open_app(size) as terminal:
        await terminal.press("d")
        await terminal.until(lambda: session.autosave.trouble is not None, "the save fails")
        assert await terminal.picture() == looks
        await terminal.press("f6")
        assert await terminal.picture() == looks


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_ranked_list(open_app: OpenApp, looks: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with open_app(size) as terminal:
        await terminal.press("m", "j", "enter")
        screen = await terminal.on(FilmListScreen)
        assert screen.of.name == "Nicolas Cage, best first"
        assert await terminal.picture() == looks
