"""What one copy of a journal knows of a record: every version of each of its keys, and which edits it has seen.

Two of these are joined key by key and moment by moment. A version that both hold, or that one of them has not
seen yet, stays; a version that one of them has seen and no longer holds was replaced there, and goes. What follows does
not depend on who merges with whom, or how often.

A key that was taken away by an edit and given a value by a later one, made where the former had not been seen, is named
under both moments in the edits of the record: so it differs from a copy where that value was written back by hand.

Also: the rows that two copies of a record were imported from, joined.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Raw, Struct, field

from filmjournal.journal.merging.edits import BEGINNING, BOOKKEEPING, EDITS, SOURCES, edits_of

_NAME = ("service", "table", "key")


def joined_rows(choices: Sequence[Raw]) -> Raw:
    """Return every row of every copy once, whichever copy is ours; what is no list gives way to one.

    Of a row that two copies keep otherwise it is always the same one: the next file of the service tells it anew.
    """
    lists: list[list[Any]] = [rows for raw in choices if isinstance(rows := _decoded(raw), list)]
    left = {bytes(raw) for raw in choices if not lists or isinstance(_decoded(raw), list)}
    if not lists or len(left) == 1:
        return Raw(max(left))
    every: list[Any] = [row for rows in lists for row in rows]
    by_name = {_name(row): row for row in sorted(every, key=_mark)}
    return Raw(msgspec.json.encode([by_name[name] for name in sorted(by_name)], order="sorted"))


def _name(row: object) -> str:
    """Return what tells a row from others; of what is no row, all of it does."""
    named = isinstance(row, dict) and all(isinstance(row.get(key), str) for key in _NAME)
    return _mark([row[key] for key in _NAME] if named and isinstance(row, dict) else row)


def _decoded(raw: Raw) -> object:
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _mark(value: object) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


Fields = dict[str, Raw]
"""The keys of a record, with their values as bytes of JSON."""

Values = dict[bytes, Raw]
"""The values that one key had at one moment, by what equal values share; more than one only after edits by hand."""

ABSENT = b""
"""What stands in for a value where the key is missing: it comes before every other."""

UNREADABLE = (msgspec.DecodeError, UnicodeError, RecursionError)
"""What decoding bytes that are no JSON of ours may raise."""

_fields = msgspec.json.Decoder(Fields)


class Version(Struct, frozen=True, order=True):
    """What one key of a record was given at one moment."""

    moment: str
    """The moment of the edit that gave it."""
    mark: bytes
    """What equal values share; nothing where the edit took the key away."""


def marked(raw: Raw) -> bytes:
    """Return what this value shares with every value that equals it, however it is laid out."""
    try:
        return msgspec.json.encode(msgspec.json.decode(raw), order="sorted")
    except UNREADABLE:
        return bytes(raw)


def fields_of(raw: Raw) -> Fields | None:
    """Return the keys of a record, or None where it is no JSON object."""
    try:
        return _fields.decode(raw)
    except UNREADABLE:
        return None


class Knowledge(Struct):
    """Every version of a record that one copy holds, and what it has seen of the others."""

    moments: frozenset[str] = frozenset()
    """The edits it has seen."""
    versions: dict[str, dict[str, Values]] = field(default_factory=dict)
    """The versions it holds, by key and by moment."""
    unstamped: Fields = field(default_factory=dict)
    """The keys that no edit names."""
    is_whole: bool = False
    """Whether it holds the record itself, and not only versions from the trash."""
    own: dict[str, Version] = field(default_factory=dict)
    """The version of each key that stands in the record: the newest of those whose moment it has seen."""

    @property
    def last_edit(self) -> str:
        """The moment of the last edit it has seen, or the beginning."""
        return max(self.moments, default=BEGINNING)

    @property
    def spare(self) -> dict[tuple[str, Version], Raw]:
        """The versions that another one replaced, by their key: those that belong in the trash."""
        return {
            (key, version): raw
            for key, moments in self.versions.items()
            for version, raw in _flat(moments)
            if version.mark != ABSENT and self.own.get(key) != version
        }

    @property
    def named(self) -> set[tuple[str, str]]:
        """The moments at which the edits name a key: that of its version, and those at which it was taken away."""
        standing = {(version.moment, key) for key, version in self.own.items()}
        taken = {(at, key) for key in self.own for at, values in self.versions[key].items() if ABSENT in values}
        return {(moment, key) for moment, key in standing | taken if moment != BEGINNING}

    @property
    def record(self) -> tuple[object, ...]:
        """What the record itself tells, for comparison: however it is laid out, it tells the same."""
        standing = {key: version for key, version in self.own.items() if version != _NEVER}
        return self.moments, standing, self.named, {key: marked(raw) for key, raw in self.unstamped.items()}

    def value(self, key: str) -> Raw | None:
        """Return what stands under this key in the record, or None."""
        version = self.own.get(key, _NEVER)
        return None if version.mark == ABSENT else self.versions[key][version.moment][version.mark]

    def at(self, key: str) -> dict[str, Values]:
        """Return the versions of a key; one that the record does not have has been absent from the beginning."""
        return self.versions.get(key, _ABSENT_FROM_THE_BEGINNING if self.is_whole else {})

    def has_seen(self, key: str, moment: str) -> bool:
        """Whether it knows that this key was changed at this moment, or would know."""
        seen = self.is_whole and (moment == BEGINNING or moment in self.moments)
        return seen and moment <= self.own.get(key, _NEVER).moment

    def settled(self) -> "Knowledge":
        """Return it with the newest version of each key in the record itself."""
        own: dict[str, Version] = {}
        for key, moments in self.versions.items() if self.is_whole else ():
            seen = {moment: moments[moment] for moment in moments if moment in self.moments or moment == BEGINNING}
            own[key] = max((version for version, _ in _flat(seen)), default=_NEVER)
        versions = {
            key: {moment: values for moment, values in moments.items() if _counts(moment, values, own.get(key, _NEVER))}
            for key, moments in self.versions.items()
        }
        return Knowledge(self.moments, versions, self.unstamped, self.is_whole, own)


_NEVER = Version(BEGINNING, ABSENT)
_ABSENT_FROM_THE_BEGINNING: dict[str, Values] = {BEGINNING: {ABSENT: Raw(b"")}}


def _counts(moment: str, values: Values, own: Version) -> bool:
    """Whether values are of any use: that a key was missing from the beginning says nothing once it had a value."""
    return moment != BEGINNING or ABSENT not in values or own.moment == BEGINNING


def _flat(moments: dict[str, Values]) -> Iterable[tuple[Version, Raw]]:
    return ((Version(moment, mark), raw) for moment, values in moments.items() for mark, raw in values.items())


def knowledge_of(fields: Fields | None, spare: Iterable[tuple[str, str, Raw]] = ()) -> Knowledge:
    """Return what a record tells, together with the versions of it in the trash, as key, moment and value."""
    versions: dict[str, dict[str, Values]] = {}
    unstamped: Fields = {}
    moments: frozenset[str] = frozenset()
    if fields is not None:
        edits = _edits(fields)
        moments = frozenset(edits) - {BEGINNING}
        changed = {key: moment for moment, keys in edits.items() for key in keys}
        unstamped = {key: raw for key, raw in fields.items() if key in BOOKKEEPING and key != EDITS}
        for key in {*fields, *changed} - BOOKKEEPING:
            raw = fields.get(key)
            value = {ABSENT: Raw(b"")} if raw is None else {marked(raw): raw}
            taken = {moment: {ABSENT: Raw(b"")} for moment, keys in edits.items() if key in keys}
            versions[key] = {**taken, changed.get(key, BEGINNING): value}
    for key, moment, raw in spare:
        held = versions.setdefault(key, {} if fields is None else dict(_ABSENT_FROM_THE_BEGINNING))
        held[moment] = _united(held.get(moment, {}), {marked(raw): raw})
    return Knowledge(moments, versions, unstamped, fields is not None).settled()


def _edits(fields: Fields) -> dict[str, list[str]]:
    raw = fields.get(EDITS)
    try:
        return edits_of({EDITS: None if raw is None else msgspec.json.decode(raw)})
    except UNREADABLE:
        return {}


def joined(ours: Knowledge, theirs: Knowledge) -> Knowledge:
    """Return what two copies know together."""
    return Knowledge(
        ours.moments | theirs.moments,
        {key: _joined_key(ours, theirs, key) for key in ours.versions | theirs.versions},
        _joined_unstamped(ours.unstamped, theirs.unstamped),
        ours.is_whole or theirs.is_whole,
    ).settled()


def _joined_key(ours: Knowledge, theirs: Knowledge, key: str) -> dict[str, Values]:
    mine, other = ours.at(key), theirs.at(key)
    held: dict[str, Values] = {}
    for moment in {*mine, *other}:
        if moment in mine and moment in other:
            held[moment] = _united(mine[moment], other[moment])
        elif moment in mine and not theirs.has_seen(key, moment):
            held[moment] = mine[moment]
        elif moment in other and not ours.has_seen(key, moment):
            held[moment] = other[moment]
    return held


def _united(mine: Values, other: Values) -> Values:
    """Return the values of both, or that there is none where neither has one.

    Of two that are equal but not laid out alike, it is the same one whoever merges.
    """
    marks = (mine.keys() | other) - {ABSENT} or {ABSENT}
    return {mark: _greater(mine.get(mark), other.get(mark)) for mark in marks}


def _greater(mine: Raw | None, other: Raw | None) -> Raw:
    return max((raw for raw in (mine, other) if raw is not None), key=bytes)


def _joined_unstamped(mine: Fields, other: Fields) -> Fields:
    """Return the keys that no edit names: the earlier moment of creation, the later one of any other."""
    unstamped = {}
    for key in mine | other:
        choices = [fields[key] for fields in (mine, other) if key in fields]
        if key == "created":
            unstamped[key] = min(choices, key=lambda raw: (not _is_text(raw), marked(raw), bytes(raw)))
        elif key == SOURCES:
            unstamped[key] = joined_rows(choices)
        else:
            unstamped[key] = max(choices, key=lambda raw: (_is_text(raw), marked(raw), bytes(raw)))
    return unstamped


def _is_text(raw: Raw) -> bool:
    return marked(raw).startswith(b'"')


def version_id(of: str, key: str, edited: str, value: Raw) -> str:
    """Return the id of a version in the trash, which is the same wherever it was replaced."""
    return f"{of}/{key}/{edited}/{sha256(marked(value)).hexdigest()[:8]}"
