"""Our own JSON: what `export --to json`, `find --json` and other programs write, in a list or a line for each."""

from collections.abc import Mapping
from typing import Any

import msgspec

from filmjournal.exchange.batch import Place
from filmjournal.exchange.json_lines import LineFault, Told, read_objects
from filmjournal.exchange.readers.gathered import Gathered, cells_of, parted
from filmjournal.exchange.reading import KEYS
from filmjournal.exchange.wish_records import WISH, WishRecord
from filmjournal.exchange.writers.json_array import FILM_SOURCES, SOURCES
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.source import KeptSource
from filmjournal.model.when import When
from filmjournal.model.wish import Wish


def is_json(data: bytes) -> bool:
    """Whether a file begins as JSON of more than one value does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"[", b"{"}


def read(name: str, data: bytes, gathered: Gathered) -> None:
    """Take in all that stands in a file."""
    for row, told in enumerate(read_objects(gathered.text(name, data) or ""), start=1):
        if isinstance(told, LineFault):
            gathered.problem(Place(name, row), str(told))
        else:
            _take_in(told, Place(name, row), gathered)


_FIRST_KEYS = KEYS[: KEYS.index("review")]
"""What stands in an object before the first long text."""


def is_ours(beginning: bytes) -> bool:
    """Whether the first object of a file has a title and nothing that we do not write."""
    if not is_json(beginning):
        return False
    text = beginning.decode("utf-8-sig", errors="ignore")
    first = next(read_objects(text), None)
    if isinstance(first, LineFault):  # the first review may be longer than what was looked at
        return all(f'"{key}":' in text for key in _FIRST_KEYS)
    if first is None or not isinstance(first.value, dict):
        return False
    _, others = parted(first.value)
    return "title" in first.value and set(others) <= {WISH, SOURCES, FILM_SOURCES}


def _take_in(told: Told, place: Place, gathered: Gathered) -> None:
    if not isinstance(told.value, dict):
        gathered.problem(place, f"Line {told.number}: this is no object with a title.")
        return
    value: dict[str, Any] = told.value
    record, others = parted(value)
    sources, of_film = (_sources(value, key, place, gathered) for key in (SOURCES, FILM_SOURCES))
    read = gathered.read(record, place, lambda: cells_of(value))
    if read is None:
        return
    film, viewing = read
    name = gathered.film(film, place, of_film)
    wish = _wish(others.pop(WISH, None), place, value, gathered)
    unknown = set(others) - {SOURCES, FILM_SOURCES}
    is_known = (wish.id if wish else viewing.id) and not unknown
    cells = {} if is_known else cells_of({key: value[key] for key in value if key not in {SOURCES, FILM_SOURCES}})
    if wish is None:
        gathered.viewing(name, viewing, place, cells, sources)
    else:
        gathered.wish(name, wish, place, cells, sources)


def _sources(value: Mapping[str, Any], key: str, place: Place, gathered: Gathered) -> tuple[KeptSource, ...]:
    try:
        return msgspec.convert(value.get(key, ()), tuple[KeptSource, ...])
    except msgspec.ValidationError as error:
        gathered.problem(place, f"“{key}” cannot be read: {error}.", cells_of({key: value[key]}), comes_in=True)
        return ()


def _wish(told: object, place: Place, value: Mapping[str, Any], gathered: Gathered) -> Wish | None:
    if told is None:
        return None
    try:
        record = msgspec.convert(told, WishRecord)
        added = When(record.added) if record.added else None
    except (msgspec.ValidationError, InvalidValueError) as error:
        gathered.problem(place, f"“{WISH}” cannot be read: {error}", cells_of(value), comes_in=True)
        record, added = WishRecord(), None
    return Wish(
        record.id, "", added, record.recommended_by, record.why, created=record.created, modified=record.modified
    )
