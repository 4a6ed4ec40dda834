import asyncio
import string
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.pilot import Pilot
from textual.widgets import Button, Input

from filmjournal.query.complete import Completion, Offer
from filmjournal.tui.widgets.search_line import SearchCompleter, SearchLine
from terminal import PATIENCE

PRINTABLE = "".join(sorted(set(string.printable) - set(string.whitespace))) + " é½★ж東ع한😀"

HISTORY = ("director:ozu", "cage", "director:figgis", "Cagney", "[REC]²")

FIELDS = (
    Offer("director:", "director:", "who directed"),
    Offer("direction:", "direction:", "what you wrote of it"),
    Offer("title:", "title:"),
)
NAMES = (
    Offer('director:"Mike Figgis"', "Mike Figgis", "3 viewings"),
    Offer('director:"Federico Fellini"', "Federico Fellini", "1 viewing"),
    Offer('title:"[REC]²"', "[REC]²"),
)


class Searching(App[None]):
    """A search line and a button, as low as one line."""

    CSS = "Horizontal { height: 1; } SearchLine { width: 40; }"

    def __init__(self, *, always: bool = False) -> None:
        super().__init__()
        self.asked: list[tuple[str, int]] = []
        self.submitted: list[str] = []
        self.changed: list[str] = []
        self._always = always

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield SearchLine(self.complete, lambda: HISTORY, id="search")
            yield Button("Beside")

    def complete(self, text: str, cursor: int) -> Completion:
        """Offer the fields that begin with the word before the cursor, after its colon the names that have the rest."""
        self.asked.append((text, cursor))
        start = text.rfind(" ", 0, cursor) + 1
        field, colon, name = text[start:cursor].partition(":")
        if colon:
            fitting = [offer for offer in NAMES if offer.text.startswith(f"{field}:") and name in offer.shown.lower()]
        else:
            fitting = [offer for offer in FIELDS if field and offer.text.startswith(field)]
        return Completion(start, cursor, FIELDS if self._always else tuple(fitting))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.submitted.append(event.value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self.changed.append(event.value)


class Person:
    """Somebody at the search line."""

    def __init__(self, app: Searching, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.line = app.query_one(SearchLine)

    @property
    def suggestions(self) -> SearchCompleter:
        return self.app.query_one(SearchCompleter)

    @property
    def sees(self) -> list[str]:
        """What the drop-down shows; nothing while it is closed."""
        options = self.suggestions.option_list
        shown = self.suggestions.display and options.option_count
        return [str(option.prompt) for option in options.options] if shown else []

    @property
    def chosen(self) -> set[int | None]:
        """Which offer the line would take, and which one looks so."""
        return {self.line.choice, self.suggestions.option_list.highlighted}

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not condition():
            assert asyncio.get_running_loop().time() < deadline, f"it never came true that {what}"
            await self.pilot.pause()

    async def types(self, text: str) -> None:
        for character in text:
            self.app.simulate_key(character)
        await self.until(lambda: self.line.value.endswith(text), f"“{text}” is typed")
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)


@asynccontextmanager
async def searching(*, always: bool = False) -> AsyncIterator[Person]:
    app = Searching(always=always)
    async with app.run_test(size=(80, 24)) as pilot:
        person = Person(app, pilot)
        person.line.focus()
        await person.until(lambda: bool(app.query(SearchCompleter)), "the drop-down is there")
        await person.until(lambda: person.suggestions.is_mounted, "it is mounted")
        yield person


async def test_what_could_be_meant_is_offered_at_the_cursor_as_it_is_read() -> None:
    async with searching() as person:
        await person.types("cage director:fi")
        await person.until(lambda: person.sees == ["Mike Figgis  3 viewings"], "there is one who fits")
        await person.types(" dire")
        await person.until(lambda: person.suggestions.region.height == 2, "there is room for all of them")
        assert person.suggestions.region.y == person.line.region.bottom
        await person.types(" title:r")
        await person.until(lambda: person.sees == ["[REC]²"], "a title is no markup")


async def test_tab_takes_the_first_offer_and_the_query_changes() -> None:
    async with searching() as person:
        await person.types("cage dire")
        await person.press("tab")
        assert person.line.value == "cage director:"
        assert person.line.has_focus
        await person.until(lambda: person.app.changed[-1:] == ["cage director:"], "the change is told")


async def test_after_the_name_of_a_field_its_values_are_offered() -> None:
    async with searching() as person:
        await person.types("dire")
        await person.press("tab")
        await person.until(lambda: person.sees[:1] == ["Mike Figgis  3 viewings"], "names are offered")
        await person.press("tab")
        assert person.line.value == 'director:"Mike Figgis"'
        await person.until(lambda: not person.sees, "nothing more is offered")


async def test_an_offer_stands_in_place_of_what_was_typed_and_the_rest_stays() -> None:
    async with searching() as person:
        await person.types("dire ozu")
        await person.press(*["left"] * 4)
        await person.until(lambda: bool(person.sees), "there are offers where the cursor is")
        await person.press("tab")
        assert person.line.value == "director: ozu"
        assert person.line.cursor_position == len("director:")


async def test_up_and_down_choose_and_tab_takes_what_is_chosen() -> None:
    async with searching() as person:
        await person.types("dire")
        await person.press("down")
        assert person.chosen == {0}
        await person.press("down")
        assert person.chosen == {1}
        await person.press("tab")
        assert person.line.value == "direction:"


async def test_beyond_the_last_offer_none_is_chosen() -> None:
    async with searching() as person:
        await person.types("dire")
        count = len(person.line.suggestions())
        await person.press("up")
        assert person.chosen == {count - 1}
        await person.press("down")
        assert person.chosen == {None}
        assert person.sees


async def test_tab_with_nothing_to_take_stays_where_something_is_typed_and_else_goes_to_the_next_place() -> None:
    async with searching() as person:
        await person.types("xyz")
        await person.press("tab", "q")
        assert person.line.value == "xyzq"
        await person.press("ctrl+u", "tab")
        assert isinstance(person.app.focused, Button)


async def test_enter_asks_what_was_typed_and_takes_no_offer() -> None:
    async with searching() as person:
        await person.types("dire")
        await person.until(lambda: bool(person.sees), "there are offers")
        await person.press("enter")
        assert person.app.submitted == ["dire"]
        assert person.line.value == "dire"
        await person.until(lambda: not person.sees, "the offers are gone")


async def test_enter_takes_an_offer_that_was_chosen() -> None:
    async with searching() as person:
        await person.types("dire")
        await person.press("down", "down", "enter")
        assert person.line.value == "direction:"
        assert person.app.submitted == []
        await person.press("escape", "enter")
        assert person.app.submitted == ["direction:"]


async def test_typing_on_forgets_what_was_chosen() -> None:
    async with searching() as person:
        await person.types("dir")
        await person.press("down")
        await person.types("e")
        await person.press("enter")
        assert person.app.submitted == ["dire"]


async def test_escape_closes_the_offers_until_something_else_is_typed() -> None:
    async with searching() as person:
        await person.types("dir")
        await person.until(lambda: bool(person.sees), "there are offers")
        await person.press("escape")
        await person.until(lambda: not person.sees, "they are closed")
        await person.press("tab")
        assert person.line.value == "dir"
        await person.types("e")
        await person.until(lambda: bool(person.sees), "there are offers again")


async def test_a_click_takes_an_offer_and_the_line_keeps_the_cursor() -> None:
    async with searching() as person:
        await person.types("dire")
        await person.until(lambda: bool(person.sees), "there are offers")
        await person.pilot.click(person.suggestions.option_list, offset=(3, 1))
        await person.until(lambda: person.line.value == "direction:", "the second is taken")
        await person.until(lambda: person.app.changed[-1:] == ["direction:"], "the change is told")
        assert person.line.has_focus


async def test_every_printable_key_types_itself_while_offers_are_open() -> None:
    async with searching(always=True) as person:
        for place, character in enumerate(PRINTABLE, start=1):
            person.app.simulate_key(character)
            await person.until(lambda place=place: len(person.line.value) >= place, "it is typed")  # type: ignore[misc]
            await person.until(lambda: bool(person.sees), "offers are open")
        assert person.line.value == PRINTABLE
        assert person.line.has_focus


async def test_keys_that_come_at_once_are_obeyed_in_their_order() -> None:
    async with searching() as person:
        for key in ("d", "i", "r", "e", "down", "down", "tab", "x"):
            person.app.simulate_key(key)
        await person.until(lambda: person.line.value.endswith("x"), "all of them arrived")
        assert person.line.value == "direction:x"


@pytest.mark.parametrize("key", ["d", "backspace", "delete", "left", "ctrl+w", "ctrl+u", "home"])
async def test_one_key_asks_once_for_what_could_be_meant(key: str) -> None:
    async with searching() as person:
        await person.types("cage direct")
        await person.press("left", "left")
        await person.pilot.pause()
        person.app.asked.clear()
        await person.press(key)
        await person.pilot.pause()
        assert person.app.asked == [(person.line.value, person.line.cursor_position)]


async def test_nothing_is_asked_for_a_query_that_is_put_into_the_line_from_elsewhere() -> None:
    async with searching() as person:
        person.app.query_one(Button).focus()
        await person.pilot.pause()
        person.line.value = "director:fi"
        await person.until(lambda: person.app.changed == ["director:fi"], "it is there")
        person.line.focus()
        await person.until(lambda: person.line.has_focus, "the line has the cursor")
        await person.pilot.pause()
        assert person.app.asked == []
        assert person.sees == []


async def test_up_and_down_go_through_earlier_searches_and_back_to_what_was_typed() -> None:
    async with searching() as person:
        seen = []
        for key in ["up"] * 6 + ["down"] * 6:
            await person.press(key)
            seen.append(person.line.value)
        assert seen == [*HISTORY, HISTORY[-1], *HISTORY[-2::-1], "", ""]
        assert person.app.asked == []


async def test_only_searches_that_begin_with_what_was_typed_come_back() -> None:
    async with searching() as person:
        await person.types("cag")
        seen = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await person.press(key)
            seen.append(person.line.value)
        assert seen == ["cage", "Cagney", "Cagney", "cage", "cag", "cag"]
        assert person.line.cursor_position == len("cag")


async def test_an_earlier_search_that_is_changed_is_what_was_typed() -> None:
    async with searching() as person:
        await person.press("up", "up")
        assert person.line.value == "cage"
        await person.press("backspace")
        await person.until(lambda: person.line.value == "cag", "it is changed")
        await person.press("up")
        assert person.line.value == "cage"
        await person.press("down")
        assert person.line.value == "cag"
        await person.press("enter")
        assert person.app.submitted == ["cag"]
