"""Which matches come first.

A word in the title counts most, then one in the name of a person, then in a tag, then in what was written. In each of
them whole words and beginnings of words come before the middle of words. Of several words the ranks are added up.
"""

from collections.abc import Callable, Sequence

from filmjournal.query.engine.block import Block
from filmjournal.query.engine.column import Ranks, union
from filmjournal.query.fields import PERSON, TAG, TEXT, TITLE

Finder = Callable[[Block, int], Ranks]
"""Says which of these slots of a block match."""


def anywhere_finder(text: bytes) -> Finder:
    """Return what finds a folded text in titles, people, tags and what was written; each has two ranks."""

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
"""The rank from which on all are alike: of many words, the sum of their ranks tells little."""


def all_of(finders: Sequence[Finder]) -> Finder:
    """Return what finds the slots that all of them find; each looks only where those before it found."""

    def find(block: Block, among: int) -> Ranks:
        ranks: Ranks = (among,)
        for each in finders:
            ranks = _added(ranks, each(block, union(ranks)))
        return ranks

    return find


def any_of(finders: Sequence[Finder]) -> Finder:
    """Return what finds the slots that one of them finds, with the best rank that any gives."""

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
