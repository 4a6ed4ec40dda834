from msgspec import structs
from textual.widgets import Static

from filmjournal.tui.prompts import ConfirmPrompt
from filmjournal.tui.screens.trash import TrashScreen
from filmjournal.tui.session import Session
from terminal import MakeSession, OpenApp


async def test_what_was_removed_is_restored_in_another_run(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    removed = session.journal.entries[0]
    async with open_app() as terminal:
        await terminal.press("d")
        await terminal.until(lambda: session.journal.is_saved, "it is saved")
    again = make_session()
    assert again.journal.entry(removed.id) is None
    async with open_app(on=again) as terminal:
        await terminal.press("T")
        screen = await terminal.on(TrashScreen)
        assert screen.row_id == removed.id
        await terminal.press("enter")
        await terminal.until_told(f"Restored {removed.film.title}")
        assert "The trash is empty" in str(screen.query_one("#detail", Static).render())
        await terminal.press("escape")
        await terminal.until(lambda: again.journal.is_saved, "it is saved")
    kept = make_session().journal.entry(removed.id)
    assert kept is not None
    assert structs.replace(kept.viewing, modified=None) == structs.replace(removed.viewing, modified=None)


async def test_a_version_that_another_change_replaced_is_restored(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    other, first = make_session().journal, session.journal.entries[0]
    other.revise(first.film, structs.replace(first.viewing, headline="Theirs"))
    other.save()
    session.journal.revise(first.film, structs.replace(first.viewing, headline="Mine"))
    session.journal.save()
    async with open_app() as terminal:
        await terminal.press("T")
        screen = await terminal.on(TrashScreen)
        await terminal.until(lambda: screen.row_id is not None and "headline" in screen.row_id, "the version is listed")
        await terminal.press("enter")
        await terminal.until(lambda: headline(session, first.id) == "Theirs", "it stands again")


def headline(session: Session, viewing_id: str) -> str:
    entry = session.journal.entry(viewing_id)
    return entry.viewing.headline if entry else ""


async def test_the_trash_is_emptied_only_when_that_is_said_twice(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    async with open_app() as terminal:
        await terminal.press("d", "T")
        screen = await terminal.on(TrashScreen)
        await terminal.press("x")
        await terminal.on(ConfirmPrompt)
        await terminal.press("escape")
        await terminal.on(TrashScreen)
        assert len(screen.rows()) == 1
        await terminal.press("x")
        await terminal.on(ConfirmPrompt)
        await terminal.press("y")
        await terminal.until(lambda: not screen.rows(), "the trash is empty")
        await terminal.until(lambda: session.journal.is_saved, "it is saved")
    assert not make_session().journal.tables.trash.rows


async def test_an_empty_trash_says_what_it_is_for(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("T")
        screen = await terminal.on(TrashScreen)
        assert "Anything you remove is kept here" in str(screen.query_one("#detail", Static).render())
        await terminal.press("x", "enter")
        assert terminal.app.screen is screen
        await terminal.press("escape")
        await terminal.diary()
