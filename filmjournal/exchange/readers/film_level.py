"""Film-level facts: what a service states of a film as a whole, such as its rating, given to one of its viewings."""

from collections.abc import Sequence

from msgspec import Struct, structs

from filmjournal.exchange.batch import Place, SourceViewing
from filmjournal.model.rating import Rating
from filmjournal.model.source import Source
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When


class FilmLevelFacts(Struct, frozen=True):
    """What one row states of a film that was seen, and of no viewing. A row may state no more than that it was seen."""

    rating: Rating | None = None
    """How the film was rated."""
    liked: bool = False
    """Whether it has a heart."""
    rewatch: bool = False
    """Whether it was seen more than once."""
    tags: tuple[str, ...] = ()
    """Its labels."""
    review: str = ""
    """What was written about it, in Markdown."""
    spoilers: bool = False
    """Whether that gives the ending away."""
    watched: When | None = None
    """When it was seen last, where that is stated."""
    at: str = ""
    """When the row was written, as text that sorts by time; of several ratings the latest holds."""
    source: Source | None = None
    """The row."""
    place: Place = Place("")
    """The place of the row."""


Numbered = tuple[int, SourceViewing]
"""A viewing, and its place in the order of the files."""


def assign_film_level(
    viewings: Sequence[Numbered], facts: Sequence[tuple[int, FilmLevelFacts]]
) -> tuple[list[Numbered], list[Source]]:
    """Return the viewings of a film with its film-level facts, and the rows that were given to none of them.

    Film-level facts go to the latest viewing; a rating only where no viewing has one of its own. A film without
    viewings gets one, undated unless a row has a date.
    """
    seen = list(viewings)
    if not facts:
        return seen, []
    if not seen:
        seen = [_as_viewing(facts)]
    last = max(range(len(seen)), key=lambda place: (seen[place][1].viewing.watched or "", place))
    at, latest = seen[last]
    rating = None if any(each.viewing.rating for _, each in seen) else _latest_rating(facts)
    used = sorted((row for _, row in facts if row is rating or _has_more(row)), key=lambda row: not row.watched)
    unused = [row.source for _, row in facts if row not in used and row.source]
    sources = latest.sources + tuple(row.source for row in used if row.source)
    latest = structs.replace(latest, viewing=_with_facts(latest.viewing, used, rating), sources=sources)
    return [*seen[:last], (at, latest), *seen[last + 1 :]], unused


def _as_viewing(facts: Sequence[tuple[int, FilmLevelFacts]]) -> Numbered:
    at, first = facts[0]
    watched = max((row.watched for _, row in facts if row.watched), default=None)
    return at, SourceViewing(Viewing(id="", film="", watched=watched), (), first.place, is_of_film=True)


def _latest_rating(facts: Sequence[tuple[int, FilmLevelFacts]]) -> FilmLevelFacts | None:
    rated = [row for _, row in facts if row.rating]
    return max(reversed(rated), key=lambda row: row.at) if rated else None


def _has_more(row: FilmLevelFacts) -> bool:
    """Whether a row states more than a rating."""
    return row.rating is None or row.liked or bool(row.review or row.tags)


def _with_facts(viewing: Viewing, facts: Sequence[FilmLevelFacts], rating: FilmLevelFacts | None) -> Viewing:
    texts = [viewing.review, *(row.review for row in facts)]
    return structs.replace(
        viewing,
        rating=rating.rating if rating else viewing.rating,
        liked=viewing.liked or any(row.liked for row in facts),
        rewatch=viewing.rewatch or any(row.rewatch for row in facts),
        tags=tuple(dict.fromkeys([*viewing.tags, *(tag for row in facts for tag in row.tags)])),
        review="\n\n".join(dict.fromkeys(text for text in texts if text.strip())),
        spoilers=viewing.spoilers or any(row.spoilers for row in facts),
    )
