"""What a person at the terminal does, in tests: press keys, and see what happens."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

from textual import _wait
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Markdown

from filmjournal.tui.app import FilmJournalApp
from filmjournal.tui.screens.detail import DetailScreen
from filmjournal.tui.screens.diary import DiaryScreen
from filmjournal.tui.screens.editor import EditorScreen
from filmjournal.tui.session import Session

_parsed: dict[tuple[Any, ...], list[RuleSet]] = {}
_parse_rules = Stylesheet._parse_rules


def _parse_once(sheet: Stylesheet, *css: Any, **more: Any) -> list[RuleSet]:
    """Parse a style sheet once for all apps of a run: a fifth of the start of each went there."""
    key = (frozenset(sheet._variables.items()), css, *sorted(more.items()))
    if key not in _parsed:
        _parsed[key] = _parse_rules(sheet, *css, **more)
    return _parsed[key]


setattr(Stylesheet, "_parse_rules", _parse_once)  # noqa: B010 — mypy lets nobody assign to a method

AnyScreen = TypeVar("AnyScreen", bound=Screen[Any])

PATIENCE = 20.0
"""Seconds after which a condition that never came true fails the test."""

_wait.SLEEP_GRANULARITY = 1 / 250
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 10
# Textual looks fifty times a second whether the app has come to rest: most of the time of a key press went there.


class Terminal:
    """The app under test, with a count of the keys pressed."""

    def __init__(self, app: FilmJournalApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.keys = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.pilot.press(*keys)
        await self.settle()
        await self.pilot.pause()  # what a key set off may only be done after the next refresh

    async def settle(self) -> None:
        """Wait until every key that was typed is done, and what it set off."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        await self.app.type_ahead.settle()
        while not self.app.type_ahead.is_idle and self.app._exception is None and self.app.is_running:
            assert asyncio.get_running_loop().time() < deadline, "the screen never takes the keys"
            await self.app.type_ahead.settle()

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not condition():
            assert asyncio.get_running_loop().time() < deadline, f"it never came true that {what}"
            await self.pilot.pause()

    async def on(self, kind: type[AnyScreen]) -> AnyScreen:
        await self.until(lambda: isinstance(self.app.screen, kind) and self.app.screen.is_mounted, f"{kind} is open")
        await self.pilot.pause()
        screen = self.app.screen
        assert isinstance(screen, kind)
        return screen

    async def diary(self) -> DiaryScreen:
        return await self.on(DiaryScreen)

    async def detail(self) -> DetailScreen:
        return await self.on(DetailScreen)

    async def editor(self) -> EditorScreen:
        screen = await self.on(EditorScreen)
        await self.until(lambda: self.app.focused is not None, "the editor has the cursor in a field")
        return screen

    @property
    def focused(self) -> Widget | None:
        return self.app.focused

    @property
    def told(self) -> list[str]:
        """What the app has told in passing and still shows."""
        return [notification.message for notification in self.app._notifications]

    async def until_told(self, part: str) -> None:
        await self.until(lambda: any(part in message for message in self.told), f"the app tells of “{part}”")

    async def picture(self) -> str:
        """Return the screen as an SVG once it stands still, without what is told in passing."""
        self.app.clear_notifications()
        reviews = self.app.screen.query(Markdown)
        await self.until(
            lambda: all(review.children or not review.source for review in reviews), "the review is rendered"
        )
        screen = self.app.screen
        if isinstance(screen, DiaryScreen) and screen.has_class("-wide") and screen.entry is not None:
            await self.until(lambda: (screen.preview.shown or (None,))[0] is screen.entry, "the preview follows")
        taken = [""]
        while len(taken) < 3 or len(set(taken[-3:])) > 1:
            assert len(taken) < 100, "the screen never stands still"
            await self.pilot.pause()
            taken.append(self.app.export_screenshot(title="filmjournal", simplify=True))
        return taken[-1]


MakeSession = Callable[[], Session]
"""Opens the journal anew, as another run of the program would."""

OpenApp = Callable[..., AbstractAsyncContextManager[Terminal]]
"""Opens the app on a session, at a size."""
