"""A column: one field of many entries, folded and joined, so that one substring search covers them all.

Sets of slots are integers, the first slot the lowest bit: union and intersection cost next to nothing.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress
from typing import TypeVar

from stringzilla import find

from filmjournal.model.text import SMALL, fold_joined

Ranks = tuple[int, ...]
"""Masks of matching slots, the best rank first; no slot is in two."""

_DIGITS = bytes.maketrans(b"\x00\x01", b"01")
_FLAGS = bytes.maketrans(b"01", b"\x00\x01")

Item = TypeVar("Item")


def mask_of(flags: Sequence[bool] | bytearray) -> int:
    """Return a mask of the slots that are true; slot 0 is the lowest bit."""
    return int(bytes(flags).translate(_DIGITS)[::-1] or b"0", 2)


def slots_in(mask: int) -> Iterator[int]:
    """Yield the slots in a mask, in order."""
    return select(mask, range(mask.bit_length()))


def select(mask: int, items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items in the slots of a mask."""
    return compress(items, f"{mask:b}"[::-1].encode().translate(_FLAGS))


def union(ranks: Iterable[int]) -> int:
    """Return the union of masks."""
    found = 0
    for mask in ranks:
        found |= mask
    return found


Values = Sequence[str]
"""The values of one entry in a field, as written."""

_SLOT, _VALUE = "\x1e", "\x1f"
"""Separators of slots and values during folding, which keeps them; nobody types them."""

_PARTED = re.compile(f"[{_SLOT}{_VALUE}]")
_SPACED = SMALL.translate(bytes.maketrans(b"\t\n\x0b\x0c\r\x1c\x1d", b"       "))

_FEW = 4
"""Below one slot in so many, slots are searched one by one."""

_SHORT = 2
"""Longest text, in letters, that occurs within nearly everything."""

_IN_A_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789") | frozenset(range(128, 256))


class Column:
    """The values of a field, one slot per entry, as one stretch of folded UTF-8.

    Each value is enclosed in quotation marks, which folding removes everywhere else: no phrase reaches from one value
    to the next, and a whole value is found with its marks. A slot ends with a line end, which folded text never has.
    """

    __slots__ = ("_ends", "_text")

    def __init__(self, text: bytes, ends: "array[int]") -> None:
        self._text = text
        self._ends = ends

    @classmethod
    def of(cls, slots: Sequence[Values]) -> "Column":
        """Return the column of these values, one slot per entry."""
        pieces = _folded(slots)
        return cls(b"".join(pieces), array("I", accumulate(map(len, pieces))))

    def __len__(self) -> int:
        return len(self._ends)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Column) and (self._text, self._ends) == (other._text, other._ends)

    __hash__ = None  # type: ignore[assignment]  # compared in tests, never in a set

    @property
    def size(self) -> int:
        """Size in bytes."""
        return len(self._text) + self._ends.itemsize * len(self._ends)

    @property
    def is_empty(self) -> bool:
        """Whether no slot has a value."""
        return len(self._text) == len(b'""\n') * len(self._ends)

    def replaced(self, start: int, end: int, slots: Sequence[Values]) -> "Column":
        """Return a copy with the slots from `start` to before `end` replaced."""
        first = self._ends[start - 1] if start else 0
        last = self._ends[end - 1] if end else 0
        pieces = _folded(slots)
        new = array("I", accumulate(map(len, pieces), initial=first))[1:]
        moved = (new[-1] if new else first) - last
        after = array("I", [place + moved for place in self._ends[end:]])
        return Column(b"".join((self._text[:first], *pieces, self._text[last:])), self._ends[:start] + new + after)

    def find(self, text: bytes, among: int) -> int:
        """Return slots among these that contain the folded text; between quotation marks, as a whole value."""
        if among.bit_count() * _FEW < len(self._ends):
            return union(1 << slot for slot, _ in self._each(text, among))
        own, ends, flags = self._text, self._ends, bytearray(len(self._ends))
        slot, place = 0, find(own, text)
        while place >= 0:  # this is what a key costs: nothing is called in it that need not be
            if place >= ends[slot]:
                slot = bisect_right(ends, place, slot)
            flags[slot] = 1
            place = find(own, text, ends[slot])
            slot += 1
        return mask_of(flags) & among

    def find_words(self, text: bytes, among: int) -> tuple[int, int]:
        """Return slots with the text at the start of a word, and those with it only within words.

        The start of a word is looked for after spaces, and at the first place of the text.
        """
        own, ends, after_space = self._text, self._ends, b" " + text
        if find(own, text) < 0:
            return 0, 0
        at_once = len(text) <= _SHORT  # so many have it within words that beginnings are best looked for by themselves
        begun = self.find(after_space, among) if at_once else 0
        among &= ~begun
        words, parts = bytearray(len(ends)), bytearray(len(ends))
        if among.bit_count() * _FEW < len(ends):
            for slot, place in self._each(text, among):
                begins = own[place - 1] not in _IN_A_WORD or find(own, after_space, place, ends[slot]) >= 0
                (words if begins else parts)[slot] = 1
            return begun | mask_of(words), mask_of(parts)
        slot, place = 0, find(own, text)
        while place >= 0:  # as above
            if place >= ends[slot]:
                slot = bisect_right(ends, place, slot)
            end = ends[slot]
            if own[place - 1] not in _IN_A_WORD or (not at_once and find(own, after_space, place, end) >= 0):
                words[slot] = 1
            else:
                parts[slot] = 1
            place = find(own, text, end)
            slot += 1
        return begun | (mask_of(words) & among), mask_of(parts) & among

    def _each(self, text: bytes, among: int) -> Iterator[tuple[int, int]]:
        """Yield the slots that contain the text and its first offset, searching each slot alone."""
        for slot in slots_in(among):
            place: int = find(self._text, text, self._ends[slot - 1] if slot else 0, self._ends[slot])
            if place >= 0:
                yield slot, place

    def filled(self) -> int:
        """Return the slots that have a value."""
        return mask_of([bool(piece.strip(b'" ')) for piece in self._text.split(b"\n")[:-1]])


def _folded(slots: Sequence[Values]) -> list[bytes]:
    """Return each slot as it stands in the column; folding all of them at once costs a fraction."""
    if not slots:
        return []
    joined = [_VALUE.join(values) for values in slots]
    parted = fold_joined(joined, _SLOT, _SPACED)
    folded = parted.replace(_VALUE.encode(), b'"')
    while find(folded, b"  ") >= 0:
        folded = folded.replace(b"  ", b" ")
    pieces = folded.split(_SLOT.encode())
    if len(pieces) > len(slots) or parted.count(_VALUE.encode()) != sum(map(len, slots)) - sum(map(bool, slots)):
        return _folded([tuple(_PARTED.sub(" ", value) for value in values) for values in slots])
    return [b'"%b"\n' % piece for piece in pieces]
