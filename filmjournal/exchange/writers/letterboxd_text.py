"""What was written, as Letterboxd shows it: paragraphs with the few tags of HTML that it knows."""

from collections.abc import Iterator, Sequence
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


def review_of(viewing: Viewing) -> str:
    """Return the headline, the review and each element with its stars below one another."""
    parts = [f"<b>{_plain(viewing.headline.strip())}</b>"] if viewing.headline.strip() else []
    parts += _blocks(viewing.review)
    for element in viewing.breakdown:
        if not element.is_empty:
            stars = f" {element.rating.stars}" if element.rating else ""
            parts += [f"<b>{_plain(element.name.strip())}</b>{stars}", *_blocks(element.text)]
    return "\n\n".join(parts)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def _blocks(markdown: str) -> Iterator[str]:
    """Yield each paragraph of a text."""
    marks: list[str] = []
    begins = ""
    for token in _parser().parse(without_controls(markdown)):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            marks.append("• " if token.type.startswith("bullet") else "1")
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            marks.pop()
        elif token.type == "list_item_open":
            begins = f"{token.info}. " if token.info else marks[-1]
        elif token.type in {"blockquote_open", "blockquote_close"}:
            yield f"<{'/' * token.type.endswith('close')}blockquote>"
        elif token.type == "inline":
            yield begins + _inline(token.children or ())
            begins = ""
        elif token.type == "hr":
            yield "—"
        elif token.content.strip():
            yield _plain(token.content.strip("\n"))


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
