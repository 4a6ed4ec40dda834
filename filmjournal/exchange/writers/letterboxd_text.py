"""What was written, as Letterboxd shows it: paragraphs with the few tags of HTML that it knows."""

from collections.abc import Sequence
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from filmjournal.model.text import without_controls
from filmjournal.model.viewing import Viewing

_TAGS = {
    "em_open": "<i>",
    "em_close": "</i>",
    "strong_open": "<b>",
    "strong_close": "</b>",
    "link_close": "</a>",
    "softbreak": "\n",
    "hardbreak": "\n",
}


_LOST = {
    "bullet_list_open": "lists",
    "ordered_list_open": "lists",
    "code_block": "code",
    "fence": "code",
    "code_inline": "code",
    "image": "images",
    "hr": "rules",
}
"""What is plain text there, whatever it was."""


def review_of(viewing: Viewing) -> tuple[str, set[str]]:
    """Return the headline, the review and each element with its stars below one another, and what is plain in it."""
    lost: set[str] = set()
    parts = [f"<b>{_plain(viewing.headline.strip())}</b>"] if viewing.headline.strip() else []
    parts += _paragraphs(viewing.review, lost)
    for element in viewing.breakdown:
        if not element.is_empty:
            stars = f" {element.rating.stars}" if element.rating else ""
            parts += [f"<b>{_plain(element.name.strip())}</b>{stars}", *_paragraphs(element.text, lost)]
    return "\n\n".join(parts), lost


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def _paragraphs(markdown: str, lost: set[str]) -> list[str]:
    text = _Text()
    for token in _parser().parse(without_controls(markdown)):
        lost |= {_LOST[each.type] for each in (token, *(token.children or ())) if each.type in _LOST}
        text.take(token)
    return text.paragraphs


class _Text:
    """The paragraphs of a text, as they are read."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._begins = ""
        self._marks: list[str] = []
        self._quotations: list[int] = []

    def take(self, token: Token) -> None:
        of = getattr(self, f"_{token.type}", None)
        if of is not None:
            of(token)
        elif token.content.strip():
            self.paragraphs.append(_plain(token.content.strip("\n")))

    def _inline(self, token: Token) -> None:
        self.paragraphs.append(self._begins + _inline(token.children or ()))
        self._begins = ""

    def _heading_open(self, _: Token) -> None:
        self._begins += "<h2>"

    def _heading_close(self, _: Token) -> None:
        self.paragraphs[-1] += "</h2>"

    def _hr(self, _: Token) -> None:
        self.paragraphs.append("—")

    def _blockquote_open(self, _: Token) -> None:
        self._quotations.append(len(self.paragraphs))

    def _blockquote_close(self, _: Token) -> None:
        first = self._quotations.pop()
        if first < len(self.paragraphs):
            self.paragraphs[first] = f"<blockquote>{self.paragraphs[first]}"
            self.paragraphs[-1] += "</blockquote>"

    def _bullet_list_open(self, _: Token) -> None:
        self._marks.append("• ")

    def _ordered_list_open(self, _: Token) -> None:
        self._marks.append("")

    def _bullet_list_close(self, _: Token) -> None:
        self._marks.pop()

    def _ordered_list_close(self, _: Token) -> None:
        self._marks.pop()

    def _list_item_open(self, token: Token) -> None:
        self._begins = f"{token.info}. " if token.info else self._marks[-1]


def _inline(tokens: Sequence[Token]) -> str:
    """Return the text of a paragraph; an image is its address."""
    told = []
    for token in tokens:
        if token.type == "link_open":
            told.append(f"<a href='{escape(str(token.attrs.get('href', '')), quote=True)}'>")
        elif token.type == "image":
            told.append(_plain(f"{token.content} {token.attrs.get('src', '')}".strip()))
        else:
            told.append(_TAGS.get(token.type) or _plain(token.content))
    return "".join(told)


def _plain(text: str) -> str:
    """Return a text that is nothing but text in HTML."""
    return escape(text, quote=False)
