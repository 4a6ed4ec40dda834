"""Prints what the catalogue of films costs, beside SQLite's FTS5 over the same films, as a table in Markdown.

A key is what the title field asks the catalogue for the letters typed so far: every beginning of two or three letters
that any title has, the best of three runs each. First use and memory are those of a program of its own, which has
loaded what a form has. The longest step is what the screen does between two looks for keys, while another thread looks
the films up and fills them in, from `L` to the diary with its search prepared anew. Times are those of the processor.
With `--write` the table also goes into CONTRIBUTING.md, between its marks.
"""

import argparse
import asyncio
import json
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.journal.searches import Searches
from filmjournal.lookup.catalogue import Catalogue
from filmjournal.lookup.layout import bundled_path
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.render.lookup_preview import LookupKind
from filmjournal.transfer.pending_lookup import PendingLookup
from filmjournal.tui.app import FilmJournalApp
from filmjournal.tui.screens.diary import DiaryScreen
from filmjournal.tui.screens.lookup import LookupScreen
from filmjournal.tui.session import Session
from filmjournal.tui.settings import SettingsFile
from large_journal import LargeJournal

DOCUMENT = Path(__file__).parents[1] / "CONTRIBUTING.md"
BEGIN, END = "<!-- speed of the catalogue -->", "<!-- end of speed of the catalogue -->"
RUNS, MOST = 3, 8
WELL_KNOWN, FILMS = 50_000, 10_000
"""How many of the best known films a journal is made of, and how many films it has."""

FIRST_USE = """
import json, time
from pathlib import Path
import filmjournal.model.film, filmjournal.query.vocabulary, filmjournal.tui.widgets.completion
def resident():
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0)
idle, start = resident(), time.process_time()
from filmjournal.lookup.catalogue import Catalogue
catalogue = Catalogue.bundled()
catalogue.suggestions("p")
first = time.process_time() - start
for letters in ("pe", "per", "st", "the", "le f", "dra", "pig", "z", "am", "q"):
    for title in catalogue.suggestions(letters):
        catalogue.film(title.number)
print(json.dumps([first, resident() - idle]))
"""


def best(work: Callable[[], object]) -> float:
    """Return the seconds of the quickest of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def beginnings(catalogue: Catalogue) -> list[str]:
    """Return every two and three letters with which a title begins."""
    forms = {form for number in range(len(catalogue)) for form in catalogue.title(number).forms}
    return sorted({form[:letters] for form in forms for letters in (2, 3) if len(form) >= letters})


def slipped(form: str, number: int) -> str:
    """Return a title with one letter missing, another one for each number."""
    at = 1 + number % max(len(form) - 1, 1)
    return form[:at] + form[at + 1 :]


def in_fts5(catalogue: Catalogue, path: Path) -> sqlite3.Connection:
    """Return a database with the titles of the same films in the same order."""
    database = sqlite3.connect(path)
    database.execute(
        "CREATE VIRTUAL TABLE films USING fts5(titles, year UNINDEXED, directors UNINDEXED, "
        "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    titles = map(catalogue.title, range(len(catalogue)))
    rows = ((f"{each.title} {each.original}", each.year, ", ".join(each.directors)) for each in titles)
    database.executemany("INSERT INTO films VALUES (?, ?, ?)", rows)
    database.execute("INSERT INTO films(films) VALUES ('optimize')")
    database.commit()
    return database


def asked_of_fts5(database: sqlite3.Connection, letters: str) -> list[object]:
    """Return the best known films of which a title has a word that begins so."""
    query = "SELECT * FROM films WHERE films MATCH ? ORDER BY rowid LIMIT ?"
    return database.execute(query, (f'"{letters}"*', MOST)).fetchall()


def journal_of_films(catalogue: Catalogue, folder: Path) -> Path:
    """Write a journal that knows titles and years alone, as after an import; one film in ten is in no catalogue."""
    numbers = random.Random(7).sample(range(WELL_KNOWN), FILMS)  # noqa: S311 — the same films in every run
    large = LargeJournal(FILMS)
    for place, number in enumerate(numbers):
        title = catalogue.title(number)
        name, viewing = large.entries[place].film.title, large.entries[place].viewing
        film = Film(f"film-{place}", name if place % 10 == 9 else title.title, year=title.year)
        large.entries[place] = Entry(Viewing(viewing.id, film.id, watched=viewing.watched), film)
    return large.write(folder / "journal.json")


def looked_up(path: Path) -> tuple[float, int]:
    """Return the seconds until the preview of a lookup of all films is there, and how many films were found."""
    journal = Journal.open(path, now=lambda: datetime.now(UTC), new_id=lambda: "new")
    pending = PendingLookup(journal)
    start = time.process_time()
    pending.read(lambda *_: None)
    taken = time.process_time() - start
    assert pending.preview is not None
    return taken, sum(row.kind is LookupKind.FOUND for row in pending.preview.rows)


class Heartbeat:
    """Notes what the event loop's thread works between two of its beats, by what is going on."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        self.doing = ""

    async def beat(self) -> None:
        """Beat until cancelled."""
        before = time.thread_time()
        while True:
            await asyncio.sleep(0.001)
            now = time.thread_time()
            self.steps[self.doing] = max(self.steps.get(self.doing, 0), now - before)
            before = now


