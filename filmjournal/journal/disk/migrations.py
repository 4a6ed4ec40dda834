"""Migrations: from the schema of a file to the one of this version, one step at a time."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from filmjournal.journal.codec import decoder
from filmjournal.journal.disk.documents import SCHEMA, Documents, encode_record
from filmjournal.journal.merging.edits import BOOKKEEPING, EDITS, Record, moment_text
from filmjournal.model.viewing import Viewing

Migration = Callable[[Documents], Documents]
"""Returns the records of one schema as the next schema has them; it leaves alone what it cannot read."""


def migrated(documents: Documents, steps: Mapping[int, Migration] | None = None) -> Documents:
    """Return the records in this version's schema; those that have it are returned as they are."""
    chain = STEPS if steps is None else steps
    while (schema := documents.meta.schema) in chain:
        documents = chain[schema](documents).with_meta(schema=schema + 1)
    return documents


def _stamp_edits(documents: Documents) -> Documents:
    """From 1 to 2: stamp viewings that were changed after they were logged.

    The first schema knew only when a viewing was changed last, not in which keys: all of them count as changed then, so
    that in a merge the copy of the viewing that was changed last is the newer one.
    """
    changed = documents.copied()
    decode = decoder(Viewing).decode
    for number, raw in documents.tables["viewings"].items():
        try:
            viewing = decode(raw)
            record: Record = msgspec.json.decode(raw)
            moment = moment_text(viewing.modified) if viewing.modified else ""
        except (msgspec.DecodeError, RecursionError, OverflowError):
            continue
        if moment and viewing.modified != viewing.created and EDITS not in record:
            keys = sorted({*record, *Viewing.__struct_fields__} - BOOKKEEPING)
            changed.tables["viewings"][number] = encode_record({**record, EDITS: {moment: keys}})
    return changed


STEPS: Mapping[int, Migration] = MappingProxyType({1: _stamp_edits})
"""The step that leads out of each schema."""

if max(STEPS) + 1 != SCHEMA:  # pragma: no cover — a schema without its step would never be reached
    message = "The last migration does not lead to the schema of this program."
    raise AssertionError(message)
