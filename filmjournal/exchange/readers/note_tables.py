"""Tables in Markdown, as far as a film is told of in them element by element."""

import re
from collections.abc import Sequence

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
    """Whether the rows below such a head tell of elements."""
    return len(head) > 1 and fold(head[0].strip("*_ ")) in _FIRST


def _is_below_head(line: str) -> bool:
    return "-" in line and _BELOW_HEAD.fullmatch(line) is not None


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [_BREAK.sub("\n", cell).replace("\\|", "|").strip() for cell in _CELL.split(inner)]
