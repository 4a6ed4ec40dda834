"""How a page of the guide looks, as lines that can be searched."""

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from msgspec import Struct
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement, TableElement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from filmjournal.guide.topics import Topic, text_of
from filmjournal.render.palette import Palette

WIDEST_KEYS = 22
"""How many cells keys may take beside what they do."""


def page_of(topic: Topic, palette: Palette) -> RenderableType:
    """Return a topic as a page."""
    return _Page(text_of(topic), palette)


def keys_page(sections: Mapping[str, Sequence[tuple[str, str]]], palette: Palette) -> Group:
    """Return tables of keys and what each does, by their headings."""
    widest = min(max((len(keys) for rows in sections.values() for keys, _ in rows), default=0), WIDEST_KEYS)
    parts: list[RenderableType] = []
    for heading, rows in sections.items():
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
        table.add_column(style=palette.star, width=widest)
        table.add_column()
        for keys, meaning in rows:
            table.add_row(Text(keys), Text(meaning))
        parts += [Text(heading, palette.accent), table, Text()]
    return Group(*parts)


def found_in(lines: Sequence[Text], words: str) -> list[tuple[int, int, int]]:
    """Return where words are in lines, also where a line ends between two: the line, its first and last column.

    Case does not matter. What goes over the end of a line is there once, with where it begins.
    """
    parts = [re.escape(word) for word in words.split()]
    if not parts:
        return []
    text = "\n".join(line.plain for line in lines)
    starts, total = [], 0
    for line in lines:
        starts.append(total)
        total += len(line.plain) + 1
    found, at = [], 0
    for match in re.finditer(r"\s+".join(parts), text, re.IGNORECASE):
        while at + 1 < len(starts) and starts[at + 1] <= match.start():
            at += 1
        found.append((at, match.start() - starts[at], match.end() - starts[at]))
    return found


class _Heading(Heading):
    """A heading that is aligned to the left, as all text of the app is."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console, options
        self.text.justify = "left"
        yield self.text


class _Code(CodeBlock):
    """Commands, set in, in the colour of code; nothing in them is highlighted, which would cost more than all else."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console, options
        yield Padding(Text(str(self.text).rstrip(), "markdown.code"), (0, 0, 0, 2))


class _Table(TableElement):
    """A table without lines, whose columns are as wide as they need to be."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="markdown.h3")
        heads = self.header.row.cells if self.header is not None and self.header.row is not None else []
        widest = options.max_width * 2 // 5
        for at, cell in enumerate(heads):
            table.add_column(cell.content.copy(), max_width=widest if at == 0 and len(heads) > 1 else None)
        table.show_header = any(cell.content.plain.strip() for cell in heads)
        for row in self.body.rows if self.body is not None else []:
            table.add_row(*(cell.content for cell in row.cells))
        yield table


class _Markdown(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _Heading,
        "fence": _Code,
        "code_block": _Code,
        "table_open": _Table,
    }


class _Page(Struct, frozen=True):
    """A text in Markdown, in the colours of a palette."""

    text: str
    palette: Palette

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        heading = self.palette.accent
        looks = Theme(
            {
                "markdown.h1": heading,
                "markdown.h2": heading,
                "markdown.h3": "bold",
                "markdown.h4": "bold",
                "markdown.code": self.palette.star,
                "markdown.em": "italic",
                "markdown.item.bullet": self.palette.muted,
                "markdown.item.number": self.palette.muted,
                "markdown.link": "underline",
            }
        )
        with console.use_theme(looks):
            yield from console.render(_Markdown(self.text, hyperlinks=False), options)
