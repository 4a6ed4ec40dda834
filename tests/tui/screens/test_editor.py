from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Collapsible, Markdown

from filmjournal.exchange.entry.editing import ExternalEditorError
from filmjournal.journal.errors import CannotSaveError, DraftNotSavedError
from filmjournal.model.film import Role
from filmjournal.model.rating import Rating
from filmjournal.tui.prompts import ElementNamePrompt, UnsavedPrompt
from filmjournal.tui.screens.drafts import DraftsScreen
from filmjournal.tui.screens.editor import EditorScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.drop_down import DropDown
from filmjournal.tui.widgets.field import Field, Line
from filmjournal.tui.widgets.film_fields import CastRow
from terminal import MakeSession, OpenApp, Terminal


async def log(terminal: Terminal) -> EditorScreen:
    await terminal.press("a")
    return await terminal.editor()


def fault(field: Field) -> str:
    return str(field.query(".problem").last().render()) if field.has_class("-problem") else ""


def put(screen: EditorScreen, **texts: str) -> None:
    for name, text in texts.items():
        screen.form.field(name).line.value = text


async def test_a_new_film_is_logged_with_everything_about_it(open_app: OpenApp, session: Session) -> None:
    async with open_app((120, 36)) as terminal:
        screen = await log(terminal)
        screen.form.query_one("#more", Collapsible).collapsed = False
        screen.form.query_one("#about", Collapsible).collapsed = False
        await terminal.until(lambda: bool(screen.query(CastRow) and screen.query("#venue")), "the folds are open")
        put(
            screen,
            title="[REC]³ Génesis",
            year="2012",
            director="Paco Plaza",
            watched="last friday",
            tags="home, horror",
        )
        put(
            screen,
            runtime="1h 20m",
            countries="Spain",
            languages="Spanish",
            genres="Horror",
            venue="Home",
            companions="Ana",
        )
        name, character = screen.query(CastRow).first().query(Line)
        name.value, character.value = "Leticia Dolera", "Clara"
        await terminal.until(lambda: len(screen.query(CastRow)) == 2, "there is room for another actor")
        put(screen, headline="A chainsaw in a wedding dress")
        screen.form.review.text = "Funnier than *expected*."
        screen.form.stars.rating = Rating(6)
        await terminal.press("ctrl+s")
        await terminal.diary()
    entry = next(entry for entry in session.journal.entries if entry.film.title == "[REC]³ Génesis")
    assert (entry.film.year, entry.film.runtime, entry.film.countries) == (2012, 80, ("Spain",))
    assert entry.film.people(Role.DIRECTOR) == ("Paco Plaza",)
    assert [(credit.name, credit.character) for credit in entry.film.credited(Role.ACTOR)] == [
        ("Leticia Dolera", "Clara")
    ]
    assert (entry.viewing.watched, entry.viewing.rating, entry.viewing.tags) == ("2026-11-20", 6, ("home", "horror"))
    assert (entry.viewing.headline, entry.viewing.review) == (
        "A chainsaw in a wedding dress",
        "Funnier than *expected*.",
    )


