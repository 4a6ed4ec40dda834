"""Compares the verbs with what the machine can do at all: python tests/shell_benchmark.py

Each program is run by itself, in turns, in one run of this one, so that the ratios hold on a noisy machine. Told are
the fastest run, the median, and both against the baseline.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from large_journal import LargeJournal

RUNS = 11

SIZE = 10_000

QUERIES = ("cage", "rain", "light -night", "director:figgis", "rating:4.. is:liked", "kurosowa", "qqqq", "")

Times = dict[str, list[float]]


def timed(commands: dict[str, list[str]], home: Path) -> Times:
    """Run the commands in turns, once without a watch, and return the seconds of each."""
    times: Times = {what: [] for what in commands}
    environment = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled
    for run in range(RUNS + 1):
        for what, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, env=environment, capture_output=True, check=False)
            if run:
                times[what].append(time.perf_counter() - start)
    return times


def table(times: Times, baseline: str) -> None:
    least, middle = min(times[baseline]), statistics.median(times[baseline])
    for what, own in times.items():
        fastest, median = min(own), statistics.median(own)
        told = f"{fastest * 1000:8.1f} ms {fastest / least:5.2f} ×   {median * 1000:8.1f} ms {median / middle:5.2f} ×"
        print(f"{what:<40} {told}")


def compare_versions(home: Path) -> None:
    script = str(Path(sys.executable).with_name("filmjournal"))
    commands = {"python -c pass": [sys.executable, "-c", "pass"], "filmjournal --version": [script, "--version"]}
    table(timed(commands, home), "python -c pass")


def compare_reading(path: Path) -> None:
    parse = f"import json; json.load(open({str(path)!r}, encoding='utf-8'))"
    typed = f"import msgspec; msgspec.json.decode(open({str(path)!r}, 'rb').read())"
    verb = [sys.executable, "-m", "filmjournal", "--journal", str(path)]
    commands = {
        "json parses the file": [sys.executable, "-c", parse],
        "msgspec parses it": [sys.executable, "-c", typed],
        **{f"find {query}": [*verb, "find", *query.split()] for query in QUERIES},
        "show viewing-500": [*verb, "show", "viewing-500"],
        "show cage --number 1": [*verb, "show", "cage", "--number", "1"],
    }
    table(timed(commands, path.parent), "json parses the file")


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        path = LargeJournal(SIZE).write(Path(name) / "journal.json")
        print(f"{SIZE:,} viewings, {path.stat().st_size / 1e6:.0f} MB; the fastest of {RUNS} runs, and the median")
        compare_versions(path.parent)
        compare_reading(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
