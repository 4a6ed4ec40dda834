from pathlib import Path

import pytest
from textual.widgets import Input, Static

from filmjournal.tui.screens.export import ExportScreen
from filmjournal.tui.session import Session
from stand_ins import Writes
from terminal import OpenApp, Terminal


@pytest.fixture
def writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Writes:
    monkeypatch.setenv("HOME", str(tmp_path))
    return Writes(monkeypatch)


async def opened(terminal: Terminal) -> ExportScreen:
    await terminal.press("X")
    screen = await terminal.on(ExportScreen)
    await terminal.until(lambda: screen.query_one(Input).value != "", "a path is offered")
    return screen


def hint(screen: ExportScreen) -> str:
    return str(screen.query_one("#hint", Static).render())


async def test_what_the_search_shows_goes_out(
    open_app: OpenApp, session: Session, writes: Writes, tmp_path: Path
) -> None:
    async with open_app() as terminal:
        await terminal.press("slash", *"stalker", "enter")
        await opened(terminal)
        await terminal.press("enter")
        await terminal.diary()
        await terminal.until_told(f"Wrote {tmp_path / 'films.json'}.")
    ((form, titles, query, path, force),) = writes.written
    assert (form, set(titles), query, path, force) == ("json", {"Stalker"}, "stalker", tmp_path / "films.json", False)


async def test_another_format_offers_another_path_unless_one_was_typed(
    open_app: OpenApp, writes: Writes, tmp_path: Path
) -> None:
    async with open_app() as terminal:
        screen = await opened(terminal)
        await terminal.press("down")
        await terminal.until(lambda: screen.query_one(Input).value == str(tmp_path / "films"), "a folder is offered")
        await terminal.press("2", "up")
        await terminal.until(lambda: screen.format is not None and screen.format.name == "json", "it is another format")
        assert screen.query_one(Input).value == str(tmp_path / "films2")
        await terminal.press("enter")
        await terminal.diary()
    assert writes.written[0][3] == tmp_path / "films2"


async def test_a_file_that_is_there_is_written_over_only_when_that_is_said_twice(
    open_app: OpenApp, writes: Writes, tmp_path: Path
) -> None:
    (tmp_path / "films.json").touch()
    async with open_app() as terminal:
        screen = await opened(terminal)
        await terminal.press("enter")
        await terminal.until(lambda: "press enter again to write over it" in hint(screen), "it is said")
        assert not writes.written
        await terminal.press("enter")
        await terminal.diary()
    assert writes.written[0][4]


async def test_a_folder_can_be_written_again(open_app: OpenApp, writes: Writes, tmp_path: Path) -> None:
    (tmp_path / "films").mkdir()
    async with open_app() as terminal:
        await opened(terminal)
        await terminal.press("down", "enter")
        await terminal.diary()
    assert writes.written[0][0] == "markdown"
    assert not writes.written[0][4]


async def test_what_cannot_be_written_is_said_and_can_be_tried_elsewhere(
    open_app: OpenApp, session: Session, writes: Writes
) -> None:
    writes.fault = "/[b]/films.json cannot be written: permission denied."
    async with open_app() as terminal:
        screen = await opened(terminal)
        await terminal.press("enter")
        await terminal.until(lambda: hint(screen) == writes.fault, "the problem is shown")
        writes.fault = ""
        await terminal.press("enter")
        await terminal.diary()
    assert len(writes.written) == 1


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_what_has_no_place_in_a_format_stays_on_the_screen_until_it_is_read(
    open_app: OpenApp, writes: Writes, tmp_path: Path, key: str
) -> None:
    writes.warnings = [f"[b]Film {number} was watched 2 times." for number in range(40)]
    async with open_app() as terminal:
        screen = await opened(terminal)
        await terminal.press("enter")
        await terminal.until(lambda: writes.warnings[-1] in hint(screen), "all of it is told")
        await terminal.until(lambda: not screen.query_one(Input).display, "there is nothing more to choose")
        await terminal.press("end")
        await terminal.until(lambda: screen.query_one("#result").scroll_y > 0, "it goes on below")
        await terminal.press(key)
        await terminal.diary()
        await terminal.until_told(f"Wrote {tmp_path / 'films.json'}.")
    assert len(writes.written) == 1


async def test_a_folder_that_is_there_is_told_as_one(open_app: OpenApp, writes: Writes, tmp_path: Path) -> None:
    (tmp_path / "films.json").mkdir()
    async with open_app() as terminal:
        screen = await opened(terminal)
        await terminal.press("enter")
        await terminal.until(lambda: "This folder exists already: press enter again" in hint(screen), "it is said")


async def test_no_path_is_no_file(open_app: OpenApp, writes: Writes) -> None:
    async with open_app() as terminal:
        screen = await opened(terminal)
        screen.query_one(Input).value = " "
        await terminal.press("enter")
        await terminal.until(lambda: hint(screen) == "Write a path first.", "it is said")
        await terminal.press("escape")
        await terminal.diary()
    assert not writes.written


async def test_where_nothing_is_listed_nothing_goes_out(open_app: OpenApp, writes: Writes) -> None:
    async with open_app() as terminal:
        await terminal.press("slash", *"year:1870", "enter", "X")
        await terminal.until_told("Nothing to export")
        await terminal.diary()


async def test_what_was_agreed_to_for_one_format_is_not_for_another(
    open_app: OpenApp, writes: Writes, tmp_path: Path
) -> None:
    (tmp_path / "vault").mkdir()
    async with open_app() as terminal:
        screen = await opened(terminal)
        screen.query_one(Input).value = str(tmp_path / "vault")
        await terminal.pilot.pause()
        await terminal.press("enter")
        await terminal.until(lambda: "This folder exists already" in hint(screen), "it is said")
        await terminal.press("down", "enter")
        await terminal.until(lambda: bool(writes.written), "it is written")
    assert [force for *_, force in writes.written] == [False]


@pytest.mark.usefixtures("writes")
async def test_a_path_that_no_disk_can_have_ends_nothing(open_app: OpenApp, tmp_path: Path) -> None:
    async with open_app() as terminal:
        screen = await opened(terminal)
        screen.query_one(Input).value = str(tmp_path / ("a" * 300))
        await terminal.press("enter")
        await terminal.until_told("Wrote ")
