"""Today in the app: what it leads to, another one, what the app opens with."""

import pytest
from syrupy.assertion import SnapshotAssertion

from builders import film, viewing
from filmjournal.model.wish import Wish
from filmjournal.tui.screens.editor import EditorScreen
from filmjournal.tui.screens.reading import ReadingScreen
from filmjournal.tui.screens.today import TodayScreen
from filmjournal.tui.screens.watchlist import WatchlistScreen
from filmjournal.tui.session import Session
from filmjournal.tui.tonight import TonightPrompt
from terminal import MakeSession, OpenApp, Terminal


@pytest.fixture
def with_watchlist(session: Session) -> Session:
    """A journal with a film near this day, and two films for tonight."""
    session.journal.log(
        film("[REC]²"), viewing("2021-11-25", headline="Do not open", review="The stairs go *up*. I did not.")
    )
    session.journal.add_to_watchlist(
        film("Paterson", year=2016, runtime=118), Wish(id="", film="", recommended_by="Ana", why="A bus, and a poem.")
    )
    session.journal.add_to_watchlist(film("Shoah", year=1985, runtime=566), Wish(id="", film=""))
    return session


def shown(screen: TodayScreen) -> str:
    return "\n".join(line.plain for line in screen.view.page.lines)


def tonight(screen: TodayScreen) -> str:
    assert screen.found is not None
    assert screen.found.tonight is not None
    return screen.found.tonight.film.title


def shelf(screen: TodayScreen) -> str:
    assert screen.found is not None
    assert screen.found.shelf is not None
    return screen.found.shelf.text


async def to(terminal: Terminal, screen: TodayScreen, place: str) -> None:
    spots = [spot.place for spot in screen.view.page.spots]
    screen.view.cursor = spots.index(place)
    await terminal.pilot.pause()


async def test_one_key_opens_it_and_another_passage_and_film_are_one_key_away(
    open_app: OpenApp, with_watchlist: Session
) -> None:
    async with open_app((100, 30), on=with_watchlist) as terminal:
        await terminal.press("t")
        screen = await terminal.on(TodayScreen)
        assert "5 years ago tomorrow  [REC]²" in shown(screen)
        assert "“The stairs go up. I did not.”" in shown(screen)
        first = shelf(screen), tonight(screen)
        await terminal.press("space")
        assert shelf(screen) != first[0]
        assert tonight(screen) != first[1]
        second = shelf(screen), tonight(screen)
        await to(terminal, screen, "watchlist")
        await terminal.press("space")
        assert (shelf(screen), tonight(screen)) == (second[0], first[1])
        await to(terminal, screen, "shelf")
        await terminal.press("space")
        assert shelf(screen) != second[0]
        assert tonight(screen) == first[1]
        await terminal.press("t", *"runtime:..100", "enter")
        assert isinstance(terminal.app.screen, TonightPrompt)
        assert "Nothing on your watchlist matches." in str(terminal.app.screen.query_one("#hint").render())
        await terminal.press("backspace", "backspace", "backspace", *"120", "enter")
        screen = await terminal.on(TodayScreen)
        assert tonight(screen) == "Paterson"
        assert screen.found is not None
        assert screen.found.choices == 1
        await to(terminal, screen, "watchlist")
        await terminal.press("enter")
        watchlist = await terminal.on(WatchlistScreen)
        assert watchlist.wished is not None
        assert watchlist.wished.film.title == "Paterson"


async def test_what_the_cursor_is_on_is_read_or_written_and_undo_is_shown(
    open_app: OpenApp, with_watchlist: Session
) -> None:
    async with open_app(on=with_watchlist) as terminal:
        await terminal.press("t", "enter")
        detail = await terminal.detail()
        assert detail.entry is not None
        assert detail.entry.film.title == "[REC]²"
        await terminal.press("escape", "z")
        reading = await terminal.on(ReadingScreen)
        assert reading.entry == detail.entry
        await terminal.press("n", "escape", "r")
        editor = await terminal.on(EditorScreen)
        assert editor.form.field("title").line.value == "[REC]²"
        await terminal.press("escape")
        screen = await terminal.on(TodayScreen)
        await terminal.press("u", "u")  # both films of the watchlist
        assert screen.found is not None
        assert screen.found.tonight is None
        await terminal.press("escape")
        await terminal.diary()


async def test_the_app_opens_with_it_where_that_was_chosen(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    async with open_app() as terminal:
        await terminal.press("t", "o")
        await terminal.until_told("From now on filmjournal opens with Today.")
    async with open_app(on=make_session()) as terminal:
        await terminal.on(TodayScreen)
        await terminal.press("o")
        await terminal.until_told("From now on filmjournal opens with your diary.")
    assert session.settings.read().opens == "diary"


async def test_an_empty_journal_and_a_very_small_terminal(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    session.journal.path.unlink()
    async with open_app((40, 12), on=make_session()) as terminal:
        await terminal.press("t")
        assert "Your diary is empty" in shown(await terminal.on(TodayScreen))
        await terminal.press("space", "r", "t", "enter", "y")


async def test_a_listed_viewing_is_found_by_chance(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        diary = await terminal.diary()
        diary.search("spirited")
        await terminal.until(lambda: len(diary.table.entries) == 3, "the search is answered")
        for _ in range(3):
            before = diary.entry
            await terminal.press("x")
            assert diary.entry is not None
            assert diary.entry != before
            assert diary.entry.film.title == "Spirited Away"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
async def test_how_it_looks(
    open_app: OpenApp, with_watchlist: Session, looks: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with open_app(size, on=with_watchlist) as terminal:
        await terminal.press("t")
        await terminal.on(TodayScreen)
        assert await terminal.picture() == looks
