"""What stands beside the stars while you rate: how often you gave each, and the nearest films that have as many."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.text import Text

from filmjournal.model.rating import Rating
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.render.cells import fit
from filmjournal.render.palette import Palette
from filmjournal.stats.calibration import Calibration, around

_COLUMNS = " ▁▂▃▄▅▆▇█"

LABEL = 16
"""Cells of a rating with how often you gave it."""


def beside_stars(found: Calibration, rating: Rating | None, width: int, palette: Palette) -> list[Text]:
    """Return the lines for a rating between its neighbours; without one, the nearest films and what you gave them."""
    if not sum(found.counts):
        return [Text(fit("You have rated nothing else yet.", width).rstrip(), palette.muted)]
    if rating is None:
        return [shape(found, None, width, palette), nearest(found.nearest, width, palette)]
    lines = [level(found, each, width, palette, is_chosen=each is rating) for each in around(rating)]
    return [*lines, shape(found, rating, width, palette)]


def level(found: Calibration, rating: Rating, width: int, palette: Palette, *, is_chosen: bool) -> Text:
    """Return a rating, how often you gave it, and the nearest films that have it."""
    text = Text(no_wrap=True)
    text.append("▸ " if is_chosen else "  ", palette.accent if is_chosen else palette.muted)
    text.append(f"{rating.stars:<6}", palette.star)
    text.append(f"{f'{found.count(rating):,} ×':>7} ", palette.muted)
    return _named(text, [(one_line(entry.film.title), "") for entry in found.of(rating)], width, palette)


def nearest(films: Sequence[tuple[Entry, Rating]], width: int, palette: Palette) -> Text:
    """Return the nearest films, each with its stars."""
    text = Text(f"  {'nearest':<{LABEL - 2}}" if films else "", palette.muted, no_wrap=True)
    named = [(one_line(entry.film.title), rating.stars) for entry, rating in films]
    return _named(Text.assemble(text, no_wrap=True), named, width, palette)


def _named(text: Text, names: Iterable[tuple[str, str]], width: int, palette: Palette) -> Text:
    """Add as many names, each with stars after it, as there is room for."""
    is_first = True
    for name, stars in names:
        room = width - text.cell_len - (0 if is_first else 3) - (cell_len(stars) + 1 if stars else 0)
        if room < min(cell_len(name), 12):
            break
        text.append("" if is_first else " · ", palette.muted).append(fit(name, min(room, cell_len(name))).rstrip())
        text.append(f" {stars}" if stars else "", palette.star)
        is_first = False
    return text


def shape(found: Calibration, rating: Rating | None, width: int, palette: Palette) -> Text:
    """Return how often you gave each rating as columns, the chosen one marked."""
    most = max(found.counts)
    text = Text("  you gave      " if width >= LABEL + 20 else "  ", palette.muted, no_wrap=True)
    text = Text.assemble(text, no_wrap=True).append("½ ", palette.muted)
    for each in Rating:
        count = found.count(each)
        height = min(1 + count * 7 // most, 8) if count else 0
        text.append(_COLUMNS[height] if height else "·", palette.star if each is rating else palette.muted)
    text.append(" 5", palette.muted)
    usual = Rating(max(Rating, key=found.count))
    if text.cell_len + 24 <= width:
        text.append(f"   mostly {usual.stars}, {found.count(usual):,} ×", palette.muted)
    return text


def every_level(found: Calibration, width: int, palette: Palette, chosen: Rating | None = None) -> list[Text]:
    """Return every rating with how often you gave it and the nearest films, the highest first."""
    return [level(found, each, width, palette, is_chosen=each is chosen) for each in reversed(Rating)]
