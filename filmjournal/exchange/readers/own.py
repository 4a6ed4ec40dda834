"""What filmjournal itself writes: JSON and tables. A folder of our Markdown is read with that of others.

Our own JSON: what `export --to json`, `find --json` and other programs write, in a list or a line for each.
Our own tables: what `export --to csv` and `find --csv` write, also after a spreadsheet has saved them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypedDict

import msgspec

from filmjournal.exchange.batch import Batch, Moment, Place, Reader, SourceList
from filmjournal.exchange.entry.csv_columns import HEAD, WISH_HEAD, as_written, parse_row
from filmjournal.exchange.entry.json_lines import JsonValue, LineProblem, read_objects
from filmjournal.exchange.entry.record import WISH, CreditRecord, ElementRecord, IdsRecord, WishRecord
from filmjournal.exchange.entry.record_parsing import KEYS
from filmjournal.exchange.readers.records import RecordBuilder, cells_of_record, split_keys, without_halves
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.reading.tables import TableRow, read_head, read_table
from filmjournal.exchange.writers.json_array import BESIDE, FILM_OWN_KEYS, FILM_SOURCES, LIST, OWN_KEYS, SOURCES
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.source import StoredList, StoredSource
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When
from filmjournal.model.wish import Wish


def is_json(data: bytes) -> bool:
    """Whether a file begins as JSON of more than one value does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"[", b"{"}


def read_json_records(name: str, data: bytes, builder: RecordBuilder) -> None:
    """Add the records of a JSON file."""
    for row, line in enumerate(read_objects(builder.text(name, data) or ""), start=1):
        if isinstance(line, LineProblem):
            builder.add_problem(Place(name, row), str(line))
        else:
            _add_object(line, Place(name, row), builder)


_JSON_BEGINS = re.compile(rf'\s*+\[?\s*+\{{\s*"{KEYS[0]}"\s*:\s*"[^"]*"\s*,\s*"{KEYS[1]}"\s*:')
"""How an export of ours begins, though its first object may be cut short."""

_PARTS = {
    "breakdown": frozenset(ElementRecord.__struct_fields__),
    "credits": frozenset(CreditRecord.__struct_fields__),
    "external_ids": frozenset(IdsRecord.__struct_fields__),
}
"""The keys that the parts of a record have."""

_OBJECT_SIGNS = frozenset({"title", "watched", "companions", "breakdown"})
"""Keys that no other format has together."""


def is_our_json(beginning: bytes) -> bool:
    """Whether the first object of a file has a title, and nothing that we do not write or all that we do."""
    if not is_json(beginning):
        return False
    text = beginning.decode("utf-8-sig", errors="ignore")
    first = next(read_objects(text), None)
    if isinstance(first, LineProblem):  # the first review may be longer than what was looked at
        return _JSON_BEGINS.match(text) is not None
    if first is None or not isinstance(first.value, dict):
        return False
    if first.value.keys() == {LIST}:
        return isinstance(first.value[LIST], dict)
    _, others = split_keys(first.value)
    is_like_ours = set(others) <= {WISH, *BESIDE} or WISH in others or first.value.keys() >= _OBJECT_SIGNS
    return "title" in first.value and is_like_ours


def _add_object(line: JsonValue, place: Place, builder: RecordBuilder) -> None:
    if not isinstance(line.value, dict):
        builder.add_problem(place, f"Line {line.number}: this can't be imported: it is no object with a title.")
        return
    value: dict[str, Any] = without_halves(line.value)
    if value.keys() == {LIST}:
        _report_halves(line.value, value, value, place, builder)
        _add_list(value[LIST], place, builder)
        return
    as_stated, stated_beside = split_keys(line.value)  # of which `read` says what is wrong
    record, is_whole = _without_foreign(as_stated)
    _, others = split_keys(value)
    _report_halves(stated_beside, others, value, place, builder)
    sources, of_film = (_sources(value, key, place, builder) for key in (SOURCES, FILM_SOURCES))
    read = builder.read(record, place, lambda: cells_of_record(value))
    if read is None:
        return
    film, viewing = read
    own, of_film_own = (_own_keys(value, key, place, builder) for key in (OWN_KEYS, FILM_OWN_KEYS))
    name = builder.add_film(film, place, of_film, of_film_own)
    wish = _wish_of_object(others.pop(WISH, None), place, value, builder)
    unknown = set(others) - BESIDE
    is_known = (wish.id if wish else viewing.id) and is_whole and not unknown
    cells = {} if is_known else cells_of_record({key: value[key] for key in value if key not in BESIDE})
    if wish is None:
        builder.add_viewing(name, viewing, place, cells, sources, own)
    else:
        builder.add_wish(name, wish, place, cells, sources, own)


def _report_halves(
    stated: Mapping[str, object],
    mended: Mapping[str, object],
    whole: Mapping[str, object],
    place: Place,
    builder: RecordBuilder,
) -> None:
    """Say under which keys there is half a character."""
    cells = cells_of_record(whole) if stated != mended else {}
    for key, (before, after) in zip(mended, zip(stated.values(), mended.values(), strict=True), strict=True):
        if before is not after and before != after:
            reason = f"There is half a character under “{key}” that cannot be saved: it is stored as �."
            builder.add_problem(place, reason, cells, is_partial=True)


