"""The line of keys at the bottom of a screen."""

from functools import partial

from textual.widget import Widget

from filmjournal.tui.widgets.footer import KeyLine
from terminal import OpenApp, Terminal


def keys(terminal: Terminal) -> list[Widget]:
    return list(terminal.app.screen.query_one(KeyLine).children)


def told(terminal: Terminal) -> str:
    return " ".join(str(key.render()) for key in keys(terminal))


def is_told(terminal: Terminal, *names: str) -> bool:
    return all(name in told(terminal) for name in names)


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
        assert "Complete" not in told(terminal)
        await terminal.press("c")
        await terminal.until(lambda: "Complete" in told(terminal), "tab completes what is typed")
        await terminal.press("escape")
        await terminal.until(lambda: "Log" in told(terminal), "the keys of the list are there again")


async def test_as_many_keys_are_shown_as_fit_and_no_name_is_cut(open_app: OpenApp) -> None:
    async with open_app((40, 12)) as terminal:
        await terminal.diary()
        for width, last in ((40, "Search"), (80, "Rewatch"), (120, "Quit"), (200, "Mark")):
            await terminal.pilot.resize_terminal(width, 24)
            await terminal.until(partial(is_told, terminal, last, "Help"), f"{last} is there")
            assert all(key.region.right <= width for key in keys(terminal))
            assert all(key.region.width == len(str(key.render())) for key in keys(terminal))
