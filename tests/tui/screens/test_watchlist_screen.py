import pytest
from textual.widgets import OptionList, Static

from builders import director, film, viewing
from filmjournal.journal.journal import Journal
from filmjournal.model.rating import Rating
from filmjournal.model.when import When
from filmjournal.model.wish import Wish
from filmjournal.render.palette import PLAIN
from filmjournal.tui.prompts import UnsavedPrompt
from filmjournal.tui.screens.drafts import DraftsScreen
from filmjournal.tui.screens.watchlist import WatchlistScreen
from filmjournal.tui.screens.watchlist_item import WatchlistItemScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.drop_down import DropDown
from filmjournal.tui.widgets.field import Line
from filmjournal.tui.widgets.line_table import DetailsPane
from terminal import MakeSession, OpenApp, Terminal


def titles(journal: Journal) -> list[str]:
    return [wished.film.title for wished in journal.watchlist]


@pytest.fixture
def wishing(session: Session) -> Session:
    """Return a session with two wishes, the younger first: Nostalghia, and a film that was seen before."""
    session.journal.add_to_watchlist(film("Soy Cuba", year=1964), Wish(id="", film="", added=When("2026-10-01")))
    told = Wish(id="", film="", added=When("2026-11-20"), recommended_by="Ana", why="[b]Candles[/b].")
    session.journal.add_to_watchlist(film("Nostalghia", year=1983, credits=(director("Andrei Tarkovsky"),)), told)
    return session


async def opened(terminal: Terminal) -> WatchlistScreen:
    await terminal.press("W")
    return await terminal.on(WatchlistScreen)


def shown(screen: WatchlistScreen, part: str) -> str:
    return str(screen.query_one(part, Static).render())


