"""What the journal holds, prepared for searching and kept in step with it.

How blocks follow a journal that changed: what stayed is carried over, only what is new is prepared.
How much was found, counted a block at a time.
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
"""Entries of a block; with twice as many it becomes two."""

_MOST_CHANGED = 4
"""Changed entries, one in so many, from which blocks are better made anew."""


class BlockUpdate(Struct, frozen=True):
    """The blocks of the journal as it is now."""

    blocks: list[Block]
    """The blocks, in its order."""
    removed: list[Entry]
    """What is no longer there as it was."""
    added: list[Entry]
    """What is new, or as it is now."""


def blocks_of(entries: Sequence[Entry]) -> list[Block]:
    """Return blocks of these entries, with nothing prepared yet."""
    return [Block(entries[start : start + BLOCK]) for start in range(0, len(entries), BLOCK)]


def updated_blocks(blocks: Sequence[Block], entries: tuple[Entry, ...]) -> BlockUpdate:
    """Return the blocks for these entries, made of those there are."""
    first, last = _changed(blocks, entries)
    start = sum(map(len, blocks[:first]))
    old, new = blocks[first:last], entries[start : len(entries) - sum(map(len, blocks[last:]))]
    before = [entry for block in old for entry in block.entries]
    kept = {id(entry) for entry in before} & {id(entry) for entry in new}
    removed = [entry for entry in before if id(entry) not in kept]
    added = [entry for entry in new if id(entry) not in kept]
    few = (len(removed) + len(added)) * _MOST_CHANGED < len(new)
    in_order = [entry for entry in before if id(entry) in kept] == [entry for entry in new if id(entry) in kept]
    between = _carried_over(old, new, kept) if few and in_order else blocks_of(new)
    return BlockUpdate([*blocks[:first], *between, *blocks[last:]], removed, added)


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
    counting = Tally()
    for block in blocks_of(entries):
        counting.count(block, block.all_slots)
    return counting.totals


class Tally:
    """Counts what is found."""

    def __init__(self) -> None:
        self._viewings = self._rated = self._half_stars = 0
        self._films: set[str] = set()

    def count(self, block: Block, found: int) -> None:
        """Count these slots of a block."""
        self._viewings += found.bit_count()
        self._films.update(select(found, block.films))
        for half_stars, mask in block.rated.items():
            times = (found & mask).bit_count()
            self._rated += times
            self._half_stars += times * half_stars

    @property
    def totals(self) -> Totals:
        """What was counted."""
        stars = self._half_stars / self._rated / 2 if self._rated else None
        return Totals(self._viewings, len(self._films), stars)


class SearchResult(Struct, frozen=True):
    """What a search found."""

    entries: list[Entry]
    """The entries, the best rank first, and within a rank in the order of the journal."""
    totals: Totals
    """How much that is."""
    ranked: bool = False
    """Whether some match better than others."""
    keys: list[Any] | None = None
    """What each is sorted by, where that was asked for and no ranks are in the way."""


class Index:
    """The entries of a journal in blocks. What changed is followed without the rest being prepared anew."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self._blocks: list[Block] = []
        self.update(entries)

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks, in the order of the journal."""
        return self._blocks

    @property
    def size(self) -> int:
        """How many bytes the prepared text takes."""
        return sum(block.size for block in self._blocks)

    def warm(self) -> Iterator[None]:
        """Prepare everything ahead of the first search, with pauses after a few milliseconds of work.

        What a bare word is looked for in comes first. Blocks that change meanwhile are prepared when they are searched.
        """
        blocks = tuple(self._blocks)
        for block in blocks:
            yield from block.warm()
        for block in blocks:
            yield from block.warm_fields()

    def search(self, query: Query, *, ranked: bool = True) -> SearchResult:
        """Return what the query finds."""
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
        """Search a block at a time, with a pause after each, so that the search can be left; returns what it found.

        Where no ranks are asked for, everything comes in the order of the journal. An order asks for its keys.
        """
        find = query.finder()
        counting, found = Tally(), list[tuple[Block, Ranks]]()
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
        """Forget where texts were found, as after everything changed."""
        for block in self._blocks:
            block.clear_cache()

    def update(self, entries: Sequence[Entry]) -> BlockUpdate:
        """Go on from what the journal holds now; returns what is gone, and what is new or changed."""
        change = updated_blocks(self._blocks, tuple(entries))
        self._blocks = change.blocks
        return change
