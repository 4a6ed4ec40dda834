"""Rows as plain columns, for a shell."""

from collections.abc import Sequence

from rich.cells import cell_len

from filmjournal.model.text import one_line
from filmjournal.render.cells import fit

_GAP = "  "


def columns(rows: Sequence[Sequence[str]], width: int | None = None) -> list[str]:
    """Return each row as a line whose cells stand below each other, cut to the width where one is given."""
    plain = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, cells)) for cells in zip(*plain, strict=True)]
    lines = [_GAP.join(map(fit, row, widths)).rstrip() for row in plain]
    return [line if width is None or cell_len(line) <= width else fit(line, width).rstrip() for line in lines]
