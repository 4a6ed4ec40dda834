"""The list while it is searched: people above the entries, and a cursor that knows both."""

import pytest
from textual.message import Message
from textual.widgets._footer import FooterKey

from builders import TODAY
from filmjournal.model.film import Role
from filmjournal.query.fields import field_of
from filmjournal.query.fuzzy import FuzzySuggestion, PersonSuggestion
from filmjournal.query.highlights import Highlights
from filmjournal.query.parser import parse
from filmjournal.query.sorting import WATCHED
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.diary_table import DiaryTable
from terminal import OpenApp

CAGE = PersonSuggestion("Nicolas Cage", Role.ACTOR, 4, 'actor:"Nicolas Cage"')
FIGGIS = FuzzySuggestion("Mike Figgis", field_of(Role.DIRECTOR), 2, 'director:"Mike Figgis"')


def show(table: DiaryTable, session: Session, query: str, *people: PersonSuggestion | FuzzySuggestion) -> None:
    asked = parse(query, TODAY).query
    found = session.library.index.search(asked).entries
    table.show(found, WATCHED, reverse=False, highlights=Highlights.of(asked), people=people)


def hear(table: DiaryTable, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the queries that the table asks for from now on; nobody else hears of them."""
    heard: list[str] = []
    post = table.post_message

    def listen(message: Message) -> bool:
        if isinstance(message, DiaryTable.SearchChosen):
            heard.append(message.query)
            return True
        return post(message)

    monkeypatch.setattr(table, "post_message", listen)
    return heard


async def test_the_cursor_starts_on_the_person_and_no_entry_is_under_it(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        table = (await terminal.diary()).table
        await terminal.press("j", "j", "j")
        show(table, session, "cage", CAGE)
        assert (table.cursor, table.entry, table.found) == (0, None, CAGE)
        await terminal.press("j")
        assert (table.entry, table.found) == (table.entries[0], None)


async def test_enter_l_and_a_second_click_ask_for_what_the_row_leads_to(
    open_app: OpenApp, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app() as terminal:
        table = (await terminal.diary()).table
        asked = hear(table, monkeypatch)
        show(table, session, "cage", CAGE)
        await terminal.press("enter", "l")
        await terminal.pilot.click(table, offset=(20, 1))
        await terminal.until(lambda: asked == [CAGE.query] * 3, "it was asked for three times")


async def test_enter_on_an_entry_below_people_opens_that_entry(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        table = (await terminal.diary()).table
        show(table, session, "cage", CAGE)
        await terminal.press("j")
        entry = table.entry
        await terminal.pilot.click(table, offset=(20, 2))
        await terminal.detail()
        assert entry == table.entries[0]


async def test_the_cursor_stays_on_its_row_when_the_same_search_is_listed_again(
    open_app: OpenApp, session: Session
) -> None:
    async with open_app() as terminal:
        table = (await terminal.diary()).table
        show(table, session, "cage", CAGE)
        await terminal.press("j", "j")
        entry = table.entry
        show(table, session, "cage", FIGGIS, CAGE)
        assert (table.entry, table.cursor) == (entry, 3)
        table.go_to(table.entries[0].id)
        assert table.cursor == 2
        await terminal.press("k")
        show(table, session, "cage", CAGE)
        assert (table.found, table.cursor) == (CAGE, 0)


async def test_a_person_stays_under_the_cursor_while_the_name_is_typed_on(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        table = (await terminal.diary()).table
        show(table, session, "ca", FIGGIS, CAGE)
        await terminal.press("j")
        show(table, session, "cag", CAGE)
        assert table.found == CAGE


@pytest.mark.parametrize("keys", [["j", "k", "g", "G", "pagedown", "pageup", "e", "d"], ["enter"], ["l"]], ids=str)
async def test_no_key_fails_where_only_people_or_nothing_is_listed(
    open_app: OpenApp, session: Session, keys: list[str]
) -> None:
    async with open_app() as terminal:
        table = (await terminal.diary()).table
        for key in keys:
            for people in ((), (FIGGIS,)):
                show(table, session, "xyzzy", *people)
                await terminal.press(key)
                assert table.cursor == 0
                assert (table.entry is None) is (key not in {"enter", "l"} or not people), key
        assert len(session.journal.entries) == 29


async def test_the_reason_has_no_order_to_click_for(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        table = (await terminal.diary()).table
        show(table, session, "cage")
        titles = [entry.film.title for entry in table.entries]
        await terminal.pilot.click(table, offset=(50, 0))
        await terminal.pilot.pause()
        assert [entry.film.title for entry in table.entries] == titles


async def test_the_footer_offers_what_enter_does_on_the_row(open_app: OpenApp, session: Session) -> None:
    async with open_app((120, 36)) as terminal:
        screen = await terminal.diary()

        def offered() -> list[str]:
            return [key.description for key in screen.query(FooterKey) if key.key_display == "enter"]

        show(screen.table, session, "cage", CAGE)
        await terminal.until(lambda: offered() == ["List"], "the footer offers to list their viewings")
        await terminal.press("j")
        await terminal.until(lambda: offered() == ["Read"], "the footer offers to read the review")
