"""What is rendered, as plain text."""

import io

from rich.console import Console, RenderableType
from rich.style import Style
from rich.text import Text

from filmjournal.render.highlighting import is_found


def plain(what: RenderableType, width: int) -> str:
    """Return what a terminal of this width shows, without colours and without space at the ends of lines."""
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False, color_system=None)
    with console.capture() as shown:
        console.print(what)
    return "\n".join(line.rstrip() for line in shown.get().splitlines())


def has_found(text: Text) -> bool:
    """Return whether anything in the text is highlighted as found."""
    return any(isinstance(span.style, Style) and is_found(span.style) for span in text.spans)
