"""One time you watched a film."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from filmjournal.model.breakdown import Element
from filmjournal.model.film import Film
from filmjournal.model.rating import Rating
from filmjournal.model.when import When

Moment = Annotated[datetime, Meta(tz=True)]
"""A time with its zone: times without one can't be put in order."""


class Viewing(Struct, frozen=True, omit_defaults=True):
    """One time you watched a film, and what you thought of it then."""

    id: str
    """A UUID that never changes; empty until the journal has stored the viewing."""
    film: str
    """The id of the film."""
    watched: When | None = None
    """The day, month or year you watched it; None when you no longer know."""
    rating: Rating | None = None
    """Your rating of this viewing."""
    liked: bool = False
    """Whether you marked it with a heart."""
    rewatch: bool = False
    """Whether you had seen the film before."""
    tags: tuple[str, ...] = ()
    """Your own labels."""
    venue: str = ""
    """Where you watched it."""
    format: str = ""
    """What you watched it on, such as 35mm, IMAX, Blu-ray or streaming."""
    companions: tuple[str, ...] = ()
    """Who watched it with you."""
    headline: str = ""
    """One line above the review."""
    review: str = ""
    """What you wrote, in Markdown."""
    breakdown: tuple[Element, ...] = ()
    """The review by element, in your order."""
    spoilers: bool = False
    """Whether the review gives the ending away."""
    created: Moment | None = None
    """When it was logged, in UTC."""
    modified: Moment | None = None
    """When it was last changed, in UTC."""

    @property
    def is_reviewed(self) -> bool:
        """Whether anything was written: a headline, a review or an element."""
        return bool(self.headline or self.review.strip() or any(element.text.strip() for element in self.breakdown))


class Entry(Struct, frozen=True):
    """A line of the diary: a viewing and the film that was watched."""

    viewing: Viewing
    """The viewing."""
    film: Film
    """The film."""
    lists: tuple[str, ...] = ()
    """The names of your lists that the film is on."""

    @property
    def id(self) -> str:
        """The viewing's id."""
        return self.viewing.id
