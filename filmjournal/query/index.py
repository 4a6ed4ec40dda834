"""What the journal holds, prepared for searching and kept in step with it."""

from collections.abc import Generator, Iterator, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct

from filmjournal.model.viewing import Entry
from filmjournal.query.blocks import Block
from filmjournal.query.following import Followed, followed
from filmjournal.query.masks import Ranks, chosen, together
from filmjournal.query.sorting import Order
from filmjournal.query.terms import Query
from filmjournal.query.totals import Counting, Totals


class Found(Struct, frozen=True):
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
        self.follow(entries)

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

    def search(self, query: Query, *, ranked: bool = True) -> Found:
        """Return what the query finds."""
        search = self.searching(query, ranked=ranked)
        while True:
            try:
                next(search)
            except StopIteration as end:
                found: Found = end.value
                return found

    def searching(
        self, query: Query, *, ranked: bool = True, order: Order | None = None
    ) -> Generator[None, None, Found]:
        """Search a block at a time, with a pause after each, so that the search can be left; returns what it found.

        Where no ranks are asked for, everything comes in the order of the journal. An order asks for its keys.
        """
        find = query.finder()
        counting, found = Counting(), list[tuple[Block, Ranks]]()
        for block in tuple(self._blocks):
            ranks = find(block, block.everything)
            slots = together(ranks)
            counting.count(block, slots)
            found.append((block, ranks if ranked else (slots,)))
            yield
        most = max((len(ranks) for _, ranks in found), default=0)
        listed = [
            list(chain.from_iterable(chosen(ranks[rank], block.entries) for block, ranks in found if rank < len(ranks)))
            for rank in range(most)
        ]
        filled = [entries for entries in listed if entries]
        if len(filled) > 1:
            return Found(list(chain.from_iterable(filled)), counting.totals, ranked=True)
        keys = order and [chosen(together(ranks), block.keys(order)) for block, ranks in found]
        entries = filled[0] if filled else []
        return Found(entries, counting.totals, keys=list(chain.from_iterable(keys)) if keys else None)

    def forget(self) -> None:
        """Forget where texts were found, as after everything changed."""
        for block in self._blocks:
            block.forget()

    def follow(self, entries: Sequence[Entry]) -> Followed:
        """Go on from what the journal holds now; returns what is gone, and what is new or changed."""
        change = followed(self._blocks, tuple(entries))
        self._blocks = change.blocks
        return change
