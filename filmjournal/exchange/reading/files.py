"""The files of an import by their path: of a ZIP, of a folder, or one file. Each is read when it is needed.

Nothing is ever written, and nothing of a ZIP is unpacked to the disk.
"""

import errno
import os
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import partial
from io import BufferedReader, BytesIO
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from stat import S_ISLNK, S_ISREG
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from msgspec import Struct

from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.reading.inflating import inflated

ZIP_BEGINS = (b"PK\x03\x04", b"PK\x05\x06")
"""How a ZIP begins, an empty one too."""

SECTIONS = frozenset({"deleted", "likes", "lists", "orphaned"})
"""Folders that say what kind of file is in them; any other folder is just where the files are."""

_MEMBER_BEGINS = b"PK\x01\x02"
_LEAVES_THE_FOLDER = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)", re.DOTALL)
_KNOWN_COMPRESSION = frozenset({ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA})
_ENCRYPTED = 0x1
_MEGABYTE = 2**20


BEGINNING = 65_536
"""How many bytes of a file are enough to recognise it."""


class Limits(Struct, frozen=True):
    """How much is read before it is taken for an attack, or for a mistake."""

    files: int = 50_000
    """How many files."""
    one: int = 256 * _MEGABYTE
    """How large each may be, in bytes."""
    together: int = 1024 * _MEGABYTE
    """How large all of them may be, in bytes."""


LIMITS = Limits()
"""Many times what anybody's export has."""


class Files(Mapping[str, bytes]):
    """Files by path, with / between folders and file. Raises CannotImportError where one cannot be read."""

    def __init__(
        self,
        readers: Mapping[str, Callable[[], bytes]],
        notes: tuple[str, ...] = (),
        beginnings: Mapping[str, Callable[[], bytes]] | None = None,
    ) -> None:
        self._readers = dict(readers)
        self._beginnings = beginnings or {}
        self.notes = notes
        """What to know about them, a sentence each."""

    @classmethod
    def of(cls, contents: Mapping[str, bytes]) -> "Files":
        """Return files whose bytes are known."""
        return cls({path: partial(bytes, data) for path, data in contents.items()})

    def __getitem__(self, path: str) -> bytes:
        return self._readers[path]()

    def beginning(self, path: str) -> bytes:
        """Return the first bytes of a file, which are enough to recognise it, even if it is damaged further on."""
        return self._beginnings[path]() if path in self._beginnings else self[path][:BEGINNING]

    def __iter__(self) -> Iterator[str]:
        return iter(self._readers)

    def __len__(self) -> int:
        return len(self._readers)


def beginning_of(files: Mapping[str, bytes], path: str) -> bytes:
    """Return the first bytes of one of these files, which are enough to recognise it."""
    return files.beginning(path) if isinstance(files, Files) else files[path][:BEGINNING]


def within_sections(path: str) -> str:
    """Return the name of a file as it is looked for, with the folders before it that say what kind it is."""
    *folders, name = PurePosixPath(path.casefold()).parts
    sections: list[str] = []
    while folders and folders[-1] in SECTIONS:
        sections.insert(0, folders.pop())
    return "/".join([*sections, name])


def two_of_one_name(paths: list[str]) -> CannotImportError:
    """Return that there are several of what there can be only one of."""
    return CannotImportError(f"There is both {' and '.join(sorted(paths)[:2])}: import one export at a time.")


def from_zip(data: bytes, name: str = "the ZIP", limits: Limits = LIMITS) -> Files:
    """Return the files in a ZIP; each is inflated when it is read, and nothing is written anywhere.

    What in it is encrypted, or made to do harm, is left out and noted. Raises CannotImportError for a ZIP that is
    damaged, that has more in it than any export, or of which nothing is left.
    """
    if data.count(_MEMBER_BEGINS) > limits.files:
        raise CannotImportError(f"{name} has more than {limits.files:,} files in it: no export has, it was not read.")
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise CannotImportError(f"{name} is a damaged ZIP: download it once more.") from error
    taken: dict[str, ZipInfo] = {}
    refused: defaultdict[_Refusal, dict[str, None]] = defaultdict(dict)
    for member in archive.infolist():
        refusal = _refusal(member)
        if refusal is not _Refusal.OUTSIDE and (member.is_dir() or is_aside(member.filename)):
            continue
        if refusal is None and taken.setdefault(member.filename, member) is not member:
            refusal = _Refusal.TWICE
        if refusal is not None:
            refused[refusal][member.orig_filename] = None
    notes = tuple(refusal.sentence(list(names), name) for refusal, names in refused.items())
    for twice in refused[_Refusal.TWICE]:
        taken.pop(twice, None)
    if notes and not taken:
        raise CannotImportError(notes[0])
    inflating = _Inflating(archive, data, name, limits)
    return Files(
        {path: partial(inflating.read, member) for path, member in taken.items()},
        notes,
        {path: partial(inflating.read, member, BEGINNING) for path, member in taken.items()},
    )


