"""System calls made to fail, or to be the last of their process, by strace."""

import ctypes
import errno
import os
import re
import select
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from faults.processes import PATIENCE, processes
from faults.programs import FaultCounts, Home, Program, found_or_none
from filmjournal.journal.errors import JournalError

CALLS = {
    "openat": (errno.EACCES, errno.ENOSPC, errno.EMFILE),
    "read": (errno.EIO,),
    "write": (errno.ENOSPC, errno.EIO, errno.EDQUOT),
    "fsync": (errno.EIO, errno.ENOSPC),
    "ftruncate": (errno.EIO,),
    "rename": (errno.EIO, errno.EACCES, errno.EROFS),
    "link": (errno.EPERM, errno.EMLINK),
    "unlink": (errno.EIO,),
    "mkdir": (errno.EACCES,),
    "flock": (errno.ENOLCK, errno.EINTR),
    "fchmod": (errno.EPERM,),
    "chmod": (errno.EPERM,),
}
"""The system calls that change something or read it, and what each is made to answer."""

_ANY_TRACER = 0x59616D61, ctypes.c_ulong(-1)


def _work(program: Program, home: Home, deed: str, told: Connection) -> None:
    with suppress(AttributeError):
        ctypes.CDLL(None).prctl(*_ANY_TRACER, 0, 0, 0)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    told.send_bytes(b"ready")
    signal.sigwait({signal.SIGUSR1})
    try:
        program.change(home, deed)
    except (JournalError, OSError):
        os._exit(3)
    os._exit(0)


def _traced(program: Program, home: Home, deed: str, *options: str) -> tuple[int, str]:
    """Do a deed under strace, which begins when the program is ready, and return how it ended and what was traced."""
    told, theirs = processes().Pipe(duplex=False)
    process = processes().Process(target=_work, args=(program, home, deed, theirs))
    process.start()
    assert process.pid is not None
    told.recv_bytes()
    trace = home.folder.with_name(f"{home.folder.name}.trace")
    command = ["strace", "-y", "-o", str(trace), "-p", str(process.pid), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as strace:
        assert strace.stderr is not None
        readable, _, _ = select.select([strace.stderr], [], [], PATIENCE)
        attached = os.read(strace.stderr.fileno(), 1000) if readable else b""
        if b"attached" not in attached:
            process.kill()
            raise PermissionError(attached.decode(errors="replace"))
        os.kill(process.pid, signal.SIGUSR1)
        process.join(PATIENCE)
        strace.wait(PATIENCE)
    assert process.exitcode is not None
    return process.exitcode, trace.read_text(encoding="utf-8", errors="replace")


@cache
def reason_not_to_trace() -> str:
    """Return why nothing can be traced on this system, or nothing."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    done = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)  # noqa: S607
    return "" if done.returncode == 0 else "this system permits no tracing"


def interrupted_at_every_system_call(
    program: Program, scratch: Path, deeds: tuple[str, ...]
) -> tuple[FaultCounts, FaultCounts]:
    """Kill a program at each system call of a deed, and let each fail; return the tallies of the two."""
    template = Home(scratch / "template")
    template.folder.mkdir(parents=True)
    program.prepare(template)
    before = program.found(template)
    killed, failed = FaultCounts(), FaultCounts()
    copies = (template.copied(scratch / str(number)) for number in count(1))
    for deed in deeds:
        home = next(copies)
        status, trace = _traced(program, home, deed, "-e", f"trace={','.join(CALLS)}")
        assert status == 0
        after = program.found(home)
        for call, number, error in _points(trace):
            home = next(copies)
            what = f"error={errno.errorcode[error]}" if error else "signal=KILL"
            status, _ = _traced(program, home, deed, "-e", f"trace={call}", "-e", f"inject={call}:{what}:when={number}")
            acknowledged = after if status == 0 else before
            tally = (failed if error else killed).judged(found_or_none(program, home), acknowledged, after)
            killed, failed = (killed, tally) if error else (tally, failed)
    return killed, failed


def _points(trace: str) -> Iterator[tuple[str, int, int]]:
    """Yield each call that was traced: its name, its number among those of its name, and an error; 0 for a death."""
    calls = Counter(re.findall(r"^(\w+)\(", trace, re.MULTILINE))
    for call, times in calls.items():
        for number in range(1, times + 1):
            yield call, number, 0
            yield from ((call, number, error) for error in CALLS[call])
