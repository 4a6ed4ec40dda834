"""The form at every size: the whole screen for one text, three columns, and the smallest terminal."""

import pytest
from textual.widget import Widget
from textual.widgets import Collapsible, Static

from filmjournal.model.breakdown import Element
from filmjournal.tui.prompts import ElementNamePrompt, UnsavedPrompt
from filmjournal.tui.screens.editor import EditorScreen
from filmjournal.tui.screens.saving import SavingScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.field import Line
from terminal import OpenApp, Terminal

MOST_COLUMNS = 90
"""The widest text that is easily read."""


async def review(terminal: Terminal, key: str = "r") -> EditorScreen:
    await terminal.press(key)
    return await terminal.editor()


def said(screen: EditorScreen) -> str:
    return str(screen.query_one("#texts", Static).render())


async def test_the_whole_screen_is_given_to_one_text_and_each_other_text_is_one_key_away(
    open_app: OpenApp, session: Session
) -> None:
    entry = session.journal.entries[0]
    words = len(entry.viewing.review.split())
    async with open_app((120, 36)) as terminal:
        screen = await review(terminal)
        text, boxes = screen.form.review, screen.form.breakdown.boxes
        await terminal.press("ctrl+g")
        assert said(screen).startswith(f"Review  {words} words\n")
        assert "alt+p Performances  alt+d Direction" in said(screen)
        assert text.region.height >= 30
        assert text.wrap_width <= MOST_COLUMNS
        assert abs((text.region.x + text.region.right) - screen.size.width) <= 2  # in the middle
        await terminal.press(*"And ")
        assert said(screen).startswith(f"Review  {words + 1} words\n")
        await terminal.press("alt+d")
        assert boxes[1].prose.has_focus
        assert said(screen).startswith(f"Direction  {len(boxes[1].prose.text.split())} words\n")
        assert (screen.query_one("#text").size.height, boxes[0].size.height) == (0, 0)
        assert boxes[1].prose.region.height >= 28
        await terminal.press("ctrl+r", "3", *"Yes. ", "tab", *"Also", "space", "shift+tab", "shift+tab", "alt+r", "x")
        await terminal.press("f3")
        await terminal.on(ElementNamePrompt)
        await terminal.press(*"sound", "enter", *"Loud.", "escape")
        assert screen.form.review.region.height < 20  # the form is back, and asks nothing
        screen.form.field("watched").line.value = "never"
        await terminal.press("ctrl+g", "ctrl+g", "ctrl+s")
        assert screen.form.field("watched").line.has_focus
        screen.form.field("watched").line.value = "yesterday"
        await terminal.press("ctrl+s")
        await terminal.diary()
    after = session.journal.entry(entry.id)
    assert after is not None
    assert after.viewing.review == f"And x{entry.viewing.review}"
    performances, direction, camera, *_, sound = after.viewing.breakdown
    assert performances == entry.viewing.breakdown[0]
    assert (direction.rating, direction.text[:5], camera.text[:5]) == (6, "Yes. ", "Also ")
    assert sound == Element("Sound", "Loud.")


async def test_a_large_screen_has_the_facts_unfolded_the_review_in_the_middle_and_the_elements(
    open_app: OpenApp,
) -> None:
    async with open_app((200, 60)) as terminal:
        screen = await review(terminal, "e")
        await terminal.until(lambda: bool(screen.query("#venue") and screen.query("#runtime")), "the folds are open")
        await terminal.press("ctrl+g")
        text, first = screen.form.review, screen.form.breakdown.boxes[0]
        assert text.region.height >= 50
        assert text.wrap_width <= MOST_COLUMNS
        assert screen.form.field("venue").region.right < text.region.x
        assert text.region.right < first.region.x
        assert screen.region.contains_region(screen.form.breakdown.boxes[-1].region)
        assert not any(fold.collapsed for fold in screen.query(Collapsible))
        await terminal.press("ctrl+g")
        assert abs((text.region.x + text.region.right) - screen.size.width) <= 2
        assert text.wrap_width <= MOST_COLUMNS


@pytest.mark.slow
async def test_everything_in_the_form_can_be_done_in_forty_columns_and_twelve_lines(open_app: OpenApp) -> None:
    async with open_app((40, 12)) as terminal:
        screen = await review(terminal, "e")
        screen.form.unfold()
        await terminal.until(lambda: bool(screen.query("#venue") and screen.query("#runtime")), "the folds are open")
        screen.form.scroll_home(animate=False)
        await terminal.pilot.pause()
        seen: set[Widget] = set()
        while terminal.focused is not None and terminal.focused not in seen:
            part = terminal.focused
            seen.add(part)
            await terminal.until(lambda: bool(part.region.intersection(screen.form.region).height), f"{part} is seen")  # noqa: B023 — called at once
            assert screen.form.region.column_span == screen.form.region.union(part.region).column_span
            assert not isinstance(part, Line) or part.region.width >= 12
            screen.focus_next()
        assert len(seen) == len(screen.focus_chain)
        for key, kind in (("f3", ElementNamePrompt), ("f6", SavingScreen), ("escape", UnsavedPrompt)):
            await terminal.press("x", key)
            window = await terminal.on(kind)
            assert screen.region.contains_region(window.query_one("#dialog").region)
            await terminal.press("escape")
            await terminal.editor()
