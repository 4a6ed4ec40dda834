"""A small file with the names in a journal, so that the shell completes without reading the journal.

It has the names of films, people, tags, venues and elements, each with its number of viewings, in MessagePack.
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
"""The format and version: another version may fold names in another way."""

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
    """The names of a journal as it was when its file had this stamp."""

    def __init__(self, file: _File) -> None:
        self._file = file

    @property
    def stamp(self) -> Stamp:
        """The stamp of the journal's file when the names were read."""
        return self._file.stamp

    @property
    def element_names(self) -> frozenset[str]:
        """The fields of the elements that are written about, as queries spell them."""
        return self._file.element_names

    def names(self, field: TextField) -> Names:
        """Return the names in a field; none for prose."""
        return self.kind(field.name)

    def kind(self, name: str) -> Names:
        """Return the names in the field of this name, or those of elements."""
        encoded = self._file.kinds.get(name)
        if encoded is None:
            return Names.from_layout((), (), "")
        laid = msgspec.msgpack.decode(encoded, type=_Laid)
        return Names.from_layout(laid.names, laid.viewings, laid.text)


NO_NAMES = CachedNames(_File(FORMAT, (0, 0, 0), frozenset(), {}))
"""No names: where there is no journal."""


class NamesFile:
    """The file with the names of one journal."""

    def __init__(self, path: Path, journal: Path) -> None:
        self.path = path
        """Where it is."""
        self.journal = journal
        """Where the journal is."""

    def stamp(self) -> Stamp | None:
        """Return the stamp of the journal's file as it is now; None where there is none."""
        try:
            found = self.journal.stat()
        except (OSError, ValueError):
            return None
        return found.st_size, found.st_mtime_ns, found.st_ino

    def read(self) -> CachedNames | None:
        """Return the names in the file, which may be outdated; None where there are none that can be read."""
        try:
            data = memoryview(self.path.read_bytes())
            if data[:_CHECKED] != _check(data[_CHECKED:]):
                return None
            file = msgspec.msgpack.decode(data[_CHECKED:], type=_File)
        except (OSError, ValueError):
            return None
        return CachedNames(file) if file.format == FORMAT else None

    def build(self) -> CachedNames:
        """Read the journal, write its names to the file and return them; raises JournalError.

        Where they cannot be written, the next completion builds them again, as it does where the journal changed since
        the stamp was taken.
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
        """Build the names unless another program does or did; raises JournalError or OSError."""
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
    """Return the checksum (CRC-32) that stands before the data, so that a damaged file is never used."""
    return crc32(data).to_bytes(_CHECKED, "big")