async def test_an_empty_watchlist_says_how_a_film_gets_there(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await opened(terminal)
        assert screen.has_class("-empty")
        assert "Your watchlist is empty" in shown(screen, "#notice")
        await terminal.press("enter", "e", "d")
        assert terminal.app.screen is screen
        await terminal.press("escape")
        await terminal.diary()


async def test_what_is_known_of_a_wish_is_shown_beside_it(open_app: OpenApp, wishing: Session) -> None:
    async with open_app((120, 36)) as terminal:
        screen = await opened(terminal)
        assert shown(screen, "#totals") == "2 films"
        assert screen.wished is not None
        assert screen.wished.film.title == "Nostalghia"
        await terminal.press("j")
        await terminal.until(lambda: screen.wished is not None and screen.wished.film.title == "Soy Cuba", "it moved")


async def test_a_long_reason_is_read_on_by_one_key_while_the_cursor_stays(open_app: OpenApp, session: Session) -> None:
    why = " ".join(f"Reason number {number}." for number in range(100))
    session.journal.add_to_watchlist(film("Soy Cuba", year=1964), Wish(id="", film="", why=why))
    async with open_app() as terminal:
        screen = await opened(terminal)
        beside = screen.query_one(DetailsPane)
        await terminal.until(lambda: beside.max_scroll_y > 0, "there is more than is seen")
        places: list[int] = []
        while not places or places[-1]:
            await terminal.press("space")
            await terminal.pilot.pause()
            places.append(beside.scroll_offset.y)
        assert places[:-1] == sorted(set(places[:-1]))
        assert places[-2] == beside.max_scroll_y


async def test_enter_logs_the_film_and_takes_it_off(open_app: OpenApp, wishing: Session) -> None:
    async with open_app() as terminal:
        await opened(terminal)
        await terminal.press("enter")
        editor = await terminal.editor()
        assert editor.form.draft.title == "Nostalghia"
        assert not editor.form.draft.rewatch
        await terminal.press("4", "ctrl+s")
        await terminal.on(WatchlistScreen)
        await terminal.until_told("Removed from your watchlist.")
        assert titles(wishing.journal) == ["Soy Cuba"]
        assert next(e for e in wishing.journal.entries if e.film.title == "Nostalghia").viewing.rating == Rating(8)
        await terminal.press("u")
        await terminal.until(lambda: titles(wishing.journal) == ["Nostalghia", "Soy Cuba"], "undo brings it back")


async def test_a_film_that_was_seen_before_is_logged_as_a_rewatch(open_app: OpenApp, session: Session) -> None:
    seen = session.journal.entries[0].film
    session.journal.add_to_watchlist(seen, Wish(id="", film=seen.id))
    async with open_app() as terminal:
        await opened(terminal)
        await terminal.press("enter")
        editor = await terminal.editor()
        assert editor.form.draft.rewatch


async def test_logging_from_the_diary_says_that_the_film_is_taken_off(open_app: OpenApp, wishing: Session) -> None:
    async with open_app() as terminal:
        await terminal.press("a")
        editor = await terminal.editor()
        editor.form.field("title").text = "Soy Cuba"
        await terminal.press("ctrl+s")
        await terminal.until_told("Logged Soy Cuba. Removed from your watchlist.")
        assert titles(wishing.journal) == ["Nostalghia"]


async def test_a_film_is_removed_and_brought_back(
    open_app: OpenApp, wishing: Session, make_session: MakeSession
) -> None:
    async with open_app() as terminal:
        screen = await opened(terminal)
        await terminal.press("j", "d")
        await terminal.until_told("Removed Soy Cuba (1964) from your watchlist. Press u to undo.")
        assert titles(wishing.journal) == ["Nostalghia"]
        await terminal.press("u")
        await terminal.until(lambda: titles(wishing.journal) == ["Nostalghia", "Soy Cuba"], "undo brings it back")
        await terminal.until(lambda: screen.table.cursor == 1, "the cursor is on it")
        await terminal.until(lambda: wishing.journal.is_saved, "it is saved")
    assert titles(make_session().journal) == ["Nostalghia", "Soy Cuba"]


async def test_a_film_is_put_on_the_watchlist(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        await opened(terminal)
        await terminal.press("a")
        form = await terminal.on(WatchlistItemScreen)
        await terminal.press(*"Pig")
        form._field("year").text = "2021"
        form._field("by").text = "[/b] Bo"
        await terminal.press("ctrl+s")
        screen = await terminal.on(WatchlistScreen)
        await terminal.until_told("Added Pig (2021) to your watchlist.")
        (wished,) = session.journal.watchlist
        assert (wished.film.title, wished.film.year) == ("Pig", 2021)
        assert (wished.wish.recommended_by, wished.wish.added) == ("[/b] Bo", When("2026-11-24"))
        assert screen.wished == wished


async def test_a_known_film_is_completed_by_its_title(open_app: OpenApp, session: Session) -> None:
    known = next(entry.film for entry in session.journal.entries if entry.film.title == "Leaving Las Vegas")
    async with open_app() as terminal:
        await opened(terminal)
        await terminal.press("a")
        form = await terminal.on(WatchlistItemScreen)
        await terminal.press(*"leaving", "enter")
        await terminal.until(lambda: form._field("by").line.has_focus, "the film is filled in")
        assert form._field("year").text == str(known.year)
        await terminal.press("ctrl+s")
        await terminal.on(WatchlistScreen)
        (wished,) = session.journal.watchlist
        assert wished.film == known


async def test_what_is_wrong_is_said_at_its_field(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        await opened(terminal)
        await terminal.press("a")
        form = await terminal.on(WatchlistItemScreen)
        form._field("year").text = "83"
        form._field("since").text = "someday"
        await terminal.press("ctrl+s")
        assert terminal.app.screen is form
        assert form._field("title").line.has_focus
        for name in ("title", "year", "since"):
            assert form._field(name).has_class("-problem"), name
        assert not session.journal.watchlist


async def test_a_wish_is_changed_and_its_film_too(open_app: OpenApp, wishing: Session) -> None:
    async with open_app() as terminal:
        await opened(terminal)
        await terminal.press("e")
        form = await terminal.on(WatchlistItemScreen)
        assert form._field("by").text == "Ana"
        assert form.before_quit()
        assert not wishing.drafts.left(), "nothing was written yet"
        form._field("by").text = "Bo"
        form._field("title").text = "Nostalgia"
        await terminal.press("ctrl+s")
        screen = await terminal.on(WatchlistScreen)
        wished = screen.wished
        assert wished is not None
        assert (wished.film.title, wished.wish.recommended_by) == ("Nostalgia", "Bo")
        assert wished.wish.why == "[b]Candles[/b]."
        assert wished.film.people(wished.film.credits[0].role) == ("Andrei Tarkovsky",)


async def test_a_known_film_that_is_only_wished_for_is_completed_too(open_app: OpenApp, wishing: Session) -> None:
    async with open_app() as terminal:
        await terminal.press("a")
        editor = await terminal.editor()
        await terminal.press(*"nostal", "enter")
        await terminal.until(lambda: editor.form.draft.year == "1983", "the film is filled in")
        await terminal.press("4", "ctrl+s")
        await terminal.until_told("Logged Nostalghia. Removed from your watchlist.")
        await opened(terminal)
        await terminal.press("a")
        form = await terminal.on(WatchlistItemScreen)
        await terminal.press(*"soy", "enter")
        await terminal.until(lambda: form._field("year").text == "1964", "the film is filled in")
        await terminal.press("ctrl+s")
        await terminal.until_told("Soy Cuba (1964) is already on your watchlist.")


@pytest.mark.parametrize("keys", [["a"], ["W", "a"]], ids=["in the editor", "in the form of a wish"])
async def test_everything_that_is_offered_is_seen(open_app: OpenApp, keys: list[str]) -> None:
    async with open_app() as terminal:
        await terminal.press(*keys)
        await terminal.until(lambda: isinstance(terminal.focused, Line), "the title is written")
        await terminal.press("s")
        offered = terminal.app.screen.query_one(DropDown)
        await terminal.until(lambda: len(offered.shown) == 9, "the best are offered, and a new film")
        await terminal.until(lambda: offered.size.height == 9, "all of them are seen")


@pytest.mark.parametrize("key", ["a", "e"])
async def test_what_was_written_is_on_disk_at_once_and_offered_back(
    open_app: OpenApp, wishing: Session, make_session: MakeSession, key: str
) -> None:
    wishing.journal.save()
    async with open_app() as terminal:
        await opened(terminal)
        await terminal.press(key)
        form = await terminal.on(WatchlistItemScreen)
        form._field("title").text = "Nostalgia"
        form._field("by").text = "[/b] Bo"
        await terminal.until(lambda: bool(wishing.drafts.left()), "the draft is kept")
    session = make_session()  # the program was killed
    async with open_app(on=session) as terminal:
        listed = await terminal.on(DraftsScreen)
        line = str(listed.query_one(OptionList).get_option_at_index(0).prompt)
        assert f"Nostalgia  {'a film for' if key == 'a' else 'changes to'} the watchlist" in line
        await terminal.press("enter")
        form = await terminal.on(WatchlistItemScreen)
        assert (form._field("title").text, form._field("by").text) == ("Nostalgia", "[/b] Bo")
        await terminal.press("ctrl+s")
        await terminal.until_told("Nostalgia")
        await terminal.until(lambda: session.journal.is_saved and not session.drafts.left(), "it is saved")
    (kept,) = (each for each in session.journal.watchlist if each.film.title == "Nostalgia")
    assert kept.wish.recommended_by == "[/b] Bo"
    assert len(session.journal.watchlist) == (3 if key == "a" else 2)


async def test_what_was_written_is_thrown_away_only_when_that_is_said_twice(
    open_app: OpenApp, session: Session
) -> None:
    async with open_app() as terminal:
        await opened(terminal)
        await terminal.press("a")
        await terminal.on(WatchlistItemScreen)
        await terminal.press("escape")
        await terminal.on(WatchlistScreen)
        await terminal.press("a")
        form = await terminal.on(WatchlistItemScreen)
        await terminal.press(*"q?", "escape")
        await terminal.on(UnsavedPrompt)
        await terminal.press("escape")
        assert (await terminal.on(WatchlistItemScreen))._field("title").text == "q?"
        assert terminal.app.screen is form
        await terminal.press("escape")
        await terminal.on(UnsavedPrompt)
        await terminal.press("k")
        await terminal.on(WatchlistScreen)
        await terminal.press("a")
        form = await terminal.on(WatchlistItemScreen)
        assert form._field("title").text == "q?"
        await terminal.press("escape")
        await terminal.on(UnsavedPrompt)
        await terminal.press("x")
        await terminal.on(WatchlistScreen)
        assert not session.journal.watchlist
        assert not session.drafts.left()
        await terminal.press("u", "a")
        form = await terminal.on(WatchlistItemScreen)
        assert form._field("title").text == "q?", "undo brings it back"


async def test_what_stands_in_the_form_is_kept_when_the_program_is_left(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        await opened(terminal)
        await terminal.press("a")
        form = await terminal.on(WatchlistItemScreen)
        form._field("title").text = "Pig"
        terminal.app.leaving.quit_now()
    assert [draft.title for draft in session.drafts.left().values()] == ["Pig"]


async def test_what_another_program_wished_for_appears(
    open_app: OpenApp, wishing: Session, make_session: MakeSession
) -> None:
    wishing.journal.save()
    async with open_app() as terminal:
        screen = await opened(terminal)
        other = make_session().journal
        other.log(film("Soy Cuba", year=1964), viewing())
        other.save()
        wishing.autosave.request_save()
        await terminal.until(lambda: shown(screen, "#totals") == "1 film", "the list follows")


async def test_the_watchlist_is_searched_sorted_and_one_of_it_is_found_by_chance(
    open_app: OpenApp, wishing: Session
) -> None:
    async with open_app((120, 36)) as terminal:
        screen = await opened(terminal)
        listed = screen._listed
        await terminal.press("slash", *"director:tar")
        await terminal.until(lambda: len(screen._listed) == 1, "it is found")
        assert screen._listed.wishes[0].film.title == "Nostalghia"
        assert shown(screen, "#totals") == "1 film"
        await terminal.press("enter")
        assert terminal.focused is screen.table
        await terminal.press("escape")
        await terminal.until(lambda: len(screen._listed) == len(listed) == 2, "everything is listed again")
        await terminal.press("slash", *"xyzzy")
        await terminal.until(lambda: screen.has_class("-empty"), "nothing is found")
        assert "Nothing on your watchlist matches xyzzy." in shown(screen, "#notice")
        await terminal.press("escape", "s", "s", "s", "R")
        await terminal.until(lambda: [each.film.year for each in screen._listed.wishes] == [1964, 1983], "by year")
        assert "Year ↑" in screen._listed.head(70, PLAIN).plain
        before = screen.wished
        await terminal.press("r")
        assert screen.wished != before
        await terminal.press("slash", *"acter:x")
        await terminal.until(lambda: "Did you mean" in shown(screen, "#problem"), "the slip is pointed out")
        await terminal.press("escape", "escape", "escape")
        await terminal.diary()
        assert (await terminal.diary()).search_session.line.value == ""
