"""Takes the README's pictures: python tests/pictures.py"""

import asyncio
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.journal.safety.editor_texts import OpenText
from filmjournal.journal.searches import Searches
from filmjournal.tui.app import FilmJournalApp
from filmjournal.tui.screens.import_films import ImportScreen
from filmjournal.tui.session import Session
from filmjournal.tui.settings import SettingsFile
from terminal import Terminal

DATA = Path(__file__).parents[1] / "data"

TODAY = date(2026, 11, 24)

IMPORT = "letterboxd-ana"

EXPORT = {
    "diary.csv": """\
Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2015-08-09,Pather Panchali,1955,https://boxd.it/1a2b3c,4.5,,,2015-08-08
2020-02-09,Parasite,2019,https://boxd.it/1a2b3d,4.5,,,2020-02-09
2021-08-22,Pig,2021,https://boxd.it/1a2b3e,4.5,,"cinema, nicolas cage",2021-08-22
2022-11-20,Aftersun,2022,https://boxd.it/1a2b3f,5,,cinema,2022-11-20
2023-03-04,Jeanne Dielman,1975,https://boxd.it/1a2b40,4.5,,,2023-03-04
2024-02-11,Perfect Days,2023,https://boxd.it/1a2b41,4,,,2024-02-11
2024-05-01,Stalker,,https://boxd.it/1a2b42,5,Yes,,2024-05-01
2025-01-19,Le Bonheur,1965,https://boxd.it/1a2b43,4,,,2025-01-32
""",
    "watchlist.csv": """\
Date,Name,Year,Letterboxd URI
2024-06-02,Memoria,2021,https://boxd.it/oNB8
""",
}
"""A small export, of films that the sample journal has and of others."""

PICTURES = {"diary": ("j",), "review": ("j", "enter"), "search": ("slash", *"cage", "enter", "j", "j"), "import": ()}
"""The keys that lead to each picture."""


def unchanged(_: OpenText, text: str) -> str:
    return text


def written(export: Path) -> Path:
    """Return a folder with the small export in it."""
    export.mkdir()
    for name, table in EXPORT.items():
        (export / name).write_text(table, encoding="utf-8")
    return export


async def take(name: str, folder: Path) -> str:
    """Return the picture of this name as SVG, taken on a copy of the sample journal in a folder."""
    path = folder / "sample.json"
    shutil.copy(DATA / "sample.json", path)
    journal = Journal.open(path, now=lambda: datetime(2026, 11, 24, tzinfo=UTC), new_id=lambda: "new")
    session = Session(
        journal=journal,
        drafts=Drafts(folder / "drafts"),
        searches=Searches(folder / "searches.json"),
        settings=SettingsFile(folder / "settings.json"),
        today=lambda: TODAY,
        edit_text=unchanged,
    )

    export = written(folder / IMPORT)
    app = FilmJournalApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        terminal = Terminal(app, pilot)
        await terminal.diary()
        session.library.whole_vocabulary()
        await terminal.press(*PICTURES[name])
        if name == "import":
            await preview(terminal, session, export)
        return await terminal.picture()


async def preview(terminal: Terminal, session: Session, export: Path) -> None:
    """Show what the small export would bring."""
    screen = ImportScreen(session, export)
    terminal.app.push_screen(screen)
    await terminal.until(lambda: screen.preview is not None, "the export is read")


def main() -> int:
    for name in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            (DATA / f"{name}.svg").write_text(asyncio.run(take(name, Path(folder))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
