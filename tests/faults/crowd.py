"""Many programs at once on one journal, and a reader that looks at every moment."""

import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.synchronize import Barrier
from os import kill

from tinydb import TinyDB

from builders import viewing
from faults.processes import PATIENCE, processes
from faults.programs import FaultCounts, Home, Ours, Program, Records, found_or_none
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.documents import is_as_written, parse
from filmjournal.journal.disk.journal_file import LOCK_SECONDS

CLEANING_SECONDS = 0.04
"""How often a cleaner removes the lock file: some saves meet it, and most can end between two."""


def logged_at_once(
    program: Program, home: Home, writers: int, viewings: int, *, beside_cleaner: bool = False
) -> tuple[FaultCounts, Records]:
    """Let so many processes log so many viewings each, all at once; return what was lost, and what is there.

    A cleaner removes the lock file all the while, as `git clean` does.
    """
    program.prepare(home)
    before = program.found(home)
    barrier = processes().Barrier(writers)
    disk = SlowDisk() if beside_cleaner else Disk()
    arguments = [(program, home, f"program-{number}", viewings, barrier, disk) for number in range(writers)]
    started = [processes().Process(target=_log_many, args=each) for each in arguments]
    for process in started:
        process.start()
    cleaner = processes().Process(target=_remove_lock_again_and_again, args=(home,), daemon=True)
    if beside_cleaner:
        cleaner.start()
    if isinstance(program, Ours):
        _look_until_all_are_done(home, [process.sentinel for process in started])
    for process in started:
        process.join(PATIENCE)
        assert process.exitcode == 0
    if beside_cleaner:
        cleaner.kill()
        cleaner.join(PATIENCE)
    found = found_or_none(program, home) or {}
    news = [f"viewings/{name}" for _, _, first, *_ in arguments for name in _names(first, viewings)]
    lost = sum(name not in found for name in news)
    return FaultCounts(len(news), lost + sum(name not in found for name in before), lost), found


def _remove_lock_again_and_again(home: Home) -> None:
    while True:
        home.path.with_name(f"{home.path.name}.lock").unlink(missing_ok=True)
        time.sleep(CLEANING_SECONDS)


def _names(first: str, viewings: int) -> list[str]:
    return [f"{first}-{number}" for number in range(1, viewings + 1)]


def _look_until_all_are_done(home: Home, working: list[int]) -> None:
    """Read the journal all the while: at every moment it is whole, and newer than before."""
    generation = 0
    while working:
        ended = wait(working, timeout=0.02)
        working = [one for one in working if one not in ended]
        data = home.path.read_bytes()
        assert is_as_written(data), "there was a moment without a whole journal"
        now = parse(data).meta.generation
        assert now >= generation, "the journal went back"
        generation = now


class SlowDisk(Disk):
    """A disk that takes its time to write, so that much can happen meanwhile."""

    def sync(self, handle: int) -> None:
        time.sleep(CLEANING_SECONDS / 8)
        super().sync(handle)


def _log_many(program: Program, home: Home, first: str, viewings: int, barrier: Barrier, disk: Disk) -> None:
    log = _log_in_ours(home, first, disk) if isinstance(program, Ours) else _log_in_stock(home)
    barrier.wait(PATIENCE)
    for name in _names(first, viewings):
        with suppress(ValueError):  # TinyDB stumbles over what another has half written
            log(name)


def _log_in_ours(home: Home, first: str, disk: Disk) -> Callable[[str], None]:
    names = iter(_names(first, 10_000))
    journal = home.open(disk, new_id=lambda: next(names))
    known = journal.entries[0].film

    def log(name: str) -> None:
        entry = journal.log(known, viewing())
        assert entry.id == name
        journal.save()

    return log


def _log_in_stock(home: Home) -> Callable[[str], None]:
    def log(name: str) -> None:
        with TinyDB(str(home.path)) as database:
            database.table("viewings").insert({"id": name, "film": "old-1"})

    return log


def copied_while_saving(home: Home, saves: int) -> int:
    """Copy the journal again and again while another program saves; return how many different copies there were."""
    process = processes().Process(target=_save_often, args=(home, saves))
    process.start()
    copies = set[bytes]()
    while process.exitcode is None:
        copy = home.folder / "copy.json"
        shutil.copyfile(home.path, copy)
        data = copy.read_bytes()
        assert is_as_written(data)
        copies.add(data)
    assert process.exitcode == 0
    return len(copies)


def _save_often(home: Home, saves: int) -> None:
    for _ in range(saves):
        Ours().change(home, "revise")
        Ours().change(home, "log")


def hold_lock(home: Home, told: Connection) -> None:
    """Take the journal's lock, tell it, and never let it go."""
    with Disk().locked(home.path.with_name(f"{home.path.name}.lock"), LOCK_SECONDS):
        told.send("held")
        signal.pause()


def kill_holder(home: Home) -> None:
    """Let a process take the lock and kill it while it has it."""
    ours, theirs = processes().Pipe(duplex=False)
    process = processes().Process(target=hold_lock, args=(home, theirs))
    process.start()
    assert ours.recv() == "held"
    assert process.pid is not None
    kill(process.pid, signal.SIGKILL)
    process.join(PATIENCE)
    assert process.exitcode == -signal.SIGKILL
