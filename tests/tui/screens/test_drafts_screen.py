from pathlib import Path

import pytest
from msgspec import structs

from filmjournal.journal.errors import DraftNotSavedError
from filmjournal.journal.safety.drafts import NEW, Drafts, saved_slot
from filmjournal.journal.safety.editor_texts import EditorNote
from filmjournal.model.draft import Draft
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.transfer.unsaved_drafts import unsaved_drafts
from filmjournal.tui.prompts import ConfirmPrompt, UnsavedPrompt
from filmjournal.tui.screens.drafts import DraftsScreen
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
        await terminal.until_told("1 draft waits for you. Press D.")
        with session.drafts.texts.opened(EditorNote("", Draft(), "")) as opened:
            (opened.folder / "text-1.md").write_text("Written in an editor.", encoding="utf-8")
        await terminal.press("D")
        screen = await terminal.on(DraftsScreen)
        assert [row.id for row in screen.rows()] == ["new~2", NEW], "also what an editor left meanwhile"


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
    session.drafts.save(structs.replace(Draft.of(entry), headline="Not yet saved"), entry.id, Draft.of(entry))
    session.journal.remove(entry.id)
    session.drafts.save(DUNE)
    async with open_app() as terminal:
        screen = await terminal.on(DraftsScreen)
        await terminal.press("j")
        await terminal.until(lambda: screen.row_id == entry.id, "the older one is under the cursor")
        await terminal.press("enter")
        editor = await terminal.editor()
        assert editor.form.field("headline").text == "Not yet saved"
        assert editor.form.field("title").text == entry.film.title
        await terminal.press("ctrl+s")
        await terminal.diary()
        await terminal.until(lambda: session.journal.is_saved and len(session.drafts.left()) == 1, "it is saved")
    assert [draft.title for draft in session.drafts.left().values()] == ["Dune"]
    assert "Not yet saved" in [each.viewing.headline for each in session.journal.entries]


async def test_what_is_discarded_comes_back_and_is_deleted_only_when_that_is_said_twice(
    open_app: OpenApp, session: Session
) -> None:
    session.drafts.save(DUNE)
    async with open_app() as terminal:
        screen = await terminal.on(DraftsScreen)
        await terminal.press("x")
        await terminal.until(lambda: not session.drafts.left(), "it is discarded")
        assert "discarded" in str(screen.rows()[0].line)
        await terminal.press("u")
        assert session.drafts.find() == DUNE
        await terminal.press("u")
        await terminal.until_told("No draft was discarded since")
        await terminal.press("x", "x")
        await terminal.on(ConfirmPrompt)
        await terminal.press("n")
        await terminal.on(DraftsScreen)
        await terminal.press("enter")
        editor = await terminal.editor()
        assert editor.form.field("title").text == "Dune"
        assert (session.drafts.find(), session.drafts.discarded()) == (DUNE, {})
        await terminal.press("escape")
        await terminal.on(UnsavedPrompt)
        await terminal.press("x")
        await terminal.diary()
        await terminal.press("D")
        screen = await terminal.on(DraftsScreen)
        await terminal.press("x")
        await terminal.on(ConfirmPrompt)
        await terminal.press("y")
        await terminal.until(lambda: not screen.rows(), "it is gone")
    assert (session.drafts.find(), session.drafts.discarded()) == (None, {})


async def test_undo_brings_back_what_was_discarded_in_its_turn(open_app: OpenApp, session: Session) -> None:
    first, number = session.journal.entries[0], len(session.journal.entries)
    async with open_app() as terminal:
        await terminal.press("d", "a")
        await terminal.editor()
        await terminal.press(*"Dune", "escape")
        await terminal.on(UnsavedPrompt)
        await terminal.press("x")
        diary = await terminal.diary()
        await terminal.until_told("Discarded your draft of Dune. Press u to undo.")
        await terminal.press("d")
        assert len(session.journal.entries) == number - 2
        await terminal.press("u")
        assert (len(session.journal.entries), session.drafts.left()) == (number - 1, {})
        await terminal.press("u")
        await terminal.until_told("Undone: your draft of Dune is back.")
        assert len(session.journal.entries) == number - 1
        await terminal.press("u")
        assert diary.session.journal.entry(first.id) is not None
        await terminal.press("a")
        assert (await terminal.editor()).form.field("title").text == "Dune"


