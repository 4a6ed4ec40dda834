"""A wish as a record for programs: what is known of its film, and what is wished under a key of its own."""

from typing import Any

from msgspec import Struct, to_builtins

from filmjournal.exchange.records import record_of
from filmjournal.model.viewing import Entry, Moment, Viewing
from filmjournal.model.wish import Wished

FILM_KEYS = (
    *("title", "original_title", "year", "runtime", "genres", "countries", "languages"),
    *("credits", "external_ids", "film"),
)
"""The keys of a record that tell of its film."""

WISH = "wish"
"""The key under which stands what is wished."""


class WishRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of a wish besides the film."""

    id: str = ""
    """The wish's id."""
    added: str | None = None
    """When the film came onto the watchlist."""
    recommended_by: str = ""
    """Who recommended it."""
    why: str = ""
    """Why you want to see it, in Markdown."""
    created: Moment | None = None
    """When it was put into the journal."""
    modified: Moment | None = None
    """When it was last changed."""


def wish_record_of(wished: Wished) -> dict[str, Any]:
    """Return the record of a wish."""
    film, wish = wished.film, wished.wish
    record = to_builtins(record_of(Entry(Viewing(id="", film=film.id), film)))
    own = WishRecord(
        id=wish.id,
        added=str.__str__(wish.added) if wish.added else None,
        recommended_by=wish.recommended_by,
        why=wish.why,
        created=wish.created,
        modified=wish.modified,
    )
    return {**{key: record[key] for key in FILM_KEYS}, WISH: to_builtins(own)}
