"""Prints what counting costs beside reading the same journal as JSON, as a table in Markdown.

Times are those of the processor, the best of several runs. A step is what is done between two looks for keys. With
`--write` the table also goes into CONTRIBUTING.md, between its marks.
"""

import argparse
import gc
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Generator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs

from filmjournal.journal.journal import Journal
from filmjournal.model.rating import Rating
from filmjournal.query.tree import Query
from filmjournal.stats.columns import Words
from filmjournal.stats.counting import Subject, counting
from filmjournal.stats.person import person_in_steps
from filmjournal.stats.today import today_in_steps
from filmjournal.stats.year_review import reviewing
from large_journal import LargeJournal

DOCUMENT = Path(__file__).parents[1] / "CONTRIBUTING.md"
BEGIN, END = "<!-- speed of counting -->", "<!-- end of speed of counting -->"
RUNS = 5

Steps = Generator[None, None, object]
Make = Callable[[], Steps]


def journal_of(size: int, folder: Path) -> Path:
    """Write a journal that has everything there is to count."""
    large = LargeJournal(size)
    venues, companions = ("Rio", "BFI", "Curzon", "Home", ""), ((), ("Tom",), ("Mum", "Priya"))
    for place, entry in enumerate(large.entries):
        rated = tuple(
            structs.replace(part, rating=Rating(1 + (place * 7 + number * 3) % 10) if (place + number) % 3 else None)
            for number, part in enumerate(entry.viewing.breakdown)
        )
        more: dict[str, Any] = {"venue": venues[place % 5], "companions": companions[place % 3], "breakdown": rated}
        large.entries[place] = structs.replace(entry, viewing=structs.replace(entry.viewing, **more))
    return large.write(folder / f"{size}.json")


def run(make: Make) -> tuple[float, float]:
    """Return the seconds of work, and those of the longest step."""
    steps, longest, whole = make(), 0.0, 0.0
    while True:
        start = time.process_time()
        ended = next(steps, steps) is steps
        taken = time.process_time() - start
        longest, whole = max(longest, taken), whole + taken
        if ended:
            return whole, longest


def peak(make: Make) -> int:
    """Return the bytes that it needs at most."""
    tracemalloc.start()
    for _ in make():
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def table(size: int, folder: Path) -> str:
    path = journal_of(size, folder)
    start = time.process_time()
    msgspec.json.decode(path.read_bytes())
    reading = time.process_time() - start
    journal = Journal.open(path, now=lambda: datetime.now(UTC), new_id=lambda: "new")
    entries, known = journal.entries, Words()
    gc.collect()
    gc.freeze()  # as the app does
    subject = Subject(Query(), entries)
    whole = {
        "statistics of all time": lambda: counting(subject),
        "the same again, after a change": lambda: counting(subject, words=known),
        "statistics of one year": lambda: counting(subject, 2020),
        "what comes back today": lambda: today_in_steps(entries, (), date(2026, 11, 20), quoted=3),
        "the year in review": lambda: reviewing(subject, 2020),
        "a person's page": lambda: person_in_steps("Nicolas Cage", entries, ()),
    }
    rows = []
    for what, make in whole.items():
        runs = [run(make) for _ in range(RUNS)]
        work, longest = min(work for work, _ in runs), min(longest for _, longest in runs)
        memory = peak(make) / 1e6
        rows.append(
            f"| {what} | {work * 1000:,.0f} | {work / reading:.1f} × | {longest * 1000:.1f} | {memory:.1f} MB |"
        )
    head = [
        f"{size:,} viewings. Reading the file as JSON takes {reading * 1000:,.0f} ms.",
        "",
        "| what | work, ms | against reading | longest step, ms | memory |",
        "| --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *rows])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="how large the journals are")
    parser.add_argument("--write", action="store_true", help="put the table into CONTRIBUTING.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        text = "\n\n".join(table(size, Path(name)) for size in arguments.sizes)
    print(text)
    if arguments.write:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
        _, _, after = rest.partition(END)
        DOCUMENT.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
