"""Reads a file that this program did not write as it is: one edited by hand, by TinyDB, or hit by a failing disk.

Slower than `documents.parse`, and more tolerant: what is wrong inside a record stays inside it, and of two records with
one number both stay.
"""

import json
import re
from collections.abc import Iterator

import msgspec
from msgspec import Raw

from filmjournal.journal.disk.documents import ADDED_TABLES, Documents, free_number, is_as_written, parse

_SPACE = re.compile(r"[ \t\n\r]*")
_MARKER = re.compile(rb"^(<<<<<<<|=======|>>>>>>>)( |\r?$)", re.MULTILINE)

_decoder = json.JSONDecoder(parse_int=str, parse_float=str)
"""Finds where a value ends; what numbers mean does not matter for that, and some mean too much for Python."""


class NotAJournalError(ValueError):
    """What was read is no journal; the text says why, and fits after a colon."""


def scan(data: bytes) -> Documents:
    """Return the records in the bytes of a file; raises NotAJournalError where it has no such structure."""
    text = _text(data)
    documents = Documents()
    start = _after_space(text, 0)
    if text[start : start + 1] != "{":
        raise NotAJournalError(
            "it is JSON, but not laid out as a journal" if _is_json(text) else _not_whole(text, start)
        )
    end_of_last = start
    for name, begin, end in _pairs(text, start):
        end_of_last = end
        is_of_others = name in ADDED_TABLES and not _is_table_of_records(text, begin)
        if name not in documents.tables or is_of_others:
            documents.rest[_free(name, documents.rest)] = Raw(text[begin:end].encode())
        elif text[begin] != "{":
            raise NotAJournalError(f"it is JSON, but not laid out as a journal: {name} is no table")
        else:
            _read_table(text, begin, documents.tables[name])
    _check_nothing_follows(text, start, end_of_last)
    return documents


def _is_table_of_records(text: str, start: int) -> bool:
    """Whether a table begins here whose records are all objects, as `documents.parse` takes an added table for ours."""
    return text[start] == "{" and all(text[begin] == "{" for _, begin, _ in _pairs(text, start))


def _check_nothing_follows(text: str, start: int, end_of_last: int) -> None:
    """Refuse what stands after the journal: a second one there would be lost with the next save."""
    place = _after_space(text, _after(text, end_of_last if end_of_last > start else start + 1, "}"))
    if place < len(text):
        raise NotAJournalError(f"{_where(text, place)} the journal has ended, and something else follows")


def _read_table(text: str, start: int, table: dict[str, Raw]) -> None:
    for number, begin, end in _pairs(text, start):
        table[_free(number, table)] = Raw(text[begin:end].encode())


def _free(name: str, taken: dict[str, Raw]) -> str:
    """Return the name, or one like it where that is taken, so that neither of two records is lost."""
    if name not in taken:
        return name
    if name.isdecimal():
        return free_number(taken)
    return _free(f"{name} again", taken)


def _pairs(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield each key of the object that begins here, with where its value begins and ends."""
    place = _after_space(text, start + 1)
    if text[place : place + 1] == "}":
        return
    while True:
        if text[place : place + 1] != '"':
            raise NotAJournalError(_not_whole(text, place))
        end = _end_of_value(text, place)
        key = _key(text, place, end)
        place = _after(text, end, ":")
        end = _end_of_value(text, place)
        yield key, place, end
        place = _after_space(text, end)
        if text[place : place + 1] == "}":
            return
        place = _after(text, place, ",")


def _key(text: str, place: int, end: int) -> str:
    key: str = json.loads(text[place:end])
    if any("\ud800" <= character <= "\udfff" for character in key):
        raise NotAJournalError(f"{_where(text, place)} there is half a character in a name")
    return key


def _end_of_value(text: str, place: int) -> int:
    try:
        return _decoder.raw_decode(text, place)[1]
    except json.JSONDecodeError as error:
        place = len(text) if error.msg.startswith("Unterminated") else error.pos
        raise NotAJournalError(_not_whole(text, place)) from error
    except RecursionError as error:
        raise NotAJournalError(f"{_where(text, place)} it is nested too deep") from error


def _after(text: str, place: int, sign: str) -> int:
    place = _after_space(text, place)
    if text[place : place + 1] != sign:
        raise NotAJournalError(_not_whole(text, place))
    return _after_space(text, place + 1)


def _after_space(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match else place


def _text(data: bytes) -> str:
    if not data.strip():
        raise NotAJournalError("it is empty")
    if not data.strip(b"\0"):
        raise NotAJournalError("it holds nothing but zero bytes, as after a power cut")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise NotAJournalError("it is UTF-16 text, and a journal is UTF-8: save it as that in your editor")
    marker = _MARKER.search(data)
    if marker:
        line = data.count(b"\n", 0, marker.start()) + 1
        raise NotAJournalError(f"line {line:,} is the mark of a merge that version control left to you")
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotAJournalError(f"byte {error.start:,}, on line {line:,}, is not UTF-8 text") from error


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _not_whole(text: str, place: int) -> str:
    if place >= len(text.rstrip()):
        return "it ends in the middle, so that its last part is missing"
    return f"{_where(text, place)} it stops being JSON"


def _where(text: str, place: int) -> str:
    line = text.count("\n", 0, place) + 1
    return f"on line {line:,}, character {place - text.rfind(chr(10), 0, place):,},"


def records_in(data: bytes) -> tuple[Documents, bool]:
    """Return the records in the bytes of a file, and whether they are as this program wrote them.

    Raises NotAJournalError.
    """
    as_written = is_as_written(data)
    try:
        documents = _parsed(data) if as_written else scan(data)
        _ = documents.meta
    except msgspec.ValidationError as error:
        raise NotAJournalError(f"it is JSON, but not laid out as a journal ({error})") from error
    except msgspec.DecodeError as error:
        raise NotAJournalError(f"it is not whole JSON ({error})") from error
    return documents, as_written


def _parsed(data: bytes) -> Documents:
    try:
        return parse(data)
    except (msgspec.DecodeError, RecursionError):  # a record that only the scan gets past was kept as it is
        return scan(data)
