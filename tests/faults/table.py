"""Prints what every fault did to our journal and to a file of TinyDB's own storage, as a table in Markdown.

With `--guide` the table also goes into the guide, between its marks in safety.md.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache, partial
from itertools import count
from pathlib import Path

from msgspec import Struct

sys.path.insert(0, str(Path(__file__).parents[1]))  # where the other modules of the tests are

from faults.crowd import logged_at_once
from faults.failing_disk import DEATH, ERRORS, Fault
from faults.limits import can_mount, told, too_full_a_disk, too_large_a_file, too_little_memory
from faults.loops import Trial, compared_at_every_call, failed_at_every_call, killed_at_every_call
from faults.moving import moved
from faults.operations import OPERATIONS
from faults.power_cut import cut_on_the_way
from faults.programs import DEEDS, VIEWINGS, FaultCounts, Home, Ours, Program, Stock
from faults.rot import SMALL, SMALL_PROGRAMS, cut_short, flipped, spoilt, zeroed
from faults.tracing import interrupted_at_every_system_call, reason_not_to_trace
from faults.windows import written_at_once

SAFETY = Path(__file__).parents[2] / "filmjournal" / "guide" / "safety.md"
BEGIN, END = "<!-- faults -->", "<!-- end of faults -->"

Try = Callable[[Program, Path], FaultCounts]
"""Tries a fault on a program in an empty folder."""

LARGE_PROGRAMS: tuple[Program, Program] = Ours(), Stock()

WRITERS, EACH = 20, 50


class Row(Struct, frozen=True):
    """One fault of the table."""

    fault: str
    """What happens."""
    attempt: Try
    """Lets it happen."""
    programs: tuple[Program, Program] = LARGE_PROGRAMS
    """What it happens to."""
    reason_not_to: Callable[[], str] = str
    """Why it cannot be tried on this system, or nothing."""

    @property
    def is_about_one_file(self) -> bool:
        """Whether a good file is spoilt, so that only what stands elsewhere can be had again."""
        return self.programs is SMALL_PROGRAMS

    def told(self) -> str:
        """Try the fault on both programs and return the line of the table."""
        reason = self.reason_not_to()
        if reason:
            return f"| {self.fault} | not here: {reason} | | |"
        with tempfile.TemporaryDirectory(dir=_scratch(), ignore_cleanup_errors=True) as folder:
            ours, stock = (
                self.attempt(program, Path(folder) / name)
                for name, program in zip(("ours", "stock"), self.programs, strict=True)
            )
        assert ours.mixtures == 0, f"{self.fault}: the journal was neither the old one nor the new one"
        tried = f"{ours.points:,} / {stock.points:,}" if stock.points else f"{ours.points:,} / –"
        return f"| {self.fault} | {tried} | {self._cell(ours)} | {self._cell(stock)} |"

    def _cell(self, tally: FaultCounts) -> str:
        if not tally.points:
            return "–"
        if self.is_about_one_file and tally.lost == tally.losses > 0:
            return f"{tally.lost:,} times the last change ¹"
        often = "" if tally.lost == tally.losses else f", {_times(tally.losses)}"
        unnoticed = f", {_times(tally.mixtures)} unnoticed" if self.is_about_one_file and tally.mixtures else ""
        return f"**{tally.lost:,}**{often}{unnoticed}" if tally.lost else "0"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _scratch() -> Path | None:
    memory = Path("/dev/shm")  # noqa: S108 — a file system, where thousands of journals are no burden to a disk
    return memory if os.access(memory, os.W_OK) else None


def _at_once(program: Program, scratch: Path) -> FaultCounts:
    home = Home(scratch)
    home.folder.mkdir()
    return logged_at_once(program, home, WRITERS, EACH)[0]


@cache
def _interrupted(which: int) -> tuple[FaultCounts, FaultCounts]:
    with tempfile.TemporaryDirectory(dir=_scratch()) as folder:
        return interrupted_at_every_system_call(LARGE_PROGRAMS[which], Path(folder), DEEDS)


def _killed(program: Program, _: Path) -> FaultCounts:
    return _interrupted(LARGE_PROGRAMS.index(program))[0]


def _refused(program: Program, _: Path) -> FaultCounts:
    return _interrupted(LARGE_PROGRAMS.index(program))[1]


def _other_operations(program: Program, scratch: Path) -> FaultCounts:
    """Try what only our journal can do."""
    tally, trials = FaultCounts(), count(1)
    if isinstance(program, Ours):
        for operation in OPERATIONS[len(DEEDS) :]:
            trial = Trial(operation, scratch / str(next(trials)))
            for error in ERRORS:
                tally += failed_at_every_call(trial, Fault(error))
            tally += killed_at_every_call(trial)
    return tally


def _no_mounts() -> str:
    with tempfile.TemporaryDirectory() as folder:
        return "" if can_mount(Path(folder)) else "this system lets nobody mount a file system of their own"


def _no_memory_limit() -> str:
    return "" if sys.platform == "linux" else "only Linux tells and limits the memory of a process"


_ERRORS = tuple(Fault(error, lasts=lasts) for error in ERRORS for lasts in (False, True))

ROWS = (
    Row("The program dies at any call to the disk", partial(compared_at_every_call, faults=(DEATH,))),
    Row("`kill -9` at any system call", _killed, reason_not_to=reason_not_to_trace),
    Row("Any system call answers with an error", _refused, reason_not_to=reason_not_to_trace),
    Row("Any call to the disk fails, once or from then on", partial(compared_at_every_call, faults=_ERRORS)),
    Row(
        "The same and `kill -9`: undo, merge, migration, lists, emptying the trash, restoring, drafts, "
        "texts in an editor",
        _other_operations,
    ),
    Row("Power cut at any moment of a save", cut_on_the_way),
    Row("The disk fills up at any page", partial(told, too_full_a_disk), reason_not_to=_no_mounts),
    Row("A quota ends at any kilobyte", partial(told, too_large_a_file)),
    Row("Too little memory", partial(told, too_little_memory), reason_not_to=_no_memory_limit),
    Row(f"{WRITERS} programs log {EACH} viewings each at once", _at_once),
    Row("Windows write drafts of the same films, and leave, save, discard or are killed", written_at_once),
    Row(
        "The folder is moved, and finding drafts, backups and undo again fails at any call",
        partial(moved, faults=_ERRORS),
    ),
    Row("The file is cut short at any byte", partial(spoilt, spoil=cut_short), SMALL_PROGRAMS),
    Row("Any bit of the file is turned", partial(spoilt, spoil=flipped), SMALL_PROGRAMS),
    Row("The file is empty, or zeros from some byte on", partial(spoilt, spoil=zeroed), SMALL_PROGRAMS),
)
"""The faults, in the order of the table."""

NOTES = f"""
A fault is tried at every place where it can strike (how often for filmjournal / for TinyDB, which asks less of a disk)
while a viewing is logged, revised or removed in a journal of {VIEWINGS}; where a file is spoilt, it is one of {SMALL}.
A record is lost that was saved and is not there, as it was, when the journal is opened again: all tries taken together,
and how many of them lost something. TinyDB is as it comes, with its `JSONStorage`, on the same records.

¹ The one change that no backup has yet, where it can no longer be read in the damaged file; all else comes back.
"""


def table() -> str:
    """Try every fault and return the table."""
    lines = ["| fault | tried | records lost by filmjournal | by TinyDB |", "| --- | ---: | ---: | ---: |"]
    for row in ROWS:
        lines.append(row.told())
        print(f"{row.fault} …", file=sys.stderr)
    return "\n".join(lines) + "\n" + NOTES


def put_into_guide(text: str) -> None:
    """Put the table between its marks in the guide."""
    before, begin, rest = SAFETY.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if begin and end:
        SAFETY.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guide", action="store_true", help="put the table into the guide, too")
    asked = parser.parse_args()
    text = table()
    print(text)
    if asked.guide:
        put_into_guide(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
