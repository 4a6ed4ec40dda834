"""The operations on files that the program needs, one method each, so that a test can make any one of them fail."""

import errno
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

_NOT_FOR_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF, errno.ENOSYS}
"""Errors of file systems that can't sync a folder or don't let us open it: the file is in place even so."""

Buffer = bytes | bytearray


class UnsureError(OSError):
    """The new file is in place, but the disk did not confirm that it will survive a power cut."""


class Disk:
    """The real disk. Every method raises OSError when it is refused."""

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file."""
        return path.read_bytes()

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder; none where there is no folder."""
        try:
            return sorted(os.listdir(folder))  # noqa: PTH208 — names are all that is wanted
        except FileNotFoundError:
            return []

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        path.unlink(missing_ok=True)

    def sweep(self, folder: Path, prefix: str = ".", *, seconds: float = 0.0) -> None:
        """Remove temporary files that a killed program left, if they are at least so old."""
        for name in self.names(folder):
            if name.startswith(prefix) and name.endswith(TEMPORARY):
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
    def locked(self, path: Path, seconds: float) -> Iterator[None]:
        """Hold the lock of a lock file, which is never deleted; raises OSError where another holds it for so long."""
        from filelock import FileLock, Timeout  # noqa: PLC0415 — reading needs no lock, and it takes a while to import

        try:
            with FileLock(path, timeout=seconds, poll_interval=0.01, thread_local=False):
                yield
        except Timeout as error:
            message = f"another program has been writing it for {seconds:.0f} seconds"
            raise TimeoutError(errno.ETIMEDOUT, message) from error

    def replace(self, target: Path, data: Buffer) -> None:
        """Replace a file atomically and durably: at every moment the old one or the new one is there, whole.

        The new file has the mode, the owner and the attributes of the old one, as far as the system lets us.
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


def temporary_prefix(target: Path) -> str:
    """Return how the names of temporary files for this target begin."""
    return f".{target.name}."


def moment_of(nanoseconds: int) -> datetime:
    """Return a file time in nanoseconds as a moment in UTC, or the last possible one where it is beyond."""
    try:
        return datetime.fromtimestamp(nanoseconds / 1e9, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.max.replace(tzinfo=UTC)


def reason(error: OSError) -> str:
    """Return why the system refused, in lower case to fit into a sentence."""
    return (error.strerror or str(error)).lower()
