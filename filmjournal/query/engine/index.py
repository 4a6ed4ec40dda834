"""The search index of a journal, updated as the journal changes, and totals of what is found.

An update keeps the blocks without changes, and replaces only the slots that changed in the others.
"""

from collections.abc import Generator, Iterator, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct

from filmjournal.model.viewing import Entry
from filmjournal.query.engine.block import Block
from filmjournal.query.engine.column import Ranks, select, union
from filmjournal.query.sorting import Order
from filmjournal.query.tree import Query

BLOCK = 512
"""Entries per block; one with twice as many is split."""

_MOST_CHANGED = 4
"""If more than one entry in so many changed, blocks are built anew."""


class BlockUpdate(Struct, frozen=True):
    """The blocks after an update, and what changed."""

    blocks: list[Block]
    """The blocks, in journal order."""
    removed: list[Entry]
    """Entries that were removed, or changed: the old version."""
    added: list[Entry]
    """Entries that were added, or changed: the new version."""


def blocks_of(entries: Sequence[Entry]) -> list[Block]:
    """Split entries into new blocks."""
    return [Block(entries[start : start + BLOCK]) for start in range(0, len(entries), BLOCK)]


def updated_blocks(blocks: Sequence[Block], entries: tuple[Entry, ...]) -> BlockUpdate:
    """Return blocks for these entries, reusing those that exist."""
    first, last = _changed(blocks, entries)
    start = sum(map(len, blocks[:first]))
    old, new = blocks[first:last], entries[start : len(entries) - sum(map(len, blocks[last:]))]
    before = [entry for block in old for entry in block.entries]
    staying = {id(entry) for entry in before} & {id(entry) for entry in new}
    removed = [entry for entry in before if id(entry) not in staying]
    added = [entry for entry in new if id(entry) not in staying]
    few = (len(removed) + len(added)) * _MOST_CHANGED < len(new)
    in_order = [entry for entry in before if id(entry) in staying] == [entry for entry in new if id(entry) in staying]
    between = _carried_over(old, new, staying) if few and in_order else blocks_of(new)
    return BlockUpdate([*blocks[:first], *between, *blocks[last:]], removed, added)


def _changed(blocks: Sequence[Block], entries: tuple[Entry, ...]) -> tuple[int, int]:
    """Return the range of blocks that changed; for a mere insertion, the block beside it."""
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


def _carried_over(blocks: Sequence[Block], entries: Sequence[Entry], staying: set[int]) -> list[Block]:
    """Return the blocks without removed entries and with added ones in place."""
    left = [block for block in (_without(block, staying) for block in blocks) if len(block)]
    coming = iter(entries)
    carried: list[Block] = []
    for number, block in enumerate(left):
        is_last = number == len(left) - 1
        carried += _parted(_with(block, coming, to_the_end=is_last))
    return carried


def _without(block: Block, staying: set[int]) -> Block:
    for slot in reversed(range(len(block))):
        if id(block.entries[slot]) not in staying:
            block = block.replaced(slot, slot + 1, ())
    return block


def _with(block: Block, coming: Iterator[Entry], *, to_the_end: bool) -> Block:
    """Return the block with the coming entries inserted before its own; for the last block, also after."""
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


class Totals(Struct, frozen=True):
    """Totals of a set of entries."""

    viewings: int = 0
    """Number of viewings."""
    films: int = 0
    """Number of distinct films."""
    stars: float | None = None
    """Average rating in stars, from 0.5 to 5; None if nothing is rated."""


def totals_of(entries: Sequence[Entry]) -> Totals:
    """Return the totals of entries without a search."""
    counting = FaultCounts()
    for block in blocks_of(entries):
        counting.count(block, block.all_slots)
    return counting.totals


class FaultCounts:
    """Adds up totals, block by block."""

    def __init__(self) -> None:
        self._viewings = self._rated = self._half_stars = 0
        self._films: set[str] = set()

    def count(self, block: Block, found: int) -> None:
        """Add these slots of a block."""
        self._viewings += found.bit_count()
        self._films.update(select(found, block.films))
        for half_stars, mask in block.rated.items():
            times = (found & mask).bit_count()
            self._rated += times
            self._half_stars += times * half_stars

    @property
    def totals(self) -> Totals:
        """The totals so far."""
        stars = self._half_stars / self._rated / 2 if self._rated else None
        return Totals(self._viewings, len(self._films), stars)


class SearchResult(Struct, frozen=True):
    """The result of a search."""

    entries: list[Entry]
    """The matching entries: best rank first, then in journal order."""
    totals: Totals
    """Their totals."""
    ranked: bool = False
    """Whether some match better than others."""
    keys: list[Any] | None = None
    """The sort keys of the entries, if an order was given and nothing is ranked."""


class Index:
    """The search index: the entries of a journal in blocks. An update rebuilds only what changed."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self._blocks: list[Block] = []
        self.update(entries)

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks, in journal order."""
        return self._blocks

    @property
    def size(self) -> int:
        """Size of the prepared text in bytes."""
        return sum(block.size for block in self._blocks)

    def warm(self) -> Iterator[None]:
        """Prepare everything ahead of the first search, with pauses after a few milliseconds of work.

        Columns for plain words come first. Blocks that change meanwhile are prepared when they are searched.
        """
        blocks = tuple(self._blocks)
        for block in blocks:
            yield from block.warm()
        for block in blocks:
            yield from block.warm_fields()

    def search(self, query: Query, *, ranked: bool = True) -> SearchResult:
        """Return the result of a query."""
        search = self.searching(query, ranked=ranked)
        while True:
            try:
                next(search)
            except StopIteration as end:
                found: SearchResult = end.value
                return found

    def searching(
        self, query: Query, *, ranked: bool = True, order: Order | None = None
    ) -> Generator[None, None, SearchResult]:
        """Search block by block, pausing after each so that the search can be abandoned; returns the result.

        Without `ranked`, the result is in journal order. With an order, it includes the sort keys.
        """
        find = query.finder()
        counting, found = FaultCounts(), list[tuple[Block, Ranks]]()
        for block in tuple(self._blocks):
            ranks = find(block, block.all_slots)
            slots = union(ranks)
            counting.count(block, slots)
            found.append((block, ranks if ranked else (slots,)))
            yield
        most = max((len(ranks) for _, ranks in found), default=0)
        listed = [
            list(chain.from_iterable(select(ranks[rank], block.entries) for block, ranks in found if rank < len(ranks)))
            for rank in range(most)
        ]
        filled = [entries for entries in listed if entries]
        if len(filled) > 1:
            return SearchResult(list(chain.from_iterable(filled)), counting.totals, ranked=True)
        keys = order and [select(union(ranks), block.keys(order)) for block, ranks in found]
        entries = filled[0] if filled else []
        return SearchResult(entries, counting.totals, keys=list(chain.from_iterable(keys)) if keys else None)

    def clear_cache(self) -> None:
        """Clear the caches of all blocks."""
        for block in self._blocks:
            block.clear_cache()

    def update(self, entries: Sequence[Entry]) -> BlockUpdate:
        """Update to these entries; return what was removed and added."""
        change = updated_blocks(self._blocks, tuple(entries))
        self._blocks = change.blocks
        return change
