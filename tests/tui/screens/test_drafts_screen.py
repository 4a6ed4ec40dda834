from msgspec import structs

from filmjournal.journal.safety.drafts import NEW, saved_slot
from filmjournal.model.draft import Draft
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.tui.prompts import ConfirmPrompt
from filmjournal.tui.screens.drafts import DraftsScreen, unsaved_drafts
from filmjournal.tui.session import Session
from terminal import MakeSession, OpenApp

DUNE = structs.replace(Draft.new(), title="Dune", review="Sand, and then more of it.")


async def test_drafts_are_offered_once_and_stay_within_reach(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    session.drafts.save(DUNE)
    async with open_app() as terminal:
        await terminal.on(DraftsScreen)
        await terminal.press("escape")
        await terminal.diary()
    async with open_app(on=make_session()) as terminal:
        await terminal.diary()
        await terminal.press("D")
        screen = await terminal.on(DraftsScreen)
        assert screen.row_id == NEW


async def test_a_draft_of_a_viewing_is_shown_beside_what_is_saved_and_gone_on_with(
    open_app: OpenApp, session: Session
) -> None:
    entry = session.journal.entries[0]
    session.drafts.save(structs.replace(Draft.of(entry), headline="Not yet saved"), entry.id)
    async with open_app((120, 36)) as terminal:
        await terminal.on(DraftsScreen)
        await terminal.until(
            lambda: "Not yet saved" in terminal.app.export_screenshot().replace("&#160;", " "), "it is shown"
        )
        assert "What is saved" in terminal.app.export_screenshot().replace("&#160;", " ")
        await terminal.press("enter")
        screen = await terminal.editor()
        assert screen.form.field("headline").text == "Not yet saved"
        await terminal.press("ctrl+s")
        await terminal.until(lambda: session.journal.is_saved and not session.drafts.left(), "it is saved")
    kept = session.journal.entry(entry.id)
    assert kept is not None
    assert kept.viewing.headline == "Not yet saved"


async def test_a_draft_of_a_viewing_that_was_removed_since_is_logged_anew(open_app: OpenApp, session: Session) -> None:
    entry = session.journal.entries[0]
    session.drafts.save(structs.replace(Draft.of(entry), headline="Not yet saved"), entry.id)
    session.journal.remove(entry.id)
    session.drafts.save(DUNE)
    async with open_app() as terminal:
        screen = await terminal.on(DraftsScreen)
        await terminal.until(lambda: screen.row_id == entry.id, "the first is under the cursor")
        await terminal.press("enter")
        editor = await terminal.editor()
        assert editor.form.field("headline").text == "Not yet saved"
    titles = sorted(draft.title for draft in session.drafts.left().values())
    assert titles == sorted(["Dune", entry.film.title])


async def test_a_draft_is_thrown_away_only_when_that_is_said_twice(open_app: OpenApp, session: Session) -> None:
    session.drafts.save(DUNE)
    async with open_app() as terminal:
        await terminal.on(DraftsScreen)
        await terminal.press("x")
        await terminal.on(ConfirmPrompt)
        await terminal.press("n")
        screen = await terminal.on(DraftsScreen)
        assert session.drafts.find() is not None
        await terminal.press("x")
        await terminal.on(ConfirmPrompt)
        await terminal.press("y")
        await terminal.until(lambda: not screen.rows(), "it is gone")
    assert session.drafts.find() is None


def test_a_draft_that_became_a_viewing_is_no_longer_offered(session: Session) -> None:
    entry = session.journal.log(Film(id="", title="Dune"), Viewing(id="", film=""))
    session.journal.save()
    session.drafts.save(DUNE, saved_slot(entry.id))
    assert not unsaved_drafts(session)
    assert not session.drafts.left()


def test_a_draft_whose_viewing_never_came_to_the_disk_is_offered(session: Session, make_session: MakeSession) -> None:
    entry = session.journal.log(Film(id="", title="Dune"), Viewing(id="", film=""))
    session.drafts.save(DUNE, saved_slot(entry.id))
    assert [draft.title for draft in unsaved_drafts(make_session()).values()] == ["Dune"]