def is_aside(path: str) -> bool:
    """Whether a file is the operating system's own, or hidden."""
    return any(part == "__MACOSX" or part.startswith(".") for part in PurePosixPath(path).parts)


class _Inflating:
    """Inflates one file at a time, and stops where there is more of it than there may be."""

    def __init__(self, archive: ZipFile, data: bytes, name: str, limits: Limits) -> None:
        self._archive = archive
        self._data = data
        self._name = name
        self._limits = limits
        self._sizes: dict[str, int] = {}
        self._together = 0

    def read(self, member: ZipInfo, count: int | None = None) -> bytes:
        before = self._sizes.get(member.filename, 0)
        room = min(self._limits.one, self._limits.together - self._together + before)
        if member.file_size > room and count is None:
            raise CannotImportError(
                f"{member.filename} in {self._name} is larger than {room // _MEGABYTE:,} MB when it is inflated, "
                "more than any export: it was not read."
            )
        try:
            data = inflated(self._archive, self._data, member, member.file_size + 1 if count is None else count)
        except (
            BadZipFile,
            zlib.error,
            LZMAError,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
            NotImplementedError,
        ) as error:
            raise CannotImportError(f"{member.filename} in {self._name} is damaged: download it once more.") from error
        if count is None and len(data) != member.file_size:
            raise CannotImportError(f"{member.filename} in {self._name} is damaged: download it once more.")
        self._sizes[member.filename] = max(len(data), before)
        self._together += self._sizes[member.filename] - before
        return data


class _Refusal(Enum):
    """Why something in a ZIP is not read: of one file, and of several."""

    OUTSIDE = ("points outside of it: it was not read", "point outside of it: they were not read")
    LINK = ("is a link: it was not read", "are links: they were not read")
    ENCRYPTED = ("is encrypted: unpack it and import the folder", "are encrypted: unpack it and import the folder")
    UNKNOWN = ("is compressed in an unknown way: unpack it first", "are compressed in an unknown way: unpack it first")
    TWICE = ("is there twice: unpack it and import the folder", "are there twice: unpack it and import the folder")

    def sentence(self, names: list[str], name: str) -> str:
        """Return a sentence about the files that are not read."""
        if len(names) == 1:
            return f"{names[0]} in {name} {self.value[0]}."
        return f"{names[0]} and {len(names) - 1:,} more in {name} {self.value[1]}."


def _refusal(member: ZipInfo) -> _Refusal | None:
    if _LEAVES_THE_FOLDER.match(member.orig_filename):
        return _Refusal.OUTSIDE
    if S_ISLNK(member.external_attr >> 16):
        return _Refusal.LINK
    if member.flag_bits & _ENCRYPTED:
        return _Refusal.ENCRYPTED
    return None if member.compress_type in _KNOWN_COMPRESSION else _Refusal.UNKNOWN


READ_IN_FOLDERS = frozenset({".csv", ".json", ".jsonl", ".md", ".markdown", ".mdown", ".tsv", ".txt"})
"""The endings of the files that are read where a folder is named."""

_ENDINGS = tuple(READ_IN_FOLDERS)


