import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from filmjournal.query.vocabulary import Vocabulary
from filmjournal.tui.prompts import ElementNamePrompt, SearchNamePrompt
from filmjournal.tui.widgets.completion import suggest_elements
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


class Adding(App[None]):
    """Asks for an element."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str | None] = []

    def open(self) -> Screen[str]:
        screen = ElementNamePrompt(suggest_elements(Vocabulary(), ["Costumes"]))
        self.push_screen(screen, self.names.append)
        return screen


async def test_enter_takes_the_marked_element_and_the_last_one_is_new() -> None:
    app = Adding()
    async with app.run_test() as pilot:
        for keys, name in (
            ("screenp", "Screenplay"),
            ("EDITING", "Editing"),
            ("sound", "Sound"),
            ("erformances", "erformances"),
            ("Dialogue", "Dialogue"),
            ("", ""),
        ):
            app.open()
            await pilot.press(*keys, "enter")
            assert app.names[-1:] == [name]
        app.open()
        await pilot.press(*"Edit", "up")
        options = app.screen.query_one(OptionList)
        assert options.highlighted == options.option_count - 1
        assert options.get_option_at_index(options.option_count - 1).prompt == "New element: Edit"
        await pilot.press("enter")
        assert app.names[-1:] == ["Edit"]
        app.open()
        await pilot.press("down", "enter")
        assert app.names[-1:] == ["Costumes"]
        app.open()
        await pilot.press("up", "down", "down", "escape")
        assert app.names[-1:] == [""]
