from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input, Static

from builders import film, viewing
from filmjournal.render.import_preview import RowKind
from filmjournal.render.preview import Preview
from filmjournal.transfer.imports import CancelledError
from filmjournal.tui.screens.choose_path import ChoosePathScreen
from filmjournal.tui.screens.import_films import ImportScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.path_line import PathLine, names_at
from stand_ins import PREVIEW, Reads
from terminal import OpenApp, Terminal


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home with an export in it."""
    folder = tmp_path / "home"
    (folder / "Downloads").mkdir(parents=True)
    (folder / "Downloads" / "letterboxd-ana.zip").touch()
    (folder / "Downloads" / "IMG_1.jpg").touch()
    (folder / ".hidden").mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.fixture
def reads(session: Session, monkeypatch: pytest.MonkeyPatch) -> Reads:
    return Reads(session.journal, monkeypatch)


async def chosen(terminal: Terminal) -> ImportScreen:
    await terminal.press("I")
    screen = await terminal.on(ChoosePathScreen)
    line = screen.query_one(PathLine)
    await terminal.until(lambda: line.chosen is not None, "the home is listed")
    await terminal.press("d", "tab")
    await terminal.until(lambda: line.path.name == "Downloads" and line.chosen == ".", "the folder is opened")
    await terminal.press("down", "enter")
    return await terminal.on(ImportScreen)


async def previewed(terminal: Terminal) -> ImportScreen:
    screen = await chosen(terminal)
    await terminal.until(lambda: screen.preview is not None, "it is read")
    return screen


def shown(screen: ImportScreen, part: str) -> str:
    return str(screen.query_one(part, Static).render())


pytestmark = pytest.mark.usefixtures("home")


async def test_a_path_is_chosen_and_its_preview_is_shown(open_app: OpenApp, session: Session, reads: Reads) -> None:
    before = session.journal.entries
    async with open_app() as terminal:
        screen = await previewed(terminal)
        assert shown(screen, "#heading") == "Import from Letterboxd"
        assert shown(screen, "#counts").startswith("2 ambiguous · 1 in conflict · 1 unreadable · 1 changed")
        assert shown(screen, "#counts").endswith("1 unreadable · 1 changed · 1 new · 1 not a film · 1 unchanged")
        assert shown(screen, "#losses") == "1 row was left out, in watched.csv."
        await terminal.press("escape")
        await terminal.diary()
        assert session.journal.entries == before


async def test_a_film_is_chosen_by_its_number_and_the_next_question_comes(open_app: OpenApp, reads: Reads) -> None:
    async with open_app() as terminal:
        screen = await previewed(terminal)
        assert screen.table.cursor == 0
        await terminal.press("5")
        await terminal.until_told("There is no such number.")
        await terminal.press("2")
        await terminal.until(lambda: screen.table.cursor == 1, "the next doubt comes")
        assert screen.preview is not None
        assert screen.preview.rows[2].chosen == 2
        await terminal.press("1")
        await terminal.until(lambda: reads.preview.rows[6].chosen == 1, "it is settled")
        await terminal.press("n", "3")
        await terminal.until_told("There is nothing to choose here.")


async def test_one_key_goes_from_kind_to_kind(open_app: OpenApp, reads: Reads) -> None:
    async with open_app() as terminal:
        screen = await previewed(terminal)
        places = []
        for _ in range(8):
            await terminal.press("n")
            places.append(screen.table.cursor)
        assert places == [2, 3, 4, 5, 6, 7, 8, 0]


@pytest.mark.parametrize("key", ["enter", "y"])
async def test_it_is_imported_and_one_key_undoes_it(
    open_app: OpenApp, session: Session, reads: Reads, key: str
) -> None:
    before = len(session.journal.entries)
    async with open_app() as terminal:
        await previewed(terminal)
        await terminal.press(key)
        await terminal.diary()
        await terminal.until_told("Imported 1 viewing from Letterboxd. Press u to undo.")
        assert len(session.journal.entries) == before + 1
        await terminal.press("u")
        await terminal.until(lambda: len(session.journal.entries) == before, "it is undone")


async def test_nothing_new_is_said_and_nothing_is_done(open_app: OpenApp, session: Session, reads: Reads) -> None:
    rows = tuple(row for row in PREVIEW.rows if row.kind is RowKind.UNCHANGED)
    reads.preview = Preview("Letterboxd", rows)
    async with open_app() as terminal:
        screen = await previewed(terminal)
        await terminal.press("enter")
        await terminal.until_told("There is nothing new to import.")
        assert terminal.app.screen is screen
        assert not session.journal.undo()


async def test_a_file_that_cannot_be_read_is_explained_in_the_middle(open_app: OpenApp, reads: Reads) -> None:
    reads.fault = "[/b].zip is a damaged ZIP: download it once more."
    async with open_app() as terminal:
        screen = await chosen(terminal)
        await terminal.until(lambda: reads.fault in shown(screen, "#state"), "the problem is shown")
        await terminal.press("enter", "n", "1", "y")
        assert terminal.app.screen is screen
        await terminal.press("escape")
        await terminal.diary()


async def test_a_long_reading_shows_its_progress_and_is_cancelled_by_escape(open_app: OpenApp, reads: Reads) -> None:
    reads.waits_for = Event()
    async with open_app() as terminal:
        screen = await chosen(terminal)
        await terminal.until(lambda: "3,401 of 10,000" in shown(screen, "#state"), "how far it is, is told")
        await terminal.press("escape")
        await terminal.diary()
        await terminal.until_told("Import cancelled. Nothing was changed.")
        await terminal.until(lambda: isinstance(reads.ended_by, CancelledError), "the reading ends")


async def test_what_is_read_once_the_program_is_being_left_is_not_shown(open_app: OpenApp, reads: Reads) -> None:
    reads.waits_for = Event()
    async with open_app() as terminal:
        screen = await chosen(terminal)
        await terminal.until(lambda: "3,401 of 10,000" in shown(screen, "#state"), "it is being read")
        await screen.query_one("#body").remove()  # as it is taken away, part by part, when the program ends
        reads.waits_for.set()
        reading = [worker for worker in terminal.app.workers if worker.group == "reading"]
        await terminal.until(lambda: all(worker.is_finished for worker in reading), "the reading ends")
        assert shown(screen, "#heading").startswith("Import letterboxd-ana")


async def test_the_screen_works_while_the_import_is_saved_which_nothing_cancels(
    open_app: OpenApp, session: Session, reads: Reads
) -> None:
    before = len(session.journal.entries)
    async with open_app() as terminal:
        screen = await previewed(terminal)
        reads.goes_on.clear()
        await terminal.press("enter", "enter", "2")
        await terminal.until(reads.is_busy.is_set, "it is being saved")
        await terminal.press("escape", "ctrl+q")
        await terminal.until_told("can't be cancelled any more")
        assert terminal.app.screen is screen
        assert "Importing" in shown(screen, "#state")
        session.journal.log(film("Ran"), viewing())  # as if another program did: then it is worked out anew
        reads.goes_on.set()
        await terminal.diary()
        await terminal.until_told("Imported 1 viewing from Letterboxd. Press u to undo.")
        assert len(session.journal.entries) == before + 2


async def test_keys_work_while_it_is_planned_with_the_answers(
    open_app: OpenApp, session: Session, reads: Reads
) -> None:
    async with open_app() as terminal:
        screen = await previewed(terminal)
        reads.goes_on.clear()
        await terminal.press("2")
        await terminal.until(reads.is_busy.is_set, "it is being planned")
        assert screen.table.cursor == 1
        await terminal.press("1")
        assert screen.preview is not None
        assert [row.chosen for row in screen.preview.rows if row.choices] == [2, 1]
        await terminal.press("enter")
        reads.goes_on.set()
        await terminal.until_told("Imported 1 viewing from Letterboxd.")
        assert [row.chosen for row in reads.preview.rows if row.choices] == [2, 1]


async def test_a_path_that_does_not_exist_is_reported(open_app: OpenApp, reads: Reads) -> None:
    async with open_app() as terminal:
        await terminal.press("I")
        screen = await terminal.on(ChoosePathScreen)
        await terminal.press(*"[b]", "enter")
        await terminal.until(lambda: "[b]" in str(screen.query_one("#hint", Static).render()), "it is told")
        await terminal.press("escape")
        await terminal.diary()


def test_folders_come_first_and_only_files_that_count_after_them(home: Path) -> None:
    folder = home / "Downloads" / "more"
    folder.mkdir()
    for name in ("b.csv", "A.zip", "c.jpg", ".dot.csv"):
        (folder / name).touch()
    (folder / "Zoo").mkdir()

    def counts(name: str) -> bool:
        return name.endswith((".csv", ".zip"))

    assert names_at(f"{folder}/", counts) == [".", "Zoo/", "A.zip", "b.csv"]
    assert names_at(f"{folder}/z", counts) == ["Zoo/"]
    assert names_at(f"{folder}/.", counts) == [".dot.csv"]
    assert names_at(f"{folder}/Zoo/", counts) == []
    assert names_at(f"{folder}/nowhere/", counts) == []


async def test_a_path_that_no_disk_can_have_is_reported(open_app: OpenApp, reads: Reads) -> None:
    async with open_app() as terminal:
        await terminal.press("I")
        screen = await terminal.on(ChoosePathScreen)
        line = screen.query_one(PathLine)
        line.query_one(Input).value = "/" + "a" * 300
        await terminal.press("enter")
        await terminal.pilot.pause()
        assert terminal.app.screen is screen
        assert reads.ended_by is None
