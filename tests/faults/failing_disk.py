"""A disk that fails at the n-th thing that is asked of it, or on which the program dies there."""

import errno
import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from msgspec import Struct
from tinydb.storages import JSONStorage

from filmjournal.journal.disk.disk import Buffer, Disk, Lock

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT, errno.EROFS)
"""What a system answers that cannot do what is asked of it."""


class KilledError(BaseException):
    """The program died here; nothing catches it, and nothing reaches the disk afterwards."""


class Fault(Struct, frozen=True):
    """What happens at the n-th call."""

    error: int = 0
    """The number of the system's error; with 0 the program dies."""
    lasts: bool = False
    """Whether everything fails from there on."""
    comes_late: bool = False
    """Whether what was asked for is done before it is reported as failed."""

    def __str__(self) -> str:
        name = errno.errorcode[self.error] if self.error else "death"
        return name + (" from then on" if self.lasts else "") + (" although it was done" if self.comes_late else "")


DEATH = Fault()


class Steps:
    """Counts what is asked of a disk, and lets one call fail."""

    def __init__(self, at: int, fault: Fault, die: Callable[[], None] | None = None) -> None:
        self.fault: Fault | None = fault
        self.is_dead = False
        self.has_struck = False
        self.taken: list[str] = []
        self._at = at
        self._die = die

    def mend(self) -> None:
        """Let nothing fail any more."""
        self.fault = None

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        if self.is_dead:
            raise KilledError
        self.taken.append(name)
        fault, number = self.fault, len(self.taken)
        strikes = fault is not None and (number == self._at or (fault.lasts and number > self._at))
        if fault is None or not strikes:
            yield
            return
        self.has_struck = True
        if fault.comes_late:
            yield
        self._strike(fault)

    def _strike(self, fault: Fault) -> None:
        if fault.error:
            raise OSError(fault.error, os.strerror(fault.error))
        self.is_dead = True
        if self._die is not None:
            self._die()
        raise KilledError


def die_for_real() -> None:
    """End this process as a power switch would."""
    os.kill(os.getpid(), signal.SIGKILL)


class FailingDisk(Disk):
    """The real disk, but for one call."""

    def __init__(self, at: int = 0, fault: Fault = DEATH, die: Callable[[], None] | None = None) -> None:
        self.steps = Steps(at, fault, die)

    def read(self, path: Path) -> bytes:
        with self.steps.step("read"):
            return super().read(path)

    def names(self, folder: Path) -> list[str]:
        with self.steps.step("names"):
            return super().names(folder)

    def remove(self, path: Path) -> None:
        with self.steps.step("remove"):
            super().remove(path)

    def rename(self, source: Path, target: Path) -> None:
        with self.steps.step("rename"):
            super().rename(source, target)

    def link(self, source: Path, target: Path) -> None:
        with self.steps.step("link"):
            super().link(source, target)

    def make_folder(self, folder: Path) -> None:
        with self.steps.step("make folder"):
            super().make_folder(folder)

    @contextmanager
    def locked(self, path: Path, seconds: float) -> Iterator[Lock]:
        with self.steps.step("lock"):
            pass
        with super().locked(path, seconds) as lock:
            yield lock

    def create(self, target: Path) -> tuple[int, Path]:
        with self.steps.step("create"):
            return super().create(target)

    def write(self, handle: int, data: Buffer) -> None:
        whole = memoryview(data)
        with self.steps.step("write"):
            super().write(handle, bytes(whole[: len(whole) // 2]))
        with self.steps.step("write on"):
            super().write(handle, bytes(whole[len(whole) // 2 :]))

    def sync(self, handle: int) -> None:
        with self.steps.step("sync"):
            super().sync(handle)

    def take_after(self, new: Path, old: Path) -> None:
        with self.steps.step("take after"):
            super().take_after(new, old)

    def sync_folder(self, folder: Path) -> None:
        with self.steps.step("sync folder"):
            super().sync_folder(folder)


class _FailingFile(io.FileIO):
    """The file below TinyDB's own storage, but for one call."""

    def __init__(self, path: str, steps: Steps) -> None:
        super().__init__(path, "r+")
        self._steps = steps

    def write(self, data: Buffer, /) -> int:  # type: ignore[override]  # what is written here are bytes
        if self._steps.is_dead:  # the buffer is emptied when it is closed, but who would do that?
            return len(data)
        half = bytes(data[: len(data) // 2])
        with self._steps.step("write"):
            super().write(half)
        with self._steps.step("write on"):
            super().write(bytes(data[len(data) // 2 :]))
        return len(data)

    def truncate(self, size: int | None = None, /) -> int:
        with self._steps.step("truncate"):
            return super().truncate(size)


class FailingStorage(JSONStorage):
    """TinyDB's own storage on a disk that fails."""

    def __init__(self, path: str, steps: Steps) -> None:
        super().__init__(path)
        self._handle.close()
        self._steps = steps
        self._file = _FailingFile(path, steps)
        self._handle = io.TextIOWrapper(io.BufferedRandom(self._file), encoding="utf-8")

    def write(self, data: dict[str, dict[str, object]]) -> None:
        real = os.fsync

        def sync(handle: int) -> None:
            with self._steps.step("sync"):
                real(handle)

        with patch("os.fsync", sync):
            super().write(data)

    def close(self) -> None:
        try:
            super().close()
        except (OSError, KilledError):
            self._file.close()
