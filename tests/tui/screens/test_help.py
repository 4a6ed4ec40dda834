import string

import pytest
from textual.widgets import Input

from filmjournal.guide.topics import TOPICS
from filmjournal.tui.commands import DIARY, EDITOR, EVERYWHERE, WATCHLIST, commands_of
from filmjournal.tui.screens.help import HelpScreen, TopicLine
from filmjournal.tui.widgets.guide_page import GuidePage
from terminal import OpenApp, Terminal


async def the_guide(terminal: Terminal) -> HelpScreen:
    screen = await terminal.on(HelpScreen)
    await terminal.until(lambda: bool(page(terminal)._lines), "the page is rendered")
    return screen


def page(terminal: Terminal) -> GuidePage:
    return terminal.app.screen.query_one(GuidePage)


def shown(terminal: Terminal) -> str:
    """Return what stands on the screen of the page."""
    own = page(terminal)
    height = own.scrollable_content_region.height
    return "\n".join(own.render_line(y).text.rstrip() for y in range(height))


def everything(terminal: Terminal) -> str:
    return "\n".join(line.plain for line in page(terminal)._lines)


def topic(terminal: Terminal) -> str:
    screen = terminal.app.screen
    assert isinstance(screen, HelpScreen)
    return TOPICS[screen._topic].name


def subtitle(terminal: Terminal) -> str:
    return str(terminal.app.screen.query_one("#frame").border_subtitle)


def current(terminal: Terminal) -> str:
    """Return what stands where the current match is, which must be on the screen."""
    own = page(terminal)
    assert own._current is not None
    line, start, end = own._current
    assert own.scroll_offset.y <= line < own.scroll_offset.y + own.scrollable_content_region.height
    return own._lines[line].plain[start:end]


async def search(terminal: Terminal, words: str) -> None:
    await terminal.press("slash")
    terminal.app.screen.query_one(Input).value = words
    await terminal.pilot.pause()
    screen = terminal.app.screen
    assert isinstance(screen, HelpScreen)
    await terminal.until(lambda: len(screen._pages) == len(TOPICS), "every topic was searched")
    await terminal.pilot.pause()


@pytest.mark.parametrize(
    ("keys", "place", "told"),
    [
        ((), DIARY, "diary"),
        (("slash",), DIARY, "searching"),
        (("enter",), "Review", "writing"),
        (("e",), EDITOR, "writing"),
        (("W",), WATCHLIST, "diary"),
    ],
    ids=str,
)
async def test_f1_opens_the_guide_at_the_place_one_is_in_with_its_keys_first(
    open_app: OpenApp, keys: tuple[str, ...], place: str, told: str
) -> None:
    async with open_app() as terminal:
        await terminal.press(*keys)
        await terminal.press("f1")
        await the_guide(terminal)
        assert topic(terminal) == told
        assert shown(terminal).startswith(f"{place} keys")
        text = " ".join(everything(terminal).split())
        for command in commands_of(place, EVERYWHERE):
            assert " ".join(f"{command.shown_keys} {command.help}".split())[:40] in text


@pytest.mark.parametrize(
    ("keys", "told"),
    [(("T",), "safety"), (("D",), "writing"), (("M",), "safety"), (("X",), "importing"), (("f6",), "safety")],
    ids=str,
)
async def test_f1_opens_the_guide_over_a_window_too(open_app: OpenApp, keys: tuple[str, ...], told: str) -> None:
    async with open_app() as terminal:
        await terminal.press(*keys)
        window = terminal.app.screen
        await terminal.press("f1")
        await the_guide(terminal)
        assert topic(terminal) == told
        await terminal.press("escape")
        assert terminal.app.screen is window