async def longest_steps(path: Path, folder: Path) -> dict[str, float]:
    """Return the seconds of the longest step of the screen while films are looked up, and while they are filled in."""
    session = Session(
        journal=Journal.open(
            Path(shutil.copy(path, folder)), now=lambda: datetime.now(UTC), new_id=lambda: str(time.monotonic_ns())
        ),
        drafts=Drafts(folder / "drafts"),
        searches=Searches(folder / "searches.json"),
        settings=SettingsFile(folder / "settings.json"),
        today=lambda: date(2026, 11, 24),
        edit_text=lambda _, text: text,
    )
    app, heart = FilmJournalApp(session), Heartbeat()

    async def until(condition: Callable[[], bool]) -> None:
        while not condition():
            await pilot.pause(0.01)

    async with app.run_test(size=(120, 36)) as pilot:
        await until(lambda: isinstance(app.screen, DiaryScreen) and session.library.is_counted)
        await pilot.press("L")
        await until(lambda: isinstance(app.screen, LookupScreen))
        looking = app.screen
        assert isinstance(looking, LookupScreen)
        beating = asyncio.create_task(heart.beat())
        heart.doing = "looked up"
        await until(lambda: looking.preview is not None)
        await pilot.pause(0.5)
        heart.doing = "filled in"
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, DiaryScreen) and session.autosave.is_saved)
        await until(lambda: session.library.is_counted)
        await pilot.pause(0.5)
        beating.cancel()
    return heart.steps


def first_uses() -> tuple[float, float]:
    """Return the seconds of the first use, and the megabytes that it takes from then on."""
    runs = [
        json.loads(subprocess.run([sys.executable, "-c", FIRST_USE], check=True, capture_output=True, text=True).stdout)
        for _ in range(RUNS)
    ]
    return min(first for first, _ in runs), statistics.median(memory for _, memory in runs)


def shown(seconds: Iterable[float]) -> str:
    """Return the middle and the worst of times, in milliseconds."""
    each = sorted(seconds)
    return f"{statistics.median(each) * 1000:.2f}, worst {each[-1] * 1000:.1f} ms"


def table(folder: Path) -> str:
    """Return the table."""
    catalogue, size = Catalogue.bundled(), bundled_path().stat().st_size / 1e6
    first, memory = first_uses()
    typed = beginnings(catalogue)
    ours = [best(partial(catalogue.suggestions, letters)) for letters in typed]
    slips = [slipped(catalogue.title(number).forms[0], number) for number in range(0, WELL_KNOWN, 50)]
    near = [best(partial(catalogue.nearly, typed)) for typed in slips]
    sqlite = in_fts5(catalogue, folder / "films.sqlite")
    words = [letters for letters in typed if letters.replace(" ", "").isalnum()]
    theirs = [best(partial(asked_of_fts5, sqlite, letters)) for letters in words]
    squeezed = zlib.compressobj(9, wbits=-15)
    in_wheel = sum(map(len, (squeezed.compress(bundled_path().read_bytes()), squeezed.flush()))) / 1e6
    path = journal_of_films(catalogue, folder)
    runs = [looked_up(path) for _ in range(RUNS)]
    taken, found = min(runs)
    beats = []
    for run in range(RUNS):
        (own := folder / f"run {run}").mkdir()
        beats.append(asyncio.run(longest_steps(path, own)))
    steps = [f"{min(each[doing] for each in beats) * 1000:.0f} ms" for doing in ("looked up", "filled in")]
    rows = [
        ("a key in the title field, the middle", "≤ 1 ms, worst ≤ 16", shown(ours), shown(theirs)),
        ("a key where only a slip fits", "≤ 16 ms", shown(near), ""),
        ("first use", "≤ 30 ms", f"{first * 1000:.1f} ms", ""),
        ("memory from then on", "≤ 15 MB", f"{memory:.1f} MB" if memory else "not told by this system", ""),
        ("the file (in the wheel)", "≤ 8 MB", f"{size:.1f} ({in_wheel:.1f}) MB", _titles_alone(folder)),
        (f"{FILMS:,} films looked up, to the preview", "≤ 5 s", f"{taken:.1f} s, {found:,} of them get something", ""),
        ("longest step of the screen meanwhile; until they are filled in", "≤ 50 ms", "; ".join(steps), ""),
    ]
    return "\n".join(
        [
            f"{len(catalogue):,} films, {len(typed):,} beginnings.",
            "",
            "| what | to reach | here | FTS5 |",
            "| --- | --- | --- | --- |",
            *(f"| {' | '.join(row)} |" for row in rows),
        ]
    )


def _titles_alone(folder: Path) -> str:
    return f"{(folder / 'films.sqlite').stat().st_size / 1e6:.1f} MB, of titles alone"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into CONTRIBUTING.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        text = table(Path(name))
    print(text)
    if arguments.write:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
        DOCUMENT.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
