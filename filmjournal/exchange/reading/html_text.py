"""Converts HTML of other programs to Markdown that looks the same, and plain text to Markdown that renders it as it is.

A line end that somebody typed is a line end still: two spaces stand before it, which is how Markdown says so.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from unicodedata import category

from markdown_it import MarkdownIt
from msgspec import structs

from filmjournal.exchange.reading.html_soup import (
    CODE,
    EMPHASIS,
    STRONG,
    TAG,
    Block,
    Run,
    blocks_of,
    without_entities,
)

_LINE_END = re.compile(r"<br\s*/?>[ \t]*\n?", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
"""All that stands between the first letter of a text and its last."""

_ASCII_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
"""Signs beside which a mark of emphasis means something else than beside a letter."""

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

_MAY_BEGIN = re.compile(r"\n(?:[ ]{4}|[ ]*\t|[ ]*[-#+*>=|:]|[ ]*\d{1,9}[.)](?:\s|$))")
_SPACE_BEFORE_END = re.compile(r"(?<![ \t])[ \t]+\n")
_SOFT = re.compile(r"\n(?<=[^\n]\n)(?=[ \t]*[^\s])")

_PARAGRAPH = "\n\n"

_NAMED = re.compile(r"[\[\]]")
"""What would end the text of a link."""


def markdown_of(text: str) -> str:
    """Return a text that may have HTML in it as Markdown."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text:
        text = _LINE_END.sub("\n", text)
        first = TAG.search(text)
        if first:
            start = max(0, text.rfind(_PARAGRAPH, 0, first.start()))
            before = literal(without_entities(text[:start].rstrip()))
            read = _written(blocks_of(text[start:]))
            return _PARAGRAPH.join(part for part in (before, read) if part)
    return literal(without_entities(text))


def literal(text: str) -> str:
    """Return Markdown that renders a plain text as it is; most texts are that already."""
    text = _without_meaning(text)
    return _with_line_ends(text) if "\n" in text and text.count("\n") != 2 * text.count(_PARAGRAPH) else text


def _without_meaning(text: str) -> str:
    text = _without_marks(text)
    if _MAY_BEGIN.search(text) or _MAY_BEGIN.match(f"\n{text[:16]}"):
        text = _BEGINS.sub(_as_it_stands, text)
    return text


def _without_marks(text: str) -> str:
    """Return a text in which nothing within a line means anything to Markdown."""
    if any(sign in text for sign in _SIGNS):
        text = _MEANT.sub(r"\\\g<0>", text)
        if any(after in text for after in ("](", "][", "]:")):
            text = text.replace("[", "\\[")
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


def _written(blocks: Sequence[Block]) -> str:
    """Return blocks as Markdown, each below the marks of the quotations and items that it is in."""
    written: list[str] = []
    before: Block | None = None
    for block in blocks:
        lines = list(_lines_of_block(block))
        old = before.within if before else ()
        shared = next(
            (at for at, (one, other) in enumerate(zip(old, block.within, strict=False)) if one is not other),
            min(len(old), len(block.within)),
        )
        if before is not None:
            outer = "".join(_further(each.marker) for each in block.within[:shared])
            are_items = shared < len(old) and shared < len(block.within) and block.within[shared].tag == "li"
            written += [] if are_items and old[shared].tag == "li" else [outer.rstrip()]
        first = "".join(each.marker if at >= shared else _further(each.marker) for at, each in enumerate(block.within))
        further = "".join(_further(each.marker) for each in block.within)
        written += (f"{further if at else first}{line}" for at, line in enumerate(lines))
        before = block
    return "\n".join(written)


def _further(marker: str) -> str:
    """Return what a further line begins with within a quotation or an item."""
    return marker if marker == "> " else " " * len(marker)


def _lines_of_block(block: Block) -> Iterator[str]:
    if block.kind == "hr":
        yield "---"
    elif block.kind == "pre":
        yield "```"
        yield from "".join(run.text for run in block.runs).strip("\n").split("\n")
        yield "```"
    else:
        heading = f"{'#' * int(block.kind[1])} " if block.kind else ""
        lines = [line for line in map(_line, _split_lines(block.runs)) if line]
        if heading:
            yield heading + " ".join(lines)
            return
        for at, line in enumerate(lines, start=1):
            yield f"{_BEGINS.sub(_as_it_stands, line)}{'  ' if at < len(lines) else ''}"


