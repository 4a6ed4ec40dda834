"""What was looked for, on the screen of one review."""

import pytest
from msgspec import structs
from textual import events
from textual.content import Content
from textual.style import Style
from textual.widgets import Markdown, OptionList, Static
from textual.widgets.markdown import MarkdownFence

from builders import TODAY
from filmjournal.model.viewing import Entry
from filmjournal.query.highlights import Highlights
from filmjournal.query.parser import parse
from filmjournal.render.highlighting import is_found
from filmjournal.tui.screens.detail import DetailScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.review import Review, lines_found
from terminal import OpenApp, Terminal

LONG = "\n\n".join(f"Paragraph {number} has nothing to say of it, and goes on for a while." for number in range(80))


def with_review(session: Session, review: str) -> Entry:
    """Return the entry of the first viewing, with another review."""
    entry = session.journal.entries[0]
    return session.journal.revise(entry.film, structs.replace(entry.viewing, review=review, headline="", breakdown=()))


async def read(terminal: Terminal, session: Session, query: str, *entries: Entry) -> DetailScreen:
    await terminal.diary()
    ids = [entry.id for entry in entries]
    terminal.app.push_screen(DetailScreen(session, ids, 0, Highlights.of(parse(query, TODAY).query)))
    screen = await terminal.detail()
    await rendered(terminal, screen)
    return screen


async def rendered(terminal: Terminal, screen: DetailScreen) -> None:
    review = screen.query_one(Review)
    await terminal.until(lambda: bool(review.children) and not screen._scroll._is_seeking, "the review is rendered")
    await terminal.pilot.pause()


def standing_out(screen: DetailScreen) -> list[str]:
    contents = [part.content for part in screen.query_one(Review).query(Static)]
    return [
        content.plain[span.start : span.end]
        for content in contents
        if isinstance(content, Content)
        for span in content.spans
        if isinstance(span.style, Style) and is_found(span.style)
    ]


def scrolled(screen: DetailScreen) -> bool:
    return screen._scroll.area.scroll_offset.y > 0


def in_sight(screen: DetailScreen) -> bool:
    """Whether anything that was found is on the part of the text that the screen shows."""
    top = screen._scroll.area.scroll_offset.y
    lines = lines_found(screen._scroll.area, screen.query_one("#reading"))
    return any(top <= line < top + screen._scroll.area.size.height for line in lines)


async def test_words_stand_out_in_every_part_of_a_review_and_the_source_stays(
    open_app: OpenApp, session: Session
) -> None:
    source = "# Gin\n\nall **g*i*n**\n\n- a gin\n\n> no gin\n\n| gin |\n|---|\n| b |\n\n```\ngin = 1\n```"
    entry = with_review(session, source)
    async with open_app() as terminal:
        screen = await read(terminal, session, "gin", entry)
        found = ["Gin", "gin", "gin", "gin", "gin", "gin"]
        await terminal.until(lambda: standing_out(screen) == found, "each of them stands out once")
        assert screen.query_one(Markdown).source == source


async def test_code_stands_out_once_however_often_its_style_is_set(open_app: OpenApp, session: Session) -> None:
    entry = with_review(session, "```\ngin = 1\n```")
    async with open_app() as terminal:
        screen = await read(terminal, session, "gin", entry)
        await terminal.until(lambda: standing_out(screen) == ["gin"], "the code stands out")
        fence = screen.query_one(MarkdownFence)
        fence.notify_style_update()  # as Textual does between composing a block and mounting it, when it is late
        fence.post_message(events.Mount())
        await terminal.pilot.pause()
        assert standing_out(screen) == ["gin"]


async def test_headings_people_and_the_breakdown_show_what_was_looked_for(open_app: OpenApp, session: Session) -> None:
    entry = next(entry for entry in session.journal.entries if entry.film.title == "Leaving Las Vegas")
    async with open_app((120, 36)) as terminal:
        screen = await read(terminal, session, "cage", entry)
        people = screen.query_one("#people", OptionList)
        assert "Nicolas Cage" in str(people.options[1].prompt)
        assert any(is_found(segment.style) for segment in people.render_line(1))
        heading = screen.query_one("#heading", Static)
        assert any(is_found(segment.style) for line in range(3) for segment in heading.render_line(line))
        breakdown = screen.query_one("#breakdown", Static)
        assert any(is_found(segment.style) for line in range(40) for segment in breakdown.render_line(line))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_first_words_found_are_in_sight(open_app: OpenApp, session: Session, size: tuple[int, int]) -> None:
    entry = with_review(session, f"{LONG}\n\nall gin and neon\n\n{LONG}")
    async with open_app(size) as terminal:
        screen = await read(terminal, session, "gin", entry)
        await terminal.until(lambda: scrolled(screen) and in_sight(screen), "the words are in sight")


async def test_words_on_the_first_page_and_no_words_leave_the_text_at_its_top(
    open_app: OpenApp, session: Session
) -> None:
    entry = with_review(session, f"all gin\n\n{LONG}\n\nall gin and neon")
    async with open_app() as terminal:
        for query in ("gin", "", "rating:1.."):
            screen = await read(terminal, session, query, entry)
            assert screen._scroll.area.scroll_offset.y == 0
            terminal.app.pop_screen()


async def test_words_in_the_breakdown_alone_are_scrolled_to(open_app: OpenApp, session: Session) -> None:
    entry = next(entry for entry in session.journal.entries if entry.film.title == "Leaving Las Vegas")
    async with open_app() as terminal:
        screen = await read(terminal, session, "soundtrack:music", entry)
        await terminal.until(lambda: scrolled(screen) and in_sight(screen), "the words are in sight")


async def test_the_next_entry_shows_its_own_first_words(open_app: OpenApp, session: Session) -> None:
    entry = with_review(session, f"{LONG}\n\nall gin and neon\n\n{LONG}")
    async with open_app() as terminal:
        screen = await read(terminal, session, "gin", session.journal.entries[5], entry)
        await terminal.press("n")
        await rendered(terminal, screen)
        await terminal.until(lambda: scrolled(screen) and in_sight(screen), "the words are in sight")


async def test_one_goes_from_one_find_to_the_next_and_round(open_app: OpenApp, session: Session) -> None:
    entry = with_review(session, f"gin\n\n{LONG}\n\ngin and neon\n\n{LONG}\n\ngin")
    async with open_app() as terminal:
        screen = await read(terminal, session, "gin", entry)
        places = []
        for _ in range(3):
            await screen.run_action("next_match")
            await terminal.pilot.pause()
            places.append(screen._scroll.area.scroll_offset.y)
            assert in_sight(screen)
        assert 0 < places[0] < places[1]
        assert places[2] == 0


async def test_what_is_saved_while_reading_is_marked_too_and_does_not_move_the_text(
    open_app: OpenApp, session: Session
) -> None:
    entry = with_review(session, f"all gin\n\n{LONG}")
    async with open_app() as terminal:
        screen = await read(terminal, session, "gin", entry)
        await terminal.press("G")
        with_review(session, f"all gin, more gin\n\n{LONG}")
        await terminal.until(lambda: standing_out(screen) == ["gin", "gin"], "the new review is shown")
        assert screen._scroll.area.scroll_offset.y > 0
