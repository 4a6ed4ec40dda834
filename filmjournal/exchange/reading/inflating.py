"""Inflates one file of a ZIP, and never more of it than is asked for, whichever way it is compressed.

`zipfile` bounds what it inflates of deflated files alone: of bzip2 and LZMA it inflates all that a few bytes stand for,
gigabytes of a kilobyte. Those two are inflated here, in steps of a bounded size.
"""

import lzma
import zlib
from bz2 import BZ2Decompressor
from lzma import FORMAT_RAW, LZMADecompressor
from zipfile import ZIP_BZIP2, ZIP_LZMA, BadZipFile, ZipFile, ZipInfo

_STEP = 262_144
"""The most bytes that are inflated at once."""

_LARGEST_DICTIONARY = 2**28
"""The largest dictionary of LZMA that is made room for, in bytes; 7-Zip's largest setting has a quarter of it."""

_LOCAL_HEADER = b"PK\x03\x04"
_LOCAL_SIZE = 30


def inflated(archive: ZipFile, data: bytes, member: ZipInfo, most: int) -> bytes:
    """Return at most so many bytes of a file of an archive, of which `data` are the bytes.

    Raises what zipfile and the decompressors raise for a damaged one: BadZipFile, OSError, LZMAError, ValueError, ….
    """
    if member.compress_type not in {ZIP_BZIP2, ZIP_LZMA}:
        with archive.open(member) as opened:
            return opened.read(most)
    squeezed = _squeezed(data, member)
    found = _by_steps(*_begun(squeezed, member.compress_type), most)
    if len(found) == member.file_size and zlib.crc32(found) != member.CRC:
        raise BadZipFile("the checksum is another")
    return found


def _squeezed(data: bytes, member: ZipInfo) -> memoryview:
    """Return the compressed bytes of a file: they follow its own header, its name and an extra field."""
    start = member.header_offset
    header = data[start : start + _LOCAL_SIZE]
    if len(header) < _LOCAL_SIZE or not header.startswith(_LOCAL_HEADER):
        raise BadZipFile("there is no file at its place")
    start += _LOCAL_SIZE + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    squeezed = memoryview(data)[start : start + member.compress_size]
    if len(squeezed) < member.compress_size:
        raise EOFError
    return squeezed


def _begun(squeezed: memoryview, compression: int) -> tuple[BZ2Decompressor | LZMADecompressor, memoryview]:
    """Return what inflates a file, and the bytes that it is to be given.

    LZMA in a ZIP (APPNOTE.TXT 5.8.8) begins with two bytes of a version and two of how many properties follow: one byte
    of (pb * 5 + lp) * 9 + lc, and four of the size of the dictionary.
    """
    if compression == ZIP_BZIP2:
        return BZ2Decompressor(), squeezed
    size = int.from_bytes(squeezed[2:4], "little")
    properties = bytes(squeezed[4 : 4 + size])
    if len(properties) != 5:
        raise BadZipFile("its compression has unknown properties")
    rest, lc = divmod(properties[0], 9)
    pb, lp = divmod(rest, 5)
    dictionary = int.from_bytes(properties[1:], "little")
    if dictionary > _LARGEST_DICTIONARY:
        raise BadZipFile("its dictionary is larger than any")
    filters = [{"id": lzma.FILTER_LZMA1, "dict_size": max(dictionary, 4096), "lc": lc, "lp": lp, "pb": pb}]
    return LZMADecompressor(FORMAT_RAW, filters=filters), squeezed[4 + size :]


def _by_steps(decompressor: BZ2Decompressor | LZMADecompressor, squeezed: memoryview, most: int) -> bytes:
    parts: list[bytes] = []
    size, given = 0, 0
    while size < most and not decompressor.eof:
        chunk = b""
        if decompressor.needs_input:
            chunk = bytes(squeezed[given : given + _STEP])
            given += len(chunk)
        part = decompressor.decompress(chunk, min(_STEP, most - size))
        if not part and not chunk and decompressor.needs_input:
            break  # LZMA in a ZIP may end without saying so; whether all is there its size and checksum say
        parts.append(part)
        size += len(part)
    return b"".join(parts)
