"""What people write below the front matter of a note: a title, facts, a review, and elements in a table or headings.

Of the tables, those are read that rate the film element by element.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from filmjournal.exchange.readers.note_keys import KNOWN, rating_in, without_links
from filmjournal.exchange.readers.values import SCALES
from filmjournal.model.breakdown import DEFAULT_ELEMENTS, FURTHER_ELEMENTS
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import BY_NAME
from filmjournal.model.text import fold

_BELOW_HEAD = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?|\s*\|?\s*:?-+:?\s*\|?\s*")
_CELL = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

_FIRST = frozenset({"element", "elements", "aspect", "category", "criterion", "criteria", "part"})


def table_at(lines: Sequence[str], place: int) -> tuple[list[list[str]], int]:
    """Return the rows of the table that begins on a line, the head first, and the line after it; else no rows."""
    if place + 1 >= len(lines) or "|" not in lines[place] or not _is_below_head(lines[place + 1]):
        return [], place
    rows, end = [_cells(lines[place])], place + 2
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        rows.append(_cells(lines[end]))
        end += 1
    return rows, end


def is_told_in_table(head: Sequence[str]) -> bool:
    """Whether the rows below such a head are elements."""
    return len(head) > 1 and fold(head[0].strip("*_ ")) in _FIRST


def _is_below_head(line: str) -> bool:
    return "-" in line and _BELOW_HEAD.fullmatch(line) is not None


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [_BREAK.sub("\n", cell).replace("\\|", "|").strip() for cell in _CELL.split(inner)]


HEADING = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<text>.*)")
FENCE = re.compile(r" {0,3}(```|~~~)")
_TITLED = re.compile(r"(?P<title>.*\S)\s*[(\[](?P<year>(?:18|19|20)\d\d)[)\]]")
_RATED = re.compile(
    r"(?P<name>.*?\S)(?P<between>\s*[·•|:–—]\s*\(?|\s+-\s+|\s*\(|\s+)(?P<rating>[★⭐🌟½\d][^()]{0,20}?)\)?"
)
_YEAR = re.compile(r"\d{3,4}")
_LONGEST = 300
"""Characters of a line that could be a name, or a rating."""

_FACT = re.compile(
    r"(?:[-*+]\s+)?(?P<mark>\*\*|__|\*|_)?(?P<key>[^\W\d][\w ]{0,24}?)(?P=mark)?\s*::?(?(mark)|\s)(?P<value>.*)"
)
_FACT_IN_BOLD = re.compile(r"(?:[-*+]\s+)?(?P<mark>\*\*|__)(?P<key>[^\W\d][\w ]{0,24}?)\s*::?(?P=mark)\s*(?P<value>.+)")

_FIELD = re.compile(r"(?:[-*+]\s+)?[\w*_][^:\[\]()]{0,40}::(?:\s.*)?")
"""A field as a vault of notes has them in its text, whatever its key is."""

_BRACKETED = re.compile(r"(?:[-*+]\s+)?[\[(]([^:\[\]()]{1,40}::\s.*)[\])]")

_SEEN = re.compile(r"(?P<seen>Watched|Rewatched)(?:, date unknown| (?P<day>[\w ]*\d{4}))(?P<rest>(?: · .+)?)")
"""The line below the heading of a page of ours, with how a film was watched."""

_PAGE_MARKS = {"♥": "liked", "spoilers": "spoilers"}
_LONGEST_PAGE_LINE = 2_000
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|~])")

_FURTHER_NAMES = (
    *("Acting", "Cast", "Performance", "Directing", "Camera", "Camerawork", "Visuals", "Music", "Score"),
    *("Sound design", "Script", "Writing", "Story", "Plot", "Dialogue", "Characters", "Themes", "Atmosphere"),
    *("Costume design", "Set design", "Effects", "Special effects", "Ending", "Humour", "Humor", "Tone"),
)
ELEMENTS = frozenset(map(fold, (*DEFAULT_ELEMENTS, *FURTHER_ELEMENTS, *_FURTHER_NAMES)))
"""What people call the elements of a film, folded."""

REVIEWS = frozenset({"review", "my review", "thoughts", "my thoughts"})
"""Headings over a whole review, folded, which say no more than that it is one."""

_OF_ALL = REVIEWS | {"notes", "verdict", "conclusion", "summary"}
_OF_ALL_TOO = frozenset({"overall", "final thoughts", "links", "references", "trailer", "quotes", "synopsis"})
PROSE = _OF_ALL | _OF_ALL_TOO
"""Headings over what is no element, folded."""

VERDICTS = frozenset({"verdict", "the verdict", "my verdict", "final verdict", "our verdict"})
"""What closing words are called, folded: they are an element where they come after others."""

ABOVE_ELEMENTS = frozenset({"breakdown", "elements", "by element", "element by element", "ratings", "the elements"})
"""Headings over all the elements, folded."""

_RATINGS = frozenset({"rating", "my rating", "score", "stars", "overall", "verdict", "final rating", "overall rating"})


ToldElement = tuple[str, str, str]
"""An element: its name, its text, and its rating as it is written, or an empty text."""


class NoteBody(Struct, frozen=True):
    """The text below the front matter of a note, parsed."""

    title: str = ""
    """The title of the film, where its heading says so."""
    year: str = ""
    """The year behind the title."""
    facts: tuple[tuple[str, str], ...] = ()
    """Lines above the review such as `Director: Mike Figgis`, key and value."""
    review: str = ""
    """What is left."""
    breakdown: tuple[ToldElement, ...] = ()
    """The elements."""
    is_page: bool = False
    """Whether it is the page that we write of a viewing."""
    headline: str = ""
    """The headline, where one stands above the review."""


class _Section(Struct):
    """A heading and the lines below it, as far as the next one."""

    level: int
    name: str
    rating: str
    line: str
    lines: list[str]


def titled(text: str) -> tuple[str, str]:
    """Return the title and the year in brackets behind it, if there is one."""
    match = _TITLED.fullmatch(text.strip()) if len(text) < _LONGEST else None
    return (match["title"], match["year"]) if match else (text.strip(), "")


def read_body(lines: Sequence[str], title: str, *, known: frozenset[str]) -> NoteBody:
    """Return the parts of a note about a film with this title, if any; `known` are the keys of facts, folded."""
    lead, *sections = _sections(lines)
    told_title, year, rating = "", "", ""
    if sections and not any(map(str.strip, lead.lines)) and _is_title(sections[0], title):
        lead = sections.pop(0)
        (told_title, year), rating = titled(lead.name), lead.rating
    seen, below = _circumstances(lead.lines)
    headline = _headline(sections, below) if title else ""
    if headline:
        below, sections = sections[0].lines, sections[1:]
    facts, rest = facts_in(below, known)
    if seen is not None:  # the page that we write of a viewing escapes what it doesn't mean
        told_title, year = titled(unescaped(lead.line.lstrip("# ")))
        facts = [*seen, *((key, unescaped(value)) for key, value in facts)]
    elements: list[ToldElement] = []
    review = [*rest]
    for section in _with_elements(sections):
        if section.name and section.level == 0:
            elements.append((section.name, text_of_lines(section.lines), section.rating))
        else:
            review += [section.line, *section.lines] if section.line else section.lines
    lone, review, in_tables = _taken_out(review)
    if rating or lone:
        facts.append(("rating", rating or lone))
    breakdown = joined_elements([*in_tables, *elements])
    return NoteBody(told_title, year, tuple(facts), text_of_lines(review), breakdown, seen is not None, headline)


def _headline(sections: Sequence[_Section], above: Sequence[str]) -> str:
    """Return the heading above all of a review, which is its headline; empty where the first heading is of a part."""
    if not sections or any(map(str.strip, above)):
        return ""
    first, *others = sections
    is_part = fold(first.name) in ELEMENTS | PROSE | ABOVE_ELEMENTS or first.rating
    if is_part or not any(map(str.strip, first.lines)):
        return ""
    beside = [each for each in others if each.level <= first.level]
    return "" if any(fold(each.name) not in ELEMENTS | PROSE | ABOVE_ELEMENTS for each in beside) else first.name


def _circumstances(lines: Sequence[str]) -> tuple[list[tuple[str, str]] | None, Sequence[str]]:
    """Return the facts in the line of our pages such as `Watched 22 August 2021 · ★★★★`, and the lines below it.

    Returns None and all the lines where it isn't a page of ours.
    """
    place = next((place for place, line in enumerate(lines) if line.strip()), 0)
    match = _SEEN.fullmatch(lines[place].strip()) if lines and len(lines[place]) < _LONGEST_PAGE_LINE else None
    if match is None:
        return None, lines
    facts = [("watched", match["day"] or ""), ("rewatch", "yes" if match["seen"] == "Rewatched" else "")]
    tags, others = [], []
    for part in map(unescaped, filter(None, match["rest"].split(" · "))):
        if part.startswith("#"):
            tags.append(part[1:])
        elif part in _PAGE_MARKS or not set(part) - set("★½"):
            facts.append((_PAGE_MARKS.get(part, "rating"), part if part not in _PAGE_MARKS else "yes"))
        elif part.startswith("with "):
            facts.append(("with", ", ".join(part.removeprefix("with ").rsplit(" and ", 1))))
        else:
            others.append(part)
    formats = [part for part in others if part in BY_NAME["format"].usual] or others[1:]
    facts += [("format", part) for part in formats] + [("venue", part) for part in others if part not in formats]
    facts += [("tags", ", ".join(tags))]
    return [(key, value) for key, value in facts if value], lines[place + 1 :]


def unescaped(text: str) -> str:
    """Return a text as Markdown shows it that has backslashes before what would mean something."""
    return _ESCAPED.sub(r"\1", text)


def _sections(lines: Sequence[str]) -> list[_Section]:
    found = [_Section(0, "", "", "", [])]
    fence = ""
    for line in lines:
        if match := FENCE.match(line):
            fence = "" if fence == match[1] else fence or match[1]
        heading = None if fence else HEADING.fullmatch(line)
        text = text_of_heading(heading) if heading else ""
        if heading and text:
            name, rating = rated_name(without_links(text))
            found.append(_Section(len(heading["level"]), name, rating, line, []))
        else:
            found[-1].lines.append(line)
    return found


def text_of_heading(heading: re.Match[str]) -> str:
    """Return the text of a heading without the signs that may end it."""
    text = heading["text"].rstrip(" \t")
    without = text.rstrip("#")
    return without.rstrip(" \t") if not without or without[-1] in " \t" else text


def rated_name(text: str) -> tuple[str, str]:
    """Return the name and the rating in a heading or a cell."""
    match = _RATED.fullmatch(text) if len(text) < _LONGEST else None
    if match and (match["between"].strip() or not match["rating"].isdigit()) and not _YEAR.fullmatch(match["rating"]):
        try:
            rating = match["rating"] if rating_in(match["rating"], SCALES[1]) else ""
            return match["name"].strip("*_ "), rating
        except InvalidValueError:
            pass
    return text.strip("*_ "), ""


def _is_title(section: _Section, title: str) -> bool:
    name = without_links(section.name)
    if title:
        return fold(titled(name)[0]) == fold(title) or fold(name) == fold(title)
    is_of_all = fold(name) in ELEMENTS | PROSE | ABOVE_ELEMENTS
    return not is_of_all and (not section.rating or section.level == 1)


def _with_elements(sections: Sequence[_Section]) -> list[_Section]:
    """Return the sections, each element at level 0 with the text below it.

    A heading is an element where it is called like one, is rated, or stands beside or below such headings.
    """
    parts: list[_Section] = []
    beside = within = 0
    for section in sections:
        name = fold(section.name)
        if within and section.level <= within:
            within = 0
        if beside and section.level < beside:
            beside = 0
        if name in ABOVE_ELEMENTS and not any(map(str.strip, section.lines)):
            within = section.level
            continue
        if beside and parts[-1].level == 0 and section.level > beside:
            parts[-1].lines += [section.line, *section.lines]
            continue
        is_named = name in ELEMENTS or section.rating != ""
        is_verdict = name in VERDICTS and beside == section.level
        if is_verdict or ((is_named or within or beside == section.level) and name not in PROSE):
            beside = section.level
            parts.append(_Section(0, section.name, section.rating, "", section.lines))
        else:
            is_first = name in _OF_ALL and not any(each.level for each in parts)
            parts.append(_Section(section.level, section.name, "", "" if is_first else section.line, section.lines))
    return parts


def facts_in(lines: Sequence[str], known: frozenset[str] = KNOWN) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the facts in the first lines, and the lines below."""
    facts: list[tuple[str, str]] = []
    unknown: list[int] = []
    end = len(lines)
    for place, line in enumerate(lines):
        text = bracketed[1] if (bracketed := _BRACKETED.fullmatch(line.strip())) else line.strip()
        match = _FACT_IN_BOLD.fullmatch(text) or _FACT.fullmatch(text)
        if match and fold(match["key"]).replace(" ", "_").replace("-", "_") in known:
            facts.append((match["key"], without_links(match["value"].strip())))
        elif _FIELD.fullmatch(text):  # somebody's own field stands for itself, and hides none behind it
            unknown.append(place)
        elif text:
            end = place
            break
    own = [] if facts else [lines[place] for place in unknown]
    return facts, [*own, *lines[end:]]