async def test_topics_are_turned_with_keys_and_chosen_with_a_click(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("question_mark")
        await the_guide(terminal)
        seen = []
        for _ in TOPICS:
            seen.append(topic(terminal))
            await terminal.press("right")
        assert seen == [each.name for each in TOPICS]
        assert topic(terminal) == "diary"
        await terminal.press("left")
        assert topic(terminal) == "scripting"
        await terminal.pilot.click(TopicLine, offset=(8, 0))
        assert topic(terminal) == "searching"
        assert shown(terminal).startswith("Searching")


async def test_the_page_moves_by_lines_and_screens_and_to_its_ends(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("f1")
        await the_guide(terminal)
        own, lines = page(terminal), everything(terminal).splitlines()
        for end, home in (("G", "g"), ("end", "home")):
            await terminal.press(end)
            await terminal.until(lambda: own.scroll_offset.y == own.max_scroll_y > 0, "the end is shown")
            assert shown(terminal).splitlines()[-1] == lines[-1]
            await terminal.press(home)
            await terminal.until(lambda: own.scroll_offset.y == 0, "the beginning is shown")
        await terminal.press("j", "down", "k")
        await terminal.until(lambda: own.scroll_offset.y == 1, "the page moved by a line")
        await terminal.press("pagedown")
        await terminal.until(lambda: own.scroll_offset.y > 1, "the page moved by a screen")
        await terminal.press("pageup")
        await terminal.until(lambda: own.scroll_offset.y == 1, "the page moved back")


async def test_a_search_goes_through_every_topic_and_round_again(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("f1")
        await the_guide(terminal)
        await search(terminal, "BACKUP")
        await terminal.press("enter")
        total = int(subtitle(terminal).split(" of ")[1].split()[0])
        assert total > 5
        topics = []
        for _ in range(total):
            assert current(terminal).lower() == "backup"
            topics.append(topic(terminal))
            await terminal.press("n")
        assert {"safety", "importing", "shell"} <= set(topics)
        assert subtitle(terminal).startswith("1 of ")
        await terminal.press("N")
        assert subtitle(terminal).startswith(f"{total} of ")


async def test_matches_stand_out_and_the_current_one_most(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("f1")
        await the_guide(terminal)
        await search(terminal, "trash")
        own = page(terminal)
        assert own._current is not None
        line = own._current[0] - own.scroll_offset.y
        marked = [part for part in own.render_line(line) if part.style and part.style.underline]
        assert [part.text for part in marked][:1] == [current(terminal)]
        assert marked[0].style is not None
        assert marked[0].style.reverse


async def test_what_is_nowhere_is_said_to_be_and_esc_clears_before_it_goes_back(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("f1")
        await the_guide(terminal)
        before = shown(terminal)
        await search(terminal, "no such words")
        assert subtitle(terminal) == "not found"
        await terminal.press("escape")
        await the_guide(terminal)
        assert shown(terminal) == before
        assert "esc back" in subtitle(terminal)
        await terminal.press("escape")
        await terminal.diary()


async def test_every_printable_key_typed_in_the_search_line_stays_there(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("f1")
        await the_guide(terminal)
        await terminal.press("slash")
        letters = string.ascii_letters + string.digits
        await terminal.press(*letters, "question_mark", "slash", "space")
        assert terminal.app.screen.query_one(Input).value == f"{letters}?/ "
        await the_guide(terminal)


async def test_keys_after_enter_are_for_the_page_and_every_topic_is_searched_by_then(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("f1")
        screen = await the_guide(terminal)
        await terminal.press("slash", *"undo", "enter", "n", "N", "n")
        assert terminal.app.screen.query_one(Input).value == "undo"
        assert subtitle(terminal).startswith("2 of ")
        assert len(screen._pages) == len(TOPICS)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36)], ids=str)
async def test_no_line_is_wider_than_the_page_at_any_size(open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app() as terminal:
        await terminal.press("f1")
        await the_guide(terminal)
        await terminal.pilot.resize_terminal(*size)
        await terminal.pilot.pause()
        for _ in TOPICS:
            width = page(terminal).scrollable_content_region.width
            assert max(line.cell_len for line in page(terminal)._lines) < width
            await terminal.press("right")


async def test_another_theme_changes_the_colours_of_the_page(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("f1")
        await the_guide(terminal)
        before = page(terminal).render_line(0)
        terminal.app.action_switch_theme()
        await terminal.pilot.pause()
        after = page(terminal).render_line(0)
        assert before.text == after.text
        assert before != after


async def test_the_guide_does_not_open_over_itself(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        await terminal.press("f1")
        await the_guide(terminal)
        terminal.app.action_help()
        await terminal.press("escape")
        await terminal.diary()
