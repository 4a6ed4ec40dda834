"""Reviews rendered from Markdown, with search matches highlighted."""

import re
from collections.abc import Iterable
from io import StringIO
from typing import ClassVar, Self, cast

from markdown_it.token import Token
from msgspec import Struct
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownContext, MarkdownElement, Paragraph, TableDataElement
from rich.segment import Segment
from rich.syntax import Syntax
from rich.text import Text

from filmjournal.model.text import visible
from filmjournal.query.fields import ElementField, TextField
from filmjournal.render.highlighting import Marker, is_found

PREVIEWED = 1800
"""Characters of a review that a preview shows: what fits beside a list."""

IN_SIGHT = 500
"""Characters within which the first match must be for a text to be shown from its beginning."""

LINES_BEFORE = 2
"""Lines before the first match, in a text that isn't shown from its beginning."""


_FENCE = re.compile("^(?:```|~~~)", re.MULTILINE)


def keep_line_breaks(tokens: Iterable[Token]) -> None:
    """Make each line break of a text break the line, as it was typed; Markdown would join the lines to one."""
    for token in tokens:
        for part in token.children or ():
            if part.type == "softbreak":
                part.type = "hardbreak"


def lines_of(page: RenderableType, width: int) -> list[Text]:
    """Return a page as lines that are at most this many cells wide."""
    console = Console(width=width, file=StringIO(), color_system="truecolor", force_terminal=True, legacy_windows=False)
    rendered = console.render_lines(page, console.options.update(width=width), pad=False)
    return [_line(segments) for segments in rendered]


def _line(segments: Iterable[Segment]) -> Text:
    line = Text(end="", no_wrap=True)
    for segment in segments:
        line.append(segment.text, segment.style)
    line.rstrip()
    return line


def prose(source: str, field: TextField | ElementField, marker: Marker) -> Markdown:
    """Return a text of this field, rendered."""
    return _Prose(visible(source), field, marker)


def excerpt(source: str, field: TextField | ElementField, marker: Marker) -> RenderableType:
    """Return the beginning of a text, or the passage around its first match, rendered."""
    source = visible(source)
    spans = marker.spans(source, field)
    if not spans or spans[0][1] <= IN_SIGHT:
        return _Prose(_beginning(source, PREVIEWED), field, marker)
    start, end = _paragraph_start(source, spans[0][0]), spans[0][1]
    shown = _Prose(_beginning(source[start:], end - start + PREVIEWED), field, marker)
    return _Passage(shown, within=start > 0, muted=marker.palette.muted)


def _beginning(source: str, length: int) -> str:
    if len(source) <= length:
        return source
    return source[:length].rsplit(maxsplit=1)[0] + " …"


def _paragraph_start(source: str, place: int) -> int:
    """Return where the paragraph at this place begins; a block of code is one, though it may have empty lines."""
    start = source.rfind("\n\n", 0, place) + 1
    fences = [fence.start() for fence in _FENCE.finditer(source, 0, start)]
    return fences[-1] if len(fences) % 2 else start


class _Passage(Struct, frozen=True):
    """The lines of a text from shortly before the first match: cut after rendering, not in the source."""

    prose: Markdown
    within: bool
    muted: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = console.render_lines(self.prose, options, pad=False)
        first = next((at for at, line in enumerate(lines) if any(is_found(part.style) for part in line)), 0)
        first = max(first - LINES_BEFORE, 0)
        if self.within or first:
            yield Text("…", self.muted)
        for line in lines[first:]:
            yield from line
            yield Segment.line()


class _Part(MarkdownElement):
    """A part of a text. Highlighting it when rendered never changes what the Markdown means."""

    whole: "_Prose | None" = None

    @classmethod
    def create(cls, markdown: Markdown, token: Token) -> Self:
        part = cast("Self", super().create(markdown, token))
        if isinstance(markdown, _Prose):
            part.whole = markdown
        return part

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for rendered in super().__rich_console__(console, options):
            if self.whole is not None:
                self.whole.mark(rendered)
            yield rendered


class _Paragraph(_Part, Paragraph):
    pass


class _Heading(_Part, Heading):
    pass


class _Code(_Part, CodeBlock):
    pass


class _Cell(_Part, TableDataElement):
    def on_leave(self, context: MarkdownContext) -> None:
        super().on_leave(context)
        if self.whole is not None:
            self.whole.mark(self.content)


class _Prose(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "paragraph_open": _Paragraph,
        "heading_open": _Heading,
        "fence": _Code,
        "code_block": _Code,
        "td_open": _Cell,
        "th_open": _Cell,
    }

    def __init__(self, source: str, field: TextField | ElementField, marker: Marker) -> None:
        super().__init__(source)
        keep_line_breaks(self.parsed)
        self._field = field
        self._marker = marker

    def mark(self, part: object) -> None:
        """Highlight the matches in a part of the rendered text."""
        if isinstance(part, Text):
            self._marker.mark(part, self._field)
        elif isinstance(part, Syntax):
            for start, end in self._marker.spans(part.code, self._field):
                part.stylize_range(self._marker.style, _position(part.code, start), _position(part.code, end))


def _position(code: str, place: int) -> tuple[int, int]:
    """Return the line, from 1, and the column, from 0."""
    return code.count("\n", 0, place) + 1, place - code.rfind("\n", 0, place) - 1
