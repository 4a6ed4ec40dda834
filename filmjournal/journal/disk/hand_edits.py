"""Changes made by hand, in an editor, are stamped as edits, so that a merge knows they are newer than the rest."""

from datetime import datetime

import msgspec
from msgspec import Raw

from filmjournal.journal.codec import can_be_read
from filmjournal.journal.disk.documents import Documents, encode_record
from filmjournal.journal.merging.edits import EDITS, Record, edited, edits_of, last_edit, moment_text

_TABLES = ("films", "viewings", "watchlist", "film_lists", "list_items")


def stamp_hand_edits(before: Documents, found: Documents, moment: datetime) -> Documents:
    """Stamp hand-made changes as edits, and return the records.

    `before` is an earlier state of the journal. This program stamps its own edits: a record that differs and has the
    same edits as before was changed by something else. Of one that was saved since, nobody can tell whether it was
    changed by hand too: all of it counts as changed, so that a merge loses nothing of it.
    """
    stamped = found.copied()
    for table in _TABLES:
        known = _by_id(before.tables[table])
        for number, raw in found.tables[table].items():
            record = _record(raw)
            was = None if record is None else known.get(str(record.get("id")))
            if record is None or not isinstance(record.get("id"), str) or not can_be_read(table, raw):
                continue
            if was is None or was.get(EDITS) != record.get(EDITS):
                was = {EDITS: edits_of(record)}
            changed = edited(was, record, moment_text(moment, last_edit(was)))
            if changed != record:
                stamped.tables[table][number] = encode_record(changed)
    return stamped


def _by_id(table: dict[str, Raw]) -> dict[str, Record]:
    records = [record for raw in table.values() if (record := _record(raw)) is not None]
    return {str(record.get("id")): record for record in reversed(records)}


def _record(raw: Raw) -> Record | None:
    try:
        record = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
