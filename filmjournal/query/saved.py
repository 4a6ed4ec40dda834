"""Searches that were saved by name: what a name can be, and which one was meant."""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import fold
from filmjournal.query.faults import Fault
from filmjournal.query.lexer import Piece

NOTHING_SAVED: Mapping[str, str] = MappingProxyType({})
"""What is saved where nothing is."""

_MOST_TOLD = 8


def name_of_search(text: str) -> str:
    """Return the name as it stands after the `@`: folded, with `-` for spaces.

    Raises InvalidValueError for what can be no name.
    """
    name = "-".join(fold(text).split())
    if not name:
        raise InvalidValueError("Write a name first.")
    if not all(map(_can_be_in_name, name)):
        wrong = next(character for character in name if not _can_be_in_name(character))
        raise InvalidValueError(f"A name cannot have “{wrong}” in it: letters, digits, - and _ are possible.")
    if not name[0].isalnum():
        raise InvalidValueError("A name begins with a letter or a digit.")
    return name


def could_be_name(text: str) -> bool:
    """Whether a search could be saved under this name, or under one that begins so."""
    if not text:
        return True
    try:
        name_of_search(text)
    except InvalidValueError:
        return False
    return True


def not_saved(word: Piece, saved: Mapping[str, str]) -> Fault:
    """Return the fault of a name under which nothing is saved."""
    from difflib import get_close_matches  # noqa: PLC0415 — few queries have this fault, and every start would wait

    near = get_close_matches(name_of_search(word.text.removeprefix("@")), saved, n=1)
    message = f"No search is saved as “{word.text}”."
    if near:
        return Fault(word.start, word.end, f"{message} Did you mean “@{near[0]}”?", f"@{near[0]}")
    told = [f"@{name}" for name in sorted(saved)]
    more = ", …" if len(told) > _MOST_TOLD else "."
    return Fault(word.start, word.end, f"{message} There are {', '.join(told[:_MOST_TOLD])}{more}")


def _can_be_in_name(character: str) -> bool:
    return character in "-_" or unicodedata.category(character)[0] in "LNM"
