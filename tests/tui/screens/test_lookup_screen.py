"""The screen of a lookup: what each film would get, questions answered by one key, one change."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Static

from builders import film, viewing
from catalogues import MADE, PIG, PREQUEL, STALKER, THING
from filmjournal.lookup import catalogue
from filmjournal.lookup.compiling import compiled
from filmjournal.model.film import ExternalIds, Role
from filmjournal.transfer.lookups import Answers, Lookup
from filmjournal.tui import notices
from filmjournal.tui.prompts import ConfirmPrompt
from filmjournal.tui.screens.diary import DiaryScreen
from filmjournal.tui.screens.lookup import LookupScreen
from filmjournal.tui.screens.wrong_film import WrongFilmScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.people_line import PeopleLine
from terminal import OpenApp


@pytest.fixture(autouse=True)
def unknown_films(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: Session) -> None:
    path = tmp_path / "films.catalogue"
    path.write_bytes(compiled([THING, PREQUEL, STALKER, PIG], made=MADE))
    monkeypatch.setattr(catalogue, "bundled_path", lambda: path)
    for title, year in (("The Thing", None), ("Home Movie", 2020), ("Pig", 2020)):
        session.journal.log(film(title, year=year), viewing("2026-11-20", tags=("new",)))


def directors(session: Session) -> dict[str, tuple[str, ...]]:
    new = (entry for entry in session.journal.entries if entry.viewing.tags == ("new",))
    return {entry.film.title: entry.film.people(Role.DIRECTOR) for entry in new}


async def test_a_lookup_is_looked_at_answered_done_and_undone(
    open_app: OpenApp, session: Session, looks: SnapshotAssertion
) -> None:
    async with open_app((120, 36)) as terminal:
        await terminal.press("slash", *"tag:new", "enter", "L")
        screen = await terminal.on(LookupScreen)
        await terminal.until(lambda: screen.preview is not None, "the films are looked up")
        heading = str(screen.query_one("#heading", Static).render())
        assert heading == "Who made your films. 1 of 3 films gets its people."
        assert await terminal.picture() == looks
        await terminal.press("2", "enter")
        await terminal.on(DiaryScreen)
        assert directors(session)["The Thing"] == ("Matthijs van Heijningen Jr.",)
        assert directors(session)["Pig"] == ("Michael Sarnoski",)
        await terminal.press("u")
        assert directors(session)["The Thing"] == directors(session)["Pig"] == ()


async def test_leaving_changes_nothing_and_what_differs_is_one_key_away(open_app: OpenApp, session: Session) -> None:
    before = session.journal.entries
    async with open_app() as terminal:
        await terminal.press("L")
        screen = await terminal.on(LookupScreen)
        await terminal.until(lambda: screen.preview is not None, "the films are looked up")
        assert "differs" not in str(screen.query_one("#counts", Static).render())
        await terminal.press("r")
        counted = screen.query_one("#counts", Static)
        await terminal.until(lambda: "differs" in str(counted.render()), "what differs is shown")
        await terminal.press("escape")
        await terminal.on(DiaryScreen)
    assert session.journal.entries == before


async def test_a_line_says_once_how_many_films_have_no_people(
    open_app: OpenApp, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "COPIES_AFTER", 0.01)
    monkeypatch.setattr(notices, "COPIES_EVERY", 0.01)
    for number in range(8):
        session.journal.log(film(f"Unheard of {number}"), viewing())
    films = len({entry.film.id for entry in session.journal.entries})
    async with open_app() as terminal:
        diary = await terminal.on(DiaryScreen)
        await terminal.until(lambda: bool(diary.query(PeopleLine)), "the line is there")
        assert str(diary.query_one(PeopleLine).render()) == (
            f"11 of {films} films have no people yet. Press L to fill them in."
        )
        await terminal.press("L")
        screen = await terminal.on(LookupScreen)
        await terminal.until(lambda: screen.preview is not None, "the films are looked up")
        await terminal.press("escape")
        await terminal.until(lambda: not diary.query(PeopleLine), "it was seen")
        session.journal.log(film("Unheard of 9"), viewing())
        await terminal.until(lambda: bool(diary.query(PeopleLine)), "one more is said again")
    assert session.settings.read().unidentified == 12


async def test_a_wrong_match_is_corrected_from_the_list_and_two_films_become_one(
    open_app: OpenApp, session: Session
) -> None:
    lookup = Lookup(catalogue.Catalogue.bundled())
    (thing,) = [entry.film for entry in session.journal.entries if entry.film.title == "The Thing"]
    lookup.plan_for(session.journal, [thing.id], Answers({thing.id: 0}))
    lookup.apply(session.journal)
    session.journal.log(film("Das Ding", external_ids=ExternalIds(imdb="tt0905372")), viewing(tags=("new",)))
    assert directors(session)["The Thing"] == ("John Carpenter",)
    async with open_app() as terminal:
        await terminal.press("slash", *'title:"the thing"', "enter", "F")
        screen = await terminal.on(WrongFilmScreen)
        assert [str(row.line) for row in screen.rows()] == [
            "The Thing  2011 Matthijs van Heijningen Jr.  catalogue",
            "New film: The Thing  ",
            "None of these. Take out what came from The Thing  ",
        ]
        await terminal.press("enter")
        await terminal.on(ConfirmPrompt)
        assert directors(session)["The Thing"] == ("Matthijs van Heijningen Jr.",)
        await terminal.press("y")
        await terminal.on(DiaryScreen)
        assert "The Thing" not in directors(session)
        assert len([entry for entry in session.journal.entries if entry.film.title == "Das Ding"]) == 2
        await terminal.press("u", "u")
        await terminal.until(lambda: directors(session).get("The Thing") == ("John Carpenter",), "both are undone")


async def test_on_a_small_screen_there_are_films_and_all_answers_to_the_first(open_app: OpenApp) -> None:
    async with open_app((40, 12)) as terminal:
        await terminal.press("slash", *"tag:new", "enter", "L")
        screen = await terminal.on(LookupScreen)
        await terminal.until(lambda: screen.preview is not None, "the films are looked up")
        await terminal.pilot.pause()
        shown = [line.text for line in screen._compositor.render_strips()]
        text = "\n".join(shown)
        for part in ("several fit", "Home Movie", "1  The Thing (1982), John Carpenter", "3  None of these"):
            assert part in text, text
