"""The structure of HTML, however its tags are closed: blocks of text, each with the emphasis and links within it.

Letterboxd keeps reviews as people typed them: a blank line is a paragraph as well as `<p>` is, a line end is a break,
and tags may overlap, or never end. Emphasis runs on over paragraphs until it is closed.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

TAG = re.compile(
    r"<(?P<end>/?)(?P<name>a|b|blockquote|cite|code|del|div|em|h[1-6]|hr|i|img|li|ol|p|pre|q|s|small|span|strike|strong"
    r"|sub|sup|tt|u|ul)(?P<more>\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""A tag of a text; whatever else is between < and > is what somebody wrote."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});")
_ATTRIBUTE = re.compile(r"""\s(?P<name>href|src|alt|start)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"[ \t]*\n(?:[ \t\xa0]*\n)+[ \t]*")

STRONG, EMPHASIS, STRUCK, CODE = "**", "*", "~~", "`"
"""The styles of a text, each as Markdown marks it."""

_STYLES = {
    **dict.fromkeys(("b", "strong"), STRONG),
    **dict.fromkeys(("i", "em", "cite"), EMPHASIS),
    **dict.fromkeys(("s", "del", "strike"), STRUCK),
    **dict.fromkeys(("code", "tt"), CODE),
}
_INLINE = frozenset({*_STYLES, "u", "small", "span", "sub", "sup", "q"})


class Run(Struct, frozen=True):
    """A piece of text in which all letters look alike."""

    text: str
    """The text, without tags and entities."""
    styles: frozenset[str] = frozenset()
    """How it is set off: STRONG, EMPHASIS, STRUCK or CODE."""
    link: str = ""
    """The address it leads to."""
    image: str = ""
    """The address of the picture that it stands for."""


class Container:
    """A quotation, or an item of a list, that blocks are in."""

    def __init__(self, marker: str, tag: str) -> None:
        self.marker = marker
        """What its first line begins with in Markdown."""
        self.tag = tag
        """The name of its tag."""


class Block(Struct, frozen=True):
    """A paragraph, a heading, a rule or code, with its line ends."""

    runs: tuple[Run, ...]
    """What stands in it."""
    within: tuple[Container, ...] = ()
    """The quotations and items that it is in, the outermost first."""
    kind: str = ""
    """`h1` to `h6`, `hr`, `pre`, or nothing for a paragraph."""


