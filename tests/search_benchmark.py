"""Prints what one key in the search line costs, beside TinyDB and SQLite's FTS5, as a table in Markdown.

With `--write` the table also goes into CONTRIBUTING.md, between its marks. With `--sizes 1000` it is tried on less.
"""

import argparse
import gc
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import msgspec
from msgspec import structs
from tinydb import TinyDB

from filmjournal.journal.journal import Journal
from filmjournal.model.viewing import Entry
from filmjournal.query.complete import complete
from filmjournal.query.library import Answer, Library
from filmjournal.query.parser import parse
from filmjournal.query.sorting import WATCHED
from filmjournal.render.entry import totals
from large_journal import LargeJournal
from search_queries import QUERIES, Asked

DOCUMENT = Path(__file__).parents[1] / "CONTRIBUTING.md"
BEGIN, END = "<!-- speed of searches -->", "<!-- end of speed of searches -->"
TODAY = date(2026, 11, 24)
RUNS = 3


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[], object]) -> float:
    return statistics.median(seconds(work) for _ in range(RUNS))


class Ours:
    """The search line without its screen: everything that a key press computes."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.library = Library()
        self.library.update(entries)
        self.build = seconds(lambda: [None for _ in self.library.index.warm()])
        self.others = seconds(lambda: [None for _ in self.library.warm()])

    def press(self, text: str) -> Answer:
        """Answer what stands in the search line after a key."""
        library = self.library
        complete(text, len(text), library.vocabulary)
        answer = library.answer(parse(text, TODAY, library.elements), WATCHED)
        totals(answer.totals)
        return answer

    def typed(self, text: str) -> float:
        """Return what the dearest key costs while this is typed."""
        self._forget()
        return max(seconds(partial(self.press, text[:end])) for end in range(1, len(text) + 1))

    def at_once(self, text: str) -> float:
        """Return what it costs when it comes at once, as from the history."""
        self._forget()
        return seconds(lambda: self.press(text))

    def _forget(self) -> None:
        self.library.index.clear_cache()


MEMORY = """
import sys
from pathlib import Path
from filmjournal.journal.journal import Journal
from filmjournal.query.library import Library
def resident():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]) / 1024
journal = Journal.open(Path(sys.argv[1]), now=None, new_id=None)
library, before = Library(), resident()
library.follow(journal.entries)
for _ in library.index.warm(): pass
index = resident()
for _ in library.warm(): pass
print(index - before, resident() - index)
"""


def memory(path: Path) -> str:
    """Return the memory that the index takes, and then every name for completion, both against the size of the file."""
    if not Path("/proc/self/status").exists():
        return "not told by this system"
    told = subprocess.run([sys.executable, "-c", MEMORY, str(path)], check=True, capture_output=True, text=True)
    index, names = (float(each) * 2**20 / path.stat().st_size for each in told.stdout.split())
    return f"{index:.2f} (and {names:.2f} for every name) of the file's size"


def in_tinydb(path: Path) -> Callable[[Asked], float]:
    database = TinyDB(path, encoding="utf-8")
    films = {film["id"]: film for film in database.table("films").all()}

    def search(asked: Asked) -> float:
        viewings = database.table("viewings", cache_size=0)
        return seconds(lambda: viewings.search(lambda viewing: asked.test(viewing, films[viewing["film"]])))

    return search


COLUMNS = (
    "title", "director", "actor", "others", "genre", "tags", "headline", "review",
    "performances", "direction", "cinematography", "soundtrack",
)  # fmt: skip


def in_fts5(entries: Sequence[Entry]) -> tuple[Callable[[Asked], float | None], float]:
    database = sqlite3.connect(":memory:")
    plain = "year UNINDEXED, rating UNINDEXED, watched UNINDEXED, liked UNINDEXED, rewatch UNINDEXED"
    database.execute(
        f"CREATE VIRTUAL TABLE a USING fts5({', '.join(COLUMNS)}, {plain}, "
        "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    rows = [_row(entry) for entry in entries]
    marks = ", ".join("?" * len(rows[0]))
    build = seconds(lambda: database.executemany(f"INSERT INTO a VALUES ({marks})", rows))  # noqa: S608 — only marks

    def search(asked: Asked) -> float | None:
        if not asked.sql:
            return None
        sql = f"SELECT rowid FROM a WHERE {asked.sql}"  # noqa: S608 — from the list above
        return median(lambda: database.execute(sql).fetchall())

    return search, build


def _row(entry: Entry) -> tuple[object, ...]:
    film, viewing = entry.film, entry.viewing
    people: dict[str, list[str]] = {"director": [], "actor": []}
    others: list[str] = []
    for credit in film.credits:
        people.get(credit.role, others).append(credit.name)
    written = [element.text for element in viewing.breakdown]
    return (
        film.title, *map(", ".join, people.values()), ", ".join(others), " ".join(film.genres), " ".join(viewing.tags),
        viewing.headline, viewing.review, *written,
        film.year, viewing.rating, viewing.watched, viewing.liked, viewing.rewatch,
    )  # fmt: skip


def compared(size: int, folder: Path, *, with_others: bool) -> str:
    """Return the table for a journal of so many viewings, with a line about its index before it."""
    path = LargeJournal(size).write(folder / f"{size}.json")
    parse_file = median(lambda: msgspec.json.decode(path.read_bytes()))
    opened = median(lambda: Journal.open(path, now=None, new_id=None))  # type: ignore[arg-type]  # only read
    entries = Journal.open(path, now=None, new_id=None).entries  # type: ignore[arg-type]  # only read
    gc.collect()
    gc.freeze()
    ours = Ours(entries)
    tinydb = in_tinydb(path) if with_others else None
    fts5, built = in_fts5(entries) if with_others else (None, 0.0)
    lines = []
    for asked in QUERIES:
        typed = statistics.median(ours.typed(asked.query) for _ in range(RUNS))
        at_once = statistics.median(ours.at_once(asked.query) for _ in range(RUNS))
        found = len(ours.press(asked.query).entries)
        cells = [f"`{asked.query}`", f"{found:,}", shown(typed), shown(at_once)]
        if tinydb and fts5:
            cells += [shown(tinydb(asked)), shown(fts5(asked))]
        lines.append(f"| {' | '.join(cells)} |")
    megabytes = path.stat().st_size / 1e6
    size_told = (
        f"{size:,} viewings, a file of {megabytes:.0f} MB. Reading it as JSON takes {shown(parse_file)} ms, opening "
        f"the journal {shown(opened)}; its index {shown(ours.build)}, what only fields and completion ask for "
        f"{shown(ours.others)} more, following one edit {shown(edited(ours, entries))}. "
        f"The index takes memory of {memory(path)}."
    )
    if with_others:
        size_told += f" FTS5's index takes {shown(built)} ms."
    head = ["query", "found", "worst key", "at once", *(["TinyDB", "FTS5"] if with_others else [])]
    return "\n".join([size_told, "", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *lines])


def edited(ours: Ours, entries: Sequence[Entry]) -> float:
    """Return what it costs to follow an edit of one review, in the middle of the journal."""
    place = len(entries) // 2
    times = []
    for turn in range(RUNS):
        viewing = structs.replace(entries[place].viewing, review=f"Changed {turn}. {entries[place].viewing.review}")
        entries = (*entries[:place], Entry(viewing, entries[place].film), *entries[place + 1 :])
        times.append(seconds(partial(ours.library.update, entries)))
    return statistics.median(times)


def shown(duration: float | None) -> str:
    return "" if duration is None else f"{duration * 1000:.1f}" if duration < 0.1 else f"{duration * 1000:,.0f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into CONTRIBUTING.md")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="viewings to try it on")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables = [compared(size, Path(folder), with_others=place == 0) for place, size in enumerate(arguments.sizes)]
    told = "\n\n".join(tables)
    print(told)
    if arguments.write:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
        DOCUMENT.write_text(f"{before}{BEGIN}\n\n{told}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