def _taken_out(lines: Sequence[str]) -> tuple[str, list[str], list[ToldElement]]:
    """Return the rating and the elements of a review's tables, and the lines of the review without them."""
    rating = ""
    left: list[str] = []
    elements: list[ToldElement] = []
    place, fence = 0, ""
    while place < len(lines):
        line = lines[place]
        if match := FENCE.match(line):
            fence = "" if fence == match[1] else fence or match[1]
        table, end = ([], place) if fence else table_at(lines, place)
        lone = "" if fence or rating else lone_rating(line)
        if table and is_told_in_table(table[0]):
            elements += element_rows(table)
            place = end
            while left and (not left[-1].strip() or _names_the_table(left[-1])):
                left.pop()
            continue
        if lone:
            rating = lone
        else:
            left.append(line)
        place += 1
    return rating, left, elements


def _names_the_table(line: str) -> bool:
    heading = HEADING.fullmatch(line)
    return heading is not None and fold(text_of_heading(heading)) in ABOVE_ELEMENTS


def lone_rating(line: str) -> str:
    """Return the rating that is all that a line says; nothing where it says anything else."""
    if len(line) > _LONGEST:
        return ""
    match = _FACT_IN_BOLD.fullmatch(line.strip()) or _FACT.fullmatch(line.strip())
    is_named = match is not None and fold(match["key"]) in _RATINGS
    text = match["value"] if match and is_named else line
    if not is_named and not set(text.strip()) & set("★⭐🌟") and "/" not in text:
        return ""
    try:
        return text.strip() if rating_in(text, SCALES[-1]) else ""
    except InvalidValueError:
        return ""


