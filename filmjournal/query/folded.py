"""One entry as it is searched."""

import re
from array import array

from filmjournal.model.film import Role
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from filmjournal.query.fields import (
    COMPANIONS,
    COUNTRY,
    GENRE,
    LANGUAGE,
    PERSON,
    REVIEW,
    TAG,
    TEXT,
    TITLE,
    VENUE,
    TextField,
    field_of,
    name_of_element,
)

_PLACES = (TITLE, *map(field_of, Role), TAG, REVIEW)
_BEYOND = (GENRE, COUNTRY, LANGUAGE, VENUE, COMPANIONS)
"""What a bare word is not looked for in."""


def _spans() -> dict[str, tuple[int, int]]:
    """Return between which of the marks each field stands."""
    order = [field.name for field in (*_PLACES, TEXT, *_BEYOND)]  # what TEXT has more than REVIEW: the elements
    spans = {name: (place, place + 1) for place, name in enumerate(order)}
    spans[TEXT.name] = (spans[REVIEW.name][0], spans[TEXT.name][1])
    spans[PERSON.name] = (order.index(field_of(next(iter(Role))).name), order.index(TAG.name))
    return spans


_SPANS = _spans()
_SOMETHING = re.compile(r'[^\s"]')
_ANYWHERE = len(_PLACES) + 1


class FoldedEntry:
    """One entry, as one folded text.

    Its parts are between quotation marks, which folding leaves nowhere else: no phrase reaches from one to the next,
    and a whole part is found between its marks. Parts of a field stand together: a field is a stretch of the text.
    """

    __slots__ = ("_elements", "_marks", "_text", "entry")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        """What was folded."""
        parts: list[str] = [""]
        self._marks = array("L", [1])
        self._elements: tuple[tuple[str, int, int], ...] = ()
        length = 1
        for field in (*_PLACES, None, *_BEYOND):
            if field is None:
                length = self._add_elements(parts, length)
            else:
                added = [folded for text in field.read(entry) if (folded := fold(text))]
                parts += added
                length += sum(map(len, added)) + len(added)
            self._marks.append(length)
        self._text = '"'.join((*parts, ""))

    def _add_elements(self, parts: list[str], length: int) -> int:
        spans = []
        for element in self.entry.viewing.breakdown:
            name, text = fold(element.name), fold(element.text)
            parts += [name, text]
            start = length + len(name) + 1
            length = start + len(text) + 1
            spans.append((name_of_element(element.name), start, length))
        self._elements = tuple(spans)
        return length

    def is_of(self, entry: Entry) -> bool:
        """Whether this was folded from just these values."""
        own = self.entry
        return own is entry or (own.viewing is entry.viewing and own.film is entry.film)

    def has(self, text: str) -> bool:
        """Whether the folded text stands in titles, people, tags or what was written."""
        return self._text.find(text, 1, self._marks[_ANYWHERE]) >= 0

    def has_in(self, field: TextField, text: str) -> bool:
        """Whether the folded text stands in this field, or between quotation marks is one of its values."""
        start, end = _SPANS[field.name]
        return self._text.find(text, self._marks[start] - 1, self._marks[end]) >= 0

    def has_in_element(self, name: str, text: str) -> bool:
        """Whether the folded text stands in what was written about this element."""
        for own, start, end in self._elements:  # noqa: SIM110 — a loop costs half of a generator
            if own == name and self._text.find(text, start - 1, end) >= 0:
                return True
        return False

    def knows(self, field: TextField) -> bool:
        """Whether anything stands in this field."""
        start, end = _SPANS[field.name]
        return _SOMETHING.search(self._text, self._marks[start], self._marks[end]) is not None
