"""Passages about a person in what you wrote: sentences that name them, and the element that is their work."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from filmjournal.model.film import Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from filmjournal.query.highlights import spans_of
from filmjournal.stats.facets import person_key, role_of_element

HEADLINE, REVIEW = "Headline", "Review"
"""Where a passage is from, beside the elements."""

SHORTEST_SURNAME = 3
"""Letters from which a surname alone means somebody; shorter ones are words too often."""

_SUFFIX = re.compile(r"[\s,]+(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_LINE_MARKS = re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d+[.)][ \t]+)", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|`")
_LINKS = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_ENDS = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*(?:\s+|(?<=[。！？])|$)")
_NO_END = re.compile(r"(?:^|[\s(“\"'])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Jr|Sr|vs|No|Prof|cf|e\.g|i\.e)\.\s*$")


class Passage(Struct, frozen=True):
    """Something you wrote about somebody's work."""

    entry: Entry
    """The viewing."""
    place: str
    """The element, or Headline or Review."""
    text: str
    """What you wrote, on one line, without Markdown."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where the text names them."""
    rating: Rating | None = None
    """Your stars for the element, where the passage is about one."""


def plain(text: str) -> str:
    """Return a paragraph of Markdown on one line, without its marks."""
    return " ".join(_EMPHASIS.sub("", _LINKS.sub(r"\1", _LINE_MARKS.sub("", text))).split())


def sentences(text: str) -> Iterator[list[str]]:
    """Yield the paragraphs of a text in Markdown, each as its sentences."""
    for paragraph in _PARAGRAPHS.split(text):
        whole = plain(paragraph)
        parts, start = [], 0
        for end in _ENDS.finditer(whole):
            if end.end() < len(whole) and (_NO_END.search(whole[start : end.end()]) or not _begins(whole, end.end())):
                continue
            parts.append(whole[start : end.end()].strip())
            start = end.end()
        rest = whole[start:].strip()
        if parts or rest:
            yield [part for part in (*parts, rest) if part]


def _begins(text: str, place: int) -> bool:
    """Whether a sentence can begin there: with anything but a small letter."""
    first = text[place : place + 2].lstrip("\"'“‘«([")
    return not first[:1].islower()


class Naming:
    """Finds where a text names one person, as people do: by the whole name, or by the surname alone.

    What stands in brackets after a name tells namesakes apart, and nobody writes it.
    """

    def __init__(self, name: str, others: Iterable[str] = ()) -> None:
        name = _BRACKETS.sub("", name)
        last, comma, first = name.partition(",")
        whole = _SUFFIX.sub("", name)
        if comma and first.strip() and not _SUFFIX.fullmatch(f",{first}"):
            whole = f"{first.strip()} {last.strip()}"
        self._whole = fold(whole)
        self._surname = _surname(whole)
        first_names = (_SUFFIX.sub("", other).split() for other in others if person_key(other) != person_key(name))
        self._others = {fold(words[-2]) for words in first_names if len(words) > 1 and fold(words[-1]) == self._surname}

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the text names the person, and nobody else of that surname."""
        found = [span for span in spans_of(text, self._whole) if _is_name(text, span)]
        if self._surname:
            known = {place for start, end in found for place in range(start, end)}
            found += [
                span
                for span in spans_of(text, self._surname)
                if span[0] not in known and _is_name(text, span) and not self._is_another(text, span[0])
            ]
        return sorted(found)

    def _is_another(self, text: str, start: int) -> bool:
        before = text[:start].split()
        return bool(before) and fold(before[-1]) in self._others


class AnyNaming:
    """Finds where a text names one person under any of several names."""

    def __init__(self, names: Sequence[str], others: Sequence[str]) -> None:
        apart = [other for other in others if other not in names]
        self._namings = [Naming(name, apart) for name in names]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the text names the person, in order, none within another one."""
        spans = sorted({span for naming in self._namings for span in naming.spans(text)}, key=_longest_first)
        apart: list[tuple[int, int]] = []
        for span in spans:
            if not apart or span[0] >= apart[-1][1]:
                apart.append(span)
        return apart


def _longest_first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _surname(name: str) -> str:
    words = name.split()
    surname = fold(words[-1]) if len(words) > 1 else ""
    return surname if len(surname) >= SHORTEST_SURNAME or not surname.isascii() else ""


def _is_name(text: str, span: tuple[int, int]) -> bool:
    """Whether it is a whole word, or its plural or genitive, and not a common noun in small letters."""
    start, end = span
    before, after = text[:start][-1:], text[end:]
    if text[start].islower() or (before.isalnum() and text[start].isascii()):
        return False
    return not after[:1].isalnum() or not text[start].isascii() or re.match(r"e?s(?!\w)", after) is not None


def passages_of(entry: Entry, names: Sequence[str], roles: Sequence[Role]) -> list[Passage]:
    """Return what a viewing says about somebody's work in these roles: their element first, then where it names them.

    They may have several names. The whole text of an element is about those whose work it is, but for Performances:
    of that, and of everything else, each run of sentences that names them.
    """
    naming = AnyNaming(names, [credit.name for credit in entry.film.credits])
    viewing = entry.viewing
    whole, parts = list[Passage](), list[Passage]()
    for element in viewing.breakdown:
        role = role_of_element(element.name)
        if role in roles and role is not Role.ACTOR:
            text = " ".join(filter(None, (plain(part) for part in _PARAGRAPHS.split(element.text))))
            if text:
                whole.append(Passage(entry, element.name, text, tuple(naming.spans(text)), element.rating))
        elif role in roles:
            whole += _naming(entry, element.name, element.text, naming, element.rating)
        else:
            parts += _naming(entry, element.name, element.text, naming, element.rating)
    headline = plain(viewing.headline)
    spans = naming.spans(headline)
    if spans:
        parts.insert(0, Passage(entry, HEADLINE, headline, tuple(spans)))
    return [*whole, *parts, *_naming(entry, REVIEW, viewing.review, naming, None)]


def _naming(entry: Entry, place: str, text: str, naming: AnyNaming, rating: Rating | None) -> Iterator[Passage]:
    for paragraph in sentences(text):
        run: list[str] = []
        for sentence in (*paragraph, ""):
            if sentence and naming.spans(sentence):
                run.append(sentence)
            elif run:
                said = " ".join(run)
                yield Passage(entry, place, said, tuple(naming.spans(said)), rating)
                run = []


def about_others(entry: Entry, roles: Sequence[Role]) -> Iterator[tuple[tuple[str, ...], Passage]]:
    """Yield what a viewing says about the work of others, element by element, with their names."""
    for element in entry.viewing.breakdown:
        role = role_of_element(element.name)
        names = _names(entry.film, role) if role is not None and role not in {*roles, Role.ACTOR} else ()
        text = " ".join(filter(None, (plain(part) for part in _PARAGRAPHS.split(element.text))))
        if names and text:
            yield names, Passage(entry, element.name, text, (), element.rating)


def _names(film: Film, role: Role) -> tuple[str, ...]:
    return film.people(role)
