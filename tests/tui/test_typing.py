"""A character typed into a text field only ever types that character."""

import asyncio
import string
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Collapsible, Input, TextArea

from budget import FULL
from filmjournal.tui.screens.choose_path import ChoosePathScreen
from filmjournal.tui.screens.editor import EditorScreen
from filmjournal.tui.screens.export import ExportScreen
from filmjournal.tui.screens.watchlist import WatchlistScreen
from filmjournal.tui.screens.watchlist_item import WatchlistItemScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.field import Line, Prose
from terminal import OpenApp, Terminal

PRINTABLE = "".join(sorted(set(string.printable) - set(string.whitespace))) + " é½★ж東ع한😀"


async def type_everything(terminal: Terminal, field: Input | TextArea, characters: str = PRINTABLE) -> str:
    """Type every character into a field by real key events and return what then stands in it."""
    field.can_focus = True
    field.focus()
    await terminal.until(lambda: terminal.focused is field, "the field has the cursor")
    screen = terminal.app.screen
    for character in characters:
        terminal.app.simulate_key(character)
    await terminal.until(lambda: len(_text(field)) >= len(characters), f"all of it arrives in {field.id or field}")
    await terminal.pilot.pause()
    assert terminal.app.screen is screen
    assert terminal.focused is field
    return _text(field)


def _text(field: Input | TextArea) -> str:
    return field.value if isinstance(field, Input) else field.text


async def test_every_printable_character_typed_in_the_search_line_stays_there(
    open_app: OpenApp, session: Session
) -> None:
    before = session.journal.path.read_bytes()
    async with open_app() as terminal:
        screen = await terminal.diary()
        assert await type_everything(terminal, screen.query_one("#search", Input)) == PRINTABLE
    assert session.journal.path.read_bytes() == before


async def test_every_printable_character_typed_in_a_field_of_the_editor_changes_only_that_field(
    open_app: OpenApp, session: Session
) -> None:
    before = session.journal.path.read_bytes()
    async with open_app((120, 36)) as terminal:
        await terminal.press("a")
        screen = await terminal.editor()
        screen.form.query_one("#more", Collapsible).collapsed = False
        await terminal.until(lambda: len(screen.query(Line)) > 15, "the further fields are there")
        fields = [*screen.query(Line), *screen.query(Prose)]
        for number, field in enumerate(fields):
            characters = PRINTABLE if FULL else PRINTABLE[number % 4 :: 4]  # all of them in any four fields
            text = _text(field)
            _put(field, "")
            await terminal.pilot.pause()
            others = {other: _text(other) for other in fields if other is not field}
            assert await type_everything(terminal, field, characters) == characters
            assert {other: _text(other) for other in others} == others
            _put(field, text)
    assert session.journal.path.read_bytes() == before


def _put(field: Line | Prose, text: str) -> None:
    if isinstance(field, Line):
        field.value = text
    else:
        field.text = text


async def test_every_printable_character_typed_in_the_name_of_a_new_element_stays_there(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("a")
        await terminal.editor()
        await terminal.press("f3")
        await terminal.until(
            lambda: isinstance(terminal.focused, Input) and terminal.focused.placeholder != "", "asked"
        )
        field = terminal.focused
        assert isinstance(field, Input)
        assert await type_everything(terminal, field) == PRINTABLE


async def test_what_is_typed_before_the_form_is_there_arrives_in_it(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        terminal.app.simulate_key("a")
        while not isinstance(terminal.app.screen, EditorScreen):  # noqa: ASYNC110 — before the form is mounted
            await asyncio.sleep(0)
        for character in "Nostalghia":
            terminal.app.simulate_key(character)
        screen = await terminal.editor()
        title = screen.form.field("title")
        await terminal.until(lambda: len(title.text) == len("Nostalghia"), "all of it arrives")
        assert title.text == "Nostalghia"


async def test_a_letter_that_is_a_command_elsewhere_is_only_a_letter_in_the_search_line(
    open_app: OpenApp, session: Session
) -> None:
    before = session.journal.entries
    async with open_app() as terminal:
        screen = await terminal.diary()
        line = screen.query_one("#search", Input)
        for key in "qadeurwsSnp?":
            screen.set_focus(screen.table)
            line.value = ""
            await terminal.press("slash", key if key != "?" else "question_mark")
            assert line.value == key
            assert terminal.app.screen is screen
    assert session.journal.entries == before


async def test_every_printable_character_typed_about_a_watchlist_item_stays_in_its_field(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("W")
        await terminal.on(WatchlistScreen)
        await terminal.press("a")
        form = await terminal.on(WatchlistItemScreen)
        fields = [form._field(name).line for name in ("title", "year", "director", "by", "since")]
        for field in fields:
            field.value = ""
        for number, field in enumerate(fields):
            assert await type_everything(terminal, field) == PRINTABLE
            assert [other.value for other in fields] == [PRINTABLE] * (number + 1) + [""] * (len(fields) - number - 1)


@pytest.mark.parametrize(("key", "kind"), [("I", ChoosePathScreen), ("X", ExportScreen)])
async def test_every_printable_character_typed_in_a_path_stays_there(
    open_app: OpenApp, key: str, kind: type[Screen[Any]]
) -> None:
    async with open_app() as terminal:
        await terminal.press(key)
        screen = await terminal.on(kind)
        field = screen.query_one(Input)
        field.value = ""
        assert await type_everything(terminal, field) == PRINTABLE
