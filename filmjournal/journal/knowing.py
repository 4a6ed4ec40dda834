"""What the journal knows when something comes in from elsewhere."""

from datetime import datetime
from typing import TypeVar

from msgspec import Raw

from filmjournal.journal.codec import decoded
from filmjournal.journal.edits import BEGINNING, EDITS, last_edit
from filmjournal.journal.lists import lists_in
from filmjournal.journal.records import Records
from filmjournal.journal.sources import sources_of
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.incoming import Kept, Known
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

Value = TypeVar("Value", Film, Viewing, Wish)

_EDITED = f'"{EDITS}"'.encode()


def known_in(tables: Tables) -> Known:
    """Return every value with the rows that told of it, and what somebody removed."""
    gone = tables.trash.removed_by_somebody
    return Known(
        films=_kept(tables.films),
        viewings=_kept(tables.viewings),
        wishes=_kept(tables.wishes),
        lists=lists_in(tables.documents),
        removed_rows=frozenset(source.name for row in gone for source in sources_of(row.record)),
        removed=frozenset(row.id for row in gone),
    )


def _kept(records: Records[Value]) -> tuple[Kept[Value], ...]:
    return tuple(
        Kept(stored.value, sources_of(stored.document), _modified(stored.value, stored.document))
        for stored in records.all()
    )


def _modified(value: Film | Viewing | Wish, document: Raw) -> datetime | None:
    """Return when a record was last changed; only its edits tell that of a film."""
    if not isinstance(value, Film):
        return value.modified
    moment = last_edit(decoded(document)) if _EDITED in bytes(document) else BEGINNING
    return datetime.fromisoformat(moment) if moment != BEGINNING else None
