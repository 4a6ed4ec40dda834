"""How the screens look while something is looked for, as pictures kept beside this file."""

from collections.abc import Awaitable, Callable

import pytest
from syrupy.assertion import SnapshotAssertion

from filmjournal.tui.screens.diary import DiaryScreen
from filmjournal.tui.session import Session
from filmjournal.tui.themes import DARK, LIGHT
from terminal import OpenApp, Terminal

SIZES = [(80, 24), (120, 36)]
THEMES = [DARK.name, LIGHT.name]


async def search(terminal: Terminal, session: Session, query: str) -> DiaryScreen:
    """List what the query finds, with the cursor on the first entry."""
    screen = await terminal.diary()
    session.library.whole_vocabulary()
    screen.search(query)
    await terminal.until(lambda: str(screen.search_session.parsed) == query, "it is answered")
    while screen.entry is None and screen.table.entries:
        await terminal.press("j")
    return screen


async def people(terminal: Terminal, session: Session) -> None:
    await search(terminal, session, "cage")


async def passages(terminal: Terminal, session: Session) -> None:
    await search(terminal, session, "water -parasite")


async def detail(terminal: Terminal, session: Session) -> None:
    await search(terminal, session, "water")
    await terminal.press("enter")
    screen = await terminal.detail()
    await terminal.until(lambda: screen._scroll.area.scroll_offset.y > 0, "the passage is in sight")


Go = Callable[[Terminal, Session], Awaitable[None]]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("go", [people, passages, detail], ids=lambda go: go.__name__)
async def test_a_search(
    open_app: OpenApp, session: Session, looks: SnapshotAssertion, go: Go, size: tuple[int, int]
) -> None:
    async with open_app(size) as terminal:
        await go(terminal, session)
        for theme in THEMES:
            terminal.app.theme = theme
            assert await terminal.picture() == looks(name=theme)


async def test_what_is_nearest(open_app: OpenApp, session: Session, looks: SnapshotAssertion) -> None:
    async with open_app() as terminal:
        await search(terminal, session, "figis")
        for theme in THEMES:
            terminal.app.theme = theme
            assert await terminal.picture() == looks(name=theme)
