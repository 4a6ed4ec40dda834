from pathlib import Path
from typing import Any

import pytest
from rich.text import Text
from textual.command import CommandList, CommandPalette
from textual.widgets import Input, Static

from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.sorting import WATCHED
from filmjournal.render import diary
from filmjournal.tui.screens.help import HelpScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.diary_table import DiaryTable
from filmjournal.tui.widgets.footer import TroubleLine
from terminal import MakeSession, OpenApp


def titles(table: DiaryTable) -> list[str]:
    return [entry.film.title for entry in table.entries]


async def test_the_search_line_filters_as_it_is_typed_and_totals_what_is_shown(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await terminal.diary()
        totals = screen.query_one("#totals", Static)
        assert "29 viewings · 22 films" in str(totals.render())
        await terminal.press("slash", *"director:ta")
        await terminal.until(lambda: set(titles(screen.table)) == {"Stalker"}, "only Tarkovsky is left")
        assert "3 viewings · 1 film" in str(totals.render())


async def test_escape_leaves_the_search_line_and_then_clears_the_search(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.press("slash", *"ozu", "escape")
        assert terminal.focused is screen.table
        assert screen.query_one("#search", Input).value == "ozu"
        await terminal.press("escape")
        await terminal.until(lambda: len(screen.table.entries) == 29, "everything is listed again")


async def test_the_cursor_stays_on_its_film_through_search_and_sort(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.press("j", "j", "j")
        entry = screen.entry
        assert entry is not None
        for key in ("s", "s", "R", "s"):
            await terminal.press(key)
            assert screen.entry == entry


async def test_sorting_steps_through_the_orders_and_is_remembered(open_app: OpenApp, make_session: MakeSession) -> None:
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.press("s")
        in_order = titles(screen.table)
        assert in_order[:3] == ["Adaptation.", "Adaptation.", "Amélie"]
        await terminal.press("R")
        assert titles(screen.table)[-1] == "Adaptation."
    async with open_app(on=make_session()) as terminal:
        screen = await terminal.diary()
        assert titles(screen.table)[-1] == "Adaptation."


async def test_a_click_on_a_heading_sorts_by_it(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.pilot.click(screen.table, offset=(20, 0))
        await terminal.until(lambda: titles(screen.table)[0] == "Adaptation.", "it is sorted by title")


async def test_a_click_moves_the_cursor_and_a_second_one_opens(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.pilot.click(screen.table, offset=(20, 4))
        await terminal.until(lambda: screen.table.cursor == 3, "the cursor is there")
        await terminal.pilot.click(screen.table, offset=(20, 4))
        detail = await terminal.detail()
        assert detail.entry == screen.table.entries[3]


async def test_vim_keys_and_arrows_move_the_cursor(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        table = (await terminal.diary()).table
        for key, place in (("j", 1), ("down", 2), ("k", 1), ("up", 0), ("G", 28), ("g", 0), ("end", 28), ("home", 0)):
            await terminal.press(key)
            assert table.cursor == place, key


async def test_a_removed_viewing_comes_back_with_one_key(open_app: OpenApp, session: Session) -> None:
    before = session.journal.entries
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.press("d")
        await terminal.until_told("Press u to undo")
        assert len(screen.table.entries) == 28
        await terminal.press("u")
        await terminal.until(lambda: len(screen.table.entries) == 29, "it is back")
        assert session.journal.entries == before
        await terminal.press("ctrl+r")
        await terminal.until(lambda: len(screen.table.entries) == 28, "it is gone again")


async def test_undo_says_when_there_is_nothing_to_undo(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("u")
        await terminal.until_told("Nothing to undo.")


async def test_a_save_that_fails_is_told_and_loses_nothing(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    removed = session.journal.entries[0]
    async with open_app() as terminal:
        session.journal.path.rename(session.journal.path.with_name("elsewhere.json"))
        await terminal.press("d")
        line = (await terminal.diary()).query_one(TroubleLine)
        await terminal.until(lambda: "it is no longer there" in str(line.render()), "the line tells of it")
        assert session.journal.entry(removed.id) is None
        assert not session.journal.is_saved
        session.journal.path.with_name("elsewhere.json").rename(session.journal.path)
        session.autosave.request_save()
        await terminal.until(lambda: session.journal.is_saved and not line.display, "it is saved, and the line is gone")
    assert make_session().journal.entry(removed.id) is None


async def test_an_empty_journal_greets_with_what_to_press_and_where_it_will_be(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    session.journal.path.unlink()
    empty = make_session()
    async with open_app(on=empty) as terminal:
        screen = await terminal.diary()
        notice = str(screen.query_one("#notice", Static).render())
        assert "Press a to log" in notice
        assert str(empty.journal.path).replace("\n", "") in notice.replace("\n", "")
    assert not empty.journal.path.exists()


async def test_a_search_without_matches_says_so_and_how_to_go_on(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.press("slash", *"[/b]xyzzy")
        await terminal.until(lambda: screen.has_class("-empty"), "nothing is found")
        assert "No viewing matches [/b]xyzzy." in str(screen.query_one("#notice", Static).render())


async def test_a_fault_is_told_under_the_search_line_while_the_last_good_result_stays(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await terminal.diary()
        fault = screen.query_one("#problem", Static)
        assert not fault.display
        screen.query_one("#search", Input).value = "director:tarkovsky"
        await terminal.until(lambda: set(titles(screen.table)) == {"Stalker"}, "only Tarkovsky is left")
        screen.query_one("#search", Input).value = "director:tarkovsky acter:x"
        await terminal.until(lambda: fault.display, "the line is there")
        assert "No field “acter:”. Did you mean “actor:”?" in str(fault.render())
        assert set(titles(screen.table)) == {"Stalker"}
        screen.query_one("#search", Input).value = "director:tarkovsky a"
        await terminal.until(lambda: not fault.display, "the line is gone")


async def test_a_query_lists_in_the_order_it_asks_for_and_leaves_the_settings_alone(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await terminal.diary()
        screen.query_one("#search", Input).value = "sort:runtime year:1950..1959"
        await terminal.until(lambda: titles(screen.table)[0] == "Seven Samurai", "the longest is first")
        screen.query_one("#search", Input).value = ""
        await terminal.until(lambda: len(screen.table.entries) == 29, "everything is listed again")
        assert titles(screen.table)[0] != "Seven Samurai"


async def test_the_preview_shows_the_entry_under_the_cursor_on_a_wide_terminal_only(open_app: OpenApp) -> None:
    async with open_app((100, 30)) as terminal:
        screen = await terminal.diary()
        preview = screen.query_one("#preview")
        assert preview.display
        await terminal.until(lambda: screen.preview.shown is not None, "the review is there")
        await terminal.press("J")
        assert preview.scroll_offset.y > 0
        await terminal.press("K")
        assert preview.scroll_offset.y == 0
        await terminal.pilot.resize_terminal(80, 24)
        await terminal.until(lambda: not preview.display, "the preview makes room")


async def test_a_record_that_cannot_be_read_is_told_and_the_others_are_listed(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    path = session.journal.path
    path.write_text(path.read_text(encoding="utf-8").replace('"rating": 9', '"rating": 11', 1), encoding="utf-8")
    async with open_app(on=make_session()) as terminal:
        await terminal.until_told("a rating is 1 to 10 half stars, and 11 is not one of them")
        assert (await terminal.diary()).table.entries


async def test_ten_thousand_viewings_render_no_more_lines_than_fifty(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    line = diary.entry_line

    def counted(entry: Entry, *rest: Any, **named: Any) -> Text:
        rendered.append(entry.id)
        return line(entry, *rest, **named)

    monkeypatch.setattr(diary, "entry_line", counted)
    film = Film(id="film", title="Film")
    async with open_app() as terminal:
        table = (await terminal.diary()).table
        counts = []
        for number in (50, 10_000):
            table.show([Entry(Viewing(id=str(i), film="film"), film) for i in range(number)], WATCHED, reverse=False)
            await terminal.pilot.pause()
            rendered.clear()
            table.refresh()
            await terminal.until(lambda: bool(rendered), "the table is painted")
            await terminal.pilot.pause()
            counts.append(len(rendered))
        assert counts[1] == counts[0] < 24


async def test_the_theme_is_remembered(open_app: OpenApp, make_session: MakeSession) -> None:
    async with open_app() as terminal:
        assert terminal.app.theme == "filmjournal-dark"
        await terminal.press("f9")
        assert terminal.app.theme == "filmjournal-light"
    async with open_app(on=make_session()) as terminal:
        assert terminal.app.theme == "filmjournal-light"


async def test_help_opens_over_every_screen_and_closes_again(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("question_mark")
        await terminal.on(HelpScreen)
        await terminal.press("escape")
        await terminal.diary()


async def test_settings_that_cannot_be_written_are_told_and_still_work(
    open_app: OpenApp, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "settings.json").mkdir()
    async with open_app() as terminal:
        await terminal.press("s")
        await terminal.until_told("This setting lasts until you quit")
        assert titles((await terminal.diary()).table)[0] == "Adaptation."
        assert session.journal.entries


async def test_what_was_brought_back_has_the_cursor(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.press("j", "j")
        entry = screen.entry
        await terminal.press("d", "g", "u")
        await terminal.until(lambda: screen.entry == entry, "the cursor is on what came back")


async def test_an_empty_diary_offers_only_what_can_be_done(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    session.journal.path.unlink()
    async with open_app(on=make_session()) as terminal:
        await terminal.diary()
        offered = {active.binding.action for active in terminal.app.screen.active_bindings.values() if active.enabled}
        assert "log" in offered
        assert offered.isdisjoint({"open", "edit", "review", "rewatch", "remove", "sort"})


async def test_the_palette_finds_every_command_and_runs_it(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("ctrl+p")
        await terminal.until(lambda: isinstance(terminal.app.screen, CommandPalette), "the palette is open")
        await terminal.press(*"log a film")
        await terminal.until(lambda: terminal.app.screen.query_one(CommandList).option_count > 0, "it is found")
        await terminal.pilot.pause()
        await terminal.press("enter")
        await terminal.editor()
