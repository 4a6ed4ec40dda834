"""Our own JSON: what `export --to json`, `find --json` and other programs write, in a list or a line for each."""

import re
from collections.abc import Mapping
from typing import Any, TypedDict

import msgspec

from filmjournal.exchange.batch import Place, SourceList
from filmjournal.exchange.entry.json_lines import LineFault, Told, read_objects
from filmjournal.exchange.entry.reading import KEYS
from filmjournal.exchange.entry.record import WISH, CreditRecord, ElementRecord, IdsRecord, WishRecord
from filmjournal.exchange.readers.records import RecordBuilder, cells_of_record, split_keys
from filmjournal.exchange.writers.json_array import BESIDE, FILM_OWN_KEYS, FILM_SOURCES, LIST, OWN_KEYS, SOURCES
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.source import KeptList, KeptSource
from filmjournal.model.when import When
from filmjournal.model.wish import Wish


def is_json(data: bytes) -> bool:
    """Whether a file begins as JSON of more than one value does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"[", b"{"}


def read(name: str, data: bytes, builder: RecordBuilder) -> None:
    """Take in all that stands in a file."""
    for row, told in enumerate(read_objects(builder.text(name, data) or ""), start=1):
        if isinstance(told, LineFault):
            builder.add_problem(Place(name, row), str(told))
        else:
            _take_in(told, Place(name, row), builder)


_BEGINS = re.compile(rf'\s*\[?\s*\{{\s*"{KEYS[0]}"\s*:\s*"[^"]*"\s*,\s*"{KEYS[1]}"\s*:')
"""How an export of ours begins, though its first object may be cut short."""

_PARTS = {
    "breakdown": frozenset(ElementRecord.__struct_fields__),
    "credits": frozenset(CreditRecord.__struct_fields__),
    "external_ids": frozenset(IdsRecord.__struct_fields__),
}
"""The keys that the parts of a record have."""

_SIGNS = frozenset({"title", "watched", "companions", "breakdown"})
"""Keys that nobody else has together."""


def is_ours(beginning: bytes) -> bool:
    """Whether the first object of a file has a title, and nothing that we do not write or all that we do."""
    if not is_json(beginning):
        return False
    text = beginning.decode("utf-8-sig", errors="ignore")
    first = next(read_objects(text), None)
    if isinstance(first, LineFault):  # the first review may be longer than what was looked at
        return _BEGINS.match(text) is not None
    if first is None or not isinstance(first.value, dict):
        return False
    if first.value.keys() == {LIST}:
        return isinstance(first.value[LIST], dict)
    _, others = split_keys(first.value)
    is_like_ours = set(others) <= {WISH, *BESIDE} or WISH in others or first.value.keys() >= _SIGNS
    return "title" in first.value and is_like_ours


def _take_in(told: Told, place: Place, builder: RecordBuilder) -> None:
    if not isinstance(told.value, dict):
        builder.add_problem(place, f"Line {told.number}: this is no object with a title.")
        return
    value: dict[str, Any] = told.value
    if value.keys() == {LIST}:
        _take_in_list(value[LIST], place, builder)
        return
    record, others = split_keys(value)
    record, is_whole = _without_foreign(record)
    sources, of_film = (_sources(value, key, place, builder) for key in (SOURCES, FILM_SOURCES))
    read = builder.read(record, place, lambda: cells_of_record(value))
    if read is None:
        return
    film, viewing = read
    own, of_film_own = (_own_keys(value, key, place, builder) for key in (OWN_KEYS, FILM_OWN_KEYS))
    name = builder.add_film(film, place, of_film, of_film_own)
    wish = _wish(others.pop(WISH, None), place, value, builder)
    unknown = set(others) - BESIDE
    is_known = (wish.id if wish else viewing.id) and is_whole and not unknown
    cells = {} if is_known else cells_of_record({key: value[key] for key in value if key not in BESIDE})
    if wish is None:
        builder.add_viewing(name, viewing, place, cells, sources, own)
    else:
        builder.add_wish(name, wish, place, cells, sources, own)


def _take_in_list(told: object, place: Place, builder: RecordBuilder) -> None:
    try:
        kept = msgspec.convert(told, KeptList)
    except msgspec.ValidationError as error:
        builder.add_problem(place, f"“{LIST}” cannot be read: {error}.", cells_of_record({LIST: told}))
    else:
        builder.add_list(SourceList(kept, kept.about.get("Name", "").strip() or kept.key, place))


def _without_foreign(record: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return a record whose parts have no keys but ours, and whether they had no others."""
    parts = {key: _own_part(record[key], keys) for key, keys in _PARTS.items() if key in record}
    return {**record, **parts}, all(record[key] == part for key, part in parts.items())


def _own_part(part: object, keys: frozenset[str]) -> object:
    if isinstance(part, list):
        return [_own_part(each, keys) for each in part]
    return {key: value for key, value in part.items() if key in keys} if isinstance(part, dict) else part


def _sources(value: Mapping[str, Any], key: str, place: Place, builder: RecordBuilder) -> tuple[KeptSource, ...]:
    try:
        return msgspec.convert(value.get(key, ()), tuple[KeptSource, ...])
    except msgspec.ValidationError as error:
        builder.add_problem(
            place, f"“{key}” cannot be read: {error}.", cells_of_record({key: value[key]}), is_partial=True
        )
        return ()


class _OwnParts(TypedDict, total=False):
    credits: list[dict[str, Any]]
    breakdown: list[dict[str, Any]]
    external_ids: dict[str, Any]


def _own_keys(value: Mapping[str, Any], key: str, place: Place, builder: RecordBuilder) -> dict[str, Any]:
    told = value.get(key, {})
    try:
        msgspec.convert(told, _OwnParts)
    except msgspec.ValidationError as error:
        builder.add_problem(place, f"“{key}” cannot be read: {error}.", cells_of_record({key: told}), is_partial=True)
        return {}
    return dict(told)


def _wish(told: object, place: Place, value: Mapping[str, Any], builder: RecordBuilder) -> Wish | None:
    if told is None:
        return None
    try:
        record = msgspec.convert(told, WishRecord)
        added = When(record.added) if record.added else None
    except (msgspec.ValidationError, InvalidValueError) as error:
        builder.add_problem(place, f"“{WISH}” cannot be read: {error}", cells_of_record(value), is_partial=True)
        record, added = WishRecord(), None
    return Wish(
        record.id, "", added, record.recommended_by, record.why, created=record.created, modified=record.modified
    )
