"""A film that you want to watch."""

from msgspec import Struct, structs

from filmjournal.model.film import Film
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

    def completed_by(self, told: "Wish") -> "Wish":
        """Return this wish with what it lacks taken from what is told of it; what is known already stays."""
        lacking = {name: getattr(told, name) for name in ("added", "recommended_by", "why") if not getattr(self, name)}
        return structs.replace(self, **lacking)


class Wished(Struct, frozen=True):
    """A line of the watchlist: a wish and the film that is wished for."""

    wish: Wish
    """What is told of the wish."""
    film: Film
    """The film."""

    @property
    def id(self) -> str:
        """The wish's id."""
        return self.wish.id

    @property
    def since(self) -> tuple[str, float, str]:
        """What the watchlist is in order of: when the film came onto it, as far as that is known."""
        created = self.wish.created
        return str(self.wish.added or ""), created.timestamp() if created else 0.0, self.wish.id
