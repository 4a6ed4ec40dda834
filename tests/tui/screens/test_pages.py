"""A person's page and the statistics: what leads to them, what they show, and where they lead on."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Input, Static

from filmjournal.model.film import Role
from filmjournal.tui.person_prompts import NamesakePrompt, PagePathPrompt, SamePersonPrompt
from filmjournal.tui.screens.behind import BehindScreen
from filmjournal.tui.screens.person import PersonScreen
from filmjournal.tui.screens.statistics import StatisticsScreen
from filmjournal.tui.session import Session
from filmjournal.tui.themes import LIGHT
from filmjournal.tui.widgets.diary_table import DiaryTable
from terminal import MakeSession, OpenApp, Terminal


async def statistics(terminal: Terminal) -> StatisticsScreen:
    screen = await terminal.on(StatisticsScreen)
    await terminal.until(lambda: screen.statistics is not None and bool(screen.view.page.lines), "it is counted")
    return screen


async def person(terminal: Terminal) -> PersonScreen:
    screen = await terminal.on(PersonScreen)
    await terminal.until(lambda: screen.person is not None and bool(screen.view.page.lines), "it is counted")
    return screen


def text(screen: StatisticsScreen | PersonScreen) -> str:
    return "\n".join(line.plain for line in screen.view.page.lines)


async def test_every_bar_leads_to_what_it_counts_and_escape_leads_back(
    open_app: OpenApp, looks: SnapshotAssertion
) -> None:
    async with open_app((120, 36)) as terminal:
        await terminal.press("S")
        screen = await statistics(terminal)
        assert terminal.keys == 1
        assert screen.statistics is not None
        assert (screen.statistics.year, screen.statistics.numbers.viewings) == (2026, 4)
        assert await terminal.picture() == looks
        await terminal.until(lambda: set(screen._counted) == {2025, 2026, None}, "what the next keys show is counted")
        spots = screen.view.page.spots
        bars = [spot for spot in spots if spot.query and not spot.person]
        assert len(bars) > 20
        await terminal.press("down")
        assert screen.spot == spots[1]
        await terminal.press("up")
        charts = [chart for chart in screen.statistics.charts if chart.name == "month"]
        await terminal.press("enter")
        behind = await terminal.on(BehindScreen)
        assert len(behind.query_one(DiaryTable).entries) == charts[0].bars[0].viewings == 1
        await terminal.press("enter")
        await terminal.detail()
        await terminal.press("escape", "escape")
        await statistics(terminal)
        await terminal.press("left")
        await terminal.until(lambda: screen.statistics is not None and screen.statistics.year == 2025, "a year before")
        await terminal.press("right", "right")
        await terminal.until(lambda: screen.statistics is not None and screen.statistics.year is None, "all years")
        assert screen.statistics.numbers.viewings == 29
        await terminal.press("right")
        assert "Due again" in text(screen)
        await terminal.press("escape")
        await terminal.diary()


async def test_a_search_is_the_subject_and_a_click_opens_a_bar_and_a_name_a_person(open_app: OpenApp) -> None:
    async with open_app((100, 30)) as terminal:
        await terminal.press("slash", *"tag:35mm", "enter", "S")
        screen = await statistics(terminal)
        assert screen.statistics is not None
        assert (screen.statistics.year, screen.statistics.subject) == (None, "tag:35mm")
        everything = screen.statistics.numbers.viewings
        await terminal.press("tab", "tab")
        assert screen.spot is not None
        assert screen.spot.panel == 2
        await terminal.press("shift+tab")
        assert screen.spot.panel == 1
        rating = screen.spot
        pilot: Pilot[None] = terminal.pilot
        region = screen.view.content_region
        await pilot.click(offset=(region.x + rating.start, region.y + rating.line - screen.view.scroll_offset.y))
        behind = await terminal.on(BehindScreen)
        assert 0 < len(behind.query_one(DiaryTable).entries) < everything
        await terminal.press("escape")
        place = next(place for place, spot in enumerate(screen.view.page.spots) if spot.role is Role.DIRECTOR)
        await terminal.press("home", *["down"] * place)
        await terminal.press("l")
        await terminal.on(BehindScreen)
        await terminal.press("escape", "enter")
        assert (await person(terminal)).person is not None


async def test_a_person_is_two_keys_from_the_film_and_every_passage_leads_to_its_review(
    open_app: OpenApp, looks: SnapshotAssertion
) -> None:
    async with open_app() as terminal:
        await terminal.press("P")
        director = await person(terminal)
        assert director.person is not None
        assert director.person.role is Role.DIRECTOR
        await terminal.press("escape", "enter")
        await terminal.detail()
        before = terminal.keys
        await terminal.press("c", "enter")
        await person(terminal)
        assert terminal.keys - before == 2
        await terminal.press("escape", "down", "enter")
        screen = await person(terminal)
        assert screen.person is not None
        assert screen.person.name == "Nicolas Cage"
        assert await terminal.picture() == looks
        assert screen.spot is not None
        assert screen.spot.viewing_id == screen.person.passages[0].entry.id
        await terminal.press("enter")
        detail = await terminal.detail()
        assert detail.entry == screen.person.passages[0].entry
        await terminal.press("escape", "f")
        behind = await terminal.on(BehindScreen)
        assert len(behind.query_one(DiaryTable).entries) == 6
        await terminal.press("escape", "r")
        editor = await terminal.editor()
        await terminal.press("escape")
        assert editor is not None


async def test_people_of_a_list_are_gone_through_and_two_names_become_one(
    open_app: OpenApp, session: Session, tmp_path: Path
) -> None:
    async with open_app((100, 30)) as terminal:
        await terminal.press("slash", *"actor:cage", "enter", "P")
        screen = await person(terminal)
        assert screen.person is not None
        assert (screen.person.name, screen.person.role) == ("Nicolas Cage", Role.ACTOR)
        spots = screen.view.page.spots
        partners = [place for place, spot in enumerate(spots) if spot.person]
        await terminal.press("home", *["down"] * partners[0], "enter")
        other = await person(terminal)
        await terminal.until(lambda: other.person is not None and other.person.name == spots[partners[0]].person, "one")
        await terminal.press("left", "right")
        await terminal.until(
            lambda: other.person is not None and other.person.name == spots[partners[1]].person, "next"
        )
        await terminal.press("left", "M", *"no such name", "enter")
        prompt = await terminal.on(SamePersonPrompt)
        assert "Nobody called “no such name”" in str(prompt.query_one("#hint", Static).content)
        await terminal.press("escape", "M", *"shue")
        prompt = await terminal.on(SamePersonPrompt)
        hint = str(prompt.query_one("#hint", Static).content)
        assert hint == "enter makes Elisabeth Shue (1 film) and Mike Figgis one person · esc back"
        await terminal.press("enter")
        await terminal.until_told("Merged Elisabeth Shue into Mike Figgis, in 1 film. Press u to undo.")
        await terminal.until(lambda: other.person is not None and len(other.person.every_role) > 1, "they are one")
        await terminal.press("u")
        await terminal.press("x")
        asked = await terminal.on(PagePathPrompt)
        assert asked.query_one(Input).value.endswith("mike-figgis.html")
        asked.query_one(Input).value = str(tmp_path / "figgis.txt")
        await terminal.press("enter")
        assert "End it in .html" in str(asked.query_one("#hint", Static).content)
        asked.query_one(Input).value = str(tmp_path / "figgis.md")
        await terminal.press("enter")
        await terminal.until_told(f"Wrote {tmp_path / 'figgis.md'}.")
        assert (tmp_path / "figgis.md").read_text(encoding="utf-8").startswith("# Mike Figgis\n")
        names = {credit.name for entry in session.journal.entries for credit in entry.film.credits}
        assert "Elisabeth Shue" in names
        await terminal.press("N")
        who = await terminal.on(NamesakePrompt)
        assert who.query_one(Input).value == "Mike Figgis (director)"
        who.query_one(Input).value = "mike  figgis"
        await terminal.press("enter")
        assert "needs another name" in str(who.query_one("#hint", Static).content)
        who.query_one(Input).value = "Another Figgis"
        await terminal.press("enter")
        await terminal.until_told("Told Another Figgis apart from Mike Figgis, in 1 film. Press u to undo.")


async def test_a_page_follows_the_journal_and_the_theme(open_app: OpenApp, session: Session) -> None:
    async with open_app((80, 24)) as terminal:
        await terminal.press("S")
        screen = await statistics(terminal)
        session.journal.remove(session.journal.entries[0].id)
        await terminal.until(
            lambda: screen.statistics is not None and screen.statistics.numbers.viewings == 3, "it counts anew"
        )
        terminal.app.theme = LIGHT.name
        await terminal.pilot.pause()
        assert "Nov" in text(screen) or "N" in text(screen)
        await terminal.press("u")
        await terminal.until(
            lambda: screen.statistics is not None and screen.statistics.numbers.viewings == 4, "undo is followed"
        )
        await terminal.press("end", "pageup", "pagedown", "home")
        assert screen.view.cursor == 0


@pytest.mark.parametrize("key", ["S", "P"])
async def test_an_empty_journal_has_nothing_to_count(
    open_app: OpenApp, session: Session, make_session: MakeSession, key: str
) -> None:
    session.journal.path.unlink()
    async with open_app(on=make_session()) as terminal:
        await terminal.press(key)
        if key == "P":
            assert not isinstance(terminal.app.screen, PersonScreen)
            return
        screen = await statistics(terminal)
        assert "Nothing to count yet." in text(screen)
        await terminal.press("left", "right", "down", "enter", "l", "a", "escape")
        await terminal.diary()
