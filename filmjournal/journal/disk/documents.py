"""The journal's file as TinyDB lays it out, taken apart only as far as single records.

A record that nobody changes is written back byte by byte as it was read, so that keys we do not know survive, one
record that we cannot read does no harm to the others, and a save costs little more than the write itself.

Document numbers for the records of a merged table: those they had where they can be kept.
"""

from typing import Any, NamedTuple
from zlib import crc32

import msgspec
from msgspec import Raw, Struct, field

from filmjournal.journal.merging.edits import SOURCES
from filmjournal.version import __version__

TABLES = ("films", "viewings", "watchlist", "trash", "meta")
"""The tables of a journal, in the order of the file."""

SCHEMA = 2
"""The schema that this program reads and writes."""

_tops = msgspec.json.Decoder(dict[str, Raw])
_tables = msgspec.json.Decoder(dict[str, Raw])


class Meta(Struct, frozen=True):
    """What the file says about itself."""

    schema: int = 1
    """How its records are laid out; a file that does not say is of the first schema."""
    generation: int = 0
    """How often it has been saved."""
    written_by: str = ""
    """The program that saved it last."""
    checksum: str = ""
    """The CRC-32 of every byte before it, as eight hexadecimal digits; empty in a file of the first schema."""


class Documents(Struct):
    """Every record of the file, by table and by TinyDB's document number, as bytes of JSON."""

    tables: dict[str, dict[str, Raw]] = field(default_factory=lambda: {name: {} for name in TABLES})
    """The tables we know."""
    rest: dict[str, Raw] = field(default_factory=dict)
    """Whatever else stands at the top of the file."""

    @property
    def meta(self) -> Meta:
        """What the file says about itself; raises msgspec.ValidationError where that makes no sense."""
        raw = self.tables["meta"].get("1")
        return Meta() if raw is None else msgspec.json.decode(raw, type=Meta)

    def copied(self) -> "Documents":
        """Return the same records in tables of their own, which may be changed by themselves."""
        return Documents({name: dict(table) for name, table in self.tables.items()}, dict(self.rest))

    def with_meta(self, **told: str | int) -> "Documents":
        """Return the same records with other things said about them."""
        raw = self.tables["meta"].get("1")
        kept: dict[str, Any] = {} if raw is None else msgspec.json.decode(raw, type=dict[str, Raw])
        return Documents({**self.tables, "meta": {**self.tables["meta"], "1": written({**kept, **told})}}, self.rest)

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
        if name in documents.tables:
            documents.tables[name] = _tables.decode(raw)
        else:
            documents.rest[name] = raw
    return documents


def lay_out(documents: Documents) -> bytearray:
    """Return the bytes of the file: each record on lines of its own for the sake of diffs, the checksum at the end."""
    parts: list[bytes | Raw] = [b"{"]
    separator = b"\n  "
    for name, table in documents.tables.items():
        if name != "meta":
            parts += [separator, *_laid_out(name, table)]
            separator = b",\n  "
    for name, raw in documents.rest.items():
        parts += [separator, msgspec.json.encode(name), b": ", raw]
        separator = b",\n  "
    parts += [separator, *_laid_out("meta", _meta_before_checksum(documents))]
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
    """Return the table of what the file says about itself, as it ends: with a checksum that is yet to be told."""
    table = dict(documents.tables["meta"])
    raw = table.pop("1", None)
    if raw is None:
        return table
    told: dict[str, Any] = msgspec.json.decode(raw, type=dict[str, Raw])
    told.pop("checksum", None)
    return {**table, "1": written({**told, "checksum": ""})}


def _laid_out(name: str, table: dict[str, Raw]) -> list[bytes | Raw]:
    parts: list[bytes | Raw] = [msgspec.json.encode(name), b": {"]
    between = b"\n    "
    for number, raw in table.items():
        parts += [between, msgspec.json.encode(number), b": ", raw]
        between = b",\n    "
    return [*parts, b"\n  }" if table else b"}"]


def is_as_written(data: bytes) -> bool:
    """Whether the bytes are as this program wrote them: their checksum is there and right."""
    told = checksum_in(data)
    return told != "" and told == _checksum(memoryview(data)[: -len(_END) - len(_LAST) - len(told)])


def _checksum(data: bytearray | memoryview) -> str:
    """Return the checksum: one that finds every flipped bit, and costs a tenth of writing the file."""
    return f"{crc32(data):0{_CHECKSUM_LENGTH}x}"


def checksum_in(data: bytes | bytearray) -> str:
    """Return the checksum that stands where this program writes it, right or not; nothing where none stands there."""
    last = bytes(data[-len(_BEFORE_CHECKSUM) - _CHECKSUM_LENGTH - len(_END) - len(_LAST) :])
    if last.startswith(_BEFORE_CHECKSUM) and last.endswith(_END + _LAST):
        return last[len(_BEFORE_CHECKSUM) : -len(_END) - len(_LAST)].decode("ascii", "replace")
    return ""


def free_number(table: dict[str, Raw]) -> str:
    """Return a document number that no record of the table has, above all others that a program gave."""
    numbers = (int(number) for number in table if number.isdecimal() and len(number) <= _LONGEST_NUMBER)
    number = max(numbers, default=0) + 1
    while str(number) in table:
        number += 1
    return str(number)


_LONGEST_NUMBER = 4000
"""Python refuses to read numbers of more digits; such a key was written by hand, and is in nobody's way."""


def written(record: object) -> Raw:
    """Return one record as it stands in the file."""
    if not isinstance(record, dict) or SOURCES not in record:
        return laid_out(msgspec.json.encode(record))
    rest = {key: value for key, value in record.items() if key != SOURCES}
    rows = msgspec.json.format(msgspec.json.encode(record[SOURCES]), indent=-1)
    return laid_out(msgspec.json.encode(rest), rows)


def laid_out(record: bytes, rows: bytes = b"") -> Raw:
    """Return the bytes of a record as they stand in the file; rows of other programs are last, on one line."""
    lines = msgspec.json.format(record, indent=2).replace(b"\n", b"\n    ")
    if not rows:
        return Raw(lines)
    key = msgspec.json.encode(SOURCES)
    begun = lines.removesuffix(b"}").rstrip()
    return Raw(b"%b%b\n      %b: %b\n    }" % (begun, b"," if begun != b"{" else b"", key, rows))


class Identity(NamedTuple):
    """What tells the records of one table apart, in the order in which they choose their numbers."""

    names: tuple[str, ...]
    """The id, and what else makes it the only one."""
    content: bytes = b""
    """Its bytes where it is kept as it is, and nothing else tells it apart."""
    twin: int = 0
    """How many records with the same bytes stand before it."""
    is_loose: bool = False
    """Whether it is kept as it is."""


Numbers = dict[Identity, str]
"""The document numbers of one table of a file."""


def by_number(number: str) -> tuple[int, str]:
    """Return what document numbers are sorted by: 9 before 10."""
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
