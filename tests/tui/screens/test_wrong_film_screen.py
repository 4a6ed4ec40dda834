"""Wrong film? One question, from the list, the review and the form: known films, the catalogue's, a new one."""

from textual.widgets import Input, Static

from builders import film, viewing
from filmjournal.model.film import Role
from filmjournal.tui.prompts import ScopePrompt
from filmjournal.tui.screens.wrong_film import WrongFilmScreen
from filmjournal.tui.session import Session
from rendered import plain
from terminal import OpenApp


def lines(screen: WrongFilmScreen) -> list[str]:
    return [str(row.line) for row in screen.rows()]


async def test_a_viewing_is_moved_from_the_review_and_a_film_corrected_for_all_viewings(
    open_app: OpenApp, session: Session
) -> None:
    (pig,) = [entry for entry in session.journal.entries if entry.film.title == "Pig"]
    first = session.journal.log(film("The Thing"), viewing("2026-11-20"))
    second = session.journal.log(first.film, viewing("2026-11-22"))
    async with open_app() as terminal:
        (await terminal.diary()).table.go_to(second.id)
        await terminal.press("enter", "F")
        screen = await terminal.on(WrongFilmScreen)
        assert lines(screen) == [
            "The Thing  1982 John Carpenter  catalogue",
            "The Thing  2011 Matthijs van Heijningen Jr.  catalogue",
            "New film: The Thing  ",
        ]
        await terminal.press(*"pig")
        assert lines(screen)[0] == "Pig  2021 Michael Sarnoski  1 viewing"
        assert plain(screen.details("0"), 80).startswith(
            "Moves this viewing to Pig (2021). 1 other viewing of The Thing stays.\n"
        )
        await terminal.press("enter")
        await terminal.until_told("Moved this viewing to Pig (2021). Press u to undo.")
        assert [entry.id for entry in session.journal.viewings_of(pig.film)] == [second.id, pig.id]
        await terminal.press("u", "F", "down", "enter")
        await terminal.on(ScopePrompt)
        await terminal.press("a")
        await terminal.detail()
        assert {entry.film.year for entry in session.journal.viewings_of(first.film)} == {2011}
        await terminal.press("F")
        screen = await terminal.on(WrongFilmScreen)
        assert lines(screen)[-1].startswith("None of these. Take out what came from The Thing")
        assert plain(screen.details("0"), 80).startswith("The film becomes this one; what you wrote or changed stays.")
        await terminal.press("up", "enter")
        await terminal.on(ScopePrompt)
        await terminal.press("a")
        await terminal.detail()
        assert [entry.film.people(Role.DIRECTOR) for entry in session.journal.viewings_of(first.film)] == [(), ()]
        session.journal.log(film("The Thing", year=1951, id="first"), viewing("2026-11-23"))
        await terminal.press("F", "enter")
        await terminal.on(ScopePrompt)
        await terminal.press("a")
        await terminal.detail()
        await terminal.until_told("The Thing and The Thing (1951) are one film now.")
    assert session.journal.viewings_of(first.film) == []


async def test_the_form_asks_it_too_and_moves_the_viewing_when_it_is_saved(open_app: OpenApp, session: Session) -> None:
    stalker = next(entry for entry in session.journal.entries if entry.film.title == "Stalker")
    async with open_app() as terminal:
        (await terminal.diary()).table.go_to(stalker.id)
        await terminal.press("e")
        editor = await terminal.editor()
        await terminal.press("f7")
        screen = await terminal.on(WrongFilmScreen)
        assert lines(screen)[-1] == "New film: Stalker  "
        await terminal.press("escape")
        assert editor.form.field("title").line.has_focus
        await terminal.press("f7", *"perfect", "enter")
        await terminal.editor()
        said = str(editor.query_one("#which-film", Static).render())
        assert said == "Moves this viewing to Perfect Days (2023), from the catalogue"
        await terminal.press("ctrl+s")
        await terminal.diary()
        moved = session.journal.entry(stalker.id)
        assert moved is not None
        assert (moved.film.title, moved.film.runtime, moved.viewing.rating) == (
            "Perfect Days",
            124,
            stalker.viewing.rating,
        )
        assert session.journal.film(stalker.film.id) == stalker.film
        await terminal.press("a", *"pig", "f7", *"x")
        title = (await terminal.editor()).form.field("title").line
        assert (title.has_focus, title.value) == (True, "x")
        assert isinstance(title, Input)
