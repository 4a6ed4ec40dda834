"""A journal on the screen, for tests: the sample journal or another, with the clock, ids and places given."""

import itertools
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from catalogues import FEW, MADE
from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.journal.safety.editor_texts import OpenText
from filmjournal.journal.searches import Searches
from filmjournal.lookup.compiling import compiled
from filmjournal.lookup.layout import OWN
from filmjournal.tui.app import FilmJournalApp
from filmjournal.tui.session import Session
from filmjournal.tui.settings import SettingsFile
from terminal import MakeSession, OpenApp, Terminal

SAMPLE = Path(__file__).parents[2] / "data" / "sample.json"
TODAY = date(2026, 11, 24)


class Picture(SingleFileSnapshotExtension):
    """One SVG a snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.fixture
def looks(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Picture)


def no_editor(_: OpenText, text: str) -> str:
    return text


@pytest.fixture
def journal_path(tmp_path: Path) -> Path:
    path = tmp_path / "journal.json"
    shutil.copy(SAMPLE, path)
    return path


@pytest.fixture(scope="session")
def few_films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a catalogue of few films: the one that comes along takes longer to open than a test."""
    folder = tmp_path_factory.mktemp("catalogue")
    (folder / OWN).write_bytes(compiled(FEW, made=MADE))
    return folder


@pytest.fixture
def make_session(tmp_path: Path, journal_path: Path, few_films: Path) -> MakeSession:
    ids = itertools.count(1)

    def make() -> Session:
        journal = Journal.open(
            journal_path, now=lambda: datetime(2026, 11, 24, 21, tzinfo=UTC), new_id=lambda: f"new-{next(ids)}"
        )
        return Session(
            journal=journal,
            drafts=Drafts(tmp_path / "drafts"),
            searches=Searches(tmp_path / "searches.json"),
            settings=SettingsFile(tmp_path / "settings.json"),
            today=lambda: TODAY,
            edit_text=no_editor,
            catalogue=few_films,
        )

    return make


@pytest.fixture
def session(make_session: MakeSession) -> Session:
    return make_session()


@pytest.fixture
def open_app(session: Session) -> OpenApp:
    @asynccontextmanager
    async def opened(size: tuple[int, int] = (80, 24), on: Session = session) -> AsyncIterator[Terminal]:
        app = FilmJournalApp(on)
        async with app.run_test(size=size, notifications=True) as pilot:
            terminal = Terminal(app, pilot)
            await terminal.until(
                lambda: any(screen.query("#table, #empty") for screen in app.screen_stack), "the diary is on screen"
            )
            yield terminal

    return opened
