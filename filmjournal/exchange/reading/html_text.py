"""Converts HTML of other programs to Markdown that looks the same, and plain text to Markdown that renders it as it is.

A line end that somebody typed is a line end still: two spaces stand before it, which is how Markdown says so.
"""

import re
from collections.abc import Callable
from functools import cache
from html import escape, unescape

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>a|b|blockquote|cite|code|del|div|em|h[1-6]|hr|i|img|li|ol|p|pre|q|s|small|span|strike|strong"
    r"|sub|sup|tt|u|ul)(?P<more>\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""A tag that is converted; other text between < and > is somebody's own."""

_LINE_END = re.compile(r"<br\s*/?>[ \t]*\n?", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});")
_EMPHASIS = frozenset({"b", "del", "em", "i", "s", "strike", "strong", "u"})
_WITH_ATTRIBUTES = frozenset({"a", "img"})
_CODE = frozenset({"code", "pre", "tt"})
_BLOCKS = frozenset({"blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"})

_SIGNS = "\\`*_[<&~"
"""Signs that mean something to Markdown within a line."""

_MEANT = re.compile(
    r"""
      \\(?=[!-/:-@\[-`{-~]|[ \t]*\n)
    | `
    | \*(?:(?<=\S\*)|(?=\S))
    | _(?:(?<![^\W_]_)|(?![^\W_]))
    | <(?=[A-Za-z/!?])
    | &(?=\#?\w+;)
    | ~(?=~)
    """,
    re.VERBOSE,
)
"""Where such a sign would be taken for Markdown."""

