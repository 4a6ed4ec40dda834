"""The keystroke budgets, counted."""

from textual.widgets import Input, Markdown

from filmjournal.model.rating import Rating
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.field import Prose
from terminal import OpenApp


async def test_a_known_film_is_logged_with_whole_stars_in_nine_keys_and_with_half_ones_in_ten(
    open_app: OpenApp, session: Session
) -> None:
    before = len(session.journal.entries)
    async with open_app() as terminal:
        for letters, stars, most in (("st", ["4"], 9), ("pi", ["4", "full_stop"], 10)):
            pressed = terminal.keys
            await terminal.press("a")
            screen = await terminal.editor()
            await terminal.press(*letters, "enter")
            assert terminal.focused is screen.form.stars
            await terminal.press(*stars, "ctrl+s")
            await terminal.diary()
            assert terminal.keys - pressed <= most
    assert len(session.journal.entries) == before + 2
    for title, rating in (("Stalker", Rating(8)), ("Pig", Rating(9))):
        entries = [entry for entry in session.journal.entries if entry.film.title == title]
        assert (entries[0].viewing.rating, entries[0].viewing.watched) == (rating, "2026-11-24")
        assert entries[0].viewing.rewatch
        assert len({entry.film.id for entry in entries}) == 1


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
