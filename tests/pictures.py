"""Takes the README's pictures: python tests/pictures.py"""

import asyncio
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from filmjournal.journal.drafts import Drafts
from filmjournal.journal.journal import Journal
from filmjournal.journal.searches import Searches
from filmjournal.tui.app import FilmJournalApp
from filmjournal.tui.desk import Desk
from filmjournal.tui.settings import SettingsFile
from terminal import Terminal

DATA = Path(__file__).parents[1] / "data"

PICTURES = {"diary": ("j",), "review": ("j", "enter"), "search": ("slash", *"cage", "enter", "j", "j")}
"""The keys that lead to each picture."""


def unchanged(text: str) -> str:
    return text


async def take(name: str, folder: Path) -> str:
    """Return the picture of this name as SVG, taken on a copy of the sample journal in a folder."""
    journal = folder / "sample.json"
    shutil.copy(DATA / "sample.json", journal)
    desk = Desk(
        journal=Journal.open(journal, now=lambda: datetime(2026, 11, 24, tzinfo=UTC), new_id=lambda: "new"),
        drafts=Drafts(folder / "drafts"),
        searches=Searches(folder / "searches.json"),
        settings=SettingsFile(folder / "settings.json"),
        today=lambda: date(2026, 11, 24),
        edit_text=unchanged,
    )
    app = FilmJournalApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        terminal = Terminal(app, pilot)
        await terminal.diary()
        desk.catalogue.whole_vocabulary()
        await terminal.press(*PICTURES[name])
        return await terminal.picture()


def main() -> int:
    for name in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            (DATA / f"{name}.svg").write_text(asyncio.run(take(name, Path(folder))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