def _add_list(value: object, place: Place, builder: RecordBuilder) -> None:
    try:
        stored = msgspec.convert(value, StoredList)
    except msgspec.ValidationError as error:
        builder.add_problem(place, f"“{LIST}” cannot be read: {error}.", cells_of_record({LIST: value}))
    else:
        builder.add_list(SourceList(stored, stored.about.get("Name", "").strip() or stored.key, place))


def _without_foreign(record: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return a record whose parts have no keys but ours, and whether they had no others."""
    parts = {key: _own_part(record[key], keys) for key, keys in _PARTS.items() if key in record}
    return {**record, **parts}, all(record[key] == part for key, part in parts.items())


def _own_part(part: object, keys: frozenset[str]) -> object:
    if isinstance(part, list):
        return [_own_part(each, keys) for each in part]
    return {key: value for key, value in part.items() if key in keys} if isinstance(part, dict) else part


def _sources(value: Mapping[str, Any], key: str, place: Place, builder: RecordBuilder) -> tuple[StoredSource, ...]:
    try:
        return msgspec.convert(value.get(key, ()), tuple[StoredSource, ...])
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
    own = value.get(key, {})
    try:
        msgspec.convert(own, _OwnParts)
    except msgspec.ValidationError as error:
        builder.add_problem(place, f"“{key}” cannot be read: {error}.", cells_of_record({key: own}), is_partial=True)
        return {}
    return dict(own)


def _wish_of_object(wish: object, place: Place, value: Mapping[str, Any], builder: RecordBuilder) -> Wish | None:
    if wish is None:
        return None
    try:
        record = msgspec.convert(wish, WishRecord)
        added = When(record.added) if record.added else None
    except (msgspec.ValidationError, InvalidValueError) as error:
        builder.add_problem(place, f"“{WISH}” cannot be read: {error}", cells_of_record(value), is_partial=True)
        record, added = WishRecord(), None
    return Wish(
        record.id, "", added, record.recommended_by, record.why, created=record.created, modified=record.modified
    )


_VIEWING_SIGNS = frozenset({"title", "watched", "companions", "breakdown"})
_WISH_SIGNS = frozenset({"title", "added", "recommended_by", "why"})
"""Headings that no other service has together: of a table of viewings, and of wishes."""

_ADDED = frozenset({"format", "producer"})
"""Columns that the first versions did not write."""

_HEADS = tuple(
    f"{','.join(column for column in head if column not in without)}\n".encode()
    for head in (HEAD, WISH_HEAD)
    for without in (frozenset[str](), _ADDED)
)
"""How a table of any version begins that no other program has saved since."""


def is_our_table(beginning: bytes) -> bool:
    """Whether a file is a table with our headings."""
    head = {_as_key(heading) for heading in read_head(beginning)}
    return head >= _VIEWING_SIGNS or head >= _WISH_SIGNS


def read_table_records(name: str, data: bytes, builder: RecordBuilder) -> None:
    """Add the records of a table."""
    table = read_table(data, name, is_as_written=data.startswith(_HEADS))
    for sentence in table.notes:
        builder.add_note(sentence)
    for problem in table.problems:
        builder.add_problem(problem.place, problem.reason, problem.cells)
    is_of_wishes = {_as_key(heading) for heading in table.head} >= _WISH_SIGNS
    for row in table.rows:
        _add_row(row, builder, is_of_wishes=is_of_wishes)


def _add_row(row: TableRow, builder: RecordBuilder, *, is_of_wishes: bool) -> None:
    cells = {_as_key(heading): as_written(cell) for heading, cell in row.cells.items()}
    record, faults = parse_row(cells)
    read = builder.read(record, row.place, lambda: row.cells)
    for fault in faults:
        builder.add_problem(row.place, fault, row.cells, is_partial=read is not None)
    if read is None:
        return
    film, viewing = read
    unknown = any(cell and heading not in (WISH_HEAD if is_of_wishes else HEAD) for heading, cell in cells.items())
    name, own_cells = builder.add_film(film, row.place), row.cells if unknown or not viewing.id else {}
    if is_of_wishes:
        builder.add_wish(name, _wish_of_row(cells, viewing, row, builder), row.place, own_cells)
    else:
        builder.add_viewing(name, viewing, row.place, own_cells)


def _wish_of_row(cells: Mapping[str, str], viewing: Viewing, row: TableRow, builder: RecordBuilder) -> Wish:
    """Return the wish of a row, of which the ids and times were read as those of a viewing."""
    try:
        added = When(cells["added"]) if cells["added"] else None
    except InvalidValueError as error:
        builder.add_problem(row.place, f"added: {error}", row.cells, is_partial=True)
        added = None
    by, why = cells["recommended_by"], cells["why"]
    return Wish(viewing.id, "", added, by, why, created=viewing.created, modified=viewing.modified)


@lru_cache(maxsize=256)
def _as_key(heading: str) -> str:
    return heading.strip().lower().replace(" ", "_")


SERVICE = "filmjournal"
"""The service in the name of rows of ours."""


def recognises(files: Files) -> bool:
    """Whether there is JSON or a table of ours among them."""
    return any(is_our_json(data) or is_our_table(data) for data in map(files.__getitem__, files))


def read(files: Files, moment: Moment) -> Batch:
    """Return the batch of the files."""
    builder = RecordBuilder(SERVICE, moment.today)
    for name, data in builder.opened(files):
        if is_json(data):
            read_json_records(name, data, builder)
        else:
            read_table_records(name, data, builder)
    return builder.build()


READER = Reader(SERVICE, "filmjournal", recognises, read)
"""Reads our own JSON and tables."""
