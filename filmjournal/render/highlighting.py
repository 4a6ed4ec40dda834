"""Text with what a query found in it made to stand out."""

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
    """Makes what was looked for stand out, where anything was."""

    highlights: Highlights | None
    """What was looked for."""
    palette: Palette
    """How it stands out."""

    @property
    def style(self) -> Style:
        """How it stands out; a screen can tell it from everything else by `is_found`."""
        return found_style(self.palette)

    def spans(self, text: str, field: TextField | ElementField) -> Spans:
        """Return where anything that was looked for stands in a text of this field."""
        return self.highlights.spans(text, field) if self.highlights else ()

    def text(self, written: str, field: TextField | ElementField, style: str = "") -> Text:
        """Return a text of this field, styled, with what was found in it."""
        return marked(Text(written, style), self.spans(written, field), self.style)

    def mark(self, text: Text, field: TextField | ElementField) -> Text:
        """Make what was found stand out in a text that has its styles already."""
        return marked(text, self.spans(text.plain, field), self.style)


def found_style(palette: Palette) -> Style:
    """Return how what was found stands out."""
    return Style.parse(palette.found) + Style(meta={_FOUND: True})


class Styled(Protocol):
    """A style of Rich or of Textual, which both carry notes."""

    @property
    def meta(self) -> Mapping[str, Any]:
        """The notes."""


def is_found(style: Styled | None) -> bool:
    """Whether a piece of the screen is drawn as what was found."""
    return style is not None and _FOUND in style.meta


def marked(text: Text, spans: Spans, style: Style) -> Text:
    """Style these parts of the text, and return it."""
    for start, end in spans:
        text.stylize(style, start, end)
    return text


def in_sight(text: str, spans: Spans, width: int) -> tuple[str, Spans]:
    """Return the text cut to the width, on the left where the first span is beyond it, and where the spans are then."""
    if cell_len(text) <= width:
        return text, spans
    first, last = spans[0] if spans else (0, 0)
    if cell_len(text[:last]) <= width - 1:
        shown = fit(text, width)
        return shown, _within(spans, 0, len(shown.rstrip("… ")))
    start = first
    room = max((width - 2) * 2 // 3, cell_len(text[first:last]))
    if cell_len(text[first:]) <= room:  # it stands at the end, and what is before it can have the rest
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
