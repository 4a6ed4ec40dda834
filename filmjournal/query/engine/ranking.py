"""Ranking: a match in the title counts most, then a person, then a tag, then prose.

In each of them, the start of a word ranks above the middle of one. The ranks of several words are added.
"""

from collections.abc import Callable, Sequence

from filmjournal.query.engine.block import Block
from filmjournal.query.engine.column import Ranks, union
from filmjournal.query.fields import PERSON, TAG, TEXT, TITLE

Finder = Callable[[Block, int], Ranks]
"""Returns which of these slots of a block match, by rank."""


def anywhere_finder(text: bytes) -> Finder:
    """Return a finder for a folded text in titles, people, tags and prose, with two ranks for each."""

    def find(block: Block, among: int) -> Ranks:
        return tuple(mask & among for mask in block.cached_ranks(text, lambda within: _ranked(block, text, within)))

    return find


def _ranked(block: Block, text: bytes, among: int) -> Ranks:
    ranks: list[int] = []
    for field in (TITLE, PERSON, TAG, TEXT):
        words = parts = 0
        if field is TEXT:
            words, parts = (names & among for names in block.element_texts.find_in_names(text))
        for column in block.columns(field):
            begun, within = column.find_words(text, among & ~(words | parts))
            words, parts = words | begun, parts | within
        ranks += (words, parts)
        among &= ~(words | parts)
    return tuple(ranks)


WORST = 16
"""The last rank: beyond it, the sum of many words' ranks means little."""


def all_of(finders: Sequence[Finder]) -> Finder:
    """Return a finder for slots that all finders match; each searches only where those before it matched."""

    def find(block: Block, among: int) -> Ranks:
        ranks: Ranks = (among,)
        for each in finders:
            ranks = _added(ranks, each(block, union(ranks)))
        return ranks

    return find


def any_of(finders: Sequence[Finder]) -> Finder:
    """Return a finder for slots that any finder matches, at the best rank that one gives."""

    def find(block: Block, among: int) -> Ranks:
        ranks: list[int] = []
        for each in finders:
            found = each(block, among & ~(ranks[0] if ranks else 0))
            ranks += [0] * (len(found) - len(ranks))
            for rank, mask in enumerate(found):
                ranks[rank] |= mask
        better = 0
        for rank, mask in enumerate(ranks):
            ranks[rank] = mask & ~better
            better |= mask
        return tuple(ranks)

    return find


def _added(first: Ranks, second: Ranks) -> Ranks:
    ranks = [0] * min(len(first) + len(second) - 1, WORST)
    for rank, mask in enumerate(first):
        for more, other in enumerate(second if mask else ()):
            ranks[min(rank + more, WORST - 1)] |= mask & other
    return tuple(ranks)
