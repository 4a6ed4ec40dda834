"""The format of the journal's file: TinyDB's tables (JSON, UTF-8), parsed only as far as single records.

A record that did not change is written back byte by byte, so that unknown keys survive, a record that cannot be read
does no harm to the others, and a save costs little more than the write itself. Also: document numbers for the records
of two merged files, which stay the same where they can.
"""

from typing import Any, NamedTuple
from zlib import crc32

import msgspec
from msgspec import Raw, Struct, field

from filmjournal.journal.merging.edits import SOURCES
from filmjournal.version import __version__

TABLES = ("films", "viewings", "watchlist", "film_lists", "list_items", "trash", "meta")
"""The tables of a journal, in the order of the file."""

ADDED_TABLES = frozenset({"film_lists", "list_items"})
"""Tables that the first journals did not have: they are in the file only where there is something in them."""

SCHEMA = 2
"""The schema that this version writes."""

_tops = msgspec.json.Decoder(dict[str, Raw])
_tables = msgspec.json.Decoder(dict[str, Raw])


class Meta(Struct, frozen=True):
    """The file's metadata: document 1 of the table `meta`."""

    schema: int = 1
    """The number of the record format; a file without one has the first."""
    generation: int = 0
    """How often it has been saved."""
    written_by: str = ""
    """The program that saved it last, with its version."""
    checksum: str = ""
    """The CRC-32 of every byte before it, in eight hexadecimal digits; empty in a file of the first schema."""


class Documents(Struct):
    """Every record of the file, by table and by TinyDB's document number, as bytes of JSON."""

    tables: dict[str, dict[str, Raw]] = field(default_factory=lambda: {name: {} for name in TABLES})
    """The tables we know."""
    rest: dict[str, Raw] = field(default_factory=dict)
    """Everything else at the top level of the file, by its key."""

    @property
    def meta(self) -> Meta:
        """The file's metadata; raises msgspec.ValidationError where it is malformed."""
        raw = self.tables["meta"].get("1")
        return Meta() if raw is None else msgspec.json.decode(raw, type=Meta)

    def copied(self) -> "Documents":
        """Return a copy whose tables can be changed without changing these."""
        return Documents({name: dict(table) for name, table in self.tables.items()}, dict(self.rest))

    def with_meta(self, **changed: str | int) -> "Documents":
        """Return the same records with these keys of the metadata changed."""
        raw = self.tables["meta"].get("1")
        others: dict[str, Any] = {} if raw is None else msgspec.json.decode(raw, type=dict[str, Raw])
        return Documents(
            {**self.tables, "meta": {**self.tables["meta"], "1": encode_record({**others, **changed})}}, self.rest
        )

    def next_generation(self) -> "Documents":
        """Return the same records, counted as saved once more by this program."""
        program = f"filmjournal {__version__}"
        return self.with_meta(schema=SCHEMA, generation=self.meta.generation + 1, written_by=program)


def parse(data: bytes) -> Documents:
    """Return the records in the bytes of a file.

    Raises msgspec.DecodeError where they are no JSON, or one of our tables is no JSON object.
    """
    documents = Documents()
    for name, raw in _tops.decode(data.removeprefix(b"\xef\xbb\xbf")).items():
        if name in documents.tables and not (name in ADDED_TABLES and _is_of_others(raw)):
            documents.tables[name] = _tables.decode(raw)
        else:
            documents.rest[name] = raw
    return documents


def _is_of_others(raw: Raw) -> bool:
    """Whether something that is no table has the name of one that the first journals did not have."""
    try:
        table = _tables.decode(raw)
    except msgspec.DecodeError:
        return True
    return any(bytes(each)[:1] != b"{" for each in table.values())


def encode_file(documents: Documents) -> bytearray:
    """Return the bytes of the file: each record on lines of its own, for diffs, and the checksum at the end."""
    parts: list[bytes | Raw] = [b"{"]
    separator = b"\n  "
    for name, table in documents.tables.items():
        if name != "meta" and (table or name not in ADDED_TABLES):
            parts += [separator, *_encode_table(name, table)]
            separator = b",\n  "
    for name, raw in documents.rest.items():
        parts += [separator, msgspec.json.encode(name), b": ", raw]
        separator = b",\n  "
    parts += [separator, *_encode_table("meta", _meta_before_checksum(documents))]
    data = bytearray().join(parts)
    if data.endswith(_BEFORE_CHECKSUM_AND_END):
        del data[-len(_END) :]
        data += _checksum(data).encode() + _END
    data += _LAST
    return data


_BEFORE_CHECKSUM = b'"checksum": "'
_END = b'"\n    }\n  }'
_LAST = b"\n}\n"
_CHECKSUM_LENGTH = 8
_BEFORE_CHECKSUM_AND_END = _BEFORE_CHECKSUM + _END


