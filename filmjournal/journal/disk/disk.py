"""The operations on files that the program needs, one method each, so that a test can make any one of them fail."""

import errno
import os
import re
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

_NOT_FOR_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF, errno.ENOSYS}
"""Errors of file systems that can't sync a folder or don't let us open it: the file is in place even so."""

_LOCK_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
"""How a lock file is opened: made where it is missing, never through a link, never waiting for a pipe."""

_READ_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""How a file is read: the other end of a pipe is not waited for."""

_LARGE, _BLOCK = 64_000_000, 512
"""Bytes from which a file that takes hardly any room is no text, and bytes of a block."""

_POLL_SECONDS = 0.01

Buffer = bytes | bytearray


class UnsureError(OSError):
    """The new file is in place, but the disk did not confirm that it will survive a power cut."""


class OvertakenError(Exception):
    """The file that was about to be replaced is no longer the one that was read; nothing was replaced."""


class Lock:
    """A lock that is held: the lock file that was locked, by its device and inode."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self.handle = handle
        """The handle of the open lock file. A program that inherits it holds the lock too, for as long as it runs."""

    @property
    def is_held(self) -> bool:
        """Whether the path still names the file that is locked: another program would wait for it."""
        try:
            return os.path.samestat(os.fstat(self.handle), self._path.stat(follow_symlinks=False))
        except FileNotFoundError:
            return False