def element_rows(table: Sequence[Sequence[str]]) -> list[ToldElement]:
    """Return the elements that the rows of a table are, the head of which is its first row."""
    head = [fold(cell.strip("*_ ")) for cell in table[0]]
    rated = next((place for place, name in enumerate(head[1:], 1) if name in _RATINGS), None)
    rows = []
    for row in table[1:]:
        cells = [*row[: len(head) - 1], " | ".join(row[len(head) - 1 :])]  # a bar in a text, that nobody escaped
        name, rating = rated_name(without_links(cells[0]))
        texts = [cell for place, cell in enumerate(cells) if place and place != rated]
        if rated is not None and rated < len(cells):
            try:
                rating = cells[rated] if rating_in(cells[rated], SCALES[-1]) else ""
            except InvalidValueError:
                texts.append(cells[rated])
        if name:
            rows.append((name, "\n\n".join(filter(None, texts)), rating))
    return rows


def joined_elements(elements: Sequence[ToldElement]) -> tuple[ToldElement, ...]:
    """Return the elements, each once: a table may rate what a heading is written about."""
    joined: dict[str, ToldElement] = {}
    for name, text, rating in elements:
        before = joined.get(fold(name), (name, "", ""))
        texts = "\n\n".join(part for part in (before[1], text) if part)
        joined[fold(name)] = (before[0], texts, before[2] or rating)
    return tuple(joined.values())


def text_of_lines(lines: Sequence[str]) -> str:
    """Return lines as a text, without empty ones around it."""
    return "\n".join(lines).strip("\n").rstrip()
