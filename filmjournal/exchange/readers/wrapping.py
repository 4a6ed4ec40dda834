"""Texts whose lines were broken at a width, as editors and mail programs do, put together again."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_LEAST, _MOST = 40, 140
"""Characters of the width at which lines are broken; shorter lines are verse, longer ones are nobody's width."""

_FEWEST, _NEARLY_ALL = 4, 0.95
"""Breaks that it takes to know, and how many of them the width has to explain."""

_OTHER = re.compile(r"\s|[-*+]\s|\d+[.)]\s|#{1,6}\s|>|```|~~~|<|!\[|(?:=+|-{2,}|\*{3,}|_{3,})\s*$|$")
"""How a line begins that is none of a paragraph: a list, a heading, a quotation, code, a rule."""


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines of the paragraphs are as long as they can be: the next word never had room."""
    breaks = [(line, after) for line, after in pairwise(lines) if _belong_together(line, after)]
    if len(breaks) < _FEWEST:
        return False
    width = max(len(line) for pair in breaks for line in pair)
    if not _LEAST <= width <= _MOST:
        return False
    explained = sum(len(line) + 1 + len(after.split(maxsplit=1)[0]) > width for line, after in breaks)
    return explained >= _NEARLY_ALL * len(breaks)


def unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines with each paragraph on one line; all else stays as it is."""
    fence = ""
    whole = ""
    for line in lines:
        mark = line.lstrip()[:3]
        if mark in {"```", "~~~"}:
            fence = "" if fence == mark else fence or mark
        if whole and not fence and _belong_together(whole, line):
            whole = f"{whole} {line}"
            continue
        if whole:
            yield whole
        whole = line if not fence else ""
        if not whole:
            yield line
    if whole:
        yield whole


def _belong_together(line: str, after: str) -> bool:
    """Whether two lines, one after the other, are of one paragraph, and nobody broke it there on purpose."""
    is_break = line.endswith(("  ", "\\"))
    return not (is_break or _OTHER.match(line) or _OTHER.match(after) or any(mark in line + after for mark in "|\t"))
