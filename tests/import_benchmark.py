"""What an import costs beside reading the same files with the standard library alone.

`.venv/bin/python tests/import_benchmark.py` prints it.

Each figure is the best of several runs, each in a program of its own, for memory is only given back by its end.
"""

import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

ROWS, LETTERS, RUNS = 10_000, 2_000, 3

_HEAD = ["Date", "Name", "Year", "Letterboxd URI", "Rating", "Rewatch", "Review", "Tags", "Watched Date"]


def write_export(folder: Path) -> None:
    """Write a diary and its reviews, of films that are watched again now and then."""
    chance = random.Random(6)  # noqa: S311 — the same export in every run
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(4_000)]
    with (folder / "diary.csv").open("w", newline="") as diary, (folder / "reviews.csv").open("w", newline="") as other:
        entries, reviews = csv.writer(diary), csv.writer(other)
        entries.writerow([name for name in _HEAD if name != "Review"])
        reviews.writerow(_HEAD)
        for number in range(ROWS):
            day = f"20{10 + number % 14:02}-{1 + number % 12:02}-{1 + number % 28:02}"
            film = number % (ROWS * 17 // 20)
            before = [
                day,
                f"{words[film % 4_000]} {film}",
                str(1950 + film % 70),
                f"https://boxd.it/{number:x}",
                "4.5",
                "",
            ]
            entries.writerow([*before, "home, 35mm", day])
            text = " ".join(chance.choices(words, k=LETTERS // 6))[:LETTERS]
            reviews.writerow([*before, text, "home, 35mm", day])


def plain(folder: Path) -> dict[str, float]:
    """Read the files as rows, and write as many bytes to the disk."""
    began = time.perf_counter()
    data = b""
    for name in ("diary.csv", "reviews.csv"):
        with (folder / name).open(newline="", encoding="utf-8") as file:
            list(csv.DictReader(file))
        data += (folder / name).read_bytes()
    with (folder / "written").open("wb") as file_written:
        file_written.write(data)
        file_written.flush()
        os.fsync(file_written.fileno())
    return {"whole": time.perf_counter() - began}


def imported(folder: Path) -> dict[str, float]:
    """Import the files, with the seconds of each part, and the memory above that of the program with all it needs."""
    import filmjournal.exchange.readers.recognise  # noqa: PLC0415 — what is loaded counts as idle
    import filmjournal.journal.imports  # noqa: F401, PLC0415
    from filmjournal.cli.shell import Shell  # noqa: PLC0415
    from filmjournal.exchange.planning.planner import plan  # noqa: PLC0415
    from filmjournal.journal.places import Places  # noqa: PLC0415
    from filmjournal.model.collector import collector_paused  # noqa: PLC0415
    from filmjournal.transfer.reading import Request, find_reader, read_batch  # noqa: PLC0415

    places = Places.around(folder / "journal.json", folder / "state", folder / "config")
    shell = Shell(places, stdin=None, stdout=None, stderr=None)
    request = Request((folder / "diary.csv", folder / "reviews.csv"))
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = [time.perf_counter()]
    with collector_paused():
        batch = read_batch(*find_reader(request), shell.today)
        times.append(time.perf_counter())
        journal = shell.journal()
        known = journal.known_for_import()
        times.append(time.perf_counter())
        found = plan(batch, known)
        times.append(time.perf_counter())
        journal.apply_import(found.changes, "Imported")
        times.append(time.perf_counter())
        journal.save()
        times.append(time.perf_counter())
    parts = dict(zip(("read", "know", "plan", "bring", "save"), _steps(times), strict=True))
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) / 1024
    return {**parts, "whole": times[-1] - times[0], "memory": memory}


def _steps(times: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(times)]


def _run(what: str, folder: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, __file__, what, folder], capture_output=True, check=True, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def main() -> None:
    """Print the figures, or do one run where a part is named."""
    if len(sys.argv) > 1:
        print(json.dumps({"plain": plain, "import": imported}[sys.argv[1]](Path(sys.argv[2]))))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_export(folder)
        base, first, again = [], [], []
        for _ in range(RUNS):
            base.append(_run("plain", folder))
            first.append(_run("import", folder))
            again.append(_run("import", folder))
            (folder / "journal.json").unlink()
        least = min(each["whole"] for each in base)
        print(f"{ROWS:,} viewings with {LETTERS:,} letters each; reading and writing alone: {least:.2f} s")
        for title, runs in (("first import", first), ("the same again", again)):
            best = min(runs, key=lambda each: each["whole"])
            parts = ", ".join(f"{part} {best[part]:.2f}" for part in ("read", "know", "plan", "bring", "save"))
            print(
                f"{title}: {best['whole']:.2f} s, {best['whole'] / least:.1f} times ({parts}); {best['memory']:.0f} MB"
            )


if __name__ == "__main__":
    main()
