"""One film is asked about online, in the app: said first, ended at any moment, undone by u."""

from collections.abc import Iterator
from threading import Event

import pytest
from textual.widgets import OptionList, Static

from builders import film as film_of
from builders import viewing
from filmjournal.lookup import wikidata
from filmjournal.model.film import Film, Role
from filmjournal.transfer.network import AGREED, NEVER
from filmjournal.tui.online import AskingPrompt, SendingPrompt, WhichFilmPrompt
from filmjournal.tui.session import Session
from terminal import OpenApp, Terminal
from wikidata_stand_in import Handler, Server, film, item, person, serving


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.delenv("NO_NETWORK", raising=False)
    with serving() as served:
        served.add(person("Q60", "Julia Ducournau"), person("Q61", "Vincent Lindon"), person("Q62", "Somebody"))
        served.add(film("Q20", "Titane", "2021-07-14", P57=item("Q60"), P161=item("Q61")))
        served.add(
            film("Q21", "Raw", "2016-05-14", 9, P57=item("Q60")), film("Q22", "Raw", "1999-01-01", P57=item("Q62"))
        )
        monkeypatch.setattr(wikidata, "ADDRESSES", served.addresses)
        yield served


async def on_film(terminal: Terminal, session: Session, title: str, year: int | None) -> str:
    """Log a film that lacks everything, put the cursor on it, and return its id."""
    entry = session.journal.log(film_of(title, year=year), viewing("2026-11-20", review="Not for them to read"))
    diary = await terminal.diary()
    await terminal.until(lambda: entry in diary.table.entries, "it is listed")
    diary.show_entry(entry)
    return entry.film.id


def now(session: Session, film_id: str) -> Film:
    found = session.journal.tables.films.value(film_id)
    assert found is not None
    return found


def refused(handler: Handler) -> bool:
    handler.send(b"", 403)
    return True


async def test_what_goes_out_is_said_once_and_what_comes_in_is_one_change(
    open_app: OpenApp, session: Session, server: Server
) -> None:
    async with open_app() as terminal:
        film_id = await on_film(terminal, session, "Titane", 2021)
        await terminal.press("O")
        prompt = await terminal.on(SendingPrompt)
        assert "titles, year and ids go to 127.0.0.1" in str(prompt.query_one("#what", Static).content)
        await terminal.press("n")
        await terminal.diary()
        assert server.asked == []
        await terminal.press("O", "y")
        await terminal.until_told("Filled in director and cast of Titane (2021) from Wikidata. Press u to undo.")
        assert now(session, film_id).people(Role.DIRECTOR) == ("Julia Ducournau",)
        assert session.settings.read().network == AGREED
        assert "Not for them" not in str(server.asked)
        await terminal.diary()
        await terminal.press("O")
        await terminal.until_told("Wikidata has nothing to add to Titane (2021).")
        await terminal.press("u")
        assert now(session, film_id).credits == ()


async def test_of_several_films_one_is_chosen_and_an_unknown_one_is_said(
    open_app: OpenApp, session: Session, server: Server
) -> None:
    session.settings.change(network=AGREED)
    async with open_app() as terminal:
        film_id = await on_film(terminal, session, "Raw", None)
        await terminal.press("O")
        which = await terminal.on(WhichFilmPrompt)
        offered = [str(option.prompt) for option in which.query_one(OptionList).options]
        assert [each.split(maxsplit=1)[1] for each in offered] == [
            "Raw (2016), Julia Ducournau",
            "Raw (1999), Somebody",
            "None of these",
        ]
        await terminal.press("9", "2")
        await terminal.until_told("Filled in director and year of Raw from Wikidata.")
        assert now(session, film_id).year == 1999
        await on_film(terminal, session, "Home Movie", 1990)
        await terminal.press("O")
        await terminal.until_told("Wikidata has no Home Movie (1990).")
        server.faults.append(refused)
        await on_film(terminal, session, "Another", 1990)
        await terminal.press("O")
        await terminal.until_told("refuses to answer for now")


async def test_it_ends_at_once_and_can_be_forbidden_for_good(
    open_app: OpenApp, session: Session, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = Event()

    def silent(handler: Handler) -> bool:
        return over.wait(20)

    server.faults.append(silent)
    async with open_app() as terminal:
        film_id = await on_film(terminal, session, "Titane", 2021)
        await terminal.press("O", "y")
        await terminal.on(AskingPrompt)
        await terminal.press("escape")
        await terminal.diary()
        assert now(session, film_id).credits == ()
        over.set()
        session.settings.change(network="ask")
        asked = len(server.asked)
        await terminal.press("O", "x")
        await terminal.until_told("Nothing is ever sent.")
        assert session.settings.read().network == NEVER
        await terminal.press("O")
        await terminal.until_told("Your settings forbid the network")
        monkeypatch.setenv("NO_NETWORK", "1")
        await terminal.press("O")
        await terminal.until_told("NO_NETWORK is set")
        assert len(server.asked) == asked
