"""How the guide looks, as pictures kept beside this file."""

import pytest
from syrupy.assertion import SnapshotAssertion

from filmjournal.guide.topics import TOPICS
from filmjournal.tui.screens.help import HelpScreen
from filmjournal.tui.session import Session
from filmjournal.tui.themes import DARK, LIGHT
from filmjournal.tui.widgets.guide_page import GuidePage
from terminal import OpenApp

SIZES = [(80, 24), (120, 36)]


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_guide_at_a_place_with_a_search(
    open_app: OpenApp, session: Session, looks: SnapshotAssertion, size: tuple[int, int], theme: str
) -> None:
    session.settings.change(theme=theme)
    async with open_app(size) as terminal:
        await terminal.press("j", "enter", "f1")
        screen = await terminal.on(HelpScreen)
        await terminal.until(lambda: bool(screen.query_one(GuidePage)._lines), "the page is rendered")
        await terminal.press("slash", *"draft", "enter")
        await terminal.until(lambda: len(screen._pages) == len(TOPICS), "every topic was searched")
        assert await terminal.picture() == looks
