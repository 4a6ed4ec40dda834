"""A review to read, with the matches of a search highlighted, and where those are on the screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from textual import work
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Markdown, Static
from textual.widgets.markdown import MarkdownBlock, MarkdownFence

from filmjournal.query.fields import REVIEW, ElementField, TextField
from filmjournal.render.highlighting import Marker, is_found
from filmjournal.render.prose import keep_line_breaks


def marked_content(content: Content, field: TextField | ElementField, marker: Marker) -> Content:
    """Return a text of this field with the matches in it highlighted."""
    style = Style.from_rich_style(marker.style)
    for start, end in marker.spans(content.plain, field):
        content = content.stylize(style, start, end)
    return content


def lines_found(scroll: Widget, within: Widget) -> Iterator[int]:
    """Yield the lines of `scroll` that have a match inside `within`, from top to bottom."""
    top = scroll.content_region.y - scroll.scroll_offset.y
    for part in within.query(Static):
        if part.display and _has_found(part):
            for line, strip in enumerate(part.render_lines(Region(0, 0, *part.size))):
                if any(is_found(segment.style) for segment in strip):
                    yield part.region.y - top + line


def _has_found(part: Static) -> bool:
    """Whether it may have a match; for what Rich renders, only the rendered lines tell."""
    if isinstance(part.content, Content):
        return any(isinstance(span.style, Style) and is_found(span.style) for span in part.content.spans)
    return not isinstance(part.content, str)


if TYPE_CHECKING:
    _Block = MarkdownBlock
else:
    _Block = object  # a block takes its styles from its first base that is a widget


class _Marked(_Block):
    """A block of a review, marked as its text is set: marking never changes what the Markdown means."""

    def __init__(self, markdown: Markdown, *args: Any, **named: Any) -> None:  # noqa: ANN401 — blocks differ in these
        self._review = markdown
        super().__init__(markdown, *args, **named)

    def set_content(self, content: Content) -> None:
        if isinstance(self._review, Review):
            content = self._review.marked(content)
        super().set_content(content)


class _MarkedFence(_Marked, MarkdownFence):
    def on_mount(self) -> None:
        """Mark the code, which is not set before; as it was highlighted, so that it is never marked twice."""
        self.set_content(self._highlighted_code)


def _marked(block: type[MarkdownBlock]) -> type[MarkdownBlock]:
    if issubclass(block, MarkdownFence):
        return _MarkedFence
    return type(block.__name__, (_Marked, block), {})


_BLOCKS = {name: _marked(block) for name, block in Markdown.BLOCKS.items()}


def _parser() -> MarkdownIt:
    parser = MarkdownIt("gfm-like")
    parser.core.ruler.push("line_breaks", lambda state: keep_line_breaks(state.tokens))
    return parser


class Review(Markdown):
    """A review as it was written, line by line, with the matches of a search highlighted; its source stays as it is."""

    @dataclass
    class Shown(Message):
        """The whole review is rendered."""

        source: str

    _marker: Marker | None = None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id, parser_factory=_parser)

    def get_block_class(self, block_name: str) -> type[MarkdownBlock]:
        """Return the block of this name that marks its text."""
        return _BLOCKS[block_name]

    def show(self, source: str, marker: Marker) -> None:
        """Show this review, and post `Shown` when it is rendered."""
        self._marker = marker
        self._show(source)

    @work(exclusive=True)
    async def _show(self, source: str) -> None:
        """Show a review. All drawing is held back until its blocks are mounted.

        It begins and ends with a worker of this widget: an update that outlived it would wait for its blocks for ever.
        """
        await self.update(source)
        self.post_message(self.Shown(source))

    def marked(self, content: Content) -> Content:
        """Return a part of the review with the matches in it highlighted."""
        return marked_content(content, REVIEW, self._marker) if self._marker else content
