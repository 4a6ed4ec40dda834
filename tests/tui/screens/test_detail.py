from rich.cells import cell_len
from textual.geometry import Region
from textual.widgets import Input, Markdown, OptionList, Static

from filmjournal.tui.screens.detail import DetailScreen
from filmjournal.tui.screens.person import PersonScreen
from filmjournal.tui.session import Session
from terminal import OpenApp, Terminal


async def read(terminal: Terminal, title: str, session: Session) -> DetailScreen:
    entry = next(entry for entry in session.journal.entries if entry.film.title == title)
    (await terminal.diary()).table.go_to(entry.id)
    await terminal.press("enter")
    return await terminal.detail()


def shown(screen: DetailScreen, selector: str) -> list[str]:
    options = screen.query_one(selector, OptionList)
    return [str(option.prompt) for option in options.options]


async def test_the_film_its_people_and_the_review_are_on_screen(open_app: OpenApp, session: Session) -> None:
    async with open_app((120, 36)) as terminal:
        screen = await read(terminal, "Leaving Las Vegas", session)
        assert "Leaving Las Vegas  1995  ★★★★★  ♥" in str(screen.query_one("#heading", Static).content)
        people = shown(screen, "#people")
        assert people[0].split() == ["Director", "Mike", "Figgis"]
        assert "Nicolas Cage as Ben Sanderson" in people[1]
        assert "Elisabeth Shue as Sera" in people[2]
        entry = screen.entry
        assert entry is not None
        assert screen.query_one(Markdown).source == entry.viewing.review


async def test_the_other_viewings_of_the_film_stand_there_with_their_stars_and_open(
    open_app: OpenApp, session: Session
) -> None:
    async with open_app() as terminal:
        screen = await read(terminal, "Leaving Las Vegas", session)
        assert ["1998" in line and "★★★★" in line for line in shown(screen, "#others")] == [True]
        others = screen.query_one("#others", OptionList)
        others.focus()
        await terminal.press("down", "enter")
        await terminal.until(
            lambda: screen.entry is not None and screen.entry.viewing.watched == "1998", "the old viewing is shown"
        )


async def test_enter_on_a_person_opens_their_page_and_escape_returns_to_the_review(
    open_app: OpenApp, session: Session
) -> None:
    async with open_app() as terminal:
        screen = await read(terminal, "Pig", session)
        pig = screen.entry
        await terminal.press("c", "down", "enter")
        page = await terminal.on(PersonScreen)
        await terminal.until(lambda: page.person is not None, "the page is counted")
        assert page.person is not None
        assert page.person.name == "Nicolas Cage"
        await terminal.press("escape")
        assert (await terminal.detail()).entry == pig


async def test_the_last_review_says_that_there_is_no_next(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("G", "enter")
        screen = await terminal.detail()
        last = screen.entry
        await terminal.press("n")
        await terminal.until_told("This is the last review of the list.")
        assert screen.entry == last


async def test_going_back_puts_the_cursor_where_the_reading_ended(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("enter")
        await terminal.detail()
        await terminal.press("n", "n", "n", "p", "q")
        assert (await terminal.diary()).table.cursor == 2


async def test_removing_while_reading_goes_on_to_the_next_and_undo_brings_it_back(
    open_app: OpenApp, session: Session
) -> None:
    first, second = session.journal.entries[:2]
    async with open_app() as terminal:
        await terminal.press("enter")
        screen = await terminal.detail()
        await terminal.press("d")
        await terminal.until(lambda: screen.entry == second, "the next is shown")
        await terminal.press("u")
        await terminal.until(lambda: screen.entry == first, "what came back is shown")
        assert len(session.journal.entries) == 29


async def test_an_unreviewed_viewing_says_how_to_write(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        screen = await read(terminal, "Amélie", session)
        assert "Press r to write" in str(screen.query_one("#headline", Static).render())


async def test_editing_from_the_review_shows_what_was_changed(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        screen = await read(terminal, "Amélie", session)
        await terminal.press("r")
        await terminal.editor()
        await terminal.press(*"Sweet", "enter", *"tea", "ctrl+s")
        screen = await terminal.detail()
        await terminal.until(lambda: screen.query_one(Markdown).source == "Sweet\ntea", "the new review is shown")
        paragraph = screen.query_one("MarkdownParagraph", Static)
        await terminal.until(lambda: str(paragraph.render()) == "Sweet\ntea", "its two lines are two lines")


async def click(terminal: Terminal, screen: DetailScreen, selector: str, value: str) -> None:
    """Click a value where it stands in a part of the review."""
    widget = screen.query_one(selector, Static)
    lines = ["".join(each.text for each in strip) for strip in widget.render_lines(Region(0, 0, *widget.outer_size))]
    row = next(place for place, text in enumerate(lines) if value in text)
    await terminal.pilot.click(widget, offset=(cell_len(lines[row][: lines[row].index(value)]), row))
    await terminal.diary()


async def test_escape_returns_to_the_review_that_led_to_a_search_with_the_search_before(
    open_app: OpenApp, session: Session
) -> None:
    async with open_app((120, 36)) as terminal:
        diary = await terminal.diary()
        line, totals = diary.query_one("#search", Input), diary.query_one("#totals", Static)
        line.value = "year:2000.."
        screen = await read(terminal, "Adaptation.", session)
        first = screen.entry
        await click(terminal, screen, "#heading", "35mm")
        assert line.value == "tag:=35mm"
        assert str(totals.render()).startswith("esc: back to Adaptation. · ")
        leaving = await read(terminal, "Leaving Las Vegas", session)
        await click(terminal, leaving, "#facts", "1995")
        assert line.value == "year:1995"
        await terminal.press("escape")
        assert (await terminal.detail()).entry == session.journal.entries[1]
        await terminal.press("escape")
        await terminal.diary()
        assert line.value == "tag:=35mm"
        await terminal.press("escape")
        assert (await terminal.detail()).entry == first
        await terminal.press("escape")
        await terminal.diary()
        assert (line.value, diary.entry) == ("year:2000..", first)
        assert "esc: back" not in str(totals.render())
        await terminal.press("escape")
        assert line.value == ""


async def test_a_click_on_a_value_lists_what_shares_it_and_a_search_typed_since_is_cleared_as_ever(
    open_app: OpenApp, session: Session
) -> None:
    async with open_app((120, 36)) as terminal:
        diary = await terminal.diary()
        line = diary.query_one("#search", Input)
        for selector, value, query in (
            ("#heading", "2002", "year:2002"),
            ("#heading", "Tom", "with:=Tom"),
            ("#heading", "Prince", 'venue:="Prince Charles Cinema"'),
            ("#facts", "Comedy", "genre:=Comedy"),
            ("#facts", "United States", 'country:="United States"'),
        ):
            line.value = ""
            await terminal.until(lambda: len(diary.table.entries) == 29, "everything is listed")
            await click(terminal, await read(terminal, "Adaptation.", session), selector, value)
            assert line.value == query
            assert any(each.film.title == "Adaptation." for each in diary.table.entries)
        line.value = "ozu"
        await terminal.press("escape")
        assert terminal.app.screen is diary
        assert line.value == ""


async def test_other_viewings_are_reached_by_keys(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        screen = await read(terminal, "Leaving Las Vegas", session)
        await terminal.press("v", "enter")
        await terminal.until(
            lambda: screen.entry is not None and screen.entry.viewing.watched == "1998", "the old viewing is shown"
        )
        await terminal.press("escape")
        await read(terminal, "Pig", session)
        await terminal.press("v")
        await terminal.until_told("This is the only viewing of the film.")
