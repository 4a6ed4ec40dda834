"""The parts of an article below its essay: a table of elements, sections under headings, and closing words."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from filmjournal.exchange.entry.markdown import EDGE
from filmjournal.exchange.readers.note_body import (
    ABOVE_ELEMENTS,
    ELEMENTS,
    FENCE,
    HEADING,
    PROSE,
    VERDICTS,
    ToldElement,
    element_rows,
    is_told_in_table,
    lone_rating,
    rated_name,
    table_at,
    text_of_heading,
    text_of_lines,
)
from filmjournal.exchange.readers.note_keys import without_links
from filmjournal.model.text import fold

_CLOSINGS = VERDICTS | {
    *("conclusion", "in conclusion", "final thoughts", "closing thoughts", "overall", "summary", "summing up"),
    *("bottom line", "the bottom line", "in short", "final word", "last word"),
}
"""What the closing words are called, folded; those that aren't verdicts may also be within an essay."""

_ABOVE_ELEMENTS = ABOVE_ELEMENTS | {"the breakdown"}
_NO_ELEMENTS = PROSE - _CLOSINGS
"""Headings over what is no element, folded."""

_UNDERLINE = re.compile(r"(?:=+|-{2,}|~{3,})[ \t]*")
WHOLLY_MARKED = re.compile(r"(?P<mark>\*\*\*|\*\*|\*|__|_)(?P<text>(?:(?!(?P=mark)).)+)(?P=mark)")
_LABEL = re.compile(
    r"(?P<mark>\*\*|__|\*|_)?(?P<name>[A-Za-z][A-Za-z ]{2,20}?)"
    r"(?:\s*[:.]\s*(?P=mark)|(?P=mark)\s*[:–—-]|\s*:)\s*(?P<text>.*)"
)
_NOT_A_LINE = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|>|\||```|~~~|<|\||!\[)")
_GAP = re.compile(r"\t+|\s{2,}")
_HIDDEN_HEADING = re.compile(r"\\+#{1,6}[ \t]")
LONGEST, LONGEST_PLAIN = 300, 110
"""Characters of a line that may be a title or a headline: of one that is marked as a heading, and of any other."""


def is_prose(text: str) -> bool:
    """Whether a text may be a review, and no list or table: it has an element table, or a paragraph of some length."""
    lines = text.split("\n")
    if any(_element_table(lines, place)[0] for place in range(len(lines))):
        return True
    paragraphs = re.split(r"\n\s*\n", text.replace("\r", ""))
    return any(len(each.split()) >= _FEW_WORDS and "\t" not in each for each in paragraphs)


_FEW_WORDS = 12


def heading_at(lines: Sequence[str], place: int) -> tuple[tuple[int, str] | None, int]:
    """Return the level and the text of the heading on a line, and how many lines it takes; None where it is none."""
    line = lines[place]
    if match := HEADING.fullmatch(line):
        return (len(match["level"]), text_of_heading(match)), 1
    is_alone = place == 0 or not lines[place - 1].strip()
    below = lines[place + 1] if place + 1 < len(lines) else ""
    if is_alone and _UNDERLINE.fullmatch(below) and may_be_head(line):
        return (1 if below[0] == "=" else 2, line.strip()), 2
    return None, 0


def may_be_head(line: str) -> bool:
    """Whether a line that has no mark of a heading may be a title or a headline."""
    text = line.strip()
    return (
        0 < len(text) <= LONGEST_PLAIN
        and not _NOT_A_LINE.match(line)
        and not (text.endswith((".", ",", ";", ":")) and not text.endswith("..."))
        and len(_GAP.split(text)) == 1
    )


def unmarked(text: str) -> str:
    """Return a text without the marks that make all of it bold or italic."""
    match = WHOLLY_MARKED.fullmatch(text.strip())
    return (match["text"] if match else text).strip()


def has_parts(lines: Sequence[str], level: int) -> bool:
    """Whether the essay that begins these lines has headings of this level or above, over parts of it."""
    names = [
        text_of_heading(match)
        for line in lines[: _start_of_elements(lines)]
        if (match := HEADING.fullmatch(line)) and len(match["level"]) <= level
    ]
    return any(fold(unmarked(name)) not in PROSE | ELEMENTS | _CLOSINGS for name in names)


def is_article(lines: Sequence[str]) -> bool:
    """Whether lines have what only a review has that is to be published: a table of elements, or a verdict."""
    place = _start_of_elements(lines)
    section = _section_at(lines, place, is_behind=False) if place < len(lines) else None
    return place < len(lines) and (section is None or fold(section.name) in VERDICTS)


def opens_section(lines: Sequence[str], place: int) -> bool:
    """Whether an element or the verdict begins on a line, so that no head does."""
    return _section_at(lines, place, is_behind=False) is not None or bool(_element_table(lines, place)[0])


class _Section(NamedTuple):
    """The start of a section: its name, stars, level, first words, and the number of lines that takes."""

    name: str
    rating: str
    level: int
    text: str
    lines: int


_UNNAMED = _Section("Verdict", "", 0, "", 0)
"""The section that closing words without a heading are."""

_LABELLED = 7
"""The level of a section whose name is only a label before its text."""


def _section_at(lines: Sequence[str], place: int, *, is_behind: bool, level: int = 0) -> _Section | None:
    """Return the section that begins on a line, behind the first of them or not.

    Of the headings behind the first section, those of its level (or above) begin another.
    """
    heading, count = heading_at(lines, place)
    if heading is None:
        return _label_at(lines, place, is_behind=is_behind)
    name, rating = rated_name(without_links(unmarked(heading[1])))
    name = name.rstrip(": ")
    if is_behind and level and heading[0] > level:
        return None
    is_above = fold(name) in _ABOVE_ELEMENTS and not is_behind and _goes_on_with_heading(lines, place + count)
    if is_above:
        return _Section(name, "", _LABELLED - 1, "", count)
    if is_behind or fold(name) in VERDICTS | ELEMENTS or rating:
        return _Section(name, rating, heading[0], "", count)
    return None


def _goes_on_with_heading(lines: Sequence[str], place: int) -> bool:
    below = next((line for line in lines[place:] if line.strip()), "")
    return HEADING.fullmatch(below) is not None


def _label_at(lines: Sequence[str], place: int, *, is_behind: bool) -> _Section | None:
    """Return the closing section that a paragraph begins with its label, such as ``Verdict: see it``."""
    if place and lines[place - 1].strip():
        return None
    line, names = lines[place].strip(), _CLOSINGS if is_behind else VERDICTS
    match = _LABEL.fullmatch(line)
    if match and fold(match["name"]) in names:
        return _Section(match["name"].strip(), "", _LABELLED, match["text"].strip(), 1)
    alone = unmarked(line).rstrip(":")
    if len(line) <= LONGEST_PLAIN and fold(alone) in names:
        name = alone.capitalize() if alone.isupper() else alone
        return _Section(name, "", _LABELLED, "", 1)
    return None


def essay_and_elements(above: Sequence[str], lines: Sequence[str]) -> tuple[str, list[ToldElement], str]:
    """Return the essay, the elements in the order of the text, and stars that have a line of their own.

    `above` are lines that begin the essay. One that has a mark (EDGE) above it goes as far as the last such mark.
    """
    begun = next((place for place, line in enumerate(lines) if line.strip()), 0)
    edges = [place for place, line in enumerate(lines) if line.strip() == EDGE]
    if edges[:1] == [begun] and len(edges) > 1:
        essay, place = [*above, *lines[begun + 1 : edges[-1]]], edges[-1] + 1
    else:
        place = _start_of_elements(lines)
        essay = [*above, *lines[:place]]
        while essay and place < len(lines) and (not essay[-1].strip() or _is_above_elements(essay[-1])):
            essay.pop()
    parts = _Elements(lines[place:])
    ratings = [lone_rating(text) if fold(name) in _RATINGS else "" for name, text, _ in parts.found]
    breakdown = [each for each, rating in zip(parts.found, ratings, strict=True) if not rating]
    return text_of_lines([*essay, *parts.left]), breakdown, next(filter(None, ratings), "")


def _start_of_elements(lines: Sequence[str]) -> int:
    fence = ""
    for place, line in enumerate(lines):
        if match := FENCE.match(line):
            fence = "" if fence == match[1] else fence or match[1]
        if not fence and opens_section(lines, place):
            return place
    return len(lines)


_RATINGS = VERDICTS | {"rating", "my rating", "score", "stars", "overall", "final rating"}


def _is_above_elements(line: str) -> bool:
    match = HEADING.fullmatch(line)
    return fold((text_of_heading(match) if match else unmarked(line)).rstrip(": ")) in _ABOVE_ELEMENTS


class _Elements:
    """The elements of the lines from the first of them on: rows of tables, sections, and closing words."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.found: list[ToldElement] = []
        """The elements, in the order of the text."""
        self.left: list[str] = []
        """The lines of sections that are about none, such as links."""
        self._unnamed: list[tuple[int, str]] = []
        self._section = _UNNAMED
        self._level = 0
        self._own: list[str] = []
        self._read(lines)
        self._close()
        self._name_the_unnamed()

    def _read(self, lines: Sequence[str]) -> None:
        place, fence = 0, ""
        while place < len(lines):
            if match := FENCE.match(lines[place]):
                fence = "" if fence == match[1] else fence or match[1]
            rows, end = ([], place) if fence else _element_table(lines, place)
            is_behind = bool(self.found or self._level)
            section = None if fence or rows else _section_at(lines, place, is_behind=is_behind, level=self._level)
            if rows:
                self._close()
                self.found += rows
                place = end
            elif section is not None:
                self._close()
                self._section = section
                self._level = section.level if section.level < _LABELLED else self._level
                self._own = [section.text] if section.text else []
                place += section.lines
            else:
                self._own.append(lines[place])
                place += 1

    def _close(self) -> None:
        """Add the section that was begun, and go on without one."""
        (name, rating, _, _, _), text = self._section, _unhidden(self._own)
        if self._section is _UNNAMED:
            self._unnamed += [(len(self.found), text)] if text else []
        elif fold(name) in _NO_ELEMENTS:
            self.left += ["", f"## {name}", *self._own]
        elif text or rating or fold(name) not in _ABOVE_ELEMENTS:
            self.found.append((name, text, rating))
        self._section, self._own = _UNNAMED, []

    def _name_the_unnamed(self) -> None:
        """Take words without a heading for the closing ones, or for more of the essay where others are called so."""
        if any(fold(name) in _CLOSINGS for name, _, _ in self.found):
            self.left = [line for _, text in self._unnamed for line in ("", text)] + self.left
            return
        for place, text in reversed(self._unnamed):
            self.found.insert(place, (_UNNAMED.name, text, ""))


def _unhidden(lines: Sequence[str]) -> str:
    return text_of_lines([line[1:] if _HIDDEN_HEADING.match(line) else line for line in lines])


def _element_table(lines: Sequence[str], place: int) -> tuple[list[ToldElement], int]:
    """Return the elements of the table that begins on a line, and the line behind it; none where it is no such table.

    It is one of Markdown, or its cells are apart by bars, by tabs, or by at least two spaces, as in plain text.
    """
    table, end = table_at(lines, place)
    if not table:
        table, end = _plain_table(lines, place)
    return (element_rows(table), end) if table and is_told_in_table(table[0]) else ([], place)


def _plain_table(lines: Sequence[str], place: int) -> tuple[list[list[str]], int]:
    line = lines[place].strip("| ")
    if not is_told_in_table([line.split("|")[0].split("\t")[0].split("  ")[0], ""]):
        return [], place
    separator = re.compile(r"\s*\|\s*") if "|" in line else re.compile(r"\s*\t\s*") if "\t" in line else _GAP
    head = separator.split(line)
    if not 1 < len(head) <= _MOST_COLUMNS:
        return [], place
    rows, end = [head], place + 1
    while end < len(lines):
        if not lines[end].strip():  # copied from some pages, rows have an empty line between
            if separator is _GAP or end + 1 == len(lines) or len(separator.split(lines[end + 1].strip())) == 1:
                break
            end += 1
        cells = separator.split(lines[end].strip().strip("|").strip(), maxsplit=len(head) - 1)
        if _is_rule(lines[end]):
            pass
        elif len(cells) == 1 or (lines[end][:1].isspace() and separator is _GAP):
            if len(rows) == 1:
                return [], place
            rows[-1][-1] = f"{rows[-1][-1]} {lines[end].strip()}"
        else:
            rows.append(cells)
        end += 1
    return (rows, end) if len(rows) > 1 else ([], place)


_MOST_COLUMNS = 4


def _is_rule(line: str) -> bool:
    return not set(line.strip()) - set("-=+| \t─━┼│:")