def read_path(path: Path, limits: Limits = LIMITS) -> Files:
    """Return the files that a path stands for. Raises CannotImportError where there is nothing that can be read."""
    try:
        if path.is_dir():
            return _in_folder(path, limits)
        if not path.exists():
            raise CannotImportError(f"There is no {path}.")
        if not path.is_file():
            raise _neither(path)
        with _opened(path) as opened:
            begins = _next_bytes(opened, len(ZIP_BEGINS[0]))
        if begins in ZIP_BEGINS:
            return from_zip(_read(path, limits), path.name, limits)
        if path.suffix.casefold() == ".zip":
            raise CannotImportError(f"{path} is no ZIP, or a damaged one: download it once more.")
        return _one_by_one({_named(path, path.parent): path}, limits)
    except OSError as error:
        raise _unreadable(path, error) from error


def _in_folder(folder: Path, limits: Limits) -> Files:
    found: dict[str, Path] = {}
    notes: list[str] = []
    together, root = 0, folder.resolve()
    above = folder.absolute().name
    before = f"{above}/" if above.casefold() in SECTIONS else ""
    for within, file in _files(folder):
        name = f"{before}{within}"
        if file.is_symlink() and not file.resolve().is_relative_to(root):
            notes.append(f"{name} is a link out of the folder, and was left out.")
        elif S_ISREG((found_as := file.stat()).st_mode):
            size = found_as.st_size
            together += size if size <= limits.one else 0  # one that is too large is refused when it is read
            found[name] = file
        if len(found) > limits.files or together > limits.together:
            raise CannotImportError(f"{folder} has more in it than any export: name the folder of the export itself.")
    if not found:
        nothing = f"There is nothing to read in {folder}: no CSV, JSON, Markdown or text file."
        archive = next((each.name for each in sorted(folder.iterdir()) if each.suffix.lower() == ".zip"), None)
        notes += [f"{archive} is in it: name that."] if archive else []
        raise CannotImportError(" ".join((nothing, *notes)))
    return _one_by_one(found, limits, tuple(notes))


def _named(file: Path, folder: Path) -> str:
    """Return the name of a file in a folder, with that of the folder where this says what kind of file it is."""
    name, above = file.relative_to(folder).as_posix(), folder.absolute().name
    return f"{above}/{name}" if above.casefold() in SECTIONS else name


def _one_by_one(found: dict[str, Path], limits: Limits, notes: tuple[str, ...] = ()) -> Files:
    return Files(
        {name: partial(_read, path, limits) for name, path in found.items()},
        notes,
        {name: partial(_read, path, limits, BEGINNING) for name, path in found.items()},
    )


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file of a folder that may be read, with its path within it."""
    for above, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not is_aside(name))
        path = Path(above)
        within = path.relative_to(folder).as_posix()
        for name in sorted(names):
            if name.casefold().endswith(_ENDINGS) and not is_aside(name):
                yield name if within == "." else f"{within}/{name}", path / name


def _raise(error: OSError) -> None:
    raise error


def _read(path: Path, limits: Limits, count: int | None = None) -> bytes:
    try:
        with _opened(path) as opened:
            if count is not None:
                return _next_bytes(opened, count)
            if os.fstat(opened.fileno()).st_size > limits.one:
                raise _too_large(path, limits)
            data = _next_bytes(opened, limits.one + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(data) > limits.one:
        raise _too_large(path, limits)
    return data


def _opened(path: Path) -> BufferedReader:
    """Open a file without ever waiting: a pipe, a device or a socket is refused, also where it was a file before."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    opened = os.fdopen(handle, "rb")
    if not S_ISREG(os.fstat(handle).st_mode):
        opened.close()
        raise _neither(path)
    return opened


def _next_bytes(opened: BufferedReader, count: int) -> bytes:
    """Return at most so many bytes; raises BlockingIOError where a file has none yet, as /proc/kmsg."""
    data: bytes | None = opened.read(count)
    if data is None:
        raise BlockingIOError(errno.EAGAIN, "it has nothing to read yet")
    return data


def _neither(path: Path) -> CannotImportError:
    return CannotImportError(f"{path} is neither a file nor a folder.")


def _too_large(path: Path, limits: Limits) -> CannotImportError:
    return CannotImportError(
        f"{path} is larger than {limits.one // 2**20:,} MB, more than any export: it was not read."
    )


def _unreadable(path: Path, error: OSError) -> CannotImportError:
    return CannotImportError(f"{error.filename or path} cannot be read: {error.strerror or error}.")
