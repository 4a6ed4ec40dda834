"""Where a query matches an entry: spans to highlight in its texts, and the best reason to show.

Matching is done on folded text (without case and accents); spans are offsets in the text as written.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from filmjournal.model.film import Role
from filmjournal.model.text import UNSEEN, fold, searchable
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
    AnyField,
    ElementField,
    TextField,
    element_field,
    field_of,
)
from filmjournal.query.tree import And, Anywhere, InField, Not, Or, Query, Term

_JOINING = re.compile("[\u1160-\u11ff\U00016d63-\U00016d6a]")
"""Letters that combine with the one before: vowels and final consonants of Hangul, and of Kirat Rai."""

_SPACE = "[ \t-\r\x1c-\x1f]+"


def spans_of(text: str, folded_needle: str, most: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of a folded needle in a text as written, in order and without overlap; at most `most`.

    A space in the needle matches any run of space and line ends. A span covers whole letters with their accents, even
    if only part of one matches, as `s` in `ß`.
    """
    spans: list[tuple[int, int]] = []
    if not folded_needle:
        return spans
    for place, place_end in islice(_occurrences_in(_folded(text), folded_needle), most):
        start, end = _aligned(text).written(place, place_end)
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def _occurrences_in(folded: str, needle: str) -> Iterator[tuple[int, int]]:
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
    """Alignment of a text with its folded form, to map offsets from one to the other."""

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
        """Return the span in the text of the letters folded to this span."""
        first, last = self._letter(start)[0], self._letter(end - 1)[1]
        while last > first + 1 and self._text[last - 1] in UNSEEN:  # a closing quotation mark, with what is before it
            last -= 1
        return first, last

    def _letter(self, place: int) -> tuple[int, int]:
        """Return the span in the text of the letter folded to this offset."""
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
    """Yield spans of letters whose folding may change their length, each with its accents."""
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
    """Whether the character is an accent or part of a letter, or is invisible and could precede one."""
    first = unicodedata.normalize("NFKD", character)[0]
    return character in UNSEEN or unicodedata.category(first)[0] == "M" or _JOINING.match(first) is not None


Spans = Sequence[tuple[int, int]]
"""Spans (start, end) in a text, in order and without overlap."""

SNIPPET = 100
"""Length of a snippet, in characters."""

BEFORE = 30
"""Characters of a snippet before the match, if there are so many."""

_MARKDOWN = re.compile(
    r"^[ \t]{0,3}(?:#{1,6}|>|[-*+])[ \t]+"  # what makes a line a heading, a quotation or an item
    r"|!?\[([^\]\n]*)\]\([^)\n]*\)"  # a link, of which the text is read
    r"|\*+|~~|`+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)",
    re.MULTILINE,
)

MOST_HITS, MOST_NEAR = 200, 20
"""Most matches considered for the best stretch of a text, and most within one stretch."""

_ANYWHERE = {field.name for field in (TITLE, *map(field_of, Role), PERSON, TAG, REVIEW, TEXT)}

_FURTHER = (GENRE, COUNTRY, LANGUAGE, VENUE, COMPANIONS)


class Needle(Struct, frozen=True):
    """One text that the query searches for."""

    text: str
    """The folded text."""
    field: TextField | ElementField | None = None
    """The field it is searched in; None for titles, people, tags and what was written."""
    whole: bool = False
    """Whether it must equal a whole value."""

    def looks_in(self, field: AnyField) -> bool:
        """Whether it is searched for in this field."""
        if self.field is None:
            return field.name in _ANYWHERE or isinstance(field, ElementField)
        if self.field.name == PERSON.name:
            return field.name == PERSON.name or (isinstance(field, TextField) and field.role is not None)
        if self.field.name == TEXT.name:
            return field.name in {TEXT.name, REVIEW.name} or isinstance(field, ElementField)
        return type(self.field) is type(field) and self.field.name == field.name

    def spans(self, text: str, most: int | None = None) -> list[tuple[int, int]]:
        """Return its spans in a value, at most so many."""
        if not self.whole:
            return spans_of(text, self.text, most)
        return [(0, len(text))] if text and _searched(text) == self.text else []


class MatchReason(Struct, frozen=True):
    """Why an entry matches."""

    place: str
    """Where it matches, as shown to people: title, cast, tag, review, or an element's own name."""
    text: str
    """The matching value, or a snippet of a long text."""
    spans: tuple[tuple[int, int], ...]
    """Spans of the matches in the text."""
    field: TextField | ElementField
    """The field that matches."""
    on_each_line: bool = False
    """Whether a list shows it anyway: the title or a director."""


class _Passage(NamedTuple):
    name: str
    text: str
    field: TextField | ElementField
    on_each_line: bool = False


