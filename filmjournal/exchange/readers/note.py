"""One Markdown file, parsed as far as it is read."""

import re
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct, structs

from filmjournal.exchange.entry.markdown import read_body as read_own_body
from filmjournal.exchange.entry.markdown import read_template
from filmjournal.exchange.errors import TemplateError
from filmjournal.exchange.readers.article import Article, Naming, read_article
from filmjournal.exchange.readers.note_body import NoteBody, read_body, titled
from filmjournal.exchange.readers.note_keys import (
    KNOWN,
    FrontMatter,
    Property,
    our_name,
    plain,
    plain_number,
    read_properties,
    scales_of,
    text_of,
)
from filmjournal.exchange.readers.values import SCALES

_FENCE = "---"
_DATED = re.compile(r"(?P<date>\d{4}-\d\d(?:-\d\d)?)[ _-]+(?P<title>.*\S)")
_TITLE_KEYS = ("title", "film", "movie", "name")
_OUR_KEYS = ("title", "id", "film")

TEXT = "(text)"
"""The cell with the text below the front matter."""


class Scales(Struct, frozen=True):
    """The maxima for ratings that don't state one; several where that is ambiguous."""

    of_film: tuple[int, ...]
    """Those of the rating of the film."""
    of_elements: tuple[int, ...]
    """Those of the ratings of its elements, which never go less far."""


class Note:
    """One file; its front matter is read where somebody asks for it."""

    def __init__(self, file: str, text: str, naming: Naming | None = None) -> None:
        self.file = file
        """Its path within what is read."""
        self.text = text
        """All of it."""
        self.article: Article | None = None if naming is None else read_article(text, naming)
        """The article that it is, with what is known of the film; None for a note."""
        self._front, self._below = _split(text.split("\n"))

    @property
    def lines(self) -> list[str]:
        """The lines below the front matter."""
        return [line.removesuffix("\r") for line in self._below]

    @cached_property
    def front(self) -> FrontMatter:
        """The front matter."""
        return read_properties([line.removesuffix("\r") for line in self._front])

    @cached_property
    def is_ours(self) -> bool:
        """Whether it is a viewing of a journal of ours, though somebody may have changed it."""
        filled = {key for key, colon, value in (line.partition(":") for line in self._front) if colon and value.strip()}
        return filled.issuperset(_OUR_KEYS)

    @property
    def cells(self) -> dict[str, str]:
        """Every key and the text below, word for word."""
        return {**{each.name: each.written for each in self.front.properties}, TEXT: "\n".join(self._below)}

    @cached_property
    def body(self) -> NoteBody:
        """The text below the front matter, read as one of our documents where it is one, or as people write notes."""
        if self.article is not None:
            return self.article.body
        if self.is_ours:
            with suppress(TemplateError):
                return _as_ours(*read_own_body(self.lines, 1, allows_duplicates=True), NoteBody())
        title = titled(self.title)[0]
        body = read_body(self.lines, title, known=KNOWN)
        if not title or body.title or body.breakdown:
            return body
        with suppress(TemplateError):
            record: dict[str, Any] = read_template(self.text)
            return _as_ours(record["review"], record["breakdown"], body) if record["breakdown"] else body
        return body

    @cached_property
    def properties(self) -> tuple[Property, ...]:
        """Every key with its value, those of the front matter first."""
        return (*self.front.properties, *(Property(name, value, (value,)) for name, value in self.body.facts))

    @cached_property
    def highest(self) -> float:
        """The highest rating that doesn't state its scale; 0 where there is none."""
        ratings = (each.items for each in self.properties if our_name(each.name) == "rating")
        return max((plain_number(items[0]) for items in ratings if items), default=0.0)

    def scales_beside(self, highest: float) -> Scales:
        """Return the scales that its ratings may be of, where those of other notes go up to this."""
        numbers = [plain_number(rating) for _, _, rating in self.body.breakdown]
        return Scales(scales_of(self.highest, highest), scales_of(max(self.highest, *numbers, 0.0), highest))

    @cached_property
    def _by_name(self) -> dict[str, Property]:
        return {plain(each.name): each for each in reversed(self.front.properties)}

    def of(self, name: str) -> str:
        """Return the first item of a key; empty where there is none."""
        found = self._by_name.get(name)
        return found.items[0] if found and found.items else ""

    @cached_property
    def title(self) -> str:
        """The title in the front matter; empty where there is none."""
        titles = (text_of(self._by_name[key]).strip() for key in _TITLE_KEYS if key in self._by_name)
        return next(filter(None, titles), "")

    @property
    def heads(self) -> tuple[str, ...]:
        """The lines above the essay of an article."""
        return () if self.article is None else self.article.heads

    @property
    def named(self) -> tuple[str, str, str]:
        """The title, the year and the date in the name of the file."""
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


def _as_ours(review: str, breakdown: Sequence[dict[str, Any]], body: NoteBody) -> NoteBody:
    parts = ((each["name"], each["text"], each["rating"]) for each in breakdown)
    elements = tuple((name, text, f"{stars}/{SCALES[0]}" if stars else "") for name, text, stars in parts)
    return structs.replace(body, review=review, breakdown=elements)
