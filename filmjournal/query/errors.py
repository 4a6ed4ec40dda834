"""What is wrong with a query: where, and what was probably meant."""

from collections.abc import Iterable

from msgspec import Struct

CLOSE_FROM = 4
"""Letters from which a word before a colon may be a misspelt field; shorter ones resemble too much."""


class QueryError(Struct, frozen=True):
    """A part of a query that cannot be answered."""

    start: int
    """Where it begins in the text that was typed."""
    end: int
    """Where it ends."""
    message: str
    """What is wrong, in a sentence that a person can act on."""
    suggestion: str = ""
    """What could stand in its place, if that is known."""


def typos_allowed(word: str) -> int:
    """Return how many slips are forgiven in a word: a letter too many, too few, wrong, or two in the wrong order."""
    return 0 if len(word) < CLOSE_FROM else 1 if len(word) < 6 else 2


def corrected(text: str, error: QueryError) -> str:
    """Return the query with what was probably meant in the place of what is wrong; the same where that is not known."""
    if not error.suggestion:
        return text
    end = text.find(":", error.start) + 1 if error.suggestion.endswith(":") else error.end
    return text[: error.start] + error.suggestion + text[end:]


def closest_name(word: str, names: Iterable[str]) -> str | None:
    """Return the name that the word is a misspelling of, or None. It must begin with the same letter."""
    slips = typos_allowed(word)
    close = [
        name
        for name in names
        if name[:1] == word[:1] and len(name) >= CLOSE_FROM and abs(len(name) - len(word)) <= slips and name != word
    ]
    if not slips or not close or not word.isalpha():
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 — most queries have no fault, and never wait for it

    distance, name = min((OSA.distance(word, name), name) for name in close)
    return name if distance <= slips else None
