"""Large changes, such as an import of years, are undone while the screen goes on."""

from itertools import count
from threading import Event, current_thread, main_thread

import pytest
from msgspec import structs

from builders import film, viewing
from filmjournal.journal.journal import Journal
from filmjournal.model.viewing import Entry
from filmjournal.tui import undo as undo_module
from filmjournal.tui.screens.diary import DiaryScreen
from filmjournal.tui.session import Session
from terminal import OpenApp

numbers = count(1)


@pytest.fixture
def before(session: Session, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many viewings there were before twenty came in at once, which counts as many."""
    monkeypatch.setattr(undo_module, "IN_THREAD_FROM", 10)
    before = len(session.journal.entries)
    pairs = [(film(f"Film {n}", id=f"f{n}"), structs.replace(viewing(), id=f"v{n}")) for n in range(20)]
    session.journal.log_all(pairs, "Imported from nowhere")
    return before


async def test_only_one_of_many_viewings_is_brought_into_view(
    open_app: OpenApp, session: Session, before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Entry] = []
    monkeypatch.setattr(DiaryScreen, "show_entry", lambda _, entry: shown.append(entry))
    async with open_app() as terminal:
        await terminal.diary()
        await terminal.press("u")
        await terminal.until_told("Undone: imported from nowhere.")
        assert len(session.journal.entries) == before
        await terminal.press("ctrl+r")
        await terminal.until_told("Redone: imported from nowhere.")
        assert len(session.journal.entries) == before + 20
        assert len(shown) == 1


async def test_the_screen_goes_on_while_much_is_undone(
    open_app: OpenApp, session: Session, before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    undo, may_go_on, threads = Journal.undo, Event(), []

    def slowly(journal: Journal) -> object:
        threads.append(current_thread())
        assert may_go_on.wait(20)
        return undo(journal)

    monkeypatch.setattr(Journal, "undo", slowly)
    async with open_app() as terminal:
        screen = await terminal.diary()
        await terminal.press("u", "j", "u")
        await terminal.until(lambda: screen.table.cursor == 1, "the cursor moves meanwhile")
        assert main_thread() not in threads
        assert len(session.journal.entries) == before + 20
        may_go_on.set()
        await terminal.until_told("Undone: imported from nowhere.")
        assert len(session.journal.entries) == before
        assert len(threads) == 1
        await terminal.until(lambda: session.journal.is_saved, "it is saved")


async def test_it_is_undone_though_a_save_comes_between(
    open_app: OpenApp, session: Session, before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    undo, may_go_on, times = Journal.undo, Event(), []

    def slowly(journal: Journal) -> object:
        times.append(journal)
        assert may_go_on.wait(20)
        return undo(journal)

    monkeypatch.setattr(Journal, "undo", slowly)
    async with open_app() as terminal:
        await terminal.diary()
        await terminal.until(lambda: session.journal.is_saved, "it is saved")
        pending = session.journal.store.pending
        session.journal.store.pending = [*pending, session.journal.undo_stack.done[-1]]  # as before the save
        await terminal.press("u")
        await terminal.until(lambda: bool(times), "it is being undone")
        session.journal.store.pending = pending
        may_go_on.set()
        await terminal.until_told("Undone: imported from nowhere.")
        assert len(session.journal.entries) == before
        assert len(times) == 2


async def test_what_is_changed_meanwhile_stays(
    open_app: OpenApp, session: Session, before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    undo, may_go_on, has_begun = Journal.undo, Event(), Event()

    def slowly(journal: Journal) -> object:
        has_begun.set()
        assert may_go_on.wait(20)
        return undo(journal)

    monkeypatch.setattr(Journal, "undo", slowly)
    async with open_app() as terminal:
        await terminal.diary()
        await terminal.press("u")
        await terminal.until(has_begun.is_set, "it is being undone")
        session.journal.log(film("Ran"), viewing())
        may_go_on.set()
        await terminal.until_told("The journal changed meanwhile")
        assert len(session.journal.entries) == before + 21
