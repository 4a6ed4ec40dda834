"""How the watchlist is asked: with the language of the diary."""

from collections.abc import Sequence

from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wish import Wished


def as_entries(wishes: Sequence[Wished]) -> tuple[Entry, ...]:
    """Return wishes as a query sees them: the date is since when, and the text why, and by whom it was recommended."""
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
