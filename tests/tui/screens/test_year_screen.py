"""The year in review in the app: the ways to it, what it shows, and where it leads on."""

from pathlib import Path

from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from filmjournal.tui.person_prompts import PagePathPrompt
from filmjournal.tui.screens.behind import BehindScreen
from filmjournal.tui.screens.statistics import StatisticsScreen
from filmjournal.tui.screens.year import YearScreen
from filmjournal.tui.widgets.diary_table import DiaryTable
from terminal import OpenApp, Terminal


async def year(terminal: Terminal, number: int) -> YearScreen:
    screen = await terminal.on(YearScreen)
    await terminal.until(
        lambda: screen.review is not None and screen.review.year == number and bool(screen.view.page.spots), "a year"
    )
    return screen


def text(screen: YearScreen) -> str:
    return "\n".join(line.plain for line in screen.view.page.lines)


async def test_the_year_is_one_key_away_its_films_lead_to_reviews_and_it_is_written_to_a_file(
    open_app: OpenApp, looks: SnapshotAssertion, tmp_path: Path
) -> None:
    async with open_app((120, 36)) as terminal:
        await terminal.press("Y")
        screen = await year(terminal, 2026)
        assert terminal.keys == 1
        assert await terminal.picture() == looks
        shown = text(screen)
        for part in ("Best films of the year", "The hip flask", "The year in your own words", "Best of Direction"):
            assert part in shown
        await terminal.press("tab")
        assert screen.review is not None
        assert screen.spot is not None
        best = screen.review.films.ranked[0].entry
        assert screen.spot.viewing_id == best.id
        await terminal.press("enter")
        assert (await terminal.detail()).entry == best
        await terminal.press("escape", "f")
        behind = await terminal.on(BehindScreen)
        assert len(behind.query_one(DiaryTable).entries) == 4
        await terminal.press("escape", "left")
        await year(terminal, 2025)
        await terminal.press("right")
        await year(terminal, 2026)
        await terminal.press("right", "x")
        prompt = await terminal.on(PagePathPrompt)
        path = tmp_path / "2026.html"
        prompt.query_one(Input).value = str(path)
        await terminal.press("enter")
        await year(terminal, 2026)
        await terminal.until(path.exists, "it is written")
        assert "The year in your own words" in path.read_text(encoding="utf-8")


async def test_the_statistics_lead_to_their_year_and_a_year_without_a_viewing_says_so(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("slash", *"tag:35mm", "enter", "S")
        statistics = await terminal.on(StatisticsScreen)
        await terminal.until(lambda: statistics.statistics is not None, "it is counted")
        await terminal.press("left", "r")
        screen = await year(terminal, 2026)
        assert screen.review is not None
        assert screen.review.statistics.subject == "tag:35mm"
        await terminal.press("escape", "escape", "slash", *"title:nothing-of-it", "enter", "Y")
        empty = await terminal.on(YearScreen)
        await terminal.until(lambda: "was watched in 2026" in text(empty), "it is said")
        await terminal.press("x")
        assert terminal.app.screen is empty
