"""A film that you want to watch."""

from msgspec import Struct

from filmjournal.model.viewing import Moment
from filmjournal.model.when import When


class Wish(Struct, frozen=True, omit_defaults=True):
    """A film on the watchlist, until it is logged."""

    id: str
    """Made once and kept; empty until the journal has kept the wish."""
    film: str
    """The id of the film."""
    added: When | None = None
    """When it came onto the watchlist; None where that is not known."""
    recommended_by: str = ""
    """Who recommended it."""
    why: str = ""
    """Why you want to see it, in Markdown."""
    created: Moment | None = None
    """When it was put into the journal, in UTC."""
    modified: Moment | None = None
    """When it was last changed, in UTC."""
