"""The keystroke budgets, counted."""

from textual.widgets import Input, Markdown

from filmjournal.model.rating import Rating
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.field import Prose
from terminal import OpenApp


async def test_a_known_film_is_logged_with_four_and_a_half_stars_in_ten_keys(
    open_app: OpenApp, session: Session
) -> None:
    before = len(session.journal.entries)
    async with open_app() as terminal:
        await terminal.press("a")
        await terminal.editor()
        await terminal.press("s", "t", "a", "enter")
        await terminal.until(lambda: terminal.focused is not None and terminal.focused.id == "rating", "stars are next")
        await terminal.press("4", "full_stop", "ctrl+s")
        await terminal.diary()
        assert terminal.keys <= 10
    entry = session.journal.entries[0]
    assert len(session.journal.entries) == before + 1
    assert (entry.film.title, entry.viewing.rating, entry.viewing.watched) == ("Stalker", Rating(9), "2026-11-24")
    assert entry.viewing.rewatch
    assert len({other.film.id for other in session.journal.entries if other.film.title == "Stalker"}) == 1


async def test_a_rewatch_of_the_film_under_the_cursor_takes_three_keys(open_app: OpenApp, session: Session) -> None:
    film = session.journal.entries[0].film
    async with open_app() as terminal:
        await terminal.press("w")
        await terminal.editor()
        await terminal.press("4", "ctrl+s")
        await terminal.diary()
        assert terminal.keys <= 3
    newest = session.journal.entries[0]
    assert (newest.film, newest.viewing.rating, newest.viewing.rewatch) == (film, Rating(8), True)


async def test_a_review_with_four_elements_takes_eight_keys_beyond_the_prose(
    open_app: OpenApp, session: Session
) -> None:
    async with open_app() as terminal:
        await terminal.press("a")
        await terminal.editor()
        beyond = terminal.keys
        await terminal.press("r", "o", "p", "e")
        for keys in (["ctrl+g"], ["tab"], ["tab"], ["tab"], ["tab"]):
            await terminal.press(*keys)
            beyond += len(keys)
            assert isinstance(terminal.focused, Prose)
            await terminal.press("o", "k")
        await terminal.press("ctrl+s")
        await terminal.diary()
        assert beyond + 1 <= 8
    viewing = session.journal.entries[0].viewing
    assert viewing.review == "ok"
    assert [(element.name, element.text) for element in viewing.breakdown] == [
        ("Performances", "ok"),
        ("Direction", "ok"),
        ("Cinematography", "ok"),
        ("Soundtrack", "ok"),
    ]


async def test_a_review_is_read_with_one_key_and_the_next_with_one_more(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        await terminal.press("enter")
        screen = await terminal.detail()
        assert screen.entry == session.journal.entries[0]
        await terminal.until(
            lambda: screen.query_one(Markdown).source == session.journal.entries[0].viewing.review, "it is shown"
        )
        await terminal.press("n")
        assert screen.entry == session.journal.entries[1]
        assert terminal.keys == 2


async def test_all_films_with_an_actor_take_three_keys_beside_the_name(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("slash")
        await terminal.press(*"cage")
        await terminal.press("enter")
        screen = await terminal.diary()
        titles = {entry.film.title for entry in screen.table.entries}
        assert titles == {"Adaptation.", "Leaving Las Vegas", "Moonstruck", "Pig"}
        assert screen.query_one("#search", Input).value == "cage"
        assert terminal.keys - len("cage") <= 3
