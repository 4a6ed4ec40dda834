"""Parses records that people and programs wrote into films and viewings; errors name the key."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from difflib import get_close_matches
from math import isfinite
from typing import Any

import msgspec
from msgspec import structs

from filmjournal.exchange.entry.record import CreditRecord, ElementRecord, EntryRecord, record_of
from filmjournal.model.breakdown import Element
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import BY_JOURNAL, FACTS, Fact, Shape
from filmjournal.model.film import Credit, ExternalIds, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.when import When

KEYS = EntryRecord.__struct_fields__
"""The keys of a record."""

_ROLES = {role.value: role for role in Role}

_PLACE = r"(?: - at `\$\.?(?P<place>[^`]*)`)?"
_UNKNOWN = re.compile(rf"Object contains unknown field `(?P<key>[^`]*)`{_PLACE}")
_MISSING = re.compile(rf"Object missing required field `(?P<key>[^`]*)`{_PLACE}")
_EXPECTED = re.compile(rf"Expected `(?P<expected>[^`]*)`, got `(?P<given>[^`]*)`{_PLACE}")

_KINDS = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "datetime": "a time such as 2026-11-20T21:30:00Z",
}
"""What errors call the types of JSON."""


def read_record(stated: object) -> EntryRecord:
    """Return a JSON object, decoded, as a record. Only its title is required.

    Raises InvalidValueError, with the key, for unknown keys, values of another type and half characters.
    """
    try:
        record = msgspec.convert(stated, EntryRecord)
        msgspec.json.encode(record)
    except msgspec.ValidationError as error:
        raise InvalidValueError(_sentence(str(error))) from error
    except UnicodeEncodeError as error:
        before = error.object[max(0, error.start - 10) : error.start]
        raise InvalidValueError(f"There is half a character after “{before}” that cannot be saved.") from error
    return record


def film_of(record: EntryRecord) -> Film:
    """Return the film of a record, with its stated id; raises InvalidValueError."""
    ids = record.external_ids
    return Film(
        id=record.film,
        credits=tuple(map(_credit, record.credits)),
        external_ids=ExternalIds(ids.imdb, ids.tmdb, ids.letterboxd, ids.wikidata),
        **{fact.name: _read(record, fact) for fact in _READ_OF_FILM},
    )


def viewing_of(record: EntryRecord, today: date) -> Viewing:
    """Return the viewing of a record, with its stated ids; raises InvalidValueError.

    Words for dates count from `today`.
    """
    return Viewing(
        id=record.id,
        film=record.film,
        watched=When.parse(record.watched, today) if record.watched and record.watched.strip() else None,
        breakdown=tuple(map(_element, record.breakdown)),
        created=record.created,
        modified=record.modified,
        **{fact.name: _read(record, fact) for fact in _READ_OF_VIEWING},
    )


_READ = [fact for fact in FACTS if not (fact.by_journal or fact.within or fact.name in {"breakdown", "watched"})]
"""The facts that need no parsing but for the types of numbers and lists."""

_READ_OF_FILM, _READ_OF_VIEWING = ([fact for fact in _READ if fact.of is of] for of in (Film, Viewing))


def _read(record: EntryRecord, fact: Fact) -> Any:  # noqa: ANN401 — of the fact's shape
    stated = getattr(record, fact.name)
    if fact.shape is Shape.LIST:
        return tuple(stated)
    return _rating(stated) if fact.shape is Shape.STARS else stated


def revise(entry: Entry, stated: Mapping[str, object], today: date) -> tuple[Film, Viewing]:
    """Return the film and the viewing of an entry with the stated values, by the keys of its record.

    All other facts stay as they are. Raises InvalidValueError, with the key, for values that can't be read.
    """
    record = record_of(entry)
    changed = _changed(record, read_record({**structs.asdict(record), **stated}))
    after = structs.replace(record, **changed)
    film, viewing = film_of(after), viewing_of(structs.replace(after, watched=changed.get("watched")), today)
    return (
        structs.replace(entry.film, **{key: getattr(film, key) for key in changed if hasattr(film, key)}),
        structs.replace(entry.viewing, **{key: getattr(viewing, key) for key in changed if hasattr(viewing, key)}),
    )


def _changed(before: EntryRecord, after: EntryRecord) -> dict[str, Any]:
    """Return the values that differ: untouched ones are not parsed, as older ones may not be valid today."""
    own = (key for key in KEYS if key not in BY_JOURNAL)
    return {key: getattr(after, key) for key in own if getattr(after, key) != getattr(before, key)}


def _credit(stated: CreditRecord) -> Credit:
    role = _ROLES.get(stated.role)
    if role is None:
        raise InvalidValueError(f"“{stated.role}” isn't a role. Use one of {', '.join(Role)}.")
    return Credit(stated.name, role, stated.character, stated.billing or 0)


def _element(stated: ElementRecord) -> Element:
    return Element(stated.name, stated.text, _rating(stated.rating))


def _rating(stars: float | None) -> Rating | None:
    if stars is None:
        return None
    halves = stars * 2
    if not isfinite(halves) or halves != int(halves) or not 1 <= halves <= 10:
        raise InvalidValueError(f"{stars:g} isn't a rating. Use 0.5 to 5 stars, in steps of a half.")
    return Rating(int(halves))


def _sentence(stated: str) -> str:
    """Return a validation error of msgspec as a sentence."""
    if match := _UNKNOWN.fullmatch(stated):
        return unknown_key(match["key"], KEYS if not match["place"] else ())
    if match := _MISSING.fullmatch(stated):
        return f"“{_within(match['place'], match['key'])}” is missing."
    if match := _EXPECTED.fullmatch(stated):
        expected = " or ".join(_KINDS.get(kind, kind) for kind in match["expected"].split(" | "))
        given = "a fraction" if match["given"] == "float" else _KINDS.get(match["given"], match["given"])
        where = f"“{match['place']}”" if match["place"] else "A viewing"
        return f"{where} must be {expected}, not {given}."
    what, _, where = stated.partition(" - at ")
    place = where.strip("`").removeprefix("$.")
    if "timezone" in what:
        return f"“{place}” is a time with its zone, such as 2026-11-20T21:30:00Z."
    return f"“{place}” cannot be read: {what[:1].lower()}{what[1:]}." if place else f"{what}."


def unknown_key(key: str, known: Collection[str]) -> str:
    """Return a sentence that there is no such key, with the nearest known one."""
    near = get_close_matches(key, known, n=1)
    return f"There is no “{key}”.{f' Did you mean “{near[0]}”?' if near else ''}"


def _within(place: str | None, key: str) -> str:
    return f"{place}.{key}" if place else key
