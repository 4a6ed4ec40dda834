"""The names in a journal, in a small file, so that a shell completes without reading the journal.

There are only names in it: of films, people, tags, places and elements, and in how many viewings each stands.
"""

from contextlib import suppress
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct

from filmjournal.query.fields import TextField
from filmjournal.query.vocabulary import Names, Vocabulary
from filmjournal.version import __version__

FORMAT = f"1 {__version__}"
"""What tells a file of this program from one of another version, which may fold names in another way."""

_CHECKED = 4

Stamp = tuple[int, int, int]
"""The size of a journal's file, when it was changed, and its inode."""


class _Laid(Struct, frozen=True, array_like=True):
    """The names of one kind, the most used first."""

    names: list[str]
    viewings: list[int]
    text: str  # to find them in: folded, so that nothing is folded by whoever reads them


class _File(Struct, frozen=True, array_like=True):
    format: str
    stamp: Stamp
    element_names: frozenset[str]
    kinds: dict[str, bytes]  # encoded one by one: who presses a key asks for one of them


class CachedNames:
    """The names of a journal as they were when its file had this stamp."""

    def __init__(self, file: _File) -> None:
        self._file = file

    @property
    def stamp(self) -> Stamp:
        """What the journal's file looked like."""
        return self._file.stamp

    @property
    def element_names(self) -> frozenset[str]:
        """What stands before the colon for each element that is written about."""
        return self._file.element_names

    def names(self, field: TextField) -> Names:
        """Return the names that stand in a field; none for what you wrote."""
        return self.kind(field.name)

    def kind(self, name: str) -> Names:
        """Return the names that stand in the field of this name, or those of elements."""
        encoded = self._file.kinds.get(name)
        if encoded is None:
            return Names.from_layout((), (), "")
        laid = msgspec.msgpack.decode(encoded, type=_Laid)
        return Names.from_layout(laid.names, laid.viewings, laid.text)


NO_NAMES = CachedNames(_File(FORMAT, (0, 0, 0), frozenset(), {}))
"""What is known where there is no journal."""


class NamesFile:
    """Keeps the names of one journal."""

    def __init__(self, path: Path, journal: Path) -> None:
        self.path = path
        """Where they are kept."""
        self.journal = journal
        """Where the journal is."""

    def stamp(self) -> Stamp | None:
        """Return what the journal's file looks like now; None where there is none."""
        try:
            found = self.journal.stat()
        except (OSError, ValueError):
            return None
        return found.st_size, found.st_mtime_ns, found.st_ino

    def read(self) -> CachedNames | None:
        """Return the names that are kept, which may be old; None where there are none that can be understood."""
        try:
            data = memoryview(self.path.read_bytes())
            if data[:_CHECKED] != _check(data[_CHECKED:]):
                return None
            file = msgspec.msgpack.decode(data[_CHECKED:], type=_File)
        except (OSError, ValueError):
            return None
        return CachedNames(file) if file.format == FORMAT else None

    def build(self) -> CachedNames:
        """Read the journal, and return its names after keeping them. Raises JournalError.

        Where they cannot be kept, they are only built again. A journal that changes meanwhile is not what the stamp
        says, so that the next to look builds them again too.
        """
        from filmjournal.journal.disk.journal_file import JournalFile  # noqa: PLC0415 — most completions need no journal
        from filmjournal.journal.store import Store  # noqa: PLC0415

        stamp = self.stamp() or (0, 0, 0)
        vocabulary = Vocabulary(Store(JournalFile(self.journal)).listing.entries.values())
        kinds = {name: msgspec.msgpack.encode(_Laid(*names.layout())) for name, names in vocabulary.by_field.items()}
        file = _File(FORMAT, stamp, vocabulary.element_names, kinds)
        with suppress(OSError):  # whoever completes gets the names all the same, only later
            self._keep(msgspec.msgpack.encode(file))
        return CachedNames(file)

    def build_alone(self) -> None:
        """Build the names, unless another program does or has done it. Raises JournalError or OSError."""
        from filmjournal.journal.disk.disk import Disk  # noqa: PLC0415 — most completions write nothing

        Disk().make_folder(self.path.parent)
        with Disk().locked(self.path.with_name(f"{self.path.name}.lock"), 0.0):
            known = self.read()
            if known is None or known.stamp != self.stamp():
                self.build()

    def _keep(self, data: bytes) -> None:
        from filmjournal.journal.disk.disk import Disk  # noqa: PLC0415 — most completions write nothing

        Disk().replace(self.path, _check(data) + data)


def _check(data: bytes | memoryview) -> bytes:
    """Return what stands before the data, so that a damaged file is known before anything of it is believed."""
    return crc32(data).to_bytes(_CHECKED, "big")