class Disk:
    """The real disk. Every method raises OSError when it is refused."""

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file; what is no file, such as a pipe, is refused at once instead of waited for."""
        with os.fdopen(os.open(path, _READ_FLAGS), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise OSError(errno.EINVAL, "it is not a file")
            if found.st_size > _LARGE and getattr(found, "st_blocks", found.st_size) * _BLOCK < found.st_size // 1000:
                raise OSError(errno.EFBIG, f"nearly all of its {found.st_size:,} bytes are empty")
            return file.read()

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder; none where there is no folder."""
        try:
            return sorted(os.listdir(folder))  # noqa: PTH208 — names are all that is wanted
        except FileNotFoundError:
            return []

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        path.unlink(missing_ok=True)

    def sweep(self, folder: Path, target: Path | None = None, *, seconds: float = 0.0) -> None:
        """Remove temporary files that a killed program left, if they are at least so old.

        With `target`, only those of this file: a neighbour whose name begins alike may be writing its own.
        """
        for name in self.names(folder):
            of = target_name(name)
            if of is not None and (target is None or of == target.name):
                with suppress(FileNotFoundError):  # it took its place meanwhile
                    if time.time() - (folder / name).stat().st_mtime >= seconds:
                        self.remove(folder / name)

    def rename(self, source: Path, target: Path) -> None:
        """Move a file to another name in its folder, in place of what has that name."""
        source.replace(target)

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name, in place of what has that name."""
        name = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        self.remove(name)
        os.link(source, name)
        try:
            self.rename(name, target)
        finally:
            self.remove(name)  # where the target was that very file already, a rename leaves both names

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it, where they are missing."""
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def locked(self, path: Path, seconds: float) -> Iterator[Lock]:
        """Hold the lock of a lock file, which we never delete; raises OSError where another holds it for so long.

        A lock file that somebody else deletes or replaces while it is waited for is made again.
        """
        from filelock import lock_descriptor  # noqa: PLC0415 — reading needs no lock, and it takes a while to import

        until = time.monotonic() + seconds
        while True:
            handle = _opened_lock(path)
            try:
                lock = Lock(path, handle)
                if lock_descriptor(handle, blocking=False) and lock.is_held:
                    yield lock
                    return
            finally:
                os.close(handle)  # which unlocks it
            if time.monotonic() >= until:
                raise TimeoutError(errno.ETIMEDOUT, f"another program has been writing it for {seconds:.0f} seconds")
            time.sleep(_POLL_SECONDS)

    def replace(self, target: Path, data: Buffer, may_replace: Callable[[], bool] | None = None) -> None:
        """Replace a file atomically and durably: at every moment the old one or the new one is there, whole.

        The new file has the mode, the owner and the attributes of the old one, as far as the system lets us.
        `may_replace` is asked at the last moment; raises OvertakenError where it says no.
        """
        self.make_folder(target.parent)
        handle, temporary = self.create(target)
        try:
            try:
                self.write(handle, data)
                self.sync(handle)
            finally:
                os.close(handle)
            self.take_after(temporary, target)
            _refuse_unless(may_replace)
            self.rename(temporary, target)
        except BaseException:
            with suppress(OSError):
                self.remove(temporary)
            raise
        self.sync_folder(target.parent)

    def create(self, target: Path) -> tuple[int, Path]:
        """Create a temporary file beside the target; return its handle and path."""
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=temporary_prefix(target), suffix=TEMPORARY)
        return handle, Path(name)

    def write(self, handle: int, data: Buffer) -> None:
        """Write all of the data."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def sync(self, handle: int) -> None:
        """Wait until what was written is on disk (fsync)."""
        os.fsync(handle)

    def take_after(self, new: Path, old: Path) -> None:
        """Copy the mode, owner and attributes of the old file to the new one, as far as the system allows."""
        try:
            found = old.stat()
        except FileNotFoundError:
            return
        if hasattr(os, "chown") and (found.st_uid, found.st_gid) != (os.geteuid(), os.getegid()):
            with suppress(PermissionError):  # one may give files to a group of one's own
                os.chown(new, -1, found.st_gid)
            with suppress(PermissionError):  # only the superuser may give files away
                os.chown(new, found.st_uid, -1)
        new.chmod(stat.S_IMODE(found.st_mode))
        if hasattr(os, "listxattr"):
            with suppress(OSError):  # some file systems have no attributes, and some attributes are not ours to set
                for name in os.listxattr(old):
                    os.setxattr(new, name, os.getxattr(old, name))

    def sync_folder(self, folder: Path) -> None:
        """Wait until the names in a folder are on disk (fsync)."""
        if os.name != "posix":  # elsewhere a folder cannot be opened, nor need it be
            return
        try:
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            if error.errno not in _NOT_FOR_FOLDERS:
                raise UnsureError(error.errno, error.strerror) from error


TEMPORARY = ".tmp"
"""How the names of temporary files end."""

_TEMPORARY_NAME = re.compile(rf"\.(.+)\.[a-z0-9_]+{re.escape(TEMPORARY)}", re.DOTALL)
"""The name of a temporary file: that of its target, and something that no other has."""


def temporary_prefix(target: Path) -> str:
    """Return how the names of temporary files for this target begin."""
    return f".{target.name}."


def target_name(name: str) -> str | None:
    """Return the name of the file that a temporary file of this name was to replace; None for other files."""
    found = _TEMPORARY_NAME.fullmatch(name)
    return found[1] if found else None


def _opened_lock(path: Path) -> int:
    try:
        return os.open(path, _LOCK_FLAGS, 0o644)
    except OSError as error:
        kind = {errno.EISDIR: "folder", errno.ELOOP: "link"}.get(error.errno or 0)
        if kind is None:
            raise
        raise OSError(error.errno, f"its lock, {path.name}, is a {kind}; remove that") from error


def _refuse_unless(may_replace: Callable[[], bool] | None) -> None:
    if may_replace is not None and not may_replace():
        raise OvertakenError


def moment_of(nanoseconds: int) -> datetime:
    """Return a file time in nanoseconds as a moment in UTC, or the last possible one where it is beyond."""
    try:
        return datetime.fromtimestamp(nanoseconds / 1e9, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.max.replace(tzinfo=UTC)


def reason(error: OSError) -> str:
    """Return why the system refused, in lower case to fit into a sentence."""
    return (error.strerror or str(error)).lower()
