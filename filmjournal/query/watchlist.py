"""Search the watchlist with the query language of the diary."""

from collections.abc import Sequence

from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wish import Wished


def watchlist_entries(wishes: Sequence[Wished]) -> tuple[Entry, ...]:
    """Return watchlist items as entries that a query can match.

    The day an item was added is its date, its reason the review, and who recommended it the headline.
    """
    return tuple(Entry(_viewing(wished), wished.film) for wished in wishes)


def _viewing(wished: Wished) -> Viewing:
    wish = wished.wish
    return Viewing(
        id=wish.id,
        film=wish.film,
        watched=wish.added,
        headline=wish.recommended_by,
        review=wish.why,
        created=wish.created,
        modified=wish.modified,
    )