def _meta_before_checksum(documents: Documents) -> dict[str, Raw]:
    """Return the table `meta` with an empty checksum at its end, to be filled in."""
    table = dict(documents.tables["meta"])
    raw = table.pop("1", None)
    if raw is None:
        return table
    meta: dict[str, Any] = msgspec.json.decode(raw, type=dict[str, Raw])
    meta.pop("checksum", None)
    return {**table, "1": encode_record({**meta, "checksum": ""})}


def _encode_table(name: str, table: dict[str, Raw]) -> list[bytes | Raw]:
    parts: list[bytes | Raw] = [msgspec.json.encode(name), b": {"]
    between = b"\n    "
    for number, raw in table.items():
        parts += [between, msgspec.json.encode(number), b": ", raw]
        between = b",\n    "
    return [*parts, b"\n  }" if table else b"}"]


def is_as_written(data: bytes) -> bool:
    """Whether the bytes are as this program wrote them: their checksum is there and right."""
    stated = checksum_in(data)
    return stated != "" and stated == _checksum(memoryview(data)[: -len(_END) - len(_LAST) - len(stated)])


def _checksum(data: bytearray | memoryview) -> str:
    """Return the CRC-32 in hexadecimal: it finds every flipped bit, and costs a tenth of writing the file."""
    return f"{crc32(data):0{_CHECKSUM_LENGTH}x}"


def checksum_in(data: bytes | bytearray) -> str:
    """Return the checksum from where this program writes it, right or not; empty where there is none."""
    last = bytes(data[-len(_BEFORE_CHECKSUM) - _CHECKSUM_LENGTH - len(_END) - len(_LAST) :])
    if last.startswith(_BEFORE_CHECKSUM) and last.endswith(_END + _LAST):
        return last[len(_BEFORE_CHECKSUM) : -len(_END) - len(_LAST)].decode("ascii", "replace")
    return ""


def free_number(table: dict[str, Raw]) -> str:
    """Return a free document number, above all others in the table."""
    numbers = (int(number) for number in table if number.isdecimal() and len(number) <= _LONGEST_NUMBER)
    number = max(numbers, default=0) + 1
    while str(number) in table:
        number += 1
    return str(number)


_LONGEST_NUMBER = 4000
"""Digits above which Python refuses to read a number; a longer key was written by hand and is ignored here."""


def encode_record(record: object) -> Raw:
    """Return the bytes of one record as the file has them."""
    if not isinstance(record, dict) or SOURCES not in record:
        return format_record(msgspec.json.encode(record))
    rest = {key: value for key, value in record.items() if key != SOURCES}
    rows = msgspec.json.format(msgspec.json.encode(record[SOURCES]), indent=-1)
    return format_record(msgspec.json.encode(rest), rows)


def format_record(record: bytes, rows: bytes = b"") -> Raw:
    """Return a record's JSON indented as in the file; the rows it was imported from come last, on one line."""
    lines = msgspec.json.format(record, indent=2).replace(b"\n", b"\n    ")
    if not rows:
        return Raw(lines)
    key = msgspec.json.encode(SOURCES)
    begun = lines.removesuffix(b"}").rstrip()
    return Raw(b"%b%b\n      %b: %b\n    }" % (begun, b"," if begun != b"{" else b"", key, rows))


class Identity(NamedTuple):
    """What identifies a record in one table; sorted, the order in which records choose their numbers."""

    names: tuple[str, ...]
    """The id, and what else makes it the only one."""
    content: bytes = b""
    """Its bytes, where nothing else identifies it."""
    twin: int = 0
    """How many records with the same bytes are before it."""
    is_loose: bool = False
    """Whether it is not merged, but stays as it is."""


Numbers = dict[Identity, str]
"""The document numbers of one table of a file."""


def by_number(number: str) -> tuple[int, str]:
    """Return the sort key of a document number: 9 before 10."""
    return len(number), number


def numbered(rows: dict[Identity, Raw], ours: Numbers, theirs: Numbers, taken: frozenset[str]) -> dict[str, Raw]:
    """Return the records as a table, whichever side is ours.

    Each record takes the smaller of the numbers it had on either side, and the one with the smaller id takes it first.
    Those whose numbers are taken get new ones above every number in use. A merge that brings nothing moves nothing.
    """
    table: dict[str, Raw] = {}
    chosen: dict[Identity, str] = {}
    last = max((int(number) for number in (*ours.values(), *theirs.values(), *taken) if number.isdecimal()), default=0)
    without: list[Identity] = []
    for identity in sorted(rows, key=lambda identity: (identity.is_loose, identity)):
        claims = {numbers[identity] for numbers in (ours, theirs) if identity in numbers}
        free = [number for number in claims if number not in table and number not in taken]
        first = Identity(identity.names)
        if identity.is_loose and first in rows:  # the first of two with one id is the one that counts
            free = [number for number in free if first in chosen and by_number(number) > by_number(chosen[first])]
        if free:
            chosen[identity] = min(free, key=by_number)
            table[chosen[identity]] = rows[identity]
        else:
            without.append(identity)
    for number, identity in enumerate(without, start=last + 1):
        table[str(number)] = rows[identity]
    return dict(sorted(table.items(), key=lambda row: by_number(row[0])))
