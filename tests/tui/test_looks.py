"""How the screens look, as pictures kept beside this file."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from msgspec import structs
from syrupy.assertion import SnapshotAssertion

from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When
from filmjournal.tui.session import Session
from filmjournal.tui.themes import DARK, LIGHT
from terminal import MakeSession, OpenApp, Terminal

SIZES = [(80, 24), (120, 36)]
THEMES = [DARK.name, LIGHT.name]


async def diary(terminal: Terminal) -> None:
    await terminal.press("j")


async def detail(terminal: Terminal) -> None:
    await terminal.press("j", "enter")
    await terminal.detail()


async def editor(terminal: Terminal) -> None:
    await terminal.press("j", "e")
    screen = await terminal.editor()
    screen.form.field("headline").line.cursor_blink = False
    screen.form.field("title").line.cursor_blink = False


Go = Callable[[Terminal], Awaitable[None]]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("go", [diary, detail, editor], ids=lambda go: go.__name__)
async def test_a_typical_journal(open_app: OpenApp, looks: SnapshotAssertion, go: Go, size: tuple[int, int]) -> None:
    async with open_app(size) as terminal:
        await go(terminal)
        for theme in THEMES:
            terminal.app.theme = theme
            assert await terminal.picture() == looks(name=theme)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_an_empty_journal(
    open_app: OpenApp, session: Session, make_session: MakeSession, looks: SnapshotAssertion, size: tuple[int, int]
) -> None:
    session.journal.path.unlink()
    empty = make_session()
    empty.journal.store.file.path = Path("journal.json")  # the same on every machine
    async with open_app(size, on=empty) as terminal:
        assert await terminal.picture() == looks


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_an_empty_form(open_app: OpenApp, looks: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with open_app(size) as terminal:
        await terminal.press("a")
        screen = await terminal.editor()
        screen.form.field("title").line.cursor_blink = False
        assert await terminal.picture() == looks


def awkward(session: Session) -> None:
    """Log films whose titles, names and texts are long, wide, and full of what looks like markup."""
    long = "Night of the Day of the Dawn of the Son of the Bride of the Return of the Revenge of the Terror"
    people = (
        Credit("สุดเสน่หา อภิชาติพงศ์ วีระเศรษฐกุล ผู้กำกับภาพยนตร์", Role.DIRECTOR),
        Credit("李香蘭", Role.ACTOR, "「支那の夜」の歌姫、そしてその長い長い役名のひとつ"),
    )
    film = Film(id="", title=long, year=1991, credits=people, countries=("Ruritania",) * 9)
    elements = (
        Element("Performances [/b]", "Loud. " * 40, Rating(3)),
        Element("音楽", "とても良い。" * 12, Rating(10)),
    )
    review = "# Very long\n\n" + "A [bold]sentence[/] with *emphasis* that goes on. " * 300
    for title, script in (
        (long, ""),
        ("[REC]²", ""),
        ("千と千尋の神隠し", "千と千尋の神隠し"),
        ("باب الحديد", ""),
        ("👩‍👩‍👧 Ö", ""),
    ):
        known = structs.replace(film, title=title, original_title=script)
        session.journal.log(
            known,
            Viewing(
                id="",
                film="",
                watched=When("2026-11-24"),
                rating=Rating(1),
                liked=True,
                tags=("a tag of many words", "日本語"),
                headline="とても長い見出し " * 8,
                review=review,
                breakdown=elements,
            ),
        )


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("go", [diary, detail, editor], ids=lambda go: go.__name__)
async def test_long_and_wide_content(
    open_app: OpenApp,
    session: Session,
    make_session: MakeSession,
    looks: SnapshotAssertion,
    go: Go,
    size: tuple[int, int],
) -> None:
    session.journal.path.unlink()
    empty = make_session()
    awkward(empty)
    async with open_app(size, on=empty) as terminal:
        await go(terminal)
        assert await terminal.picture() == looks


async def test_the_help_screen(open_app: OpenApp, looks: SnapshotAssertion) -> None:
    async with open_app() as terminal:
        await terminal.press("question_mark")
        assert await terminal.picture() == looks


async def test_faults_in_the_form(open_app: OpenApp, looks: SnapshotAssertion) -> None:
    async with open_app() as terminal:
        await terminal.press("a")
        screen = await terminal.editor()
        screen.form.field("title").line.cursor_blink = False
        screen.form.field("year").line.value = "95"
        screen.form.field("watched").line.value = "31 february"
        await terminal.press("ctrl+s")
        await terminal.until(lambda: screen.form.field("title").has_class("-problem"), "the problems are shown")
        assert await terminal.picture() == looks


async def test_marked_rows_and_the_strip_that_asks(open_app: OpenApp, looks: SnapshotAssertion) -> None:
    async with open_app() as terminal:
        await terminal.press("space", "space", "j", "asterisk")
        assert await terminal.picture() == looks(name="strip")
        await terminal.press("3")
        assert await terminal.picture() == looks(name="asks")
