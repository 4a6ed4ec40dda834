"""The search line at work: what it lists, offers, remembers and saves, and that no key waits for another."""

from typing import Any

import pytest
from msgspec import structs
from textual.command import CommandPalette
from textual.widgets import Input, Static
from textual_autocomplete import AutoComplete

from filmjournal.model.text import sort_key
from filmjournal.query.fuzzy import PersonSuggestion
from filmjournal.tui import search_session
from filmjournal.tui.prompts import SearchNamePrompt
from filmjournal.tui.screens.diary import DiaryScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.diary_table import DiaryTable
from rendered import has_found
from terminal import MakeSession, OpenApp, Terminal


def titles(table: DiaryTable) -> list[str]:
    return [entry.film.title for entry in table.entries]


def line(screen: DiaryScreen) -> str:
    return screen.query_one("#search", Input).value


async def ready(terminal: Terminal, session: Session) -> DiaryScreen:
    """Open the diary with every name counted, as it is a moment after the start."""
    screen = await terminal.diary()
    session.library.whole_vocabulary()
    return screen


async def typed(terminal: Terminal, text: str) -> None:
    screen = await terminal.diary()
    await terminal.press("slash", *text)
    await terminal.until(lambda: screen.search_session.text == text, "it is answered")


async def test_all_films_of_a_person_are_three_keys_beside_the_name(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        screen = await ready(terminal, session)
        await typed(terminal, "cage")
        terminal.keys = 1
        await terminal.press("enter")
        assert isinstance(screen.table.found, PersonSuggestion)
        await terminal.press("enter")
        await terminal.until(lambda: line(screen) == 'actor:="Nicolas Cage"', "the person is asked for")
        assert terminal.keys == 3
        assert len(screen.table.entries) == 6
        assert screen.table.entry is screen.table.entries[0]


async def test_what_is_nearest_leads_to_what_was_meant(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        screen = await ready(terminal, session)
        await typed(terminal, "figis")
        assert (titles(screen.table), screen.table.found is not None) == ([], True)
        await terminal.press("enter", "enter")
        await terminal.until(lambda: titles(screen.table) == ["Leaving Las Vegas"] * 2, "they are listed")


async def test_the_best_match_is_first_and_under_the_cursor_until_another_order_is_asked_for(
    open_app: OpenApp, session: Session
) -> None:
    async with open_app() as terminal:
        screen = await ready(terminal, session)
        await terminal.press("G")
        await typed(terminal, "water")
        ranked = titles(screen.table)
        assert (ranked[-1], screen.table.cursor) == ("Leaving Las Vegas", 0)
        await terminal.press("enter", "s")
        assert titles(screen.table) == sorted(ranked, key=sort_key)
        await terminal.press("slash", "s", "backspace")
        await terminal.until(lambda: titles(screen.table) == ranked, "the best come first again")


async def test_a_key_that_sorts_says_so_where_the_search_has_an_order_of_its_own(
    open_app: OpenApp, session: Session
) -> None:
    async with open_app() as terminal:
        screen = await ready(terminal, session)
        screen.search("water sort:year")
        await terminal.until(lambda: screen.search_session.parsed.sort is not None, "it is answered")
        before = titles(screen.table)
        await terminal.press("s")
        await terminal.until_told("The search itself says sort:year")
        assert titles(screen.table) == before


async def test_tab_takes_a_name_with_the_field_that_it_belongs_to(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        screen = await ready(terminal, session)
        await terminal.press("slash", *"director:fi")
        await terminal.until(lambda: screen.query_one(AutoComplete).display, "names are offered")
        await terminal.press("tab")
        assert line(screen) == 'director:"Mike Figgis"'
        assert terminal.focused is screen.search_session.line
        await terminal.until(lambda: titles(screen.table) == ["Leaving Las Vegas"] * 2, "they are listed")


async def test_earlier_searches_come_back_with_up_also_in_another_run(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    async with open_app() as terminal:
        await ready(terminal, session)
        for query in ("ozu", "is:liked"):
            await typed(terminal, query)
            await terminal.press("enter", "escape")
    async with open_app(on=make_session()) as terminal:
        screen = await terminal.diary()
        await terminal.press("slash", "up", "up")
        await terminal.until(lambda: titles(screen.table) == ["Tokyo Story"] * 2, "the first search is back")
        await terminal.press("down", "down")
        assert line(screen) == ""


async def test_a_search_is_saved_by_name_used_and_deleted(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        screen = await ready(terminal, session)
        await terminal.press("ctrl+s")
        await terminal.until_told("There is no search to save")
        await typed(terminal, "director:ozu")
        await terminal.press("ctrl+s")
        await terminal.on(SearchNamePrompt)
        await terminal.press(*"Late Ozu", "enter")
        await terminal.until_told("@late-ozu")
        await terminal.diary()
        screen.search("@late-ozu is:rewatch")
        await terminal.until(lambda: titles(screen.table) == ["Tokyo Story"], "the saved search is part of it")
        assert str(screen.search_session.parsed) == "director:ozu is:rewatch"
        screen.search_session.forget("late-ozu")
        await terminal.until_told("Deleted the saved search @late-ozu")
        assert session.searches.saved == {}


async def test_the_palette_has_the_saved_searches(open_app: OpenApp, session: Session) -> None:
    session.searches.save("late-ozu", "director:ozu")
    async with open_app() as terminal:
        screen = await ready(terminal, session)
        await terminal.press("ctrl+p")
        await terminal.on(CommandPalette)
        await terminal.press(*"search @late")
        await terminal.pilot.pause(0.5)
        await terminal.press("enter")
        await terminal.until(lambda: titles(screen.table) == ["Tokyo Story"] * 2, "it is asked for")


async def test_a_longer_search_lets_other_keys_through_and_ends_for_a_newer_one(
    open_app: OpenApp, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_session, "AT_ONCE", 0)
    monkeypatch.setattr(search_session, "SLICE", 0)
    shown: list[str] = []
    async with open_app() as terminal:
        screen = await ready(terminal, session)
        show = screen.search_session._show_answer

        def note(answer: Any) -> None:
            shown.append(line(screen))
            show(answer)

        monkeypatch.setattr(screen.search_session, "_show_answer", note)
        screen.search_session.line.focus()
        for end in range(1, 5):
            screen.search_session.line.value = "ozu "[:end]
            screen.search_session.search()
        screen.search_session.line.value = "figgis"
        await terminal.until(lambda: titles(screen.table) == ["Leaving Las Vegas"] * 2, "the newest is answered")
        assert set(shown) == {"figgis"}


async def test_the_list_says_where_a_word_was_found_and_marks_it(open_app: OpenApp, session: Session) -> None:
    async with open_app((120, 36)) as terminal:
        screen = await ready(terminal, session)
        await typed(terminal, "water")
        drawn = [screen.table._listed.line(place, 72, screen.table.palette, is_first=False) for place in range(3)]
        assert all(has_found(text) for text in drawn)
        assert "Found in" in screen.table._listed.head(72, screen.table.palette).plain
        await terminal.press("escape", "escape")
        await terminal.until(lambda: len(screen.table.entries) == 29, "everything is listed again")
        assert "Director" in screen.table._listed.head(72, screen.table.palette).plain


async def test_what_another_change_brings_is_found_at_once(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        screen = await ready(terminal, session)
        await typed(terminal, "zebra")
        assert screen.has_class("-empty")
        entry = session.journal.entries[3]
        session.journal.revise(entry.film, structs.replace(entry.viewing, review="A zebra crosses."))
        await terminal.until(lambda: titles(screen.table) == [entry.film.title], "it is listed")
        assert "1 viewing" in str(screen.query_one("#totals", Static).render())


async def test_tab_stays_in_the_line_and_corrects_what_is_wrong(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        screen = await ready(terminal, session)
        await terminal.press("slash", *"acter:cage")
        await terminal.until(lambda: screen.has_class("-problem"), "the problem is shown")
        told = str(screen.query_one("#problem", Static).render()).splitlines()
        assert told[0] == "^" * len("acter:cage")
        await terminal.press("tab")
        await terminal.until(lambda: line(screen) == "actor:cage", "it is corrected")
        assert terminal.focused is screen.search_session.line


async def test_a_search_that_was_wrong_is_not_remembered(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        await ready(terminal, session)
        await terminal.press("slash", *"rating:9", "enter")
        assert session.searches.history == ()


async def test_names_are_offered_for_what_was_typed_before_they_were_counted(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.press("slash", *"figis")
        await terminal.until(lambda: screen.table.found is not None, "the nearest is offered in the end")


async def test_a_field_that_is_none_is_said_to_be_none(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        screen = await ready(terminal, session)
        await typed(terminal, "zzz:ghibli")
        await terminal.until(lambda: screen.has_class("-empty"), "nothing is found")
        assert "“zzz:” isn't a field" in str(screen.query_one("#notice", Static).render())


async def test_a_key_behind_the_one_that_leaves_does_no_harm(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        await ready(terminal, session)
        await terminal.press("q", "e", "r")
    assert terminal.app.return_code == 0