async def test_a_known_title_typed_in_full_brings_its_facts(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await log(terminal)
        put(screen, title="leaving las vegas")
        await terminal.press("tab")
        await terminal.until(lambda: screen.form.field("year").text == "1995", "the year is filled in")
        assert screen.form.draft.rewatch


async def test_a_title_typed_over_a_chosen_film_lets_go_of_its_facts(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await log(terminal)
        await terminal.press(*"pig", "enter")
        await terminal.until(lambda: bool(screen.form.draft.film_id), "the film is chosen")
        screen.form.field("title").line.focus()
        put(screen, title="Piglet")
        await terminal.press("tab")
        await terminal.until(lambda: not screen.form.draft.film_id, "the film is let go")
        assert (screen.form.draft.year, screen.form.draft.credits) == ("", ())


async def test_elements_are_added_renamed_moved_removed_and_brought_back(open_app: OpenApp, session: Session) -> None:
    def names() -> list[str]:
        return [box.element.name for box in screen.form.breakdown.boxes]

    async with open_app((120, 36)) as terminal:
        screen = await log(terminal)
        put(screen, title="A film")
        await terminal.press("f3")
        await terminal.on(ElementNamePrompt)
        await terminal.press(*"Costumes", "enter")
        await terminal.until(lambda: names()[-1:] == ["Costumes"], "it is added")
        await terminal.press(*"Silk", "alt+up")
        await terminal.until(lambda: names()[-2:] == ["Costumes", "Soundtrack"], "it moved up")
        await terminal.press("f2", "backspace", "enter", "ctrl+r", "3", "full_stop", "enter")
        await terminal.until(lambda: names()[-2] == "Costume", "it is renamed")
        await terminal.press("f4")
        await terminal.until(lambda: "Costume" not in names(), "it is removed")
        await terminal.press("f3")
        await terminal.on(ElementNamePrompt)
        await terminal.press("down", "enter")
        await terminal.until(lambda: names()[-1:] == ["Costume"], "it is back")
        await terminal.press("ctrl+s")
        await terminal.diary()
    breakdown = session.journal.entries[0].viewing.breakdown
    assert [(element.name, element.text, element.rating) for element in breakdown] == [("Costume", "Silk", Rating(7))]


async def leave_by(open_app: OpenApp, key: str) -> None:
    async with open_app() as terminal:
        await log(terminal)
        await terminal.press(*"Dune", "escape")
        await terminal.on(UnsavedPrompt)
        await terminal.press(key)
        if key == "escape":
            await terminal.editor()
        else:
            await terminal.diary()


async def test_leaving_without_changes_does_not_ask(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await log(terminal)
        await terminal.press("escape")
        await terminal.diary()


@pytest.mark.parametrize(("key", "logged", "drafted"), [("s", True, False), ("k", False, True), ("x", False, False)])
async def test_leaving_with_changes_asks_once_and_does_what_is_said(
    open_app: OpenApp,
    session: Session,
    key: str,
    logged: bool,
    drafted: bool,
) -> None:
    await leave_by(open_app, key)
    assert ("Dune" in [entry.film.title for entry in session.journal.entries]) is logged
    assert (session.drafts.find() is not None) is drafted


async def test_going_on_writing_stays_in_the_editor(open_app: OpenApp) -> None:
    await leave_by(open_app, "escape")


async def test_a_draft_is_offered_back_in_a_new_run_and_can_be_put_away(
    open_app: OpenApp, make_session: MakeSession
) -> None:
    await leave_by(open_app, "k")
    async with open_app(on=make_session()) as terminal:
        offered = await terminal.on(DraftsScreen)
        assert offered.row_id == "new"
        await terminal.press("enter")
        screen = await terminal.editor()
        assert screen.form.field("title").text == "Dune"
        await terminal.press("f8")
        await terminal.until(lambda: title(screen) == "", "it is empty")


async def test_what_is_typed_is_on_disk_before_it_is_saved(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        await log(terminal)
        await terminal.press(*"Du")
        await terminal.until(
            lambda: (draft := session.drafts.find()) is not None and draft.title == "Du", "it is on disk"
        )


async def test_quitting_from_the_editor_keeps_the_draft(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        await log(terminal)
        await terminal.press(*"Dune", "ctrl+q")
    draft = session.drafts.find()
    assert draft is not None
    assert draft.title == "Dune"


async def test_saving_throws_the_draft_away(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        await log(terminal)
        await terminal.press(*"Dune")
        await terminal.until(lambda: session.drafts.find() is not None, "the draft is on disk")
        await terminal.press("ctrl+s")
        await terminal.diary()
        await terminal.until(
            lambda: session.journal.is_saved and not session.drafts.left(), "it is saved, and the draft is gone"
        )


@pytest.fixture
def suspended(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The headless driver cannot be suspended: count that it was asked to be."""
    from contextlib import contextmanager  # noqa: PLC0415

    asked: list[str] = []

    @contextmanager
    def suspend(_app: App[None]):  # type: ignore[no-untyped-def] # noqa: ANN202
        asked.append("suspended")
        yield
        asked.append("resumed")  # as in Textual, not after an exception

    monkeypatch.setattr(App, "suspend", suspend)
    return asked


def editing(session: Session, edit: Callable[[str], str]) -> Session:
    return replace(session, edit_text=lambda _, text: edit(text))


async def test_the_focused_text_is_written_in_the_persons_own_editor_and_taken_back(
    open_app: OpenApp, session: Session, suspended: list[str]
) -> None:
    async with open_app(on=editing(session, lambda text: text + " and more")) as terminal:
        screen = await log(terminal)
        await terminal.press("ctrl+g", *"Prose", "ctrl+e")
        await terminal.until(lambda: screen.form.review.text == "Prose and more", "the review came back")
        screen.form.field("headline").line.focus()
        await terminal.press(*"Line", "ctrl+e")
        await terminal.until(lambda: screen.form.field("headline").text == "Line and more", "the headline came back")
        assert suspended == ["suspended", "resumed"] * 2


async def test_an_editor_that_fails_leaves_the_text_as_it_was(
    open_app: OpenApp, session: Session, suspended: list[str]
) -> None:
    def fails(_text: str) -> str:
        raise ExternalEditorError("nano ended with status 1: the text is as it was.")

    async with open_app(on=editing(session, fails)) as terminal:
        screen = await log(terminal)
        await terminal.press("ctrl+g", *"Prose", "ctrl+e")
        await terminal.until_told("nano ended with status 1")
        assert screen.form.review.text == "Prose"
        assert suspended == ["suspended", "resumed"]


async def test_an_entry_saved_without_changes_is_not_written_again(open_app: OpenApp, session: Session) -> None:
    before = session.journal.path.read_bytes()
    async with open_app() as terminal:
        for _ in range(3):
            await terminal.press("j", "e")
            await terminal.editor()
            await terminal.press("ctrl+s")
            await terminal.diary()
    assert session.journal.path.read_bytes() == before


async def test_windows_line_ends_survive_an_edit_of_something_else(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    path = session.journal.path
    text = path.read_text(encoding="utf-8")
    start = text.index('"review": "') + len('"review": "')
    path.write_text(text[:start] + "One\\r\\ntwo\\n\\u2028three" + text[text.index('"', start) :], encoding="utf-8")
    changed = make_session()
    entry = next(entry for entry in changed.journal.entries if entry.viewing.review.startswith("One\r\n"))
    async with open_app(on=changed) as terminal:
        (await terminal.diary()).table.go_to(entry.id)
        await terminal.press("e")
        screen = await terminal.editor()
        put(screen, headline="Another headline")
        await terminal.press("ctrl+s")
        await terminal.diary()
    kept = make_session().journal.entry(entry.id)
    assert kept is not None
    assert kept.viewing.headline == "Another headline"
    assert kept.viewing.review == "One\r\ntwo\n\u2028three"


async def test_the_mouse_rates_ticks_and_chooses(open_app: OpenApp) -> None:
    async with open_app((120, 36)) as terminal:
        screen = await log(terminal)
        await terminal.pilot.click(screen.form.stars, offset=(3, 0))
        assert screen.form.stars.rating == Rating(8)
        await terminal.pilot.click("#liked")
        await terminal.press("escape")
        await terminal.on(UnsavedPrompt)
        await terminal.press("escape")
        await terminal.editor()
        assert screen.form.draft.liked
        screen.form.field("title").line.focus()
        await terminal.press(*"pig")
        suggestions = screen.query_one(DropDown)
        await terminal.until(lambda: bool(suggestions.shown) and suggestions.region.area > 0, "Pig is on offer")
        await terminal.pilot.click(suggestions, offset=(2, 0))
        await terminal.until(lambda: screen.form.field("year").text == "2021", "Pig is chosen")


async def test_a_review_is_shown_whole_after_the_editor_was_open(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("j")
        await terminal.press("e")
        await terminal.editor()
        await terminal.press("escape")
        await terminal.diary()
        await terminal.press("enter")
        screen = await terminal.detail()
        review = screen.query_one("#review", Markdown)
        await terminal.until(lambda: bool(review.children), "the review is rendered")
        await terminal.until(lambda: review.size.height > 60, "all of its lines have room")


async def test_starting_afresh_does_nothing_to_what_is_being_typed(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await log(terminal)
        await terminal.press(*"Dune", "f8")
        await terminal.until_told("There is no draft to set aside")
        assert screen.form.field("title").text == "Dune"


def title(screen: EditorScreen) -> str | None:
    """Return what stands in the title, or nothing while the form is made anew."""
    fields = screen.query("#title").results(Field)
    return next((field.text for field in fields), None)


async def put_off_drafts(terminal: Terminal) -> None:
    await terminal.on(DraftsScreen)
    await terminal.press("escape")
    await terminal.diary()


async def test_a_draft_put_aside_comes_back_with_the_same_key(open_app: OpenApp, make_session: MakeSession) -> None:
    await leave_by(open_app, "k")
    again = make_session()
    async with open_app(on=again) as terminal:
        await put_off_drafts(terminal)
        screen = await log(terminal)
        await terminal.press("f8")
        await terminal.until_told("Press f8 again")
        await terminal.press("f8")
        await terminal.until(lambda: title(screen) == "Dune", "the draft is back")
        await terminal.press("f8")
        await terminal.until(lambda: title(screen) == "", "it is aside again")
        await terminal.press("escape")
        await terminal.diary()
    assert again.drafts.find() is not None


async def test_a_rewatch_is_not_answered_with_the_draft_of_another_film(
    open_app: OpenApp, make_session: MakeSession
) -> None:
    await leave_by(open_app, "k")
    async with open_app(on=make_session()) as terminal:
        await put_off_drafts(terminal)
        film = (await terminal.diary()).table.entries[0].film
        await terminal.press("w")
        screen = await terminal.editor()
        assert screen.form.field("title").text == film.title


async def test_a_draft_that_cannot_be_kept_keeps_the_editor_open(
    open_app: OpenApp, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DraftNotSavedError(Path("drafts"), "no space left on device")

    monkeypatch.setattr(session.drafts, "save", full)
    async with open_app() as terminal:
        screen = await log(terminal)
        await terminal.press(*"Dune", "ctrl+q")
        await terminal.until_told("no space left on device")
        assert terminal.app.screen is screen
        assert screen.form.field("title").text == "Dune"


async def test_a_save_that_fails_is_told_to_the_letter_and_the_form_stays(
    open_app: OpenApp, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise CannotSaveError(Path("[/b] [REC]²"), "no space left on device")

    monkeypatch.setattr(session.journal, "log", full)
    async with open_app() as terminal:
        screen = await log(terminal)
        await terminal.press(*"Dune", "ctrl+s")
        await terminal.until_told("The journal [/b] [REC]² could not be saved: no space left on device")
        assert title(screen) == "Dune"
