"""What is pasted, and what is said in passing."""

from pathlib import Path

from textual import events
from textual.widgets import Input

from filmjournal.tui.screens.export import ExportScreen
from filmjournal.tui.widgets.path_line import PathInput
from terminal import OpenApp, Terminal


async def paste(terminal: Terminal, text: str) -> None:
    terminal.app.post_message(events.Paste(text))
    await terminal.settle()


async def test_lines_pasted_into_one_line_are_joined_and_a_whole_path_replaces_what_was_suggested(
    open_app: OpenApp, tmp_path: Path
) -> None:
    async with open_app() as terminal:
        await terminal.press("slash")
        await paste(terminal, "late\n  spring\r\n\nozu\n")
        assert isinstance(terminal.focused, Input)
        assert terminal.focused.value == "late spring ozu"
        await terminal.press("escape", "escape", "escape", "X")
        screen = await terminal.on(ExportScreen)
        line = screen.query_one(PathInput)
        assert line.value.startswith(str(Path.home()))
        await paste(terminal, f"'{tmp_path}/my  diary.csv'\n")
        assert line.value == f"{tmp_path}/my  diary.csv"
        await terminal.press("x")
        await paste(terminal, "yz")
        assert line.value.endswith("my  diary.csvxyz"), "what is no whole path is added"
        await terminal.press("escape")
        await terminal.press("I")
        line = terminal.app.screen.query_one(PathInput)
        await paste(terminal, str(tmp_path))
        assert line.value == str(tmp_path)


async def test_a_toast_replaces_the_one_before_and_a_warning_stays(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        terminal.app.notify("Something is wrong.", severity="warning")
        await terminal.press("d", "d", "d", "u", "u", "u")
        told = [message for message in terminal.told if "wrong" not in message]
        assert len(told) == 1
        assert told[0].startswith("Undone")
        assert "Something is wrong." in terminal.told
        await terminal.press("d")
        assert not any(message.startswith("Undone") for message in terminal.told)
        await terminal.press("W")
        assert terminal.told == ["Something is wrong."], "what is over is not said over another screen"
