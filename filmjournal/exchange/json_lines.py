"""Viewings as JSON, one object after the other: a line for each, or the elements of a list."""

import json
import re
from collections.abc import Iterator
from datetime import date
from json import JSONDecodeError

from msgspec import Struct

from filmjournal.exchange.reading import film_of, read_record, viewing_of
from filmjournal.exchange.records import EntryRecord
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing

_BETWEEN = re.compile(r"[\s,\[\]]*")
_NEXT_LINE = re.compile(r"\n(?=\s*\{)")


class Line(Struct, frozen=True):
    """One object, and the line on which it begins."""

    number: int
    """The line, from 1."""
    record: EntryRecord
    """What stands there."""
    told: frozenset[str]
    """The keys that stand there."""
    film: Film
    """The film, with the id that stands there."""
    viewing: Viewing
    """The viewing, with the ids that stand there."""


class LineFault(Struct, frozen=True):
    """What is wrong with a line."""

    number: int
    """The line, from 1."""
    reason: str
    """What is wrong, in a sentence."""

    def __str__(self) -> str:
        return f"Line {self.number}: {self.reason}"


def read_lines(text: str, today: date) -> Iterator[Line | LineFault]:
    """Yield each viewing that stands in the text, or what is wrong with it, in order."""
    decoder = json.JSONDecoder()
    place, line, counted = 0, 1, 0
    while (place := _BETWEEN.match(text, place).end()) < len(text):  # type: ignore[union-attr]  # it matches nothing too
        line, counted = line + text.count("\n", counted, place), place
        try:
            value, place = decoder.raw_decode(text, place)
        except JSONDecodeError as error:
            yield LineFault(line, _no_json(error, line))
        except ValueError:
            yield LineFault(line, "there is a number with too many digits.")
        except RecursionError:
            yield LineFault(line, "this is nested too deep.")
        else:
            yield _read(value, line, today)
            continue
        following = _NEXT_LINE.search(text, place)
        place = following.end() if following else len(text)


def _no_json(error: JSONDecodeError, line: int) -> str:
    what = f"{error.msg[:1].lower()}{error.msg[1:]}".removesuffix(" at").removesuffix(" starting")
    where = "" if error.lineno == line else f" on line {error.lineno}"
    return f"this is no JSON: {what} at character {error.colno}{where}."


def _read(value: object, line: int, today: date) -> Line | LineFault:
    try:
        record = read_record(value)
        return Line(
            line,
            record,
            frozenset(value if isinstance(value, dict) else ()),
            film_of(record),
            viewing_of(record, today),
        )
    except InvalidValueError as error:
        return LineFault(line, str(error))