async def test_a_draft_that_another_window_writes_is_shown_and_left_to_it(
    open_app: OpenApp, session: Session, tmp_path: Path
) -> None:
    other = Drafts(tmp_path / "drafts")
    claim = other.claim()
    other.save(DUNE, claim.slot)
    async with open_app() as terminal:
        diary = await terminal.diary()
        await terminal.press("a")
        editor = await terminal.editor()
        await terminal.until_told("Another window is writing about this too")
        assert editor.form.field("title").text == ""
        await terminal.press(*"Heat", "escape")
        await terminal.on(UnsavedPrompt)
        await terminal.press("x")
        await terminal.press("a")
        await terminal.editor()
        await terminal.press("escape")
        assert other.find(claim.slot) == DUNE, "neither leaving nor discarding is about the other's"
        await terminal.diary()
        await terminal.press("D")
        screen = await terminal.on(DraftsScreen)
        assert "being written in another window" in str(screen.rows()[0].line)
        await terminal.press("enter", "x")
        await terminal.until_told("This draft is being written in another window.")
        assert other.find(claim.slot) == DUNE
        claim.release()
        await terminal.press("enter")
        assert (await terminal.editor()).form.field("title").text == "Dune"
        await terminal.press("ctrl+s")
        await terminal.until(lambda: session.journal.is_saved and not session.drafts.left(), "it is saved")
        assert terminal.app.screen is diary


async def test_a_blank_form_beside_a_draft_has_a_draft_of_its_own(open_app: OpenApp, session: Session) -> None:
    session.drafts.save(DUNE)
    async with open_app() as terminal:
        await terminal.on(DraftsScreen)
        await terminal.press("enter")
        await terminal.editor()
        await terminal.press("f8")
        await terminal.until_told("Press f8 again")
        await terminal.press(*"Heat", "ctrl+q")
    assert sorted(draft.title for draft in session.drafts.left().values()) == ["Dune", "Heat"]


async def test_what_can_go_nowhere_is_discarded_only_when_that_is_said(
    open_app: OpenApp, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DraftNotSavedError(Path("drafts"), "no space left on device")

    async with open_app() as terminal:
        diary = await terminal.diary()
        await terminal.press("a")
        editor = await terminal.editor()
        monkeypatch.setattr(session.drafts, "save", full)
        await terminal.press(*"Heat", "escape")
        await terminal.on(UnsavedPrompt)
        await terminal.press("x")
        await terminal.on(ConfirmPrompt)
        await terminal.press("n")
        assert (await terminal.editor()) is editor
        await terminal.press("escape")
        await terminal.on(UnsavedPrompt)
        await terminal.press("x")
        await terminal.on(ConfirmPrompt)
        await terminal.press("y")
        assert (await terminal.diary()) is diary


def test_a_draft_that_became_a_viewing_is_no_longer_offered(session: Session) -> None:
    entry = session.journal.log(Film(id="", title="Dune"), Viewing(id="", film=""))
    session.journal.save()
    session.drafts.save(DUNE, saved_slot(entry.id))
    assert not unsaved_drafts(session.drafts, session.journal)
    assert not session.drafts.left()


def test_a_draft_whose_viewing_never_came_to_the_disk_is_offered(session: Session, make_session: MakeSession) -> None:
    entry = session.journal.log(Film(id="", title="Dune"), Viewing(id="", film=""))
    session.drafts.save(DUNE, saved_slot(entry.id))
    again = make_session()
    assert [draft.title for draft in unsaved_drafts(again.drafts, again.journal).values()] == ["Dune"]
