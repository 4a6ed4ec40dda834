"""One Markdown file, taken apart as far as it is looked at."""

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import PurePosixPath

from filmjournal.exchange.readers.note_body import titled
from filmjournal.exchange.readers.note_keys import plain, text_of
from filmjournal.exchange.readers.properties import FrontMatter, read_properties

_FENCE = "---"
_DATED = re.compile(r"(?P<date>\d{4}-\d\d(?:-\d\d)?)[ _-]+(?P<title>.*\S)")
_TITLE_KEYS = ("title", "film", "movie", "name")
_OUR_KEYS = ("title", "id", "film")

TEXT = "(text)"
"""The cell that has what stands below the front matter."""


class Note:
    """One file; its front matter is read where somebody asks for it."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        """Its path within what is read."""
        self.text = text
        """All of it."""
        self._front, self._below = _split(text.split("\n"))

    @property
    def lines(self) -> list[str]:
        """The lines below the front matter."""
        return [line.removesuffix("\r") for line in self._below]

    @cached_property
    def front(self) -> FrontMatter:
        """What stands in the front matter."""
        return read_properties([line.removesuffix("\r") for line in self._front])

    @cached_property
    def is_ours(self) -> bool:
        """Whether it is a viewing of a journal of ours, though somebody may have changed it."""
        filled = {key for key, colon, value in (line.partition(":") for line in self._front) if colon and value.strip()}
        return filled.issuperset(_OUR_KEYS)

    @property
    def cells(self) -> dict[str, str]:
        """Every key and what stands below, word for word."""
        return {**{each.name: each.written for each in self.front.properties}, TEXT: "\n".join(self._below)}

    def of(self, name: str) -> str:
        """Return what a key says, or nothing."""
        told = next((each for each in self.front.properties if plain(each.name) == name), None)
        return told.items[0] if told and told.items else ""

    @property
    def title(self) -> str:
        """The title that the front matter tells, or nothing."""
        told = {plain(each.name): text_of(each).strip() for each in self.front.properties}
        return next((told[key] for key in _TITLE_KEYS if told.get(key)), "")

    @property
    def named(self) -> tuple[str, str, str]:
        """The title, the year and the date that the name of the file tells."""
        stem = PurePosixPath(self.file).stem
        dated = _DATED.fullmatch(stem)
        title, year = titled(dated["title"] if dated else stem)
        return title, year, dated["date"] if dated else ""


def _split(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the lines of the front matter, which may be none, and those below."""
    if lines[0].rstrip() != _FENCE:
        return [], lines
    end = next((place for place, line in enumerate(lines[1:], 1) if line.rstrip() in {_FENCE, "..."}), None)
    return (lines[1:end], lines[end + 1 :]) if end is not None else ([], lines)
