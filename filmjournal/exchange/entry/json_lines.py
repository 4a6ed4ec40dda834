"""Reads viewings from JSON: one object on each line (JSON Lines), or one array of objects."""

import json
import re
from collections.abc import Iterator
from datetime import date
from json import JSONDecodeError

from msgspec import Struct

from filmjournal.exchange.entry.record import EntryRecord
from filmjournal.exchange.entry.record_parsing import film_of, read_record, viewing_of
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.text import fold, one_line
from filmjournal.model.viewing import Viewing

_SPACE = re.compile(r"\s*")
_ID = re.compile(r"[^\s\x00-\x20\x7f-\x9f]+")
_NEXT_LINE = re.compile(r"\n[^\S\n]*+(?=\{)")

_MOST_FAULTS = 10_000
"""Objects that can't be read one after the other before the rest is not tried: none of it is JSON then."""


_CUT_SHORT = "the text ends in the middle of it: whoever wrote it stopped before it was done."


class Line(Struct, frozen=True):
    """One viewing that was read, and the line on which its object begins."""

    number: int
    """The line, from 1."""
    record: EntryRecord
    """The record."""
    keys: frozenset[str]
    """The keys that the object states."""
    film: Film
    """The film, with the stated id."""
    viewing: Viewing
    """The viewing, with the stated ids."""


class JsonValue(Struct, frozen=True):
    """One JSON value of any type, and the line on which it begins."""

    number: int
    """The line, from 1."""
    value: object
    """The value."""


class LineProblem(Struct, frozen=True):
    """An object that can't be read, and the line on which it begins."""

    number: int
    """The line, from 1."""
    reason: str
    """What is wrong, in a sentence."""

    def __str__(self) -> str:
        return f"Line {self.number}: {self.reason}"


def read_lines(text: str, today: date) -> Iterator[Line | LineProblem]:
    """Yield the viewings of a text in order, and a problem for each object that can't be read.

    Words for dates count from `today`.
    """
    for found in read_objects(text):
        yield found if isinstance(found, LineProblem) else _read(found.value, found.number, today)


def read_objects(text: str) -> Iterator[JsonValue | LineProblem]:
    """Yield the values of a text, on lines of their own or in an array, and a problem for each that is not JSON."""
    place = _end_of(_SPACE, text, 0)
    in_list = text.startswith("[", place)
    place = _end_of(_SPACE, text, place + in_list)
    line, counted, faults = 1, 0, 0
    while place < len(text) and not (in_list and text.startswith("]", place)):
        line, counted = line + text.count("\n", counted, place), place
        try:
            value, place = json.JSONDecoder().raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            following = _NEXT_LINE.search(text, place)
            is_cut = following is None and _is_cut_short(error, text)
            yield LineProblem(line, _CUT_SHORT if is_cut else _no_json(error, line))
            faults += 1
            if following is None:
                return
            if faults > _MOST_FAULTS:
                yield LineProblem(line + 1, "nothing from here on was tried: so much above is no JSON.")
                return
            place = following.end()
            continue
        faults = 0
        yield JsonValue(line, value)
        place = _end_of(_SPACE, text, place)
        if in_list and text.startswith(",", place):
            place = _end_of(_SPACE, text, place + 1)
    if in_list:
        yield from _after_list(text, place)


def _is_cut_short(error: ValueError | RecursionError, text: str) -> bool:
    """Whether the last object of a text only lacks its end."""
    whole = text.rstrip()
    if not isinstance(error, JSONDecodeError):
        return False
    return error.pos >= len(whole) or not whole.endswith(("}", "]")) or error.msg.startswith("Unterminated")


def _after_list(text: str, place: int) -> Iterator[LineProblem]:
    line = text.count("\n", 0, place) + 1
    if place == len(text):
        yield LineProblem(line, "the list has no end: whoever wrote it stopped before it was done.")
    elif text[place + 1 :].strip():
        yield LineProblem(line, "something stands behind the end of the list.")


def _end_of(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place


def _no_json(error: ValueError | RecursionError, line: int) -> str:
    if not isinstance(error, JSONDecodeError):
        return "this is nested too deep." if isinstance(error, RecursionError) else "a number has too many digits."
    what = f"{error.msg[:1].lower()}{error.msg[1:]}".removesuffix(" at").removesuffix(" starting")
    where = "" if error.lineno == line else f" on line {error.lineno}"
    return f"this isn't JSON: {what} at character {error.colno}{where}."


def _read(value: object, line: int, today: date) -> Line | LineProblem:
    try:
        record = read_record(value)
        _refuse_ids_and_elements(record)
        return Line(
            line,
            record,
            frozenset(value if isinstance(value, dict) else ()),
            film_of(record),
            viewing_of(record, today),
        )
    except InvalidValueError as error:
        return LineProblem(line, str(error))


def _refuse_ids_and_elements(record: EntryRecord) -> None:
    """Raise InvalidValueError for an id with spaces or invisible characters, and for two elements of one name."""
    for id_ in (record.id, record.film):
        if id_ and not _ID.fullmatch(id_):
            raise InvalidValueError(f"“{one_line(id_)}” isn't an id: it has a space in it, or an invisible character.")
    names = [fold(element.name.strip()) for element in record.breakdown]
    twice = next((each.name for each, name in zip(record.breakdown, names, strict=True) if names.count(name) > 1), None)
    if twice is not None:
        raise InvalidValueError(f"Two elements are named “{one_line(twice)}”. Merge them into one.")
