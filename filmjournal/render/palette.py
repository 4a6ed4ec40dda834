"""The colours of rendered text; a screen takes them from its theme."""

from msgspec import Struct


class Palette(Struct, frozen=True):
    """A Rich style for each kind of emphasis."""

    muted: str = "dim"
    """Labels, years and other secondary text."""
    star: str = "yellow"
    """Stars."""
    heart: str = "red"
    """The mark of a film you liked."""
    accent: str = "bold"
    """Names of elements and headings."""
    found: str = "not dim bold underline"
    """Search matches; visible without colours too."""


PLAIN = Palette()
"""The colours of a terminal with an unknown theme."""
