"""The earlier take beside the form while a film is written about again."""

from filmjournal.tui.session import Session
from filmjournal.tui.widgets.page_view import PageView
from terminal import OpenApp


async def test_earlier_takes_are_shown_one_by_one_beside_what_is_written(open_app: OpenApp, session: Session) -> None:
    takes = [entry for entry in session.journal.entries if entry.film.title == "Stalker"]
    async with open_app((120, 36)) as terminal:
        await terminal.press("slash", *"stalker", "enter", "w")
        screen = await terminal.editor()
        view = screen.query_one("#take", PageView)

        def shown() -> str:
            return "\n".join(line.plain for line in view.page.lines) if view.display else ""

        assert shown() == ""
        screen.form.review.focus()
        for place, take in enumerate(takes):
            await terminal.press("ctrl+t")
            assert f"take {3 - place} of 3" in shown()
            assert take.viewing.headline in shown()
            assert terminal.focused is screen.form.review
        await terminal.press(*"Again")
        assert screen.form.review.text == "Again"
        assert view.region.right <= screen.form.review.region.x
        await terminal.press("ctrl+t")
        assert shown() == ""
        await terminal.pilot.resize_terminal(80, 24)
        await terminal.press("ctrl+t", "ctrl+g", "ctrl+g")
        await terminal.until(lambda: 0 < view.region.bottom <= screen.form.review.region.y, "it stands above the text")
        screen.set_focus(view)
        await terminal.press("ctrl+t", "ctrl+t", "ctrl+t")
        assert terminal.focused in list(screen.form.query("Line, Prose, StarRating, Tick"))
        assert screen.form.review.text == "Again"


async def test_the_viewing_that_is_edited_is_no_earlier_take_of_itself(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("slash", *"title:pig", "enter", "r")
        screen = await terminal.editor()
        await terminal.press("ctrl+t")
        await terminal.until_told("There is no other viewing of this film")
        assert not screen.query_one("#take").display
