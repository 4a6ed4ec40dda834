"""Prints what one completion in the shell costs, beside a Python that does nothing.

Every figure is the median of several runs, all of them by turns, so that the ratios hold on a noisy machine.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from large_journal import LargeJournal

BARE = "import argparse, msgspec"
"""What no completion of names can do without: the parser's library, and that of values."""

BUDGET = 0.1
"""Seconds after which a key seems slow."""

LINES = ("filmjournal fi", "filmjournal find --li", "filmjournal find dir", "filmjournal find director:mi",
         "filmjournal find -tag:ho", "filmjournal find leav", "filmjournal find e",
         "filmjournal log Pig --director tark")  # fmt: skip


def seconds(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def row(what: str, taken: float, bare: float) -> None:
    told = "" if taken <= BUDGET else "   more than 100 ms"
    print(f"{what:<56} {taken * 1000:7.1f} ms   {taken / bare:5.2f} ×{told}")


def compared(folder: Path, viewings: int, runs: int) -> None:
    """Print what a completion costs, and what the first one after a change does."""
    journal = LargeJournal(viewings).write(folder / "journal.json")
    places = {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("STATE", "CONFIG", "DATA")}
    environment = {**os.environ, **places, "FILMJOURNAL": str(journal)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed was compiled once
    python = [sys.executable]
    script = Path(sys.executable).with_name("filmjournal")
    program = [str(script)] if script.exists() else [*python, "-m", "filmjournal"]
    commands = {
        "python -c pass": [*python, "-c", "pass"],
        f"python -c '{BARE}'": [*python, "-c", BARE],
        **{line: [*program, "__complete", "bash", line] for line in LINES},
    }
    first = seconds(commands[LINES[3]], environment)
    taken: dict[str, list[float]] = {what: [] for what in commands}
    for _ in range(runs):
        for what, command in commands.items():
            taken[what].append(seconds(command, environment))
    bare = statistics.median(taken["python -c pass"])
    print(f"{viewings:,} viewings, {journal.stat().st_size / 1e6:.0f} MB")
    for what in commands:
        row(what, statistics.median(taken[what]), bare)
    row("the very first, which reads the journal", first, bare)
    (kept,) = (folder / "STATE").rglob("names/*")
    after = []
    for turn in range(runs):
        before = kept.stat().st_ino
        os.utime(journal, ns=(turn, turn))
        after.append(seconds(commands[LINES[3]], environment))
        while kept.stat().st_ino == before:  # it is built anew, and would slow the next one down
            time.sleep(0.05)
    row("right after a change, which is read behind one's back", statistics.median(after), bare)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--viewings", type=int, default=10_000, help="how large the journal is")
    parser.add_argument("--runs", type=int, default=15, help="how often each is run")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        compared(Path(folder), arguments.viewings, arguments.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
