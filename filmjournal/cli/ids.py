"""Ids as they are shown and typed: as much of one as tells it from the others."""

from collections.abc import Sequence
from itertools import takewhile

SHORTEST = 8
"""How much of an id is shown at least."""


def short_ids(ids: Sequence[str]) -> dict[str, str]:
    """Return, by id, as much of its start as tells it from every other, and not much less than can be read."""
    ordered = sorted(ids)
    short: dict[str, str] = {}
    for before, id_, after in zip(["", *ordered], ordered, [*ordered[1:], ""], strict=False):
        shared = max(_shared(id_, other) for other in (before, after))
        short[id_] = id_[: max(SHORTEST, shared + 1)]
    return short


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
