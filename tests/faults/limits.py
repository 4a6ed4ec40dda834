"""Walls that a system puts up for real: full disks, quotas, read-only file systems, too little memory."""

import ctypes
import os
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import msgspec

from faults.processes import how_it_ended
from faults.programs import DEEDS, FaultCounts, Home, Ours, Program, do, found_or_none, records, with_long_reviews
from filmjournal.journal.errors import CannotSaveError, JournalError

PAGE = 4096
"""How much a file system gives to a file at once."""

_NEW_NAMES, _NEW_USERS = 0x00020000, 0x10000000
_READ_ONLY, _REMOUNT, _ALL_BELOW, _PRIVATE = 1, 32, 16384, 1 << 18

_FAILURES = (JournalError, OSError, MemoryError)
"""How programs tell that something was not saved."""


def _mount(source: str, target: Path, kind: str, flags: int, options: str = "") -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if library.mount(source.encode(), bytes(target), kind.encode(), ctypes.c_ulong(flags), options.encode()):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(target))


def enter_own_mounts() -> None:
    """Give this process mounts that nobody else sees, and that end with it; raises OSError where that is refused."""
    user, group = os.geteuid(), os.getegid()
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(_NEW_NAMES | (0 if user == 0 else _NEW_USERS)):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    if user != 0:
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
            Path("/proc/self", name).write_text(text, encoding="ascii")
    _mount("none", Path("/"), "", _ALL_BELOW | _PRIVATE)


def _mounted(folder: Path, size: int) -> None:
    _mount("tmpfs", folder, "tmpfs", 0, f"size={size}")


def _try_to_mount(folder: Path) -> None:
    try:
        enter_own_mounts()
        _mounted(folder, PAGE * 4)
    except OSError:
        sys.exit(1)


def can_mount(folder: Path) -> bool:
    """Whether this system lets a process mount a file system of its own."""
    return sys.platform == "linux" and how_it_ended(_try_to_mount, folder) == 0


def told(work: Callable[[Program, Path], FaultCounts], program: Program, scratch: Path) -> FaultCounts:
    """Return the tally of work that is done in a process of its own."""
    answer = scratch.with_name(f"{scratch.name} tally.json")  # what is in the folder may not outlast the process
    scratch.mkdir(exist_ok=True)
    assert how_it_ended(_tell, work, program, scratch, answer) == 0
    return msgspec.json.decode(answer.read_bytes(), type=FaultCounts)


def _tell(work: Callable[[Program, Path], FaultCounts], program: Program, scratch: Path, answer: Path) -> None:
    answer.write_bytes(msgspec.json.encode(work(program, scratch)))


def _each_wall(
    program: Program, scratch: Path, wall: Callable[[Home, int], Iterator[None]], sizes: range
) -> FaultCounts:
    """Do every deed before walls that stand further and further away, until one is far enough."""
    walled, tally = contextmanager(wall), FaultCounts()
    template = Home(scratch / "template")
    template.folder.mkdir(parents=True)
    program.prepare(template)
    before = program.found(template)
    for deed in DEEDS:
        done = template.copied(scratch / f"{deed} done")
        program.change(done, deed)
        after = program.found(done)
        for size in sizes:
            home = template.copied(scratch / f"{deed} {size}")
            was_saved = False
            with walled(home, size), suppress(*_FAILURES):
                program.change(home, deed)
                was_saved = True
            tally = tally.judged(found_or_none(program, home), after if was_saved else before, after)
            if was_saved:
                break
    return tally


def too_large_a_file(program: Program, scratch: Path) -> FaultCounts:
    """Let no file grow larger than so many bytes, as a quota does."""

    def wall(home: Home, size: int) -> Iterator[None]:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))

    return _each_wall(program, scratch, wall, range(0, 200_000, 1000))


def too_full_a_disk(program: Program, scratch: Path) -> FaultCounts:
    """Leave so many pages free on a file system that is full otherwise."""
    enter_own_mounts()
    _mounted(scratch, 256 * 1024 * 1024)
    numbers = count()

    def wall(home: Home, pages: int) -> Iterator[None]:
        small = scratch / f"disk {next(numbers)}"
        small.mkdir()
        _mounted(small, PAGE * 256)
        folder = home.folder
        home.folder, home.path = small / "home", small / "home" / "journal.json"
        shutil.copytree(folder, home.folder)
        (home.folder / "backups" / "previous.json").unlink(missing_ok=True)  # whose place the new journal could take
        _fill(small / "other", pages)
        try:
            yield
        finally:
            (small / "other").unlink()

    return _each_wall(with_long_reviews(program, 20), scratch / "tries", wall, range(200))


def _fill(path: Path, pages_left: int) -> None:
    """Fill the file system but for so many pages."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(PAGE))
    os.truncate(path, max(path.stat().st_size - pages_left * PAGE, 0))


def too_little_memory(program: Program, scratch: Path) -> FaultCounts:
    """Let a process have only so much more memory than it has, with a journal so large that it matters."""

    def wall(_home: Home, size: int) -> Iterator[None]:
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * PAGE
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (used + size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))

    return _each_wall(with_long_reviews(program, 400), scratch / "tries", wall, range(0, 100_000_000, 1_000_000))


def read_only_meanwhile(scratch: Path) -> None:
    """Make the file system read-only while a journal is open, and writable again."""
    enter_own_mounts()
    home = Home(scratch / "disk")
    home.folder.mkdir()
    _mounted(home.folder, PAGE * 256)
    Ours().prepare(home)
    before = Ours().found(home)
    journal = home.open()
    do(journal, "log")
    _mount("none", home.folder, "", _REMOUNT | _READ_ONLY)
    reason = ""
    try:
        journal.save()
    except CannotSaveError as error:
        reason = str(error)
    assert "read-only" in reason
    assert not journal.is_saved
    assert Ours().found(home) == before
    _mount("none", home.folder, "", _REMOUNT)
    journal.save()
    assert Ours().found(home) == records(journal) != before
