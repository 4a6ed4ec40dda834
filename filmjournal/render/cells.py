"""Text cut to the cells of a terminal."""

from rich.cells import cell_len, set_cell_size


def fit(text: str, width: int) -> str:
    """Return the text in exactly this many cells: padded, or cut with an ellipsis."""
    if text.isascii() and len(text) <= width:
        return text.ljust(width)
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width) if width > 0 else ""
