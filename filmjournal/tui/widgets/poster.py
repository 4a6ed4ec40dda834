"""The poster of a film, drawn by textual-image where that is installed: as pixels, or as half blocks."""

import asyncio
import os
import struct
import sys
import zlib
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from stat import S_ISREG
from typing import Any, ClassVar

from rich.segment import ControlType, Segment
from textual import work
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from filmjournal.journal.posters import Posters
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.text import one_line

MOST_BYTES, MOST_PIXELS = 32 * 2**20, 50_000_000
"""How large an image may be: more is no poster, and would take the memory of a whole film."""

LINES, LINES_WHERE_SHORT = 20, 12
"""Lines that a poster gets, and on a screen of few lines."""

_TALL, _WIDEST = 32, 44
"""Lines from which a screen isn't short, and the cells that there are beside a review."""

_DRAWN = (600, 900)
"""The pixels that are more than a terminal shows; a larger image is made smaller at once."""

_DAMAGED = (OSError, ValueError, SyntaxError, TypeError, LookupError, EOFError, MemoryError, OverflowError)
_DAMAGED_TOO = (AttributeError, struct.error, zlib.error)
"""What decoders of images raise for damaged ones; each has its own."""


HOW = "FILMJOURNAL_POSTERS"
"""The variable that says how posters are drawn, where that isn't seen of the terminal: kitty, sixel or blocks."""

_KITTY, _SIXEL = ("kitty", "ghostty"), ("foot", "wezterm", "iterm", "mlterm", "contour", "mintty", "yaft")
"""What the names of terminals have in them that draw pixels, by its protocols."""


class Drawing(Enum):
    """How a poster is drawn."""

    KITTY = "kitty"
    """As pixels, by the protocol of kitty."""
    SIXEL = "sixel"
    """As pixels, by the older protocol that many terminals have."""
    BLOCKS = "blocks"
    """As half blocks of two colours each, which every terminal shows."""


def drawing_in(environ: Mapping[str, str]) -> Drawing:
    """Return how the terminal draws, by what it says of itself in the environment.

    Asking it would cost a key: what is typed before it answers would be taken for the answer.
    """
    said = environ.get(HOW, "").strip().lower()
    if said in {each.value for each in Drawing}:
        return Drawing(said)
    names = f"{environ.get('TERM', '')} {environ.get('TERM_PROGRAM', '')}".lower()
    if "tmux" in names or "screen" in names:  # they pass no pixels on
        return Drawing.BLOCKS
    kinds = {Drawing.KITTY: _KITTY, Drawing.SIXEL: _SIXEL}
    return next((kind for kind, known in kinds.items() if any(name in names for name in known)), Drawing.BLOCKS)


def can_draw() -> bool:
    """Whether textual-image is installed, without loading it."""
    return find_spec("textual_image") is not None


@cache
def _library() -> Any:  # noqa: ANN401 — it may not be installed, so there are no types to name
    """Return textual-image's widgets. As it is imported it would ask the terminal, so it finds none."""
    name, spoken = "__stdout__", sys.__stdout__
    setattr(sys, name, StringIO())
    try:
        return import_module("textual_image.widget")
    finally:
        setattr(sys, name, spoken)


@cache
def _image_class() -> Any:  # noqa: ANN401 — as above
    """Return the widget that draws best here: pixels where the terminal has them, else half blocks."""
    widgets, drawing = _library(), drawing_in(os.environ)
    if drawing is Drawing.KITTY:
        return widgets.TGPImage
    return _sixel_class() if drawing is Drawing.SIXEL and _knows_pixels() else widgets.HalfcellImage


