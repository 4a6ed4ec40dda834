import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static

from filmjournal.tui.prompts import SearchNamePrompt
from terminal import PATIENCE

SAVED = {"best": "rating:4.5..", "horror": "title:[REC]² OR @best"}


class Naming(App[None]):
    """Asks for a name at once."""

    def __init__(self, query: str) -> None:
        super().__init__()
        self.screen_of_name = SearchNamePrompt(query, SAVED)
        self.names: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.screen_of_name, self.names.append)

    @property
    def hint(self) -> str:
        return str(self.screen_of_name.query_one("#hint", Static).render())


@asynccontextmanager
async def naming(query: str = "director:ozu") -> AsyncIterator[tuple[Naming, Pilot[None]]]:
    app = Naming(query)
    async with app.run_test() as pilot:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not isinstance(app.focused, Input):
            assert asyncio.get_running_loop().time() < deadline, "the line never has the cursor"
            await pilot.pause()
        yield app, pilot


async def test_a_search_is_saved_under_the_name_as_it_is_kept() -> None:
    async with naming() as (app, pilot):
        await pilot.press(*"Late", "space", *"Ozu")
        assert "enter save as @late-ozu" in app.hint
        await pilot.press("enter")
        assert app.names == ["late-ozu"]


async def test_a_name_that_is_taken_is_told_and_replaced_by_enter() -> None:
    async with naming() as (app, pilot):
        await pilot.press(*"horro")
        assert "replaces" not in app.hint
        await pilot.press("R")
        assert "@horror is “title:[REC]² OR @best” · enter replaces it" in app.hint
        await pilot.press("enter")
        assert app.names == ["horror"]


@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ("director:ozu", "a,b", "A name can't contain “,”"),
        ("director:ozu", "-a", "A name must begin with a letter or a digit."),
        ("@best year:1953", "best", "This search has “@best” in it"),
        ("@horror", "best", "This search has “@best” in it"),
        ("", "a", "There is nothing to save"),
    ],
)
async def test_a_name_that_is_not_possible_is_told_while_it_is_typed_and_not_taken(
    query: str, name: str, said: str
) -> None:
    async with naming(query) as (app, pilot):
        app.screen_of_name.query_one(Input).value = name
        await pilot.pause()
        assert app.hint.startswith(said)
        await pilot.press("enter")
        assert app.hint.startswith(said)
        assert app.names == []


async def test_escape_saves_nothing_and_an_empty_name_is_none() -> None:
    async with naming() as (app, pilot):
        await pilot.press("enter")
        assert app.hint == "Type a name first."
        await pilot.press("a", "backspace")
        assert app.hint == SearchNamePrompt.KEYS
        await pilot.press("escape")
        assert app.names == [None]
