"""How blocks follow a journal that changed: what stayed is carried over, only what is new is prepared."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from filmjournal.model.viewing import Entry
from filmjournal.query.blocks import Block

BLOCK = 512
"""Entries of a block; with twice as many it becomes two."""

_MOST_CHANGED = 4
"""Changed entries, one in so many, from which blocks are better made anew."""


class Followed(Struct, frozen=True):
    """The blocks of the journal as it is now."""

    blocks: list[Block]
    """The blocks, in its order."""
    gone: list[Entry]
    """What is no longer there as it was."""
    come: list[Entry]
    """What is new, or as it is now."""


def made_of(entries: Sequence[Entry]) -> list[Block]:
    """Return blocks of these entries, with nothing prepared yet."""
    return [Block(entries[start : start + BLOCK]) for start in range(0, len(entries), BLOCK)]


def followed(blocks: Sequence[Block], entries: tuple[Entry, ...]) -> Followed:
    """Return the blocks for these entries, made of those there are."""
    first, last = _changed(blocks, entries)
    start = sum(map(len, blocks[:first]))
    old, new = blocks[first:last], entries[start : len(entries) - sum(map(len, blocks[last:]))]
    before = [entry for block in old for entry in block.entries]
    kept = {id(entry) for entry in before} & {id(entry) for entry in new}
    gone = [entry for entry in before if id(entry) not in kept]
    come = [entry for entry in new if id(entry) not in kept]
    few = (len(gone) + len(come)) * _MOST_CHANGED < len(new)
    in_order = [entry for entry in before if id(entry) in kept] == [entry for entry in new if id(entry) in kept]
    between = _carried_over(old, new, kept) if few and in_order else made_of(new)
    return Followed([*blocks[:first], *between, *blocks[last:]], gone, come)


def _changed(blocks: Sequence[Block], entries: tuple[Entry, ...]) -> tuple[int, int]:
    """Return between which blocks anything changed; where something was only put in, that is one beside it."""
    first, place = 0, 0
    while first < len(blocks) and entries[place : place + len(blocks[first])] == blocks[first].entries:
        place += len(blocks[first])
        first += 1
    last, end = len(blocks), len(entries)
    while last > first and place <= end - len(blocks[last - 1]) and _ends_with(blocks[last - 1], entries, end):
        last -= 1
        end -= len(blocks[last])
    if first == last and place < end:
        return (first - 1, last) if first else (first, min(last + 1, len(blocks)))
    return first, last


def _ends_with(block: Block, entries: tuple[Entry, ...], end: int) -> bool:
    return entries[end - len(block) : end] == block.entries


def _carried_over(blocks: Sequence[Block], entries: Sequence[Entry], kept: set[int]) -> list[Block]:
    """Return the blocks with what is gone taken out, and what is new put where it belongs."""
    left = [block for block in (_without(block, kept) for block in blocks) if len(block)]
    coming = iter(entries)
    carried: list[Block] = []
    for number, block in enumerate(left):
        is_last = number == len(left) - 1
        carried += _parted(_with(block, coming, to_the_end=is_last))
    return carried


def _without(block: Block, kept: set[int]) -> Block:
    for slot in reversed(range(len(block))):
        if id(block.entries[slot]) not in kept:
            block = block.replaced(slot, slot + 1, ())
    return block


def _with(block: Block, coming: Iterator[Entry], *, to_the_end: bool) -> Block:
    """Return the block with the entries that come before each of its own, and for the last block after them."""
    slot = 0
    while slot < len(block):
        entry = next(coming)
        if entry is not block.entries[slot]:
            block = block.replaced(slot, slot, (entry,))
        slot += 1
    return block.replaced(slot, slot, tuple(coming)) if to_the_end else block


def _parted(block: Block) -> list[Block]:
    if len(block) <= 2 * BLOCK:
        return [block]
    half = len(block) // 2
    return [block.replaced(half, len(block), ()), block.replaced(0, half, ())]
