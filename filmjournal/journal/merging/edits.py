"""Edit stamps: when each key of a record was last changed, so that two copies of a journal can be merged.

A record has its edits beside its other keys, as `"edits": {"2026-11-24T06:40:09.123456Z": ["rating", "review"]}`: every
moment at which it was changed, and the keys whose values are from then. A key that no edit names has its first value. A
copy that has the moment of an edit has seen that edit, even where the key was changed again later.
"""

from datetime import UTC, datetime, timedelta
from secrets import randbelow
from typing import Any

Record = dict[str, Any]
"""One record of a table, as JSON has it."""

EDITS = "edits"
"""The key of a record's edits."""

SOURCES = "sources"
"""The key of the rows that a record was imported from."""

BEGINNING = ""
"""The moment before every other: that of keys never changed since the record was made."""

BOOKKEEPING = frozenset({"id", EDITS, SOURCES, "created", "modified"})
"""Keys that filmjournal writes for itself: no edit names them."""

_A_SECOND = 1_000_000

_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def moment_text(moment: datetime, after: str = BEGINNING) -> str:
    """Return a moment as ISO 8601 in UTC with microseconds, later than another whatever the clock says.

    Where the clock is behind, it is later by chance: two devices with such clocks must not come upon the same moment.
    """
    text = moment.astimezone(UTC).strftime(_FORMAT)
    if text > after:
        return text
    try:
        return (
            datetime.strptime(after, _FORMAT).replace(tzinfo=UTC) + timedelta(microseconds=1 + randbelow(_A_SECOND))
        ).strftime(_FORMAT)
    except (ValueError, OverflowError):  # it was written by hand
        return f"{after}~"


def edits_of(record: Record) -> dict[str, list[str]]:
    """Return the edits of a record, the oldest first; none where the key holds something else."""
    edits = record.get(EDITS)
    if not isinstance(edits, dict):
        return {}
    lists = {moment: keys if isinstance(keys, list) else [] for moment, keys in edits.items()}
    return {moment: [key for key in lists[moment] if isinstance(key, str)] for moment in sorted(lists)}


def last_edit(record: Record) -> str:
    """Return the moment of the last edit, or the beginning."""
    return max(edits_of(record), default=BEGINNING)


def changed_at(record: Record) -> dict[str, str]:
    """Return, by key, when it was last changed; a key that is missing was never changed."""
    return {key: moment for moment, keys in edits_of(record).items() for key in keys}


def edited(before: Record, after: Record, moment: str) -> Record:
    """Return the record after an edit, stamped with its moment; without a stamp where nothing differs."""
    changed = sorted(key for key in {*before, *after} - BOOKKEEPING if not is_same(before, after, key))
    if not changed:
        return after
    return with_edits(after, {**edits_of(before), moment: changed})


def is_same(before: Record, after: Record, key: str) -> bool:
    """Whether both have the same under a key; true is not 1, nor is null nothing."""
    one, other = (record.get(key, ...) for record in (before, after))
    return type(one) is type(other) and bool(one == other)


def with_edits(record: Record, edits: dict[str, list[str]]) -> Record:
    """Return the record with these edits; a key is only named by the last edit that changed it."""
    held: dict[str, list[str]] = {}
    taken: set[str] = set()
    for moment in sorted(edits, reverse=True):
        held[moment] = sorted(set(edits[moment]) - taken)
        taken.update(held[moment])
    rest = {key: value for key, value in record.items() if key != EDITS}
    return {**rest, EDITS: dict(sorted(held.items()))} if held else rest