_BEGINS = re.compile(
    r"""
    ^(?P<space>[ \t]*)
    (?: (?P<sign> \#{1,6}(?=[ \t]|$) | [-+*](?=[ \t]|$) | > | =+[ \t]*$ | -+[ \t]*$ | [|:-](?=[-:| \t]*$) )
      | (?P<number>\d{1,9})(?P<point>[.)])(?=[ \t]|$)
      | (?=\S)
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
"""What a line begins with that would be taken for a heading, a list, a quotation, a rule, a table or code."""

_NOT_PLAIN = re.compile(r"[\\`*_\[<>&~\n]")
_NOT_FIRST = tuple("-#+*>=|:0123456789")
"""What a piece of text has, and begins with, that may have to be written in another way."""

_MAY_BEGIN = re.compile(r"\n(?:[ ]{4}|[ ]*\t|[ ]*[-#+*>=|:]|[ ]*\d{1,9}[.)](?:\s|$))")
_SPACE_BEFORE_END = re.compile(r"(?<![ \t])[ \t]+\n")
_SOFT = re.compile(r"\n(?<=[^\n]\n)(?=[ \t]*[^\s])")

_PARAGRAPH = "\n\n"

_MARKS = tuple(map(chr, range(0xFDD0, 0xFDF0)))
"""Characters that mean nothing; one takes the place of backslashes while HTML is parsed."""


def markdown_of(text: str) -> str:
    """Return a text that may have HTML in it as Markdown."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text:
        text = _LINE_END.sub("\n", text)
        first, last = _TAG.search(text), text.rfind(">")
        if first:
            start = text.rfind(_PARAGRAPH, 0, first.start()) + 1
            end = text.find(_PARAGRAPH, last)
            return _partly_html(text, start, end if end > 0 else len(text))
    return literal(_without_entities(text))


def literal(text: str) -> str:
    """Return Markdown that renders a plain text as it is; most texts are that already."""
    text = _without_meaning(text)
    return _with_line_ends(text) if "\n" in text and text.count("\n") != 2 * text.count(_PARAGRAPH) else text


def _without_meaning(text: str) -> str:
    if any(sign in text for sign in _SIGNS):
        text = _MEANT.sub(r"\\\g<0>", text)
        if any(after in text for after in ("](", "][", "]:")):
            text = text.replace("[", "\\[")
    if _MAY_BEGIN.search(text) or _MAY_BEGIN.match(f"\n{text[:16]}"):
        text = _BEGINS.sub(_as_it_stands, text)
    return text


def _with_line_ends(text: str) -> str:
    if " \n" in text or "\t\n" in text:
        text = _SPACE_BEFORE_END.sub("\n", text)
    return _SOFT.sub("  \n", text)


def _as_it_stands(begins: re.Match[str]) -> str:
    space = begins["space"]
    space = "" if "\t" in space or len(space) > 3 else space
    if begins["number"]:
        return f"{space}{begins['number']}\\{begins['point']}"
    return f"{space}\\{begins['sign']}" if begins["sign"] else space


def _without_entities(text: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text) if "&" in text else text


def _partly_html(text: str, start: int, end: int) -> str:
    """Return a text as Markdown, of which only a part has HTML in it: the rest costs nothing."""
    before, within, after = text[:start].rstrip(), text[start:end], text[end:].lstrip("\n")
    parts = (literal(_without_entities(before)), _converted(within), literal(_without_entities(after)))
    return _PARAGRAPH.join(part for part in parts if part)


def _converted(text: str) -> str:
    mark = next((sign for sign in _MARKS if sign not in text), _MARKS[0])
    read = _converter()(_with_line_ends(_tidied(text, mark)))
    return read.replace(mark, "\\").strip("\n").rstrip()


def _tidied(text: str, mark: str) -> str:
    """Return HTML with nothing but known tags in it, and between them text in which Markdown means nothing.

    Emphasis that is begun a second time was meant to be ended: people forget the slash.
    """
    tidied: list[str] = []
    begun: set[str] = set()
    at, beside_block, in_code = 0, True, False
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        ends = bool(tag["end"]) or (name in _EMPHASIS and name in begun)
        between = _between(text[at : tag.start()], "" if in_code else mark)
        between = between.lstrip() if beside_block else between
        beside_block, at = name in _BLOCKS, tag.end()
        in_code = not ends if name in _CODE else in_code
        (begun.discard if ends else begun.add)(name)
        attributes = tag["more"] or "" if name in _WITH_ATTRIBUTES and not ends else ""
        tidied += (between.rstrip() if beside_block else between, f"<{'/' * ends}{name}{attributes}>")
    rest = _between(text[at:], mark)
    return "".join([*tidied, rest.lstrip() if beside_block else rest])


def _between(text: str, mark: str) -> str:
    """Return the text between two tags as Markdown; without a mark it is code, where Markdown means nothing."""
    if not _NOT_PLAIN.search(text) and not text.lstrip().startswith(_NOT_FIRST):
        return text
    plain = _without_entities(text)
    return escape(_without_meaning(plain).replace("\\", mark) if mark else plain, quote=False)


@cache
def _converter() -> Callable[[str], str]:
    """Return what makes Markdown of HTML; the library is loaded where there is HTML, and not before."""
    import html_to_markdown as library  # noqa: PLC0415 — most texts have no HTML in them

    options = library.ConversionOptions(  # by their members: by their names, each text would look all of them up
        heading_style=library.HeadingStyle.ATX,
        whitespace_mode=library.WhitespaceMode.STRICT,
        newline_style=library.NewlineStyle.SPACES,
        list_indent_type=library.ListIndentType.SPACES,
        highlight_style=library.HighlightStyle.NONE,
        code_block_style=library.CodeBlockStyle.BACKTICKS,
        inline_data_media=library.InlineDataMedia.KEEP,
        hidden_content=library.HiddenContent.DROP,
        url_escape_style=library.UrlEscapeStyle.ANGLE,
        link_style=library.LinkStyle.INLINE,
        output_format=library.OutputFormat.MARKDOWN,
        tier_strategy=library.TierStrategy.AUTO,
        autolinks=False,
        extract_metadata=False,
    )
    return lambda text: library.convert(text, options).content or ""