class Highlights(Struct, frozen=True):
    """The texts that a query searches for, to highlight them."""

    needles: tuple[Needle, ...] = ()
    """Every text that a match may contain; not those that it must not."""

    @classmethod
    def of(cls, query: Query) -> "Highlights":
        """Return the highlights of a query."""
        return cls(tuple(dict.fromkeys(_needles(query.term))) if query.term else ())

    @property
    def is_empty(self) -> bool:
        """Whether the query searches for no text."""
        return not self.needles

    def spans(self, text: str, field: TextField | ElementField) -> list[tuple[int, int]]:
        """Return the spans of all matches in a text of this field."""
        found = sorted(span for needle in self.needles if needle.looks_in(field) for span in needle.spans(text))
        spans: list[tuple[int, int]] = []
        for start, end in found:
            if spans and start < spans[-1][1]:
                spans[-1] = spans[-1][0], max(end, spans[-1][1])
            else:
                spans.append((start, end))
        return spans

    def reason(self, entry: Entry) -> MatchReason | None:
        """Return the best reason why the entry matches, preferring one that the title and the directors don't show.

        The start of a word is better than the middle; then the title, people, tags and prose, in this order.
        """
        best: dict[_Passage, int] = {}
        for needle in self.needles:
            place = _best_passage(needle, entry)
            if place is not None:
                best[place] = best.get(place, 0) + 1
        unseen = {place: found for place, found in best.items() if not place.on_each_line}
        if not best:
            return None
        place = max(unseen, key=lambda place: unseen[place]) if unseen else next(iter(best))
        is_prose = place.field.name == REVIEW.name or isinstance(place.field, ElementField)
        text = self._snippet(place) if is_prose else place.text
        return MatchReason(place.name, text, tuple(self.spans(text, place.field)), place.field, place.on_each_line)

    def _snippet(self, place: _Passage) -> str:
        """Return one line of plain text around as many matches as possible."""
        text, (start, end) = place.text, self._densest(place)
        plain = _plain(text[max(start - 4 * SNIPPET, 0) : end + 4 * SNIPPET])
        spans = self.spans(plain, place.field)
        if not spans:  # it stands in a link, or a mark parts it
            plain = " ".join(text[max(start - SNIPPET, 0) : end + SNIPPET].split())
        start, end = self._densest(place._replace(text=plain))
        first = max(min(start - BEFORE, len(plain) - SNIPPET), 0)
        last = max(first + SNIPPET, end)
        if first > 0:
            first = max(plain.find(" ", first, start) + 1, first)
        if last < len(plain):
            last = max(plain.rfind(" ", end, last), end)
        return "…" * (first > 0) + plain[first:last] + "…" * (last < len(plain))

    def _densest(self, place: _Passage) -> tuple[int, int]:
        """Return the span around which to make the snippet."""
        looking = [needle for needle in self.needles if needle.looks_in(place.field)]
        hits = sorted(
            (span, number) for number, needle in enumerate(looking) for span in needle.spans(place.text, MOST_HITS)
        )
        best, most = (0, 0), (0, False)
        for at, ((start, end), _) in enumerate(hits[:MOST_HITS]):
            near = [hit for hit in hits[at : at + MOST_NEAR] if hit[0][1] <= start + SNIPPET - BEFORE]
            score = len({number for _, number in near}), _begins_word(place.text, start)
            if score > most:
                best, most = (start, max((span[1] for span, _ in near), default=end)), score
        return best


def _needles(term: Term) -> Iterator[Needle]:
    if isinstance(term, Anywhere):
        yield Needle(searchable(term.text))
    elif isinstance(term, InField):
        for words in term.words:
            yield Needle(searchable(words.text), term.field, words.exact)
    elif isinstance(term, And | Or):
        for part in term.terms:
            yield from _needles(part)
    elif isinstance(term, Not) and isinstance(term.term, Not):
        yield from _needles(term.term.term)


def _passages(entry: Entry) -> Iterator[_Passage]:
    """Yield every text of an entry, the best reasons first."""
    film, viewing = entry.film, entry.viewing
    yield _Passage("title", film.title, TITLE, on_each_line=True)
    yield _Passage("original title", film.original_title, TITLE)
    for role in Role:
        for name in film.people(role):
            yield _Passage(role.heading.lower(), name, field_of(role), role is Role.DIRECTOR)
    for tag in viewing.tags:
        yield _Passage("tag", tag, TAG)
    for field in _FURTHER:
        for value in field.read(entry):
            yield _Passage(field.name, value, field)
    yield _Passage("headline", viewing.headline, REVIEW)
    yield _Passage("review", viewing.review, REVIEW)
    for element in viewing.breakdown:
        yield _Passage("element", element.name, TEXT)
        yield _Passage(element.name, element.text, element_field(element.name))


def _best_passage(needle: Needle, entry: Entry) -> _Passage | None:
    """Return the text where the needle starts a word, or else the first that contains it."""
    second: _Passage | None = None
    for place in _passages(entry):
        if not place.text or not needle.looks_in(place.field):
            continue
        folded = _searched(place.text)
        if needle.whole:
            if folded == needle.text:
                return place
        elif any(_begins_word(folded, at) for at in _occurrences(folded, needle.text)):
            return place
        elif second is None and needle.text in folded:
            second = place
    return second


_searched = lru_cache(maxsize=64)(searchable)
"""Folds a text only once while several words are searched in it."""


def _occurrences(text: str, part: str) -> Iterable[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not (text[at - 1].isalnum() and text[at].isalnum())


def _plain(text: str) -> str:
    """Return Markdown as one line of plain text."""
    return " ".join(_MARKDOWN.sub(lambda mark: mark[1] or "", text).split())
