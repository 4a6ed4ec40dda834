"""What the rows stored with a film say: what it is rated at services now, and where its facts are from."""

from collections.abc import Sequence

from filmjournal.model.film_ratings import differing, film_ratings
from filmjournal.model.provenance import provenance
from filmjournal.model.source import StoredSource
from filmjournal.model.viewing import Entry


def lines_of_rows(entry: Entry, rows: Sequence[StoredSource], *, in_short: bool = False) -> tuple[tuple[str, str], ...]:
    """Return labels and texts: ratings at services that are not the viewing's, and the sources of the film's facts."""
    rated = ", ".join(map(str, differing(film_ratings(rows), entry.viewing.rating)))
    sources = "; ".join(provenance(entry.film, rows, in_short=in_short))
    return tuple(line for line in (("Rated now", rated), ("From", sources)) if line[1])
