"""How much was found, counted a block at a time."""

from collections.abc import Sequence

from msgspec import Struct

from filmjournal.model.viewing import Entry
from filmjournal.query.blocks import Block
from filmjournal.query.following import made_of
from filmjournal.query.masks import chosen


class Totals(Struct, frozen=True):
    """How much there is."""

    viewings: int = 0
    """How many viewings."""
    films: int = 0
    """How many films, each once."""
    stars: float | None = None
    """Their stars on average, from 0.5 to 5; None where nothing is rated."""


def totals_of(entries: Sequence[Entry]) -> Totals:
    """Return how much there is in entries that nobody searched."""
    counting = Counting()
    for block in made_of(entries):
        counting.count(block, block.everything)
    return counting.totals


class Counting:
    """Counts what is found."""

    def __init__(self) -> None:
        self._viewings = self._rated = self._half_stars = 0
        self._films: set[str] = set()

    def count(self, block: Block, found: int) -> None:
        """Count these slots of a block."""
        self._viewings += found.bit_count()
        self._films.update(chosen(found, block.films))
        for half_stars, mask in block.rated.items():
            times = (found & mask).bit_count()
            self._rated += times
            self._half_stars += times * half_stars

    @property
    def totals(self) -> Totals:
        """What was counted."""
        stars = self._half_stars / self._rated / 2 if self._rated else None
        return Totals(self._viewings, len(self._films), stars)
