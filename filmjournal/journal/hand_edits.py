"""What somebody changed in an editor, told as an edit, so that a merge knows it for newer than what stood there."""

from datetime import datetime

import msgspec
from msgspec import Raw

from filmjournal.journal.documents import Documents, written
from filmjournal.journal.edits import EDITS, Record, edited, edits_of, last_edit, moment_text

_TABLES = ("films", "viewings", "watchlist")


def with_hand_edits(before: Documents, found: Documents, moment: datetime) -> Documents:
    """Return the records as they were found, with an edit told where a hand changed one and told of none.

    `before` is how the journal was earlier. This program tells of each of its own edits: a record that differs, and has
    the same edits as before, was changed by something else. Of one that was saved since, nobody can tell whether a hand
    changed it too: all of it counts as changed, so that a merge with another copy loses nothing of it.
    """
    told = found.copied()
    for table in _TABLES:
        known = _by_id(before.tables[table])
        for number, raw in found.tables[table].items():
            record = _record(raw)
            was = None if record is None else known.get(str(record.get("id")))
            if record is None or not isinstance(record.get("id"), str):
                continue
            if was is None or was.get(EDITS) != record.get(EDITS):
                was = {EDITS: edits_of(record)}
            changed = edited(was, record, moment_text(moment, last_edit(was)))
            if changed != record:
                told.tables[table][number] = written(changed)
    return told


def _by_id(table: dict[str, Raw]) -> dict[str, Record]:
    records = [record for raw in table.values() if (record := _record(raw)) is not None]
    return {str(record.get("id")): record for record in reversed(records)}


def _record(raw: Raw) -> Record | None:
    try:
        record = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
