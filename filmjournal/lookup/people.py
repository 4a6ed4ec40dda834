"""The people of a catalogue alone, for completion in the shell: each key is a program that starts, and may take 100 ms.

The names are a part of the catalogue's file of their own, so that nothing else of it is read. Folded, they are stored
in a file that is searched as it is from then on: a line for each person, the folded name, a tab and the name.
"""

import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path

import msgspec

from filmjournal.lookup.layout import PARTS, SIGNATURE, Contents
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import fold, fold_joined

_BEFORE = (b"\n", b" ", b"-")
"""What stands before a word of a name; a line end before the first one, which comes first."""


def people_starting_with(path: Path, typed: str, most: int, stored: Path) -> list[str]:
    """Return names in a catalogue's file of which a word begins as typed, the most credited first.

    Accents and case don't matter. `stored` is the file for the folded names, which is written where it is not there or
    of another catalogue. Raises InvalidValueError where the file can't be read as a catalogue.
    """
    sought = fold(typed.strip())
    if not sought:
        return []
    lines, start = _lines(path, stored)
    return [name.decode(errors="replace") for name in dict.fromkeys(_found(lines, start, sought, most))][:most]


def _found(lines: "bytes | mmap", start: int, sought: str, most: int) -> Iterator[bytes]:
    for before in _BEFORE:
        word, place = before + sought.encode("utf-8", "surrogatepass"), start - 1
        for _ in range(most):
            place = lines.find(word, place + 1)
            if place < 0:
                break
            end = lines.find(b"\n", place + 1)
            yield lines[lines.rfind(b"\n", 0, place + 1) + 1 : end].partition(b"\t")[2]
            place = end - 1


def _lines(path: Path, stored: Path) -> "tuple[bytes | mmap, int]":
    """Return the folded names with the names, from their file if that is of this very catalogue, and where they start.

    They start with the line end of the first line, which says of which catalogue they are.
    """
    try:
        stat = path.stat()
    except OSError as error:
        raise InvalidValueError(f"The catalogue {path} can't be read: {error.strerror}.") from error
    head = f"people of {path} {stat.st_size} {stat.st_mtime_ns}\n".encode(errors="surrogateescape")
    with suppress(OSError, ValueError), stored.open("rb") as file:  # an empty file can't be mapped
        data = mmap(file.fileno(), 0, access=ACCESS_READ)
        if data[: len(head)] == head and data[-1:] == b"\n":
            return data, len(head) - 1
    names = _names(path)
    folded = fold_joined([name.decode(errors="replace") for name in names], "\n").split(b"\n") if names else []
    lines = head + b"".join([b"%b\t%b\n" % pair for pair in zip(folded, names, strict=True)])
    _store(stored, lines)
    return lines, len(head) - 1


def _store(stored: Path, data: bytes) -> None:
    """Write the file, all of it or nothing; where it can't be written, the next completion tries again."""
    written = stored.with_name(f"{stored.name}.{os.getpid()}")
    with suppress(OSError):
        stored.parent.mkdir(parents=True, exist_ok=True)
        try:
            written.write_bytes(data)
            written.replace(stored)
        finally:
            written.unlink(missing_ok=True)


def _names(path: Path) -> list[bytes]:
    try:
        with path.open("rb") as file:
            if file.readline() != SIGNATURE:
                raise InvalidValueError(f"{path} is not a catalogue of films that this filmjournal can read.")
            contents = msgspec.json.decode(file.readline(), type=Contents)
            for part in PARTS[: PARTS.index("names")]:
                file.seek(contents.parts[part], 1)
            return zlib.decompress(file.read(contents.parts["names"])).splitlines()
    except OSError as error:
        raise InvalidValueError(f"The catalogue {path} can't be read: {error.strerror}.") from error
    except (KeyError, msgspec.DecodeError, zlib.error) as error:
        raise InvalidValueError(f"{path} is damaged: {error}.") from error
