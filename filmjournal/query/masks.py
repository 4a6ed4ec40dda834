"""Slots of a block as the bits of a number, the first slot the lowest: sets that cost nothing to join and to cut."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import TypeVar

Ranks = tuple[int, ...]
"""Slots that match, those of the best rank first; no slot has two ranks."""

_DIGITS = bytes.maketrans(b"\x00\x01", b"01")
_FLAGS = bytes.maketrans(b"01", b"\x00\x01")

Item = TypeVar("Item")


def mask_of(flags: Sequence[bool] | bytearray) -> int:
    """Return the slots that are true as the bits of a number, the first slot the lowest."""
    return int(bytes(flags).translate(_DIGITS)[::-1] or b"0", 2)


def slots_of(mask: int) -> Iterator[int]:
    """Give the slots that are set, from the first on."""
    return chosen(mask, range(mask.bit_length()))


def chosen(mask: int, items: Sequence[Item]) -> Iterator[Item]:
    """Give the items in the slots that are set."""
    return compress(items, f"{mask:b}"[::-1].encode().translate(_FLAGS))


def together(ranks: Iterable[int]) -> int:
    """Return the slots that are in any of the masks."""
    found = 0
    for mask in ranks:
        found |= mask
    return found
