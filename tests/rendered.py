"""What is rendered, as plain text."""

import io

from rich.console import Console, RenderableType


def plain(what: RenderableType, width: int) -> str:
    """Return what a terminal of this width shows, without colours and without space at the ends of lines."""
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False, color_system=None)
    with console.capture() as shown:
        console.print(what)
    return "\n".join(line.rstrip() for line in shown.get().splitlines())
