"""A review as people publish it: a title line, a headline, an essay, a table of elements, and a verdict.

It is read as Markdown and as plain text, as it is copied from a page. Which of the first lines is the title of the film
and which the headline, only somebody knows who knows films: `Naming` has what was said and what is known.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec import Struct

from filmjournal.exchange.entry.markdown import EDGE
from filmjournal.exchange.readers.article_sections import (
    LONGEST,
    WHOLLY_MARKED,
    essay_and_elements,
    has_parts,
    heading_at,
    may_be_head,
    opens_section,
    unmarked,
)
from filmjournal.exchange.readers.note_body import (
    HEADING,
    REVIEWS,
    NoteBody,
    facts_in,
    joined_elements,
    lone_rating,
    rated_name,
    unescaped,
)
from filmjournal.exchange.readers.note_keys import plain, without_links
from filmjournal.exchange.readers.wrapping import is_wrapped, unwrapped
from filmjournal.model.text import fold

_BYLINE = re.compile(r"(?:(?:a )?(?:film |movie )?review(?:ed)? |words )?by\s+\S.*", re.IGNORECASE)
_DATE = re.compile(
    r"(?:\w+,\s+)?(?:\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)?[ ./-]+[^\W\d]+[ .,/-]+\d{4}|[^\W\d]+ \d{1,2},? \d{4}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
"""A day alone on its line, as a page has it below a title."""

_CREDIT = re.compile(r"(?P<key>directed by|written by|music by|starring)\s+(?P<names>\S.*)", re.IGNORECASE)
_AND = re.compile(r",?\s+and\s+|\s*&\s*")
_BEFORE_TITLE = re.compile(r"(?:(?:film|movie|my) )?reviews?\s*(?::|[-–—|]|\bof\b)\s*", re.IGNORECASE)
_BEHIND_TITLE = re.compile(r"\s*[-–—:|,(]?\s*\b(?:(?:a|the) )?(?:(?:film|movie) )?review\)?$", re.IGNORECASE)
_WITH_YEAR = re.compile(
    r"(?P<title>.*?\S)\s*[(\[](?:[^()\[\]]*[\s,])?(?P<year>(?:18|19|20)\d\d)(?:[\s,][^()\[\]]*)?[)\]](?P<rest>.*)"
)
_BETWEEN = re.compile(r"\s*(?::|[-–—|])\s*")
_QUOTED = re.compile(r"(?:[*_]+|[\"“„«‘'])+(?P<text>[^\"“”„«»*_]+)(?:[*_]+|[\"”“»’'])+")
"""A title that is wholly in quotation marks, or wholly marked as bold or italic."""


class Naming(NamedTuple):
    """What is known of the film that an article is about."""

    title: str = ""
    """Its title, where somebody said which film it is."""
    year: str = ""
    """The year that was said with it."""
    knows: Callable[[str], bool] | None = None
    """Whether there is a film with a title; None where nobody can say: then the first line is the title."""


class Article(Struct, frozen=True):
    """An article, parsed."""

    body: NoteBody
    """Its parts. The title is empty where nothing says which film it is about."""
    heads: tuple[str, ...] = ()
    """The lines above the essay that may name the film, without marks."""


class _Head(NamedTuple):
    """A line above the essay."""

    text: str
    lines: Sequence[str]
    is_marked: bool
    level: int = 0


class _Top:
    """What is above the essay, and the number of the line where that begins."""

    def __init__(self) -> None:
        self.heads: list[_Head] = []
        self.facts: list[tuple[str, str]] = []
        self.kept: list[str] = []
        self.start = 0

    def fact(self, *keys: str) -> str:
        """Return the first fact with one of these keys; empty where there is none."""
        return next((value for key, value in self.facts if plain(key) in keys), "")


def read_article(text: str, naming: Naming) -> Article:
    """Return the parts of an article; nothing that is written is left out.

    Paragraphs whose lines were broken at a width are put together again.
    """
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    top = _top(lines)
    if not naming.title and (stated := top.fact(*_TITLE_KEYS)):
        title, year, _, _ = film_in(stated)
        naming = naming._replace(title=title, year=year or top.fact("year"))
    below = lines[top.start :]
    if EDGE not in map(str.strip, below) and is_wrapped(below):
        below = list(unwrapped(below))
    named = _named(top.heads, naming, below)
    rating = named.rating or top.fact("rating")
    below, last = (below, "") if rating else _without_last_rating(below)
    essay, breakdown, within = essay_and_elements([*named.left, *top.kept], below)
    stated = named.rating or ("" if rating else last or within)
    facts = tuple(fact for fact in top.facts if plain(fact[0]) not in _TITLE_KEYS)
    facts += (("rating", stated),) if stated else ()
    elements = joined_elements(breakdown)
    body = NoteBody(named.title, named.year, facts, essay, elements, headline=named.headline)
    return Article(body, tuple(head.text for head in top.heads))


def _without_last_rating(lines: list[str]) -> tuple[list[str], str]:
    """Return the lines without a last paragraph that is nothing but stars or a rating, and that rating."""
    end = next((place for place in range(len(lines), 0, -1) if lines[place - 1].strip()), 0)
    is_alone = end > 1 and not lines[end - 2].strip()
    rating = lone_rating(lines[end - 1]) if is_alone else ""
    return (lines[: end - 1], rating) if rating else (lines, "")


_TITLE_KEYS = ("title", "film", "movie", "name")


def film_in(head: str) -> tuple[str, str, str, str]:
    """Return the title, the year, the rating and what is left, of a line that may name a film.

    ``Review: Pig (2021) ★★★★`` is Pig of 2021 with four stars.
    """
    name, rating = rated_name(without_links(head))
    name = name[match.end() :] if (match := _BEFORE_TITLE.match(name)) else name
    if match := _WITH_YEAR.fullmatch(name):
        is_word = _BEHIND_TITLE.fullmatch(match["rest"]) is not None
        rest = "" if is_word else _unquoted(_BETWEEN.sub("", match["rest"], count=1))
        return _unquoted(match["title"]), match["year"], rating, rest
    return _unquoted(_BEHIND_TITLE.sub("", name)) or name.strip(), "", rating, ""


def _unquoted(text: str) -> str:
    """Return a title without the quotation marks or other marks around it."""
    match = _QUOTED.fullmatch(text.strip())
    return unescaped(match["text"].strip() if match else text.strip())


class _Named(NamedTuple):
    """Which of the lines above an essay is what."""

    title: str
    year: str
    rating: str
    headline: str
    left: list[str]


def _named(heads: Sequence[_Head], naming: Naming, below: Sequence[str]) -> _Named:
    """Say which head names the film and which is the headline; what is neither stays above the essay."""
    found = next((place for place, head in enumerate(heads) if _names_film(head.text, naming)), None)
    title, year, rating, rest = film_in(heads[found].text) if found is not None else ("", "", "", "")
    if naming.title:
        title, year = naming.title, naming.year or year
    others = [head for place, head in enumerate(heads) if place != found]
    headline = unescaped(rest)
    if not headline and others and _is_above_all(others[0], below):
        headline, others = unescaped(others[0].text), others[1:]
    return _Named(title, year, rating, headline, [line for head in others for line in (*head.lines, "")])


def _is_above_all(head: _Head, below: Sequence[str]) -> bool:
    """Whether a head is above all of the essay, and not above its first part alone, beside others."""
    if not head.is_marked:
        return any(map(str.strip, below))
    return not head.level or EDGE in map(str.strip, below) or not has_parts(below, head.level)


def _names_film(text: str, naming: Naming) -> bool:
    title, year, _, _ = film_in(text)
    if naming.title:
        return _alike(title) == _alike(naming.title) and (not year or not naming.year or year == naming.year)
    return bool(year) or naming.knows is None or naming.knows(title)


def _alike(title: str) -> str:
    return " ".join(re.findall(r"\w+", fold(title)))


def _top(lines: Sequence[str]) -> _Top:
    """Return the lines above the essay: at most two heads, with facts, bylines and stars among them."""
    top = _Top()
    is_marked = any(map(HEADING.fullmatch, lines))
    while top.start < len(lines):
        if not lines[top.start].strip():
            top.start += 1
            continue
        block = _block(lines, top.start)
        count = _facts_from(block, top) or _heads_from(block, lines, top, is_marked=is_marked and bool(top.heads))
        if not count:
            break
        top.start += count
    return top


_MOST_HEADS = 2


def _block(lines: Sequence[str], place: int) -> list[str]:
    end = next((end for end in range(place, len(lines)) if not lines[end].strip()), len(lines))
    return list(lines[place:end])


def _facts_from(block: Sequence[str], top: _Top) -> int:
    """Add the facts or the stars that a block is; return how many lines that is."""
    facts, left = facts_in([_as_fact(line) for line in block])
    if left or not (top.heads or any(plain(key) in _TITLE_KEYS for key, _ in facts)):
        facts = []
    if not facts and top.heads and len(block) == 1 and not top.fact("rating"):
        facts = [("rating", rating)] if (rating := lone_rating(block[0])) else []
    top.facts.extend(facts)
    return len(block) if facts else 0


def _as_fact(line: str) -> str:
    """Return a line such as ``Starring A and B`` as the line of a fact."""
    match = _CREDIT.fullmatch(unmarked(line))
    return f"{match['key']}: {_AND.sub(', ', match['names'])}" if match else line


def _heads_from(block: Sequence[str], lines: Sequence[str], top: _Top, *, is_marked: bool) -> int:
    """Add the heads that a block begins with, and return how many lines they take.

    Below a heading that is marked as one, only a marked line is another.
    """
    if top.heads and opens_section(lines, top.start):
        return 0
    heading, count = heading_at(lines, top.start)
    first = block[0].strip()
    if heading is not None:
        if top.heads and fold(heading[1]) in REVIEWS:
            return count
        found = [_Head(unmarked(heading[1]), block[:count], is_marked=True, level=heading[0])]
    elif len(block) == 1 and (marked := WHOLLY_MARKED.fullmatch(first)):
        found, count = [_Head(marked["text"].strip(), block, is_marked=True)], 1
    elif is_marked or not all(map(may_be_head, block)) or (len(block) > 1 and top.heads):
        return 0
    else:
        found, count = [_Head(unmarked(line), [line], is_marked=False) for line in block], len(block)
    if not all(0 < len(head.text) <= LONGEST for head in found):
        return 0
    if len(found) == 1 and top.heads and (_BYLINE.fullmatch(found[0].text) or _DATE.fullmatch(found[0].text)):
        top.kept.extend([*found[0].lines, ""])
    elif len(top.heads) + len(found) <= _MOST_HEADS:
        top.heads.extend(found)
    else:
        return 0
    return count
