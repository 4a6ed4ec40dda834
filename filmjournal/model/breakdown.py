"""The breakdown of a review: what you wrote about each element of a film."""

from msgspec import Struct

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import fold

DEFAULT_ELEMENTS = ("Performances", "Direction", "Cinematography", "Soundtrack")
"""The elements a new review starts with."""

FURTHER_ELEMENTS = (
    "Screenplay",
    "Editing",
    "Production design",
    "Sound",
    "Costumes",
    "Visual effects",
    "Pacing",
)
"""Elements that people often add, offered by name."""

ELEMENT_ROLES = {
    "performances": Role.ACTOR,
    "direction": Role.DIRECTOR,
    "cinematography": Role.CINEMATOGRAPHER,
    "soundtrack": Role.COMPOSER,
    "screenplay": Role.WRITER,
    "editing": Role.EDITOR,
}
"""The role whose work an element is about, by the element's folded name."""


class Element(Struct, frozen=True, omit_defaults=True):
    """One part of a review: what you wrote about one element of the film."""

    name: str
    """The element, as the reader named it: Performances, Direction, …"""
    text: str = ""
    """What you wrote, in Markdown."""
    rating: Rating | None = None
    """How you rated this element, if you did."""

    def __post_init__(self) -> None:
        """Refuse an element without a name."""
        if not self.name.strip():
            raise InvalidValueError("An element needs a name, such as Performances.")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written or rated."""
        return not self.text.strip() and self.rating is None

    @property
    def role(self) -> Role | None:
        """The role whose work the element is about; None for elements that people made up."""
        return ELEMENT_ROLES.get(fold(self.name))
