"""Where something that is looked for stands in a text as it was written."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from filmjournal.model.text import UNSEEN, fold

_JOINING = re.compile("[\u1160-\u11ff\U00016d63-\U00016d6a]")
"""Letters that become one with the letter before them: vowels and final consonants of hangul, and of Kirat Rai."""

_SPACE = "[ \t-\r\x1c-\x1f]+"


def spans_of(text: str, folded_needle: str, most: int | None = None) -> list[tuple[int, int]]:
    """Return from where to where the folded needle stands in the text as written, left to right and apart.

    A space in the needle stands for any space and line ends. Only the first are returned where `most` says so.

    A letter is covered whole, with its accents, where the needle has but a part of it, as `s` has of `ß`.
    """
    spans: list[tuple[int, int]] = []
    if not folded_needle:
        return spans
    for place, place_end in islice(_places(_folded(text), folded_needle), most):
        start, end = _aligned(text).written(place, place_end)
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def _places(folded: str, needle: str) -> Iterator[tuple[int, int]]:
    if " " in needle:
        pattern = re.compile(_SPACE.join(map(re.escape, needle.split(" "))))
        match = pattern.search(folded)
        while match is not None:
            yield match.span()
            match = pattern.search(folded, match.start() + 1)
        return
    place = folded.find(needle)
    while place >= 0:
        yield place, place + len(needle)
        place = folded.find(needle, place + 1)


class _Aligned:
    """A text beside its folded text, so that a place in the one is found in the other."""

    __slots__ = ("_ends", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[tuple[int, int]] = [(0, 0)]
        self._ends: list[tuple[int, int]] = [(0, 0)]
        for start, end in _letters(text):
            place = self._ends[-1][0] + start - self._ends[-1][1]
            self._starts.append((place, start))
            self._ends.append((place + _length_folded(text[start:end]), end))

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Return where the letters stand as written that are folded from start to end."""
        first, last = self._letter(start)[0], self._letter(end - 1)[1]
        while last > first + 1 and self._text[last - 1] in UNSEEN:  # a closing quotation mark, with what is before it
            last -= 1
        return first, last

    def _letter(self, place: int) -> tuple[int, int]:
        """Return from where to where the letter stands as written that is folded to this place."""
        nearest = bisect_right(self._starts, (place, len(self._text))) - 1
        folded_end, end = self._ends[nearest]
        if place < folded_end:
            return self._starts[nearest][1], end
        written = end + place - folded_end
        return written, written + 1


@lru_cache(maxsize=16)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=16)
def _aligned(text: str) -> _Aligned:
    return _Aligned(text)


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the letters stand whose folding may be longer or shorter: each with all that belongs to it."""
    uneven = "".join(filter(_is_uneven, set(text)))
    for run in re.finditer(f"(?s:.)?[{re.escape(uneven)}]+", text) if uneven else ():
        start = run.start()
        for place in range(start + 1, run.end()):
            if not _belongs_to_letter_before(text[place]):
                yield start, place
                start = place
        yield start, run.end()


@lru_cache(maxsize=4096)
def _is_uneven(character: str) -> bool:
    return _length_folded(character) != 1 or _belongs_to_letter_before(character)


@lru_cache(maxsize=4096)
def _length_folded(letter: str) -> int:
    return len(fold(letter))


@lru_cache(maxsize=4096)
def _belongs_to_letter_before(character: str) -> bool:
    """Whether the character is an accent or a part of a letter, or is not seen and could stand before one."""
    first = unicodedata.normalize("NFKD", character)[0]
    return character in UNSEEN or unicodedata.category(first)[0] == "M" or _JOINING.match(first) is not None
