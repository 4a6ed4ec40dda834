"""The line of keys at the bottom of a screen."""

from textual.widget import Widget

from filmjournal.tui.widgets.footer import KeyLine
from terminal import OpenApp, Terminal


def keys(terminal: Terminal) -> list[Widget]:
    return list(terminal.app.screen.query_one(KeyLine).children)


def told(terminal: Terminal) -> str:
    return " ".join(str(key.render()) for key in keys(terminal))


async def test_the_line_stays_as_it_is_while_the_same_keys_work(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.diary()
        await terminal.press("a")
        await terminal.editor()
        await terminal.until(lambda: "Save" in told(terminal), "the keys are there")
        before, field = keys(terminal), terminal.focused
        await terminal.press("tab")
        await terminal.until(lambda: terminal.focused is not field, "another field has the cursor")
        await terminal.pilot.pause()
        assert keys(terminal) == before


async def test_the_line_shows_other_keys_where_others_work(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.diary()
        await terminal.until(lambda: "Log" in told(terminal), "the keys of the list are there")
        await terminal.press("/")
        await terminal.until(lambda: "Log" not in told(terminal), "the keys of the search line are there")
        await terminal.press("escape")
        await terminal.until(lambda: "Log" in told(terminal), "the keys of the list are there again")
