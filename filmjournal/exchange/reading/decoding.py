"""Decodes the bytes of a file, repairs what other programs did to them, and notes each repair."""

import codecs
import re
from itertools import islice

from filmjournal.exchange.errors import CannotImportError

_CHUNK = 2**20
_PROBED = 20

_CONFLICT = re.compile(
    rb"^<{7}(?: [^\n]*)?\r?\n(?P<ours>(?:(?!<{7}|={7}|>{7}|\|{7})[^\n]*\n)*)"
    rb"(?:\|{7}(?: [^\n]*)?\r?\n(?:(?!<{7}|={7}|>{7})[^\n]*\n)*)?"
    rb"={7}\r?\n(?P<theirs>(?:(?!<{7}|={7}|>{7})[^\n]*\n)*)>{7}(?: [^\n]*)?(?:\r?\n|\Z)",
    re.MULTILINE,
)

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")

_AS_LATIN_1 = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
"""The characters that cp1252 has where Latin-1 has controls, and which bytes they are."""


def as_utf8(
    data: bytes, file: str, *, latin: bool = False, is_as_written: bool = False
) -> tuple[bytes, tuple[str, ...]]:
    """Return the text of a file in UTF-8, without a mark before it, and what was done to it, a sentence each.

    Where it is no UTF-8, `latin` says that it may be Latin-1 or Windows' variant of it; `is_as_written` says that what
    looks like a merge conflict or like text that was encoded twice is meant.
    Raises CannotImportError where nothing can be made of it.
    """
    notes: list[str] = []
    data = _in_one_encoding(_without_zeros(data, file, notes), file, notes, latin=latin)
    if is_as_written:
        return data, tuple(notes)
    data = _without_conflicts(data, file, notes)
    return _decoded_once(data, file, notes), tuple(notes)


def _without_zeros(data: bytes, file: str, notes: list[str]) -> bytes:
    whole = data.rstrip(b"\0")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or len(whole) == len(data):
        return data
    if not whole:
        raise CannotImportError(f"{file} holds nothing but zeros: it was damaged on the disk. Export it once more.")
    notes.append(f"{file} ends in {len(data) - len(whole):,} zeros: what stood there is lost.")
    return whole


def _in_one_encoding(data: bytes, file: str, notes: list[str], *, latin: bool) -> bytes:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise CannotImportError(f"{file} is damaged: it begins as UTF-16 and is not. Save it as UTF-8.") from error
        notes.append(f"{file} was read as UTF-16.")
        return text.encode()
    data = data.removeprefix(codecs.BOM_UTF8)
    fault = _fault(data)
    if fault is None:
        return data
    if not latin:
        line = data.count(b"\n", 0, fault) + 1
        raise CannotImportError(f"{file} is not UTF-8: see line {line:,}. Save it again as UTF-8.")
    is_windows = re.search(rb"[\x80-\x9f]", data) is not None
    notes.append(f"{file} is not UTF-8, and was read as {'Windows-1252' if is_windows else 'Latin-1'}.")
    text = data.decode("latin-1")
    return (text.translate({byte: chr(sign) for sign, byte in _AS_LATIN_1.items()}) if is_windows else text).encode()


def _fault(data: bytes) -> int | None:
    """Return where the data stops being UTF-8; it is never held as text as a whole."""
    if data.isascii():
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _CHUNK):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + _CHUNK], final=start + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            return start - pending + error.start
    return None


def _without_conflicts(data: bytes, file: str, notes: list[str]) -> bytes:
    if b"<<<<<<<" not in data:
        return data

    def one_side(conflict: re.Match[bytes]) -> bytes:
        if conflict["ours"].replace(b"\r\n", b"\n") != conflict["theirs"].replace(b"\r\n", b"\n"):
            line = data.count(b"\n", 0, conflict.start()) + 1
            raise CannotImportError(
                f"{file} has an unsettled merge conflict on line {line:,}: settle it, or export it once more."
            )
        return conflict["ours"]

    settled, count = _CONFLICT.subn(one_side, data)
    if count:
        notes.append(f"{file} has a merge conflict of which both sides are the same: it was read once.")
    return settled


def _decoded_once(data: bytes, file: str, notes: list[str]) -> bytes:
    """Return the data with UTF-8 that was taken for Latin-1 and encoded again put right."""
    if data.isascii():
        return data
    probed = [_undone(run[0]) for run in islice(_BEYOND_ASCII.finditer(data), _PROBED)]
    if 2 * sum(undone is not None for undone in probed) <= len(probed):
        return data
    notes.append(f"{file} was encoded twice (“Ã©” for “é”): that was undone.")
    once = _BEYOND_ASCII.sub(lambda run: run[0] if (undone := _undone(run[0])) is None else undone, data)
    return once.removeprefix(codecs.BOM_UTF8)


def _undone(run: bytes) -> bytes | None:
    """Return what stood there before it was encoded a second time; None where it was not."""
    try:
        once = run.decode().translate(_AS_LATIN_1).encode("latin-1")
        once.decode()
    except UnicodeError:
        return None
    return once
