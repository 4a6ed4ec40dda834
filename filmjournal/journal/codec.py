"""Converts records of the file to values and back: validated when read, unknown keys kept when written."""

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Raw, Struct

from filmjournal.journal.disk.documents import encode_record, format_record
from filmjournal.journal.merging.edits import EDITS, SOURCES, Record
from filmjournal.model.breakdown import Element
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import LATE as LATE_FACTS
from filmjournal.model.film import Credit, ExternalIds, Film, OtherName
from filmjournal.model.film_list import FilmList, ListItem
from filmjournal.model.source import Source
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When
from filmjournal.model.wish import Wish

Value = TypeVar("Value", bound=Struct)

JournalValue = Film | Viewing | Wish | FilmList | ListItem
"""Whatever a journal has a record of."""

_BAD_RATING = re.compile(r"Invalid enum value (.+) - at `(\$.*rating)`")

LATE = LATE_FACTS | {"merged_into"}
"""Keys that are newer than the first journals, where somebody may have had one of that name for themselves."""

_PARTS: dict[str, type[Struct]] = {
    "credits": Credit,
    "breakdown": Element,
    "external_ids": ExternalIds,
    "other_names": OtherName,
}
"""The keys of a record whose values are structures of ours too."""


def _from_file(kind: type, value: object) -> object:
    if kind is When and isinstance(value, str):
        return When(value)
    raise InvalidValueError(f"{value!r} is not a {kind.__name__}.")


def to_file(value: object) -> object:
    """Return a value that JSON does not have as JSON has it: the hook that msgspec calls. Raises TypeError."""
    if isinstance(value, str):
        return str.__str__(value)
    message = f"A {type(value).__name__} has no place in the journal."
    raise TypeError(message)


def explain(error: Exception) -> str:
    """Return what is wrong with a record and at which key, as the end of a sentence."""
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    if not isinstance(error, msgspec.ValidationError):
        return f"there is half a character in it, or a number that is none ({error})"
    match = _BAD_RATING.fullmatch(str(error))
    if match is None:
        return str(error)
    return f"a rating is 1 to 10 half stars, and {match[1]} is not one of them - at `{match[2]}`"


def decoder(kind: type[Value]) -> msgspec.json.Decoder[Value]:
    """Return the decoder of records of this kind; it raises msgspec.ValidationError with the key that is wrong."""
    return msgspec.json.Decoder(kind, dec_hook=_from_file)


_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {
    "films": decoder(Film),
    "viewings": decoder(Viewing),
    "watchlist": decoder(Wish),
    "film_lists": decoder(FilmList),
    "list_items": decoder(ListItem),
}
"""What reads the records of each table that people write."""


def value_in(table: str, document: Raw) -> JournalValue | None:
    """Return the value of a document of a table; None where it cannot be shown."""
    try:
        value: JournalValue = _DECODERS[table].decode(document)
    except (KeyError, msgspec.DecodeError, InvalidValueError, RecursionError):
        return None
    return value


def can_be_read(table: str, document: Raw) -> bool:
    """Whether a document of a table is a record that can be shown."""
    return value_in(table, document) is not None


def without_own(document: Raw) -> Raw | None:
    """Return a record without keys that are somebody's own though a fact is called so by now; None where there is none.

    A journal is older than the facts in `LATE`: what stands under such a key and is no text stays as it is.
    """
    fields = _fields.decode(document)
    left = {key: value for key, value in fields.items() if not _is_own(key, bytes(value)[:1] == b'"')}
    return Raw(msgspec.json.encode(left)) if len(left) < len(fields) else None


def _is_own(key: str, is_text: bool) -> bool:  # noqa: FBT001 — it is what the key holds
    return key in LATE and not is_text


def to_record(value: JournalValue, before: Record | None) -> Record:
    """Return the value as a record, with the unknown keys of the record before it.

    Raises InvalidValueError for text that no file can hold.
    """
    record: Record = msgspec.json.decode(_encoded(value))
    if before is not None:
        _keep_unknown(record, before, type(value))
    return record


