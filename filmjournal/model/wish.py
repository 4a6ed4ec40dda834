"""Watchlist items: films that you want to watch."""

from msgspec import Struct, structs

from filmjournal.model.film import Film
from filmjournal.model.viewing import Moment
from filmjournal.model.when import When


class Wish(Struct, frozen=True, omit_defaults=True):
    """A watchlist item: a film that you want to watch. Logging the film removes it."""

    id: str
    """A UUID that never changes; empty until the journal has stored the item."""
    film: str
    """The id of the film."""
    added: When | None = None
    """The day, month or year the film was added; None where that is not known."""
    recommended_by: str = ""
    """Who recommended it."""
    why: str = ""
    """Why you want to see it, in Markdown."""
    created: Moment | None = None
    """When the item was stored in the journal, in UTC."""
    modified: Moment | None = None
    """When it was last changed, in UTC."""

    def completed_by(self, other: "Wish") -> "Wish":
        """Return this item with its gaps filled from another one of the same film; what is known already stays."""
        lacking = {name: getattr(other, name) for name in ("added", "recommended_by", "why") if not getattr(self, name)}
        return structs.replace(self, **lacking)


class Wished(Struct, frozen=True):
    """A line of the watchlist: the item and its film."""

    wish: Wish
    """The watchlist item."""
    film: Film
    """The film."""

    @property
    def id(self) -> str:
        """The watchlist item's id."""
        return self.wish.id

    @property
    def since(self) -> tuple[str, float, str]:
        """The key that sorts the watchlist: by when films were added, as far as that is known."""
        created = self.wish.created
        return str(self.wish.added or ""), created.timestamp() if created else 0.0, self.wish.id
