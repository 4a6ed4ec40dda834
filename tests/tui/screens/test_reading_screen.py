"""Reading mode and the anthology: what the keys do, and where one comes back to."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from filmjournal.tui.person_prompts import PagePathPrompt
from filmjournal.tui.screens.anthology import AT_ONCE, AnthologyScreen
from filmjournal.tui.screens.editor import EditorScreen
from filmjournal.tui.screens.reading import ReadingScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.page_view import PageView
from large_journal import LargeJournal
from terminal import MakeSession, OpenApp


def read(view: PageView) -> str:
    return "\n".join(line.plain for line in view.page.lines)


async def test_one_key_reads_and_space_goes_on_to_the_end_of_the_list(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        diary = await terminal.diary()
        diary.search("stalker OR pan's")
        await terminal.until(lambda: len(diary.table.entries) == 4, "the search is answered")
        await terminal.press("g", "z")
        screen = await terminal.on(ReadingScreen)
        ids = [each.id for each in diary.table.entries]
        assert screen.entry is not None
        assert screen.entry.id == ids[0]
        await terminal.press("n", "p", "p")
        await terminal.until_told("This is the first review of the list.")
        seen = [ids[0]]
        for _ in range(40):
            if screen.is_covered:
                assert "gives the ending away" in read(screen.view)
                await terminal.press("s")
                assert "gives the ending away" not in read(screen.view)
            await terminal.press("space")
            if screen.entry.id != seen[-1]:
                assert screen.view.scroll_offset.y == 0
                seen.append(screen.entry.id)
            if any("last review" in told for told in terminal.told):
                break
        assert seen == ids
        await terminal.press("escape")
        assert (await terminal.diary()).entry == screen.entry


async def test_it_opens_from_a_review_writes_and_follows_the_journal(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        await terminal.press("enter", "z")
        screen = await terminal.on(ReadingScreen)
        first = screen.entry
        assert first is not None
        await terminal.press("r")
        await terminal.on(EditorScreen)
        await terminal.press("escape", "n")
        second = screen.entry
        assert second is not None
        session.journal.remove(second.id)
        await terminal.pilot.pause()
        assert screen.entry not in {first, second}
        await terminal.press("u", "z")
        detail = await terminal.detail()
        assert detail.entry == screen.entry


async def test_one_element_of_what_is_listed_is_one_scroll(open_app: OpenApp, session: Session, tmp_path: Path) -> None:
    async with open_app() as terminal:
        diary = await terminal.diary()
        diary.search("director:ozu,varda")
        await terminal.until(lambda: len(diary.table.entries) == 3, "the search is answered")
        await terminal.press("Z", *"cin", "enter")
        screen = await terminal.on(AnthologyScreen)
        assert screen.found.title == "Cinematography of director:ozu,varda"
        assert len(screen.view.page.spots) == len(screen.found.extracts) == 2
        await terminal.press("x")
        prompt = await terminal.on(PagePathPrompt)
        prompt.submit(str(tmp_path / "light.md"))
        await terminal.until_told("Wrote")
        assert (tmp_path / "light.md").read_text(encoding="utf-8").startswith("# Cinematography of director:ozu,varda")
        await terminal.press("j", "enter")
        detail = await terminal.detail()
        assert detail.entry == screen.found.extracts[1].entry
        session.journal.remove(screen.found.extracts[1].entry.id)
        await terminal.press("escape", "escape")
        assert len(screen.found.extracts) == 1


async def test_a_long_anthology_grows_as_it_is_read(
    open_app: OpenApp, make_session: MakeSession, journal_path: Path
) -> None:
    LargeJournal(100).write(journal_path)
    async with open_app(on=make_session()) as terminal:
        await terminal.press("Z", "enter")
        screen = await terminal.on(AnthologyScreen)
        assert len(screen.view.page.spots) == AT_ONCE
        await terminal.press("G", "G", "G")
        await terminal.until(lambda: len(screen.view.page.spots) == 100, "the whole of it can be read")
        assert "more follow" not in read(screen.view)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
async def test_how_a_review_is_read(open_app: OpenApp, looks: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with open_app(size) as terminal:
        diary = await terminal.diary()
        diary.search('title:"yi yi"')
        await terminal.until(lambda: len(diary.table.entries) == 1, "the search is answered")
        await terminal.press("z")
        await terminal.on(ReadingScreen)
        assert await terminal.picture() == looks
