"""How the watchlist, an import and an export look, as pictures kept beside this file."""

from pathlib import Path
from threading import Event

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input, ProgressBar

from builders import director, film
from filmjournal.model.when import When
from filmjournal.model.wish import Wish
from filmjournal.tui import notices
from filmjournal.tui.screens.choose_path import ChoosePathScreen
from filmjournal.tui.screens.export import ExportScreen
from filmjournal.tui.screens.import_films import ImportScreen
from filmjournal.tui.screens.watchlist import WatchlistScreen
from filmjournal.tui.screens.watchlist_item import WatchlistItemScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.path_line import PathLine
from stand_ins import Reads, Writes
from terminal import OpenApp

SIZES = [(80, 24), (120, 36)]
both_sizes = pytest.mark.parametrize("size", SIZES, ids=str)

WHY = "Ana saw it in a cinema that is gone now, and has spoken of nothing else since. " * 6


@pytest.fixture(autouse=True)
def _always_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr(notices, "COPIES_AFTER", 1000.0)


@both_sizes
async def test_an_empty_watchlist(open_app: OpenApp, looks: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with open_app(size) as terminal:
        await terminal.press("W")
        await terminal.on(WatchlistScreen)
        assert await terminal.picture() == looks


@both_sizes
async def test_a_watchlist_with_one_film(
    open_app: OpenApp, session: Session, looks: SnapshotAssertion, size: tuple[int, int]
) -> None:
    session.journal.add_to_watchlist(film("Soy Cuba", year=1964), Wish(id="", film="", added=When("2026-11-20")))
    async with open_app(size) as terminal:
        await terminal.press("W")
        await terminal.on(WatchlistScreen)
        assert await terminal.picture() == looks


@both_sizes
async def test_a_long_watchlist(
    open_app: OpenApp, session: Session, looks: SnapshotAssertion, size: tuple[int, int]
) -> None:
    journal = session.journal
    for number in range(298):
        year, day = 1930 + number % 90, When(f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}")
        journal.add_to_watchlist(film(f"Film number {number}", year=year), Wish(id="", film="", added=day))
    rec = film("[REC]²", year=2009, credits=(director("Jaume Balagueró"), director("Paco Plaza", 2)))
    journal.add_to_watchlist(rec, Wish(id="", film="", added=When("2026-11-20"), recommended_by="[/b] Bo"))
    tokyo = film("東京物語", year=1953, credits=(director("小津安二郎"),), runtime=136, languages=("Japanese",))
    journal.add_to_watchlist(tokyo, Wish(id="", film="", added=When("2026-11-21"), recommended_by="Ana", why=WHY))
    async with open_app(size) as terminal:
        await terminal.press("W")
        await terminal.on(WatchlistScreen)
        assert await terminal.picture() == looks


@both_sizes
async def test_a_wish_that_is_being_written(
    open_app: OpenApp, session: Session, looks: SnapshotAssertion, size: tuple[int, int]
) -> None:
    wish = Wish(id="", film="", added=When("2026-11-20"), recommended_by="Ana", why="The **camera** swims.")
    session.journal.add_to_watchlist(film("Soy Cuba", year=1964, credits=(director("Mikhail Kalatozov"),)), wish)
    async with open_app(size) as terminal:
        await terminal.press("W")
        await terminal.on(WatchlistScreen)
        await terminal.press("e")
        form = await terminal.on(WatchlistItemScreen)
        form._field("by").line.cursor_blink = False
        form._field("year").text = "64"
        await terminal.press("ctrl+s")
        form._field("year").line.cursor_blink = False
        assert await terminal.picture() == looks


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home with an export in it, in a place that is called the same on every machine."""
    (tmp_path / "home" / "Downloads").mkdir(parents=True)
    for name in ("letterboxd-ana-2026-11-20.zip", "ratings.csv", "[REC]².md"):
        (tmp_path / "home" / name).touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "home")
    return tmp_path / "home"


@both_sizes
@pytest.mark.usefixtures("home")
async def test_a_path_that_is_being_chosen(open_app: OpenApp, looks: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with open_app(size) as terminal:
        await terminal.press("I")
        screen = await terminal.on(ChoosePathScreen)
        screen.query_one(Input).cursor_blink = False
        line = screen.query_one(PathLine)
        await terminal.until(lambda: line.chosen is not None, "the home is listed")
        assert await terminal.picture() == looks


async def test_an_import_that_is_being_read(
    open_app: OpenApp, session: Session, monkeypatch: pytest.MonkeyPatch, looks: SnapshotAssertion
) -> None:
    reads = Reads(session.journal, monkeypatch)
    reads.waits_for = Event()
    async with open_app() as terminal:
        screen = ImportScreen(session, Path("letterboxd-ana.zip"))
        terminal.app.push_screen(screen)
        await terminal.until(
            lambda: any(bar.progress == 3_401 for bar in screen.query(ProgressBar)), "it is being read"
        )
        assert await terminal.picture() == looks
        reads.waits_for.set()


@both_sizes
async def test_an_import_before_it_is_done(
    open_app: OpenApp,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    looks: SnapshotAssertion,
    size: tuple[int, int],
) -> None:
    Reads(session.journal, monkeypatch)
    async with open_app(size) as terminal:
        screen = ImportScreen(session, Path("letterboxd-ana.zip"))
        terminal.app.push_screen(screen)
        await terminal.until(lambda: screen.preview is not None, "it is read")
        assert await terminal.picture() == looks
        await terminal.press("1", "n", "j")
        assert await terminal.picture() == looks


@both_sizes
@pytest.mark.usefixtures("home")
async def test_an_export_before_it_is_done(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, looks: SnapshotAssertion, size: tuple[int, int]
) -> None:
    Writes(monkeypatch)
    async with open_app(size) as terminal:
        await terminal.press("X")
        screen = await terminal.on(ExportScreen)
        screen.query_one(Input).cursor_blink = False
        await terminal.until(lambda: screen.query_one(Input).value != "", "a path is offered")
        assert await terminal.picture() == looks
