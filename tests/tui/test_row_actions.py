"""Acting on rows of the diary: the strip under one row, and marked rows."""

import pytest
from msgspec import structs
from textual.events import Key
from textual.widgets import Static

from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.tui import row_actions
from filmjournal.tui.screens.export import ExportScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.action_strip import ActionStrip
from terminal import OpenApp


def shown(session: Session) -> list[Entry]:
    """Return the entries without when they were changed last."""
    return [Entry(structs.replace(each.viewing, modified=None), each.film) for each in session.journal.entries]


async def test_a_row_is_rated_with_two_keys_and_tagged_and_each_is_undone_by_its_name(
    open_app: OpenApp, session: Session
) -> None:
    before = shown(session)
    async with open_app() as terminal:
        for key, stars in (("asterisk", "★★★★½"), ("3", "★★★"), ("full_stop", "★★★½")):
            await terminal.press(key)
            rating = session.journal.entries[0].viewing.rating
            assert rating is not None
            assert rating.stars == stars
        await terminal.press("number_sign", *"slow", "enter")
        assert session.journal.entries[0].viewing.tags == ("35mm", "cage-season", "slow")
        await terminal.until_told("Tagged Adaptation. #slow")
        await terminal.press("u")
        await terminal.until_told("Undone: tagged Adaptation. #slow")
        await terminal.press("u")
        assert shown(session) == before


async def test_twenty_marked_rows_are_tagged_with_six_keys_beside_the_tag_and_undone_with_one(
    open_app: OpenApp, session: Session
) -> None:
    before = shown(session)
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.press("V", "pagedown", "j", "number_sign")
        strip = screen.query_one(ActionStrip)
        assert str(strip.border_title) == "Tag 20 viewings"
        await terminal.press(*"slow", "enter")
        assert terminal.keys - len("slow") <= 6
        await terminal.until_told("Tagged 20 viewings #slow. Press u to undo.")
        assert ["slow" in entry.viewing.tags for entry in session.journal.entries] == [True] * 20 + [False] * 9
        assert terminal.focused is screen.table
        await terminal.press("u")
        assert shown(session) == before


async def test_several_rows_are_rated_liked_and_removed_only_after_a_question(
    open_app: OpenApp, session: Session
) -> None:
    before = shown(session)
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.press("space", "space")
        assert str(screen.query_one("#totals", Static).render()) == "2 marked · * to act on them · esc"
        await terminal.press("asterisk", "2")
        strip = screen.query_one(ActionStrip)
        assert "Rate 2 viewings ★★?" in str(strip.query_one(Static).render())
        assert shown(session) == before
        await terminal.press("escape")
        assert shown(session) == before
        await terminal.press("2", "full_stop", "enter")
        assert [entry.viewing.rating for entry in session.journal.entries[:2]] == [Rating.TWO_AND_A_HALF] * 2
        await terminal.press("u")
        await terminal.until_told("Undone: rated 2 viewings ★★½.")
        await terminal.press("d")
        assert "Remove 2 viewings?" in str(strip.query_one(Static).render())
        await terminal.press("enter")
        assert len(session.journal.entries) == 27
        assert "27 viewings" in str(screen.query_one("#totals", Static).render())
        assert len(screen.rows.marks) == 0
        await terminal.press("u")
        assert shown(session) == before
        await terminal.press("ctrl+a", "asterisk", "l", "enter", "escape")
        assert all(entry.viewing.liked for entry in session.journal.entries)
        assert len(screen.rows.marks) == 0


async def test_the_strip_goes_from_row_to_row_and_its_line_says_what_is_wrong(
    open_app: OpenApp, session: Session
) -> None:
    first, second, third = session.journal.entries[:3]
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.press("asterisk", "1", "j", "2", "down", "right", "G")
        rated = [session.journal.entry(entry.id) for entry in (first, second, third)]
        assert [entry and entry.viewing.rating for entry in rated] == [Rating.ONE, Rating.TWO, Rating.FIVE]
        strip = screen.query_one(ActionStrip)
        assert not strip.display
        assert screen.table.cursor == 28, "another key means what it means in the list"
        await terminal.press("g", "asterisk", "f", *"yea", "tab")
        assert strip.line.value == "year: "
        await terminal.press(*"64", "enter")
        assert "isn't a valid year" in str(strip.query_one(Static).render())
        await terminal.press("backspace", "backspace", *"2001", "enter")
        assert {entry.film.year for entry in session.journal.viewings_of(first.film)} == {2001}
        await terminal.press("asterisk", "c", *"pri", "tab", "enter")
        changed = session.journal.entry(first.id)
        assert changed is not None
        assert changed.viewing.companions == ("Tom", "Priya")
        await terminal.press("asterisk", "v", "escape", "escape")
        assert not strip.display
        await terminal.press("space", "asterisk", "x")
        await terminal.on(ExportScreen)


async def test_letters_typed_fast_after_the_key_stand_in_the_line(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        screen = await terminal.diary()
        terminal.app.post_message(Key("number_sign", "#"))
        for key in ("s", "l", "o", "w", "enter"):
            terminal.app.post_message(Key(key, key if len(key) == 1 else None))
        await terminal.until(lambda: session.journal.entries[0].viewing.tags[-1:] == ("slow",), "it is tagged")
        await terminal.press("slash", *"t*", "space", "V")
        assert screen.search_session.line.value == "t* V"
        assert len(screen.rows.marks) == 0


async def test_very_many_rows_are_changed_in_another_thread_and_undone(
    open_app: OpenApp, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown(session)
    monkeypatch.setattr(row_actions, "IN_THREAD_FROM", 10)
    async with open_app() as terminal:
        await terminal.press("ctrl+a", "number_sign", *"slow", "enter")
        await terminal.until_told("Tagged 29 viewings #slow. Press u to undo.")
        assert all("slow" in entry.viewing.tags for entry in session.journal.entries)
        await terminal.press("u")
        await terminal.until(lambda: shown(session) == before, "it is undone")
