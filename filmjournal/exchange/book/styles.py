"""The style sheets of books."""

from functools import cache
from importlib import resources


@cache
def style_of(name: str) -> str:
    """Return the style sheet with this name."""
    return resources.files("filmjournal.exchange.book").joinpath(name).read_text(encoding="utf-8")
