"""Text cut to the cells of a terminal."""

import re

from rich.cells import cell_len, chop_cells, set_cell_size

_JOINS_NOTHING = re.compile(r"\u200d+(?=\s|$)")
"""A joiner at the end of a word, which would join the space after it, and take its cell."""


def fit(text: str, width: int) -> str:
    """Return the text in exactly this many cells: padded, or cut with an ellipsis."""
    if text.isascii() and len(text) <= width:
        return text.ljust(width)
    text = _JOINS_NOTHING.sub("", text)
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width) if width > 0 else ""


def wrapped(text: str, width: int) -> list[str]:
    """Return the text in lines of at most this many cells, broken between words; a longer word is broken within."""
    lines, line, room = list[str](), "", max(width, 2)
    for word in text.split():
        if line and cell_len(f"{line} {word}") <= room:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        *whole, line = chop_cells(word, room) if cell_len(word) > room else [word]
        lines += whole
    return [*lines, line] if line else lines
