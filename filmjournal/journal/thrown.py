"""What is in the trash, in terms of films and viewings."""

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from filmjournal.journal.codec import decoder
from filmjournal.journal.tables import Tables
from filmjournal.journal.trash import Row
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing


class Thrown(Struct, frozen=True):
    """One thing in the trash that can be restored."""

    id: str
    """What it is restored by."""
    moment: datetime | None
    """When it was removed, or when the replaced version was written; None where that is not known."""
    film: Film | None
    """The film it is about; None where the journal has none any more."""
    viewing: Viewing | None
    """The viewing that was removed, or of which a version was replaced."""
    key: str = ""
    """What the replaced version is of, such as review; empty for a removed viewing."""
    value: Any = None
    """The version that was replaced."""
    stands: Any = None
    """What stands there now; None where that is nothing."""

    @property
    def title(self) -> str:
        """The film's title, as far as it is known."""
        return self.film.title if self.film else "a film that is not in the journal"


def thrown(tables: Tables) -> list[Thrown]:
    """Return what can be restored from the trash, what was removed last first."""
    found = [_thrown(tables, row) for row in tables.trash.rows]
    return sorted(found, key=lambda each: each.moment.timestamp() if each.moment else 0.0, reverse=True)


def _thrown(tables: Tables, row: Row) -> Thrown:
    moment = _moment(row.removed or row.edited)
    if row.is_removed:
        viewing = _viewing(row)
        return Thrown(row.id, moment, tables.films.value(viewing.film) if viewing else None, viewing)
    stored = tables.films.stored(row.of) if row.table == "films" else tables.viewings.stored(row.of)
    value = stored.value if stored else None
    viewing = value if isinstance(value, Viewing) else None
    film = value if isinstance(value, Film) else tables.films.value(viewing.film) if viewing else None
    stands = msgspec.json.decode(stored.document).get(row.key) if stored else None
    return Thrown(row.id, moment, film, viewing, row.key, msgspec.json.decode(row.value), stands)


def _viewing(row: Row) -> Viewing | None:
    try:
        return decoder(Viewing).decode(row.record)
    except msgspec.DecodeError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