def without_entities(text: str) -> str:
    """Return a text with the characters that its entities stand for."""
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text) if "&" in text else text


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a text that has HTML in it; `<br>` is a line end in it already."""
    return _Soup(text).blocks


_DEEPEST = 30
"""Quotations and items within each other."""


class _Soup:
    """Reads a text tag by tag."""

    def __init__(self, text: str) -> None:
        self.blocks: list[Block] = []
        self._runs: list[Run] = []
        self._depth: Counter[str] = Counter()
        self._styles: frozenset[str] = frozenset()
        self._too_deep: Counter[str] = Counter()
        self._containers: list[Container] = []
        self._counts: list[int | None] = []
        self._kind = self._link = ""
        self._link_ends_with_paragraph = False
        self._goes_on = False
        tags = list(TAG.finditer(text))
        self._ahead = Counter((tag["name"].lower(), bool(tag["end"])) for tag in tags)
        self._links = deque(bool(tag["end"]) for tag in tags if tag["name"].lower() == "a")
        at = 0
        for tag in tags:
            self._add_text(text[at : tag.start()])
            at = tag.end()
            name, ends = tag["name"].lower(), bool(tag["end"])
            self._ahead[name, ends] -= 1
            more = tag["more"]
            self._read_tag(name, dict(_attributes(more)) if more else {}, ends=ends)
        self._add_text(text[at:])
        self._end_block()

    def _add_text(self, text: str) -> None:
        text = without_entities(text)
        is_one = self._kind == "pre" or "\n" not in text
        paragraphs = [text] if is_one else _PARAGRAPH_END.split(text)
        for at, paragraph in enumerate(paragraphs):
            if at:
                self._end_block()
            if paragraph:
                before = self._runs.pop().text if self._runs and self._goes_on else ""
                self._runs.append(Run(before + paragraph, self._styles, self._link))
                self._goes_on = True

    def _end_block(self) -> None:
        if any(run.image or run.text.strip() for run in self._runs):
            kind = self._kind if self._kind != "hr" else ""
            self.blocks.append(Block(tuple(self._runs), tuple(self._containers), kind))
            if self._link_ends_with_paragraph:
                self._link = ""
        self._runs = []

    def _read_tag(self, name: str, attributes: dict[str, str], *, ends: bool) -> None:
        within = self._depth[name]
        self._goes_on = False
        if name == "a":
            self._read_link(attributes, ends=ends)
        elif name == "img":
            if source := attributes.get("src", ""):
                self._runs.append(Run(attributes.get("alt", ""), image=source, link=self._link))
        elif name in _INLINE:
            self._read_style(name, ends=ends)
            self._goes_on = name != "q" and bool(self._runs and within and self._depth[name])
        else:
            self._read_block(name, attributes, ends=ends)

    def _read_style(self, name: str, *, ends: bool) -> None:
        """Begin or end a style. One that is begun twice was meant to be ended, where too few ends are to come."""
        depth = self._depth[name]
        if not ends and depth and name in _STYLES:
            ends = self._ahead[name, True] - self._ahead[name, False] <= depth
        if name == "q" and (depth or not ends):
            self._runs.append(Run('"', link=self._link))
        self._depth[name] = max(0, depth - 1) if ends else depth + 1
        self._styles = frozenset(style for name, style in _STYLES.items() if self._depth[name])

    def _read_link(self, attributes: dict[str, str], *, ends: bool) -> None:
        self._links.popleft()
        self._link = "" if ends else attributes.get("href", "").strip()
        self._link_ends_with_paragraph = not (self._links and self._links[0])

    def _read_block(self, name: str, attributes: dict[str, str], *, ends: bool) -> None:
        self._end_block()
        self._kind = ""
        if name in {"ol", "ul"}:
            if not ends:
                start = attributes.get("start", "1")
                self._counts.append((int(start) if start.isdecimal() else 1) if name == "ol" else None)
            else:
                self._leave("li")
                self._counts[-1:] = []
        elif name in {"blockquote", "li"} and self._is_too_deep(name, ends=ends):
            return
        elif name in {"blockquote", "li"}:
            if ends or (name == "li" and self._containers and self._containers[-1].tag == "li" and self._is_sibling()):
                self._leave(name)
            if not ends:
                self._containers.append(Container("> " if name == "blockquote" else self._item_marker(), name))
        elif name == "hr":
            self.blocks.append(Block((), tuple(self._containers), "hr"))
        elif name not in {"p", "div"} and not ends:
            self._kind = name

    def _is_too_deep(self, name: str, *, ends: bool) -> bool:
        """Whether a quotation or an item begins or ends within more others than anybody writes: it is none then."""
        if ends and self._too_deep[name]:
            self._too_deep[name] -= 1
            return True
        if not ends and len(self._containers) >= _DEEPEST:
            self._too_deep[name] += 1
            return True
        return False

    def _is_sibling(self) -> bool:
        """Whether an item that begins is the next one of the innermost list, and not the first of one within it."""
        return sum(container.tag == "li" for container in self._containers) >= max(1, len(self._counts))

    def _leave(self, tag: str) -> None:
        """End the innermost container of a kind, and those within it."""
        at = next((at for at, each in reversed([*enumerate(self._containers)]) if each.tag == tag), None)
        if at is not None:
            del self._containers[at:]

    def _item_marker(self) -> str:
        number = self._counts[-1] if self._counts else None
        if number is None:
            return "- "
        self._counts[-1] = number + 1
        return f"{number}. "


def _attributes(more: str) -> Iterator[tuple[str, str]]:
    for match in _ATTRIBUTE.finditer(more):
        yield match["name"].lower(), unescape(next((value for value in match.groups()[1:] if value is not None), ""))
