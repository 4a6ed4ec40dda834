"""A monkey at the keyboard: whatever comes in whatever order, in bursts, the program goes on."""

import asyncio
import random
import time
from pathlib import Path

import pytest
from textual import events
from textual.app import App

from budget import LONG
from filmjournal.model.draft import Draft
from filmjournal.tui.navigation import Navigation
from filmjournal.tui.screens.diary import DiaryScreen
from filmjournal.tui.session import Session
from terminal import OpenApp, Terminal

CHARACTERS = "abcdefghijklmnoprstuvwxyzDFGIJKMNSTVWX/*?.,1234567890 @:"
NAMED = (
    *("enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "pagedown", "pageup", "home", "end"),
    *("backspace", "delete", "space", "f1", "f2", "f3", "f4", "f6", "f7", "f8", "f9"),
    *("alt+up", "alt+down", "alt+p", "alt+r"),
    *("ctrl+a", "ctrl+d", "ctrl+f", "ctrl+g", "ctrl+p", "ctrl+r", "ctrl+s", "ctrl+u", "ctrl+e"),
)
"""Every key but those that quit."""

SECONDS = {"daily": 4.0, "full": 60.0, "long": 600.0}


def type_at_once(app: App[None], *keys: str) -> None:
    """Let keys arrive in one read, as bursts and slow lines bring them."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


def no_home(_: Navigation) -> None:
    """Open nothing: a monkey that exports writes files, and one that imports reads them."""


async def play(terminal: Terminal, seed: int, seconds: float) -> int:
    """Press random keys in bursts for some seconds, and return how many."""
    chance = random.Random(seed)  # noqa: S311 — a seed that can be named, not a secret
    pressed, end = 0, time.monotonic() + seconds
    typed: list[str] = []
    while time.monotonic() < end and terminal.app.is_running:
        burst = [chance.choice(NAMED if chance.random() < 0.5 else CHARACTERS) for _ in range(chance.randint(1, 12))]
        typed += burst
        type_at_once(terminal.app, *burst)
        if chance.random() < 0.7:
            try:
                await terminal.settle()
            except AssertionError as stuck:
                raise AssertionError(f"seed {seed}: stuck after {typed[-60:]}") from stuck
        else:
            await asyncio.sleep(chance.choice((0, 0.001, 0.01, 0.05)))
        error = terminal.app._exception
        assert error is None, f"seed {seed}: {error!r} after {typed[-60:]}"
        if not isinstance(terminal.app.screen, DiaryScreen) and chance.random() < 0.1:
            type_at_once(terminal.app, "escape", "escape", "k")
        pressed += len(burst)
    await terminal.settle()
    return pressed


@pytest.fixture(autouse=True)
def cage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the files that a monkey names in a folder of its own."""
    monkeypatch.chdir(tmp_path)


async def monkey(open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, seed: int, seconds: float) -> None:
    monkeypatch.setattr(Navigation, "export", no_home)
    monkeypatch.setattr(Navigation, "import_films", no_home)
    async with open_app(((80, 24), (120, 36), (40, 12))[seed % 3]) as terminal:
        assert await play(terminal, seed, seconds) > 0
        assert terminal.app._exception is None


async def test_a_monkey_ends_nothing(open_app: OpenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    await monkey(open_app, monkeypatch, 12, SECONDS["full" if LONG else "daily"])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
async def test_ten_monkeys_end_nothing_in_ten_minutes(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    if not LONG:
        pytest.skip("a minute each: with FILMJOURNAL_TESTS=long")
    await monkey(open_app, monkeypatch, seed, SECONDS["long"] / 10)


async def test_three_escapes_at_once_ask_once(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        await terminal.press("a")
        await terminal.editor()
        type_at_once(terminal.app, *"Dune", "escape", "escape", "escape", "k", "k")
        await terminal.settle()
        await terminal.press("W")
        await terminal.press("a")
        type_at_once(terminal.app, *"Zzz", "escape", "escape", "escape", "k", "k")
        await terminal.settle()
        assert terminal.app._exception is None
        assert len(terminal.app.screen_stack) <= 3
    kept = {draft.title for draft in session.drafts.left().values()}
    assert kept == {"Dune", "Zzz"}


async def test_no_question_is_asked_twice(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        diary = await terminal.diary()
        for _ in range(2):
            diary.navigation.import_films()
            diary.navigation.trash()
            diary.actions.write(Draft.new())
        await terminal.settle()
        assert len(terminal.app.screen_stack) == 2, "only what came first is open"
        window = terminal.app.screen
        window.dismiss(None)
        window.dismiss(None)
        await terminal.settle()
        assert terminal.app.screen is diary
        await terminal.press("f6")
        for _ in range(2):
            type_at_once(terminal.app, "c", "c", "f6", "f6")
        await terminal.settle()
        assert len(terminal.app.screen_stack) == 3
        assert terminal.app._exception is None


async def test_pages_of_an_empty_palette_end_nothing(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        for typed in ("", "zzzz", "trash"):
            type_at_once(terminal.app, "ctrl+p", *typed, "pagedown", "pageup", "end", "down", "pagedown")
            await terminal.settle()
            type_at_once(terminal.app, "pagedown", "backspace", "pagedown", "escape")
            await terminal.settle()
            assert terminal.app._exception is None
