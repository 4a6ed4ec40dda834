"""Compares what a person waits for with what the machine can do at all: python tests/benchmark.py

Every figure is the median of several runs, in one run of this program, so that the ratios hold on a noisy machine.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import msgspec
from msgspec import structs

from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.backups import Backups
from real_terminal import in_terminal

RUNS = 5

BARE = """
from textual.app import App
from textual.widgets import DataTable
class Bare(App):
    BINDINGS = [("ctrl+q", "quit", "")]
    def compose(self):
        yield DataTable()
    def on_mount(self):
        self.query_one(DataTable).add_column("Watched")
Bare().run()
"""

TEXT = "The film opens slowly, and the light in the room changes as she walks to a window while rain falls. " * 18


def journal_of(viewings: int, path: Path) -> Path:
    """Write a journal of so many viewings, each of about 2 kB."""
    elements = [{"name": name, "text": TEXT[:80]} for name in ("Performances", "Direction", "Cinematography")]
    films = {
        str(i + 1): {
            "id": f"f{i}",
            "title": f"Film {i}",
            "credits": [{"name": f"Director {i % 200}", "role": "director"}],
        }
        for i in range(viewings // 2)
    }
    rows = {
        str(i + 1): {
            "id": f"v{i}",
            "film": f"f{i // 2}",
            "watched": f"{1980 + i % 46}-{1 + i % 12:02}-{1 + i % 28:02}",
            "rating": 1 + i % 10,
            "review": f"{i} {TEXT}",
            "breakdown": elements,
        }
        for i in range(viewings)
    }
    path.write_bytes(msgspec.json.encode({"films": films, "viewings": rows}))
    file = JournalFile(path)
    known = file.load()
    file.save(known, known.documents, lambda found: found)
    return path


def median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def opening(command: list[str], shows: str) -> float:
    """Return the seconds from starting a program until a text is on its screen, compiled as an installed one is."""
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    in_terminal(command, environment, [(shows, b"\x11")])
    times = []
    for _ in range(RUNS):
        begun, seen = time.perf_counter(), list[float]()
        in_terminal(command, environment, [(shows, b"\x11")], drawn_at=seen)
        times.append(seen[0] - begun)
    return statistics.median(times)


def replaced(path: Path, data: bytes) -> None:
    """Do what a safe save cannot do without: write beside, sync, rename."""
    beside = path.with_suffix(".new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def row(what: str, seconds: float, baseline: float) -> None:
    print(f"{what:<50} {seconds * 1000:8.1f} ms   {seconds / baseline:5.2f} ×")


def compare_openings(paths: list[Path]) -> None:
    bare = opening([sys.executable, "-c", BARE], "Watched")
    row("first frame, bare Textual with an empty table", bare, bare)
    for path in paths:
        command = [sys.executable, "-m", "filmjournal", "--journal", str(path)]
        row(f"first frame, {path.stem} viewings", opening(command, "Director "), bare)


def compare_saves(path: Path) -> None:
    data = msgspec.json.decode(path.read_bytes())
    plain = median(lambda: replaced(path.with_name("plain.json"), msgspec.json.encode(data)))
    row(f"encode, write, fsync, rename of {path.stem}", plain, plain)
    backups = Backups(path.with_name("backups"), Disk(), lambda: datetime.now(UTC))
    journal = Journal.open(path, now=lambda: datetime.now(UTC), new_id=lambda: "new", backups=backups)
    entry = journal.entries[0]
    headlines = count(1)

    def revise() -> None:
        journal.revise(entry.film, structs.replace(entry.viewing, headline=f"Headline {next(headlines)}"))
        journal.save()

    start = time.perf_counter()
    revise()
    row(f"first save of a day, with a backup, of {path.stem}", time.perf_counter() - start, plain)
    row(f"save of one viewing of {path.stem}", median(revise), plain)
    keyed = median(lambda: journal.revise(entry.film, structs.replace(entry.viewing, headline=f"{next(headlines)}")))
    row(f"the same in memory, before the screen goes on, of {path.stem}", keyed, plain)
    journal.save()


MEMORY = """
import sys
from pathlib import Path
from filmjournal.journal.safety.backups import Backups
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.journal import Journal
from filmjournal.journal.disk.journal_file import JournalFile
def resident():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]) * 1024
before = resident()
journal = Journal.open(Path(sys.argv[1]), now=None, new_id=None)
print(resident() - before)
"""


def compare_memory(path: Path) -> None:
    if not Path("/proc/self/status").exists():
        print("memory of the open journal: not told by this system")
        return
    told = subprocess.run([sys.executable, "-c", MEMORY, str(path)], check=True, capture_output=True, text=True)
    size = path.stat().st_size
    print(f"{f'memory of the open journal of {path.stem}, against its file':<50} {int(told.stdout) / size:5.2f} ×")


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        paths = [journal_of(size, Path(name) / f"{size}.json") for size in (50, 10_000)]
        compare_openings(paths)
        compare_saves(paths[-1])
        compare_memory(paths[-1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
