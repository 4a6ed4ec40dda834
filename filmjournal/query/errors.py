"""Errors in a query: where they are and what was probably meant. Spelling suggestions for names."""

from collections.abc import Iterable

from msgspec import Struct

CLOSE_FROM = 4
"""Shortest word that is checked for typos; shorter ones resemble too many names."""


class QueryError(Struct, frozen=True):
    """One error in a query. It is a value, not an exception: the rest of the query still works."""

    start: int
    """Offset in the query text where it starts, in characters."""
    end: int
    """Offset where it ends, exclusive."""
    message: str
    """One sentence that says what is wrong and what to do."""
    suggestion: str = ""
    """Replacement for the wrong part, or empty."""


def typos_allowed(word: str) -> int:
    """Return how many typos are accepted in a word: a letter too many, missing, wrong, or two swapped."""
    return 0 if len(word) < CLOSE_FROM else 1 if len(word) < 6 else 2


def corrected(text: str, error: QueryError) -> str:
    """Return the query with the error's suggestion applied; unchanged if there is none."""
    if not error.suggestion:
        return text
    end = text.find(":", error.start) + 1 if error.suggestion.endswith(":") else error.end
    return text[: error.start] + error.suggestion + text[end:]


def closest_name(word: str, names: Iterable[str]) -> str | None:
    """Return the name that the word is a misspelling of, or None. Both must start with the same letter.

    Close is an edit distance (OSA) of at most `typos_allowed`; ties go to the first name in the alphabet.
    """
    slips = typos_allowed(word)
    close = [
        name
        for name in names
        if name[:1] == word[:1] and len(name) >= CLOSE_FROM and abs(len(name) - len(word)) <= slips and name != word
    ]
    if not slips or not close or not word.isalpha():
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 — most queries have no error, and never wait for it

    distance, name = min((OSA.distance(word, name), name) for name in close)
    return name if distance <= slips else None
