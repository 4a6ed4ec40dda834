"""An operation tried again and again, each time failing one call later, until it gets through."""

import shutil
import signal
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

from faults.failing_disk import DEATH, FailingDisk, FailingStorage, Fault, KilledError, Steps, die_for_real
from faults.operations import OPERATIONS, Operation
from faults.processes import how_it_ended
from faults.programs import (
    DEEDS,
    FaultCounts,
    Home,
    Ours,
    Program,
    Records,
    Stock,
    UnreadableError,
    found_or_none,
    records,
)
from filmjournal.journal.disk.disk import Disk, target_name
from filmjournal.journal.errors import JournalError
from filmjournal.journal.journal import Journal


class Trial:
    """One operation on copies of one journal."""

    def __init__(self, operation: Operation, scratch: Path) -> None:
        self.operation = operation
        self._scratch = scratch
        self._count = count(1)
        self._template = Home(scratch / "template")
        self._template.folder.mkdir(parents=True)
        operation.prepare(self._template)
        home = self.copy()
        work = operation.begin(home, Disk())
        self.before = operation.found(home)
        work.save()
        self.after = operation.found(home)
        assert self.before != self.after

    def copy(self) -> Home:
        return self._template.copied(self._scratch / str(next(self._count)))

    def judged(self, tally: FaultCounts, home: Home, *, was_saved: bool = False) -> FaultCounts:
        """Count what the fault did to this copy; what was said to be saved must be there."""
        assert all(home.backups().contents(backup) for backup in home.backups().list())
        try:
            found: Records | None = self.operation.found(home)
        except UnreadableError:
            found = None
        return tally.judged(found, self.after if was_saved else self.before, self.after)


def failed_at_every_call(trial: Trial, fault: Fault, calls: Iterable[int] | None = None) -> FaultCounts:
    """Let each call to the disk fail, or those of these numbers; what was begun is saved all the same afterwards."""
    tally = FaultCounts()
    for number in calls or count(1):
        home, disk = trial.copy(), FailingDisk(number, fault)
        work = None
        try:
            work = trial.operation.begin(home, disk)
            work.save()
        except (JournalError, OSError):
            assert work is None or not work.is_saved
        if not disk.steps.has_struck:
            return tally
        tally = trial.judged(tally, home, was_saved=work is not None and work.is_saved)
        if isinstance(work, Journal):
            assert records(work) == trial.after, "the changes are no longer in memory"
        disk.steps.mend()
        work = work or trial.operation.begin(home, disk)
        work.save()
        assert work.is_saved
        assert trial.operation.found(home) == trial.after
        _go_on(home)
    raise AssertionError


def died_at_every_call(trial: Trial) -> FaultCounts:
    """Let the program die at each call to the disk; its locks are gone then, and its files are as they stood."""
    tally = FaultCounts()
    for number in count(1):
        home, disk = trial.copy(), FailingDisk(number, DEATH)
        with suppress(KilledError):
            trial.operation.begin(home, disk).save()
        if not disk.steps.has_struck:
            return tally
        tally = trial.judged(tally, home)
        _go_on(home)
    raise AssertionError


def _go_on(home: Home) -> None:
    """Save once more on top of what a fault left: nothing is in the way, and nothing is left beside the journal."""
    Ours().change(home, "log")
    assert not [name for name in home.stale() if target_name(name) == home.path.name]
    shutil.rmtree(home.folder)


def killed_at_every_call(trial: Trial) -> FaultCounts:
    """Kill a process of its own at each call to the disk."""
    tally = FaultCounts()
    for number in count(1):
        home = trial.copy()
        status = how_it_ended(_work_and_die, trial.operation.name, home.folder, number)
        if status == 0:
            return tally
        assert status == -signal.SIGKILL
        tally = trial.judged(tally, home)
        _go_on(home)
    raise AssertionError


def _work_and_die(name: str, folder: Path, number: int) -> None:
    operation = next(one for one in OPERATIONS if one.name == name)
    operation.begin(Home(folder), FailingDisk(number, DEATH, die_for_real)).save()


def compared_at_every_call(program: Program, scratch: Path, faults: tuple[Fault, ...]) -> FaultCounts:
    """Let each call fail in each way while a program logs, revises and removes, and look what it finds afterwards."""
    tally = FaultCounts()
    template = Home(scratch / "template")
    template.folder.mkdir(parents=True)
    program.prepare(template)
    before = program.found(template)
    copies = count(1)
    for deed in DEEDS:
        home = template.copied(scratch / str(next(copies)))
        program.change(home, deed)
        after = program.found(home)
        for fault in faults:
            for number in count(1):
                home = template.copied(scratch / str(next(copies)))
                has_struck, was_saved = _tried(program, home, deed, number, fault)
                if not has_struck:
                    break
                tally = tally.judged(found_or_none(program, home), after if was_saved else before, after)
    return tally


def _tried(program: Program, home: Home, deed: str, number: int, fault: Fault) -> tuple[bool, bool]:
    """Try the deed and return whether the fault struck, and whether the program says that it saved."""
    disk = FailingDisk(number, fault)
    steps = disk.steps
    if isinstance(program, Stock):
        steps = Steps(number, fault)
        program = Stock(partial(FailingStorage, steps=steps))
    try:
        program.change(home, deed, disk)
    except (JournalError, OSError, KilledError):
        return steps.has_struck, False
    return steps.has_struck, True
