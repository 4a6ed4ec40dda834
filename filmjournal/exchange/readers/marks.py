"""What services tell of a film as a whole, such as its rating, given to the viewing that it fits."""

from collections.abc import Sequence

from msgspec import Struct, structs

from filmjournal.exchange.batch import Place, ToldViewing
from filmjournal.model.rating import Rating
from filmjournal.model.source import Source
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When


class Mark(Struct, frozen=True):
    """What one row tells of a film that was seen, and of no viewing. A row may tell no more than that it was seen."""

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
    """When it was seen last, where that is told."""
    at: str = ""
    """When it was told; later ratings are the ones that hold."""
    source: Source | None = None
    """The row."""
    place: Place = Place("")
    """Where that stands."""


Seen = tuple[int, ToldViewing]
"""A viewing, and its place in the order of the files."""


def settled(viewings: Sequence[Seen], marks: Sequence[tuple[int, Mark]]) -> tuple[list[Seen], list[Source]]:
    """Return the viewings of a film with what is told of the film as a whole, and the rows that fit none of them.

    The last viewing takes it. A film that is only marked as seen has one, without a date where none is told.
    """
    seen = list(viewings)
    if not marks:
        return seen, []
    if not seen:
        seen = [_as_viewing(marks)]
    last = max(range(len(seen)), key=lambda place: (seen[place][1].viewing.watched or "", place))
    at, told = seen[last]
    rating = None if any(each.viewing.rating for _, each in seen) else _rating_that_holds(marks)
    used = sorted((mark for _, mark in marks if mark is rating or _tells_more(mark)), key=lambda mark: not mark.watched)
    unused = [mark.source for _, mark in marks if mark not in used and mark.source]
    sources = told.sources + tuple(mark.source for mark in used if mark.source)
    told = structs.replace(told, viewing=_with(told.viewing, used, rating), sources=sources)
    return [*seen[:last], (at, told), *seen[last + 1 :]], unused


def _as_viewing(marks: Sequence[tuple[int, Mark]]) -> Seen:
    at, first = marks[0]
    watched = max((mark.watched for _, mark in marks if mark.watched), default=None)
    return at, ToldViewing(Viewing(id="", film="", watched=watched), (), first.place, is_of_film=True)


def _rating_that_holds(marks: Sequence[tuple[int, Mark]]) -> Mark | None:
    rated = [mark for _, mark in marks if mark.rating]
    return max(reversed(rated), key=lambda mark: mark.at) if rated else None


def _tells_more(mark: Mark) -> bool:
    """Whether a row tells more than a rating."""
    return mark.rating is None or mark.liked or bool(mark.review or mark.tags)


def _with(viewing: Viewing, marks: Sequence[Mark], rating: Mark | None) -> Viewing:
    written = [viewing.review, *(mark.review for mark in marks)]
    return structs.replace(
        viewing,
        rating=rating.rating if rating else viewing.rating,
        liked=viewing.liked or any(mark.liked for mark in marks),
        rewatch=viewing.rewatch or any(mark.rewatch for mark in marks),
        tags=tuple(dict.fromkeys([*viewing.tags, *(tag for mark in marks for tag in mark.tags)])),
        review="\n\n".join(dict.fromkeys(text for text in written if text.strip())),
        spoilers=viewing.spoilers or any(mark.spoilers for mark in marks),
    )
