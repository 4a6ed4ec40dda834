"""What is wrong with a query: where, and what was probably meant."""

from collections.abc import Iterable

from msgspec import Struct

CLOSE_FROM = 4
"""Letters from which a word before a colon may be a misspelt field; shorter ones resemble too much."""


class Fault(Struct, frozen=True):
    """A part of a query that cannot be answered."""

    start: int
    """Where it begins in the text that was typed."""
    end: int
    """Where it ends."""
    message: str
    """What is wrong, in a sentence that a person can act on."""
    suggestion: str = ""
    """What could stand in its place, if that is known."""


def nearest(word: str, names: Iterable[str]) -> str | None:
    """Return the name that the word is a misspelling of, or None.

    It must begin with the same letter; one slip is forgiven, from six letters two. A slip is a letter too many, too
    few, wrong, or two in the wrong order.
    """
    if len(word) < CLOSE_FROM or not word.isalpha():
        return None
    slips = 2 if len(word) >= 6 else 1
    near = [
        (distance, name)
        for name in names
        if name[:1] == word[0] and len(name) >= CLOSE_FROM and 0 < (distance := _distance(word, name)) <= slips
    ]
    return min(near)[1] if near else None


def _distance(left: str, right: str) -> int:
    """Return how many slips lead from one word to the other."""
    above: list[int] = []
    row = list(range(len(right) + 1))
    for place, letter in enumerate(left, start=1):
        before, above, row = above, row, [place]
        for column, other in enumerate(right, start=1):
            slips = min(above[column] + 1, row[-1] + 1, above[column - 1] + (letter != other))
            if place > 1 and column > 1 and letter == right[column - 2] and left[place - 2] == other:
                slips = min(slips, before[column - 2] + 1)
            row.append(slips)
    return row[-1]
