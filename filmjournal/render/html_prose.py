"""What was written, as HTML in which nothing runs and nothing is loaded."""

from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from filmjournal.model.text import without_controls


def html_of(markdown: str, level: int) -> str:
    """Return a text as HTML: tags that stand in it are shown, and an image is a link to it.

    Its headings are below one of this level, and leave no level out.
    """
    tokens = _parser().parse(without_controls(markdown))
    tags = sorted({token.tag for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(level + 1 + tags.index(token.tag), 6)}"
        elif token.type == "inline":
            for child in token.children or ():
                _harmless(child)
    return str(_parser().renderer.render(tokens, _parser().options, {}))


def _harmless(token: Token) -> None:
    if token.type == "link_open":
        token.attrs["rel"] = "noreferrer noopener"


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.add_render_rule("image", _image)
    return parser


def _image(renderer: Any, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:  # noqa: ANN401, ARG001 — as the library calls it
    token = tokens[place]
    address = str(token.attrs.get("src", ""))
    shown = escape(token.content.strip() or address)
    if address.startswith("data:"):
        return shown
    return f'<a href="{escape(address)}" rel="noreferrer noopener">{shown}</a>'
