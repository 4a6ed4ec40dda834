"""The colours of what is rendered; a screen fills them from its theme."""

from msgspec import Struct


class Palette(Struct, frozen=True):
    """A rich style for each kind of thing that stands out."""

    muted: str = "dim"
    """Labels, years and other things beside the matter."""
    star: str = "yellow"
    """Stars."""
    heart: str = "red"
    """The mark of a film you liked."""
    accent: str = "bold"
    """Names of elements and headings."""
    found: str = "not dim bold underline"
    """What a search found; it must stand out without colours too."""


PLAIN = Palette()
"""The colours of a terminal whose theme we do not know."""