def encode(record: Record) -> Raw:
    """Return the bytes of a record as the file has them; raises InvalidValueError for text that no file can hold."""
    try:
        return encode_record(record)
    except UnicodeEncodeError as error:
        raise _half_a_character(error) from error


def encode_with_rows(value: JournalValue, rows: Sequence[Source]) -> Raw:
    """Return the bytes of a new value, with the rows it was imported from."""
    return format_record(_encoded(value), _encoded(rows))


def decoded(document: Raw) -> Record:
    """Return the record with these bytes, to be changed; raises InvalidValueError where a number in it is too large."""
    try:
        record: Record = msgspec.json.decode(document)
    except msgspec.ValidationError as error:
        raise InvalidValueError(
            "This record cannot be changed: under a key of your own is a number that is too large."
        ) from error
    return record


def _encoded(value: object) -> bytes:
    try:
        return msgspec.json.encode(value, enc_hook=to_file)
    except UnicodeEncodeError as error:
        raise _half_a_character(error) from error


def _half_a_character(error: UnicodeEncodeError) -> InvalidValueError:
    broken = error.object[max(0, error.start - 10) : error.start]
    return InvalidValueError(f"There is half a character after “{broken}” that cannot be saved: delete it.")


def own_keys(document: Raw, kind: type[Struct]) -> dict[str, Any]:
    """Return the unknown keys of a record as `to_record` takes them; a part also has the keys that identify it.

    Their values are bytes, so that none of them is read as anything else.
    """
    record = _fields.decode(document)
    own: dict[str, Any] = {key: value for key, value in _unknown(record, kind).items() if key not in {EDITS, SOURCES}}
    for key in _PARTS.keys() & record.keys() & set(kind.__struct_fields__):
        if key == "external_ids":
            part: object = _unknown(_fields.decode(record[key]), _PARTS[key])
        else:
            parts = [(fields, _unknown(fields, _PARTS[key])) for fields in _parts.decode(record[key])]
            part = (
                [{**_named(fields), **unknown} for fields, unknown in parts] if any(each[1] for each in parts) else []
            )
        if part:
            own[key] = part
    return own


_NAMED_BY = ("name", "role", "character")
"""The keys that identify a part of a record, such as a credit, wherever it is in the list."""

_fields = msgspec.json.Decoder(dict[str, Raw])
_parts = msgspec.json.Decoder(list[dict[str, Raw]])


def _unknown(record: dict[str, Raw], kind: type[Struct]) -> dict[str, Raw]:
    known = kind.__struct_fields__
    return {key: value for key, value in record.items() if key not in known or _is_own(key, bytes(value)[:1] == b'"')}


def _named(part: dict[str, Raw]) -> dict[str, Raw]:
    return {key: part[key] for key in _NAMED_BY if key in part}


def _keep_unknown(record: dict[str, Any], before: dict[str, Any], kind: type[Struct]) -> None:
    for key, value in before.items():
        if key not in kind.__struct_fields__ or (_is_own(key, isinstance(value, str)) and key not in record):
            record[key] = value
        elif key in _PARTS and isinstance(value, dict):
            part = dict(record.get(key, {}))
            _keep_unknown(part, value, _PARTS[key])
            if part:
                record[key] = part
        elif key in _PARTS:
            _keep_unknown_of_each(record.get(key, ()), value, _PARTS[key])


def _keep_unknown_of_each(parts: list[dict[str, Any]], before: list[dict[str, Any]], kind: type[Struct]) -> None:
    """Pair the parts with those before by their names, since their order may have changed."""
    known: defaultdict[tuple[object, ...], deque[dict[str, Any]]] = defaultdict(deque)
    for part in before:
        known[_name_of(part)].append(part)
    for part in parts:
        same = known[_name_of(part)]
        if same:
            _keep_unknown(part, same.popleft(), kind)


def _name_of(part: dict[str, Any]) -> tuple[object, ...]:
    return tuple(part.get(key) or "" for key in _NAMED_BY)
