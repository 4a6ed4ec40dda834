"""Highlights what a query found in a text."""

from collections.abc import Mapping
from typing import Any, Protocol

from msgspec import Struct
from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from filmjournal.query.fields import ElementField, TextField
from filmjournal.query.highlights import Highlights, Spans
from filmjournal.render.cells import fit
from filmjournal.render.palette import Palette

_FOUND = "found"


class Marker(Struct, frozen=True):
    """Highlights search matches, if there was a search."""

    highlights: Highlights | None
    """What was searched for; None if nothing was."""
    palette: Palette
    """The colours."""

    @property
    def style(self) -> Style:
        """The style of a match; `is_found` recognises it."""
        return found_style(self.palette)

    def spans(self, text: str, field: TextField | ElementField) -> Spans:
        """Return the spans of the matches in a text of this field."""
        return self.highlights.spans(text, field) if self.highlights else ()

    def text(self, written: str, field: TextField | ElementField, style: str = "") -> Text:
        """Return a text of this field with its matches highlighted."""
        return marked(Text(written, style), self.spans(written, field), self.style)

    def mark(self, text: Text, field: TextField | ElementField) -> Text:
        """Highlight the matches in a text that has its styles already."""
        return marked(text, self.spans(text.plain, field), self.style)


def found_style(palette: Palette) -> Style:
    """Return the style of a match."""
    return Style.parse(palette.found) + Style(meta={_FOUND: True})


class Styled(Protocol):
    """A style of Rich or of Textual: both have metadata."""

    @property
    def meta(self) -> Mapping[str, Any]:
        """The metadata."""


def is_found(style: Styled | None) -> bool:
    """Return whether this is the style of a match."""
    return style is not None and _FOUND in style.meta


def marked(text: Text, spans: Spans, style: Style) -> Text:
    """Style these parts of the text, and return it."""
    for start, end in spans:
        text.stylize(style, start, end)
    return text


def in_sight(text: str, spans: Spans, width: int) -> tuple[str, Spans]:
    """Return the text cut to the width so that its first span is visible, and the spans as they are then."""
    if cell_len(text) <= width:
        return text, spans
    first, last = spans[0] if spans else (0, 0)
    if cell_len(text[:last]) <= width - 1:
        shown = fit(text, width)
        return shown, _within(spans, 0, len(shown.rstrip("… ")))
    start = first
    room = max((width - 2) * 2 // 3, cell_len(text[first:last]))
    if cell_len(text[first:]) <= room:  # it is at the end, so that the text before it gets the rest of the room
        room = width - 1
        last = len(text)
    while start > 0 and cell_len(text[start - 1 : last]) <= room:
        start -= 1
    blank = text.find(" ", start, first)
    start = blank + 1 if blank >= 0 else start
    rest = fit(text[start:], width - 1).rstrip()
    return f"…{rest}", _within(spans, start, start + len(rest.rstrip("…")), 1)


def _within(spans: Spans, start: int, end: int, shift: int = 0) -> Spans:
    moved = ((max(first, start), min(last, end)) for first, last in spans)
    return [(first - start + shift, last - start + shift) for first, last in moved if first < last]