def _knows_pixels() -> bool:
    """Whether the system says how many pixels a cell has, and note that; sixels of another size would cover text."""
    terminal: Any = import_module("textual_image._terminal")
    try:
        rows, columns, width, height = terminal.get_tiocgwinsz()
    except (OSError, ValueError, AttributeError, terminal.TerminalError):
        return False
    if not (rows and columns and width and height):
        return False
    terminal.get_cell_size._result = terminal.CellSize(width // columns, height // rows)  # noqa: SLF001 — its cache
    return True


def _sixel_class() -> Any:  # noqa: ANN401 — as above
    """Return the widget that draws sixels, whose moves of the cursor are marked as such.

    The app shows characters in place of what a terminal would obey, but for what is marked (`stand_ins`).
    """
    _library()  # before its parts, which would ask the terminal
    sixel: Any = import_module("textual_image.widget.sixel")
    pixels = sixel._ImageSixelImpl  # noqa: SLF001 — there is no other door to it

    def segments(self: Any, data: str) -> list[Segment]:  # noqa: ANN401 — as above
        drawn = pixels._get_sixel_segments(self, data)  # noqa: SLF001 — as above
        return [Segment(each.text, each.style, each.control or [(ControlType.CURSOR_FORWARD, 0)]) for each in drawn]

    marked = type("MarkedSixels", (pixels,), {"_get_sixel_segments": segments})

    def compose(self: Any) -> Any:  # noqa: ANN401 — as above
        yield marked(self.image, self._sixel_options)

    return type("SixelPoster", (sixel.Image,), {"compose": compose}, Renderable=sixel._NoopRenderable)  # noqa: SLF001


def opened(path: Path) -> Any:  # noqa: ANN401 — an image of Pillow, which may not be installed
    """Return an image, made small enough to be drawn at once; raises InvalidValueError with the reason."""
    pillow = import_module("PIL.Image")
    name = f"{path.parent.name}/{one_line(path.name)}"
    try:
        _check_size(path)
        with pillow.open(path) as image:
            return _made_small(image)
    except (_TooLargeError, pillow.DecompressionBombError, pillow.DecompressionBombWarning) as error:
        limits = f"{MOST_BYTES // 2**20} MB or {MOST_PIXELS // 10**6} million pixels"
        raise InvalidValueError(f"{name} isn't shown: it has more than {limits}, or is no file.") from error
    except (*_DAMAGED, *_DAMAGED_TOO) as error:
        raise InvalidValueError(f"{name} can't be shown: it is damaged, or no image.") from error


class _TooLargeError(Exception):
    """An image is larger than any poster."""


def _check_size(path: Path) -> None:
    about = path.stat()
    if not S_ISREG(about.st_mode) or about.st_size > MOST_BYTES:
        raise _TooLargeError(path)


def _made_small(image: Any) -> Any:  # noqa: ANN401 — an image of Pillow
    if image.width * image.height > MOST_PIXELS:
        raise _TooLargeError(image)
    image.draft("RGB", _DRAWN)
    image.thumbnail(_DRAWN)
    return image.convert("RGB")


class Poster(Vertical):
    """Shows the poster of a film, or nothing where there is none."""

    DEFAULT_CLASSES: ClassVar[str] = "-none"

    def __init__(self, posters: Posters, *, id: str | None = None) -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id)
        self._posters = posters
        self._path: Path | None = None

    def show(self, film: Film) -> None:
        """Show the poster of this film once it is read; until then none."""
        self._show(film)

    @work(exclusive=True, group="poster")
    async def _show(self, film: Film) -> None:
        path = await asyncio.to_thread(self._posters.find, film)
        if path is not None and path == self._path:
            return
        self._path = path
        self.add_class("-none")
        await self.remove_children()
        if path is None:
            return
        try:
            image, draws = await asyncio.to_thread(lambda: (opened(path), _image_class()))
            shown: Widget = draws(image)
            shown.styles.width, shown.styles.height = self._cells_for(image.width / image.height)
        except InvalidValueError as error:
            shown = Static(Content(str(error)), classes="poster--problem")
        await self.mount(shown)
        self.remove_class("-none")

    def _cells_for(self, ratio: float) -> tuple[int, int]:
        """Return the width and the height of an image in cells, each of which is twice as high as wide."""
        most = LINES if self.screen.size.height >= _TALL else LINES_WHERE_SHORT
        height = max(1, min(most, round(_WIDEST / 2 / ratio)))
        return max(1, min(_WIDEST, round(height * 2 * ratio))), height
