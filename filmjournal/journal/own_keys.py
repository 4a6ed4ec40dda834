"""Keys that people and other programs gave to records, and that nobody here knows."""

from typing import Any

from filmjournal.journal.codec import own_keys
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish


def own_keys_in(tables: Tables) -> dict[str, dict[str, Any]]:
    """Return the own keys of every record that has some, by its id."""
    kinds = ((tables.films.all(), Film), (tables.viewings.all(), Viewing), (tables.wishes.all(), Wish))
    return {
        stored.value.id: own
        for records, kind in kinds
        for stored in records
        if (own := own_keys(stored.document, kind))
    }
