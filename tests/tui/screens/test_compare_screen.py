"""Viewings and people side by side, and the takes of one film one after the other."""

from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input, Static

from filmjournal.tui.person_prompts import OtherPersonPrompt
from filmjournal.tui.screens.compare import CompareScreen
from filmjournal.tui.screens.person import PersonScreen
from filmjournal.tui.session import Session
from terminal import OpenApp, Terminal


async def compared(terminal: Terminal) -> CompareScreen:
    screen = await terminal.on(CompareScreen)
    await terminal.until(lambda: bool(screen.view.page.lines), "they are side by side")
    return screen


def heading(screen: CompareScreen) -> str:
    return str(screen.query_one("#heading", Static).render())


async def test_takes_of_a_film_are_read_in_turn_and_put_side_by_side(
    open_app: OpenApp, session: Session, looks: SnapshotAssertion
) -> None:
    takes = [entry.id for entry in session.journal.entries if entry.film.title == "Stalker"]
    async with open_app((120, 36)) as terminal:
        await terminal.press("slash", *"stalker", "enter", "enter")
        review = await terminal.detail()
        shown, earlier, later = [], "left_square_bracket", "right_square_bracket"
        for key, told in (
            (earlier, "Take 2 of 3"),
            (earlier, "Take 1 of 3"),
            (earlier, "your first"),
            (later, "Take 2"),
        ):
            await terminal.press(key)
            await terminal.until_told(told)
            shown.append(review.entry.id if review.entry else "")
        assert shown == [takes[1], takes[2], takes[2], takes[1]]
        await terminal.press("equals_sign")
        screen = await compared(terminal)
        assert heading(screen) == "Stalker (1979), 3 viewings side by side"
        assert [side.entries[0].id for side in screen.comparison.sides] == takes[::-1]
        assert await terminal.picture() == looks
        await terminal.press("enter")
        opened = await terminal.detail()
        assert opened.entry == session.journal.entry(takes[2])
        await terminal.press("d")
        await terminal.until(lambda: terminal.app.screen is screen, "the review of what is gone closes")
        assert [side.entries[0].id for side in screen.comparison.sides] == takes[1::-1]
        await terminal.press("u", "escape")
        await terminal.until(lambda: terminal.app.screen is review, "back where it was opened")


async def test_marked_viewings_are_put_side_by_side_and_those_of_each_film_together(
    open_app: OpenApp, session: Session
) -> None:
    async with open_app() as terminal:
        await terminal.press("slash", *"pig", "enter", "equals_sign")
        await terminal.until_told("This is your only viewing of the film: mark others in the list with space")
        await terminal.press("space", "slash", *["backspace"] * 3, *"stalker", "enter", "ctrl+a", "equals_sign")
        screen = await compared(terminal)
        assert heading(screen).endswith(" and 3 more side by side")
        assert [len(side.entries) for side in screen.comparison.sides] == [1, 1, 1, 1]
        await terminal.press("f")
        assert sorted((side.name, len(side.entries)) for side in screen.comparison.sides) == [
            ("Pig (2021)", 1),
            ("Stalker (1979)", 3),
        ]
        await terminal.press("f", "escape", "escape", "slash", *["backspace"] * 7, "enter", "ctrl+a", "equals_sign")
        await terminal.until_told("are too many to compare")


async def test_a_person_is_put_beside_another_one(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("slash", *"actor:cage", "enter", "P")
        await terminal.on(PersonScreen)
        await terminal.press("equals_sign")
        prompt = await terminal.on(OtherPersonPrompt)
        await terminal.press(*"nobody at all", "enter")
        assert terminal.app.screen is prompt
        prompt.query_one(Input).value = ""
        await terminal.press(*"tarkov", "enter")
        screen = await compared(terminal)
        assert heading(screen) == "Nicolas Cage and Andrei Tarkovsky"
        await terminal.press("enter")
        await terminal.until(lambda: terminal.app.screen is not screen, "the viewings are listed")
