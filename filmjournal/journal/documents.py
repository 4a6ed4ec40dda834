"""The journal's file as TinyDB lays it out, taken apart only as far as single records.

A record that nobody changes is written back byte by byte as it was read, so that keys we do not know survive, one
record that we cannot read does no harm to the others, and a save costs little more than the write itself.
"""

from typing import Any

import msgspec
from msgspec import Raw, Struct, field

TABLES = ("films", "viewings", "watchlist", "trash", "meta")
"""The tables of a journal, in the order of the file."""

SCHEMA = 1
"""The schema that this program reads and writes."""

_tops = msgspec.json.Decoder(dict[str, Raw])
_tables = msgspec.json.Decoder(dict[str, Raw])


class Meta(Struct, frozen=True):
    """What the file says about itself."""

    schema: int = SCHEMA
    """How its records are laid out."""
    generation: int = 0
    """How often it has been saved."""


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

    def next_generation(self) -> "Documents":
        """Return the same records, counted as saved once more."""
        raw = self.tables["meta"].get("1")
        kept: dict[str, Any] = {} if raw is None else msgspec.json.decode(raw)
        counted = {**kept, "schema": self.meta.schema, "generation": self.meta.generation + 1}
        return Documents({**self.tables, "meta": {**self.tables["meta"], "1": written(counted)}}, self.rest)


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


def lay_out(documents: Documents) -> bytes:
    """Return the bytes of the file: each record on lines of its own for the sake of diffs, joined in one go."""
    parts: list[bytes | Raw] = [b"{"]
    separator = b"\n  "
    for name, table in documents.tables.items():
        parts += [separator, msgspec.json.encode(name), b": {"]
        between = b'\n    "'
        for number, raw in table.items():
            parts += [between, number.encode(), b'": ', raw]
            between = b',\n    "'
        parts.append(b"\n  }" if table else b"}")
        separator = b",\n  "
    for name, raw in documents.rest.items():
        parts += [separator, msgspec.json.encode(name), b": ", raw]
    parts.append(b"\n}\n")
    return b"".join(parts)


def written(record: dict[str, Any]) -> Raw:
    """Return one record as it stands in the file."""
    lines = msgspec.json.format(msgspec.json.encode(record), indent=2)
    return Raw(lines.replace(b"\n", b"\n    "))


def plain(documents: Documents) -> dict[str, Any]:
    """Return the file as TinyDB's own storages return it."""
    tables: dict[str, Any] = {
        name: {number: msgspec.json.decode(raw) for number, raw in table.items()}
        for name, table in documents.tables.items()
    }
    return tables | {name: msgspec.json.decode(raw) for name, raw in documents.rest.items()}


def from_plain(tables: dict[str, Any]) -> Documents:
    """Return the records of what TinyDB hands to a storage."""
    documents = Documents()
    for name, table in tables.items():
        if name in documents.tables:
            documents.tables[name] = {str(number): written(record) for number, record in table.items()}
        else:
            documents.rest[name] = Raw(msgspec.json.encode(table))
    return documents
