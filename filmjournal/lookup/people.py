"""The people of a catalogue alone, for completion in the shell: each key is a program that starts, and may take 100 ms.

The names are a part of the file of their own, so that nothing else of it is read.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from filmjournal.lookup.layout import PARTS, SIGNATURE, Contents
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import fold, fold_joined

_BEFORE = (b"\n", b" ", b"-")
"""What stands before a word of a name; a line end before the first one, which comes first."""


def people_starting_with(path: Path, typed: str, most: int) -> list[str]:
    """Return names in a catalogue's file of which a word begins as typed, the most credited first.

    Accents and case don't matter. Raises InvalidValueError where the file can't be read as a catalogue.
    """
    sought = fold(typed.strip())
    if not sought:
        return []
    names = b"\n" + _names(path)
    found = list(_found(names, sought, most)) if sought.isascii() else []
    if len(found) < most:
        found += _found_folded(names, sought, most)
    return [name.decode(errors="replace") for name in dict.fromkeys(found)][:most]


def _names(path: Path) -> bytes:
    """Return the names, a line each."""
    try:
        with path.open("rb") as file:
            if file.readline() != SIGNATURE:
                raise InvalidValueError(f"{path} is not a catalogue of films that this filmjournal can read.")
            contents = msgspec.json.decode(file.readline(), type=Contents)
            for part in PARTS[: PARTS.index("names")]:
                file.seek(contents.parts[part], 1)
            return zlib.decompress(file.read(contents.parts["names"])) + b"\n"
    except OSError as error:
        raise InvalidValueError(f"The catalogue {path} can't be read: {error.strerror}.") from error
    except (KeyError, msgspec.DecodeError, zlib.error) as error:
        raise InvalidValueError(f"{path} is damaged: {error}.") from error


def _found(names: bytes, sought: str, most: int) -> Iterator[bytes]:
    """Yield names that have the letters as they are, but for their case."""
    small = names.lower()
    for before in _BEFORE:
        word, place = before + sought.encode(), -1
        for _ in range(most):
            place = small.find(word, place + 1)
            if place < 0:
                break
            yield names[names.rfind(b"\n", 0, place + 1) + 1 : names.find(b"\n", place + 1)]


def _found_folded(names: bytes, sought: str, most: int) -> Iterator[bytes]:
    """Yield names with accents, or in other scripts, that have the letters once they are folded."""
    others = [name for name in names.split(b"\n") if not name.isascii()]
    folded = fold_joined([name.decode(errors="replace") for name in others], "\n")
    text = b"\n" + folded
    for before in _BEFORE:
        word, place = before + sought.encode("utf-8", "surrogatepass"), -1
        for _ in range(most):
            place = text.find(word, place + 1)
            if place < 0:
                break
            yield others[text.count(b"\n", 0, place + 1) - 1]
