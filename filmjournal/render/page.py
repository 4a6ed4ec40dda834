"""An entry in full, for a terminal that is not a screen of the app."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.query.fields import REVIEW
from filmjournal.render.entry import breakdown, facts, heading
from filmjournal.render.highlighting import Marker
from filmjournal.render.palette import Palette
from filmjournal.render.prose import prose


def page(entry: Entry, palette: Palette) -> RenderableType:
    """Return the film, who made it, and all that was written about it."""
    film, viewing, marker = entry.film, entry.viewing, Marker(None, palette)
    parts: list[RenderableType] = [heading(entry, palette)]
    for table in (facts(film, palette), _people(film, palette)):
        if table.row_count:
            parts += [Text(), table]
    if viewing.headline:
        parts += [Text(), Text(one_line(viewing.headline), palette.accent)]
    if viewing.review.strip():
        parts += [Text(), prose(viewing.review, REVIEW, marker)]
    written = [element for element in viewing.breakdown if not element.is_empty]
    if written:
        parts += [Text(), breakdown(written, film, palette)]
    return Group(*parts)


def _people(film: Film, palette: Palette) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=palette.muted, no_wrap=True)
    table.add_column(overflow="fold")
    for role in Role:
        credited = film.credited(role)
        if credited:
            table.add_row(role.heading, Text(", ").join(_person(credit, palette) for credit in credited))
    return table


def _person(credit: Credit, palette: Palette) -> Text:
    text = Text(one_line(credit.name))
    if credit.character:
        text.append(f" as {one_line(credit.character)}", palette.muted)
    return text