def _split_lines(runs: Sequence[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        for at, text in enumerate(run.text.split("\n")):
            if at:
                lines.append([])
            if text or run.image:
                lines[-1].append(Run(text, run.styles, run.link, run.image))
    return lines


def _line(runs: Sequence[Run]) -> str:
    """Return a line as Markdown: what is set off is marked where the marks can stand."""
    if len(runs) == 1 and runs[0] == Run(runs[0].text):
        return _without_marks(runs[0].text).strip(" \t")
    if _are_tame(runs):
        return "".join(_tame(run) for run in runs).strip(" \t")
    placed = _placed(runs)
    line = _marked(placed)
    if not _is_crowded_with_signs(placed) or _shows(line, placed):
        return line
    fewer = [run if any(map(str.isalnum, run.text)) else structs.replace(run, styles=frozenset()) for run in placed]
    line = _marked(fewer)
    if _shows(line, placed):
        return line
    return _marked([structs.replace(run, styles=frozenset() if run.link else run.styles & {CODE}) for run in placed])


def _are_tame(runs: Sequence[Run]) -> bool:
    """Whether every mark would stand between a letter within it and plain text: most lines are like that."""
    was_plain = False
    for at, run in enumerate(runs):
        is_plain = not run.styles and not run.link
        if run.image or not run.text or len(run.styles) > 1 or CODE in run.styles or (at and is_plain is was_plain):
            return False
        if not is_plain and not (run.text[0].isalnum() and run.text[-1].isalnum()):
            return False
        if run.link and at and runs[at - 1].text[-1] == "!":  # it would be a picture
            return False
        was_plain = is_plain
    return True


def _tame(run: Run) -> str:
    text = _text_of(run)
    for style in run.styles:
        text = f"{style}{text}{style}"
    return f"[{text}]({_address(run.link)})" if run.link else text


def _is_crowded_with_signs(runs: Sequence[Run]) -> bool:
    """Whether a mark may not be one: beside a sign within it, with no space on the other side, or a link in code."""
    if any(run.link and CODE in run.styles for run in runs):
        return True
    return any(
        one.styles != other.styles
        and not (one.text[-1:].isspace() or other.text[:1].isspace())
        and (bool(one.styles and other.styles) or _is_sign(one.text[-1:] if one.styles else other.text[:1]))
        for one, other in pairwise(runs)
    )


def _shows(line: str, runs: Sequence[Run]) -> bool:
    """Whether Markdown shows the text of these runs, and none of the marks."""
    (inline,) = _parser().parseInline(line)
    shown = "".join(part.content for part in inline.children or ())
    return shown.split() == "".join(run.text for run in runs).split()


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")


def _marked(placed: Sequence[Run]) -> str:
    """Return runs with their marks around them."""
    pieces: list[str] = []
    is_open: list[tuple[str, str]] = []
    for at, run in enumerate(placed):
        wanted = _marks(placed, at)
        closed = _closed(is_open, wanted)
        pieces += (_end(mark) for mark in closed)
        is_crowded = at > 0 and not placed[at - 1].text[-1:].isspace() and not run.text[:1].isspace()
        for mark in wanted:
            if mark not in is_open and not (mark in closed and is_crowded):
                is_open.append(mark)
                pieces.append(_begin(mark, pieces))
        pieces.append(_text_of(run))
    return "".join((*pieces, *(_end(mark) for mark in reversed(is_open)))).strip(" \t")


def _marks(runs: Sequence[Run], at: int) -> list[tuple[str, str]]:
    """Return the marks that are around a run, the outermost first, each with the address that it has, if any."""
    link = runs[at].link
    return [*([("[", link)] if link else []), *((style, "") for style in _by_length(runs, at))]


def _closed(is_open: list[tuple[str, str]], wanted: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Take from the open marks what has to be ended before others may stand, and return it."""
    closed: list[tuple[str, str]] = []
    while not set(is_open) <= set(wanted):
        closed.append(is_open.pop())
    return closed


def _begin(mark: tuple[str, str], pieces: list[str]) -> str:
    if mark[0] == "[" and pieces and pieces[-1].endswith("!"):  # else it would be a picture
        pieces[-1] = f"{pieces[-1][:-1]}\\!"
    return mark[0]


def _end(mark: tuple[str, str]) -> str:
    return f"]({_address(mark[1])})" if mark[0] == "[" else mark[0]


def _text_of(run: Run) -> str:
    if run.image:
        shown = _NAMED.sub(r"\\\g<0>", run.text)
        return f"![{shown}]({_address(run.image)})"
    if CODE in run.styles:
        return run.text.replace("`", "'")
    text = _without_marks(f".{run.text}.")[1:-1]  # whatever stands beside it may be a mark
    return re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", text) if run.link else text


def _address(link: str) -> str:
    link = link.replace("\n", "").replace("\\", "%5C")
    return f"<{link.replace('<', '%3C').replace('>', '%3E')}>" if re.search(r"[\s()<>]", link) else link


def _by_length(runs: Sequence[Run], at: int) -> list[str]:
    """Return the styles of a run, first those that go on for longest: marks have to be nested."""

    def length(style: str) -> int:
        further = range(at, len(runs))
        link = runs[at].link
        return next((to for to in further if style not in runs[to].styles or runs[to].link != link), len(runs))

    return sorted(sorted(runs[at].styles), key=lambda style: (-length(style), -len(style)))


def _placed(runs: Sequence[Run]) -> list[Run]:
    """Return runs whose marks Markdown sees: no space within their ends, nor a sign where a letter is beside it."""
    letters = [
        letter
        for before, run, after in zip((None, *runs), runs, (*runs[1:], None), strict=False)
        for letter in _letters(run, _shared(run, before), _shared(run, after))
    ]
    for order in (range(len(letters)), range(len(letters) - 1, -1, -1)):
        before: tuple[str, frozenset[str], str, str] = (" ", frozenset(), "", "")
        for at in order:
            letter, styles, link, image = letters[at]
            new = styles - before[1] - {CODE}
            if new and not image and (letter.isspace() or (_is_sign(letter) and _is_of_word(before[0]))):
                styles = styles & before[1]
            if link != before[2] and link and letter.isspace():
                link = before[2]
            before = letters[at] = letter, styles, link, image
    placed: list[Run] = []
    for letter, styles, link, image in letters:
        last = placed[-1] if placed else None
        if last and not image and not last.image and (styles, link) == (last.styles, last.link):
            placed[-1] = Run(last.text + letter, styles, link)
        else:
            shown = styles & last.styles if last and _is_crowded(last, styles) else styles
            placed.append(Run(letter, shown, link, image))
    return placed


def _letters(
    run: Run, at_start: frozenset[str], at_end: frozenset[str]
) -> Iterator[tuple[str, frozenset[str], str, str]]:
    """Yield the letters of a run, of which the space at its ends is set off only as what is beside it."""
    styles = _styles_of(run)
    if run.image:
        yield run.text, styles, run.link, run.image
        return
    word = _WORDS.search(run.text)  # however long, it is placed as one letter
    start, end = word.span() if word else (0, 0)
    first, last = len(run.text) - len(run.text.lstrip()), len(run.text.rstrip())
    for at in (*range(start + bool(word)), *range(end, len(run.text))):
        text = run.text[start:end] if word and at == start else run.text[at]
        yield text, at_start if at < first else styles if at < last else at_end, run.link, ""


def _shared(run: Run, beside: Run | None) -> frozenset[str]:
    """Return the styles that go on from one run to another; none where one was ended and begun anew."""
    if beside is None or run.link != beside.link or run.styles == beside.styles:
        return frozenset()
    return _styles_of(run) & _styles_of(beside) - {CODE}


def _styles_of(run: Run) -> frozenset[str]:
    return frozenset({CODE}) if CODE in run.styles else frozenset() if run.image else run.styles


def _is_crowded(before: Run, styles: frozenset[str]) -> bool:
    """Whether more marks would stand between two letters than can be told apart."""
    ended, begun = before.styles - styles, styles - before.styles
    return bool(ended and begun) and sum(map(len, ended | begun)) > len(STRONG) + len(EMPHASIS)


def _is_sign(letter: str) -> bool:
    return letter in _ASCII_SIGNS or category(letter[:1] or " ")[0] == "P"


def _is_of_word(letter: str) -> bool:
    return bool(letter) and not letter.isspace() and not _is_sign(letter)
