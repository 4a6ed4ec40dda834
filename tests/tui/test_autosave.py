import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from builders import NOW
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.journal_file import FileState, JournalFile
from filmjournal.journal.errors import CannotSaveError
from filmjournal.journal.safety.backups import Backups
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.tui.screens.editor import EditorScreen
from filmjournal.tui.screens.saving import SavingScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.footer import TroubleLine
from terminal import MakeSession, OpenApp, Terminal

DUNE = Film(id="", title="Dune")
SEEN = Viewing(id="", film="", review="Sand.")


def line(terminal: Terminal) -> str:
    shown = terminal.app.screen.query_one(TroubleLine)
    return str(shown.render()) if shown.display else ""


class Gate:
    """Holds every save back until it is opened, or makes it fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        self.began = threading.Event()
        self.fault = ""
        save = JournalFile.save

        def held(file: JournalFile, *arguments: Any, **options: Any) -> FileState:
            self.began.set()
            assert self.open.wait(20), "the gate was never opened"
            if self.fault:
                raise CannotSaveError(file.path, self.fault)
            return save(file, *arguments, **options)

        monkeypatch.setattr(JournalFile, "save", held)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


async def test_a_save_that_takes_its_time_blocks_no_key_and_says_so(
    open_app: OpenApp, session: Session, make_session: MakeSession, gate: Gate
) -> None:
    async with open_app() as terminal:
        screen = await terminal.diary()
        removed = screen.table.entries[0].id
        await terminal.press("d")
        await terminal.until(gate.began.is_set, "the save began")
        await terminal.press("slash", *"ozu")
        await terminal.until(lambda: len(screen.table.entries) < 5, "the search goes on")
        await terminal.until(lambda: "Saving …" in line(terminal), "the line says that it is saving")
        gate.open.set()
        await terminal.until(lambda: session.journal.is_saved and not line(terminal), "it is saved")
    assert make_session().journal.entry(removed) is None


async def test_quitting_waits_for_the_save_and_says_so(
    open_app: OpenApp, session: Session, make_session: MakeSession, gate: Gate
) -> None:
    removed = session.journal.entries[0].id
    async with open_app() as terminal:
        await terminal.press("d")
        await terminal.until(gate.began.is_set, "the save began")
        await terminal.press("q")
        screen = await terminal.on(SavingScreen)
        assert "filmjournal quits when they are saved" in str(screen.query_one("#state").render())
        gate.open.set()
        await terminal.until(lambda: not terminal.app.is_running or terminal.app._exit, "the app ends")
    assert make_session().journal.entry(removed) is None


async def test_a_save_that_fails_is_tried_again_and_the_change_is_kept(
    open_app: OpenApp, session: Session, make_session: MakeSession, gate: Gate
) -> None:
    gate.fault = "no space left on device"
    gate.open.set()
    async with open_app() as terminal:
        await terminal.diary()
        entry = session.journal.log(DUNE, SEEN)
        await terminal.until(lambda: "no space left on device" in line(terminal), "the line tells why")
        assert session.journal.entry(entry.id) is not None
        assert not session.journal.is_saved
        gate.fault = ""
        await terminal.press("f6", "r")
        await terminal.until(lambda: session.journal.is_saved, "it is saved at last")
        await terminal.press("escape")
        await terminal.until(lambda: not line(terminal), "the line is gone")
    assert make_session().journal.entry(entry.id) is not None


async def test_what_cannot_be_saved_can_be_saved_elsewhere(
    open_app: OpenApp, session: Session, gate: Gate, tmp_path: Path
) -> None:
    gate.fault = "no space left on device"
    gate.open.set()
    async with open_app() as terminal:
        await terminal.diary()
        session.journal.log(DUNE, SEEN)
        await terminal.until(lambda: "no space left" in line(terminal), "the line tells why")
        await terminal.press("f6", "c")
        await terminal.until(
            lambda: terminal.focused is not None and terminal.focused.id is None, "a path is asked for"
        )
        field = terminal.focused
        assert field is not None
        setattr(field, "value", str(tmp_path / "elsewhere.json"))  # noqa: B010 — the field of a screen that asks
        await terminal.press("enter")
        await terminal.until_told("A copy of the journal is saved in")
    assert '"title": "Dune"' in (tmp_path / "elsewhere.json").read_text()


async def test_a_journal_that_is_gone_is_written_anew_only_when_that_is_said(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    async with open_app() as terminal:
        await terminal.diary()
        number = len(session.journal.entries)
        session.journal.path.unlink()
        session.autosave.request_save()
        await terminal.until(lambda: "it is no longer there" in line(terminal), "the line tells of it")
        assert not session.journal.path.exists()
        await terminal.press("f6", "w")
        await terminal.until(session.journal.path.exists, "it is there again")
    assert len(make_session().journal.entries) == number


async def test_what_another_program_writes_appears_with_the_cursor_where_it_was(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    other = make_session().journal
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.press("j", "j", "j")
        entry = screen.entry
        other.log(DUNE, SEEN)
        other.save()
        began = asyncio.get_running_loop().time()
        await terminal.until(lambda: "Dune" in [each.film.title for each in session.journal.entries], "it appears")
        assert asyncio.get_running_loop().time() - began < 10  # within two seconds on a machine that has nothing to do
        await terminal.until(lambda: "Dune" in [each.film.title for each in screen.table.entries], "it is listed")
        assert screen.entry == entry


async def test_an_editor_goes_on_when_another_program_changes_the_same_viewing(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    other = make_session().journal
    first = session.journal.entries[0]
    async with open_app() as terminal:
        await terminal.press("e")
        screen = await terminal.editor()
        screen.form.field("headline").line.value = "Mine"
        mine, theirs = other.entry(first.id), "Phenomena"
        assert mine is not None
        changed = Viewing(
            **{name: getattr(mine.viewing, name) for name in mine.viewing.__struct_fields__} | {"venue": theirs}
        )
        other.revise(mine.film, changed)
        other.save()
        await terminal.until(lambda: venue(session, first.id) == theirs, "the journal has it")
        assert isinstance(terminal.app.screen, EditorScreen)
        assert screen.form.field("headline").text == "Mine"
        await terminal.press("ctrl+s")
        await terminal.until(lambda: session.journal.is_saved, "it is saved")
    kept = make_session().journal.entry(first.id)
    assert kept is not None
    assert (kept.viewing.headline, kept.viewing.venue) == ("Mine", theirs)


def venue(session: Session, viewing_id: str) -> str:
    entry = session.journal.entry(viewing_id)
    return entry.viewing.venue if entry else ""


async def test_the_draft_stays_on_disk_until_the_viewing_is(open_app: OpenApp, session: Session, gate: Gate) -> None:
    async with open_app() as terminal:
        await terminal.press("a")
        await terminal.editor()
        await terminal.press(*"Dune", "ctrl+s")
        await terminal.diary()
        assert [draft.title for draft in session.drafts.left().values()] == ["Dune"]
        gate.open.set()
        await terminal.until(lambda: not session.drafts.left(), "the draft is gone")
        assert session.journal.is_saved


async def test_a_backup_that_could_not_be_made_is_said_once(
    open_app: OpenApp, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "backups").write_text("A file where the folder is to be.", encoding="utf-8")
    session.journal.store.file.backups = Backups(tmp_path / "backups", Disk(), lambda: NOW)
    async with open_app() as terminal:
        await terminal.press("d")
        await terminal.until_told("The journal was saved, but no backup of it could be made")
        await terminal.press("d")
        await terminal.until(lambda: session.journal.is_saved, "the second one is saved")
        assert len([message for message in terminal.told if "no backup of it" in message]) == 1


async def test_a_journal_of_a_later_program_is_read_and_not_changed(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    text = (
        session.journal.path.read_text().replace('"schema": 1', '"schema": 99').replace('"schema": 2', '"schema": 99')
    )
    session.journal.path.write_text(text)
    async with open_app(on=make_session()) as terminal:
        await terminal.until(lambda: "you need a newer filmjournal" in line(terminal), "the line says so")
        await terminal.press("d")
        await terminal.until_told("schema 99")
    assert session.journal.path.read_text() == text
