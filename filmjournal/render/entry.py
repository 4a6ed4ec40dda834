"""An entry as rich tables and text."""

from collections.abc import Iterable
from statistics import fmean

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from filmjournal.model.breakdown import Element
from filmjournal.model.film import Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import one_line, without_controls
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.render.palette import Palette
from filmjournal.render.words import counted, listed, long_date, runtime

LIKED, REWATCH, REVIEWED = "♥", "↻", "¶"
"""The marks of a line of the diary."""

PREVIEWED = 1800
"""How much of a review a preview shows, in characters: what fits beside a list."""


def stars(rating: Rating | None, palette: Palette) -> Text:
    """Return the stars of a rating, padded to five cells."""
    return Text((rating.stars if rating else "").ljust(5), palette.star)


def marks(viewing: Viewing, palette: Palette) -> Text:
    """Return the marks for liked, rewatched and reviewed, each in a column of its own."""
    text = Text()
    for shown, mark, style in (
        (viewing.liked, LIKED, palette.heart),
        (viewing.rewatch, REWATCH, palette.muted),
        (viewing.is_reviewed, REVIEWED, palette.muted),
    ):
        text.append(f"{mark if shown else ' '} ", style)
    return text


def heading(entry: Entry, palette: Palette) -> Text:
    """Return the film with its stars and marks, and below it when, where and with whom it was watched."""
    film, viewing = entry.film, entry.viewing
    text = Text.assemble((one_line(film.title), "bold"))
    if film.year:
        text.append(f"  {film.year}", palette.muted)
    if viewing.rating:
        text.append(f"  {viewing.rating.stars}", palette.star)
    if viewing.liked:
        text.append(f"  {LIKED}", palette.heart)
    text.append(f"\n{circumstances(viewing)}", palette.muted)
    return text


def circumstances(viewing: Viewing) -> str:
    """Return when, where and with whom a film was watched, on one line."""
    seen = "Rewatched" if viewing.rewatch else "Watched"
    parts = [f"{seen} {long_date(viewing.watched)}" if viewing.watched else f"{seen}, date unknown"]
    if viewing.venue:
        parts.append(one_line(viewing.venue))
    if viewing.companions:
        parts.append(f"with {listed([one_line(name) for name in viewing.companions])}")
    parts += [f"#{one_line(tag)}" for tag in viewing.tags]
    if viewing.spoilers:
        parts.append("spoilers")
    return " · ".join(parts)


def facts(film: Film, palette: Palette) -> Table:
    """Return what is known of the film but its people, as a table of label and value."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=palette.muted, no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in (
        ("Original title", one_line(film.original_title)),
        ("Year", str(film.year or "")),
        ("Runtime", runtime(film.runtime) if film.runtime else ""),
        ("Country" if len(film.countries) == 1 else "Countries", _line(film.countries)),
        ("Language" if len(film.languages) == 1 else "Languages", _line(film.languages)),
        ("Genre" if len(film.genres) == 1 else "Genres", _line(film.genres)),
    ):
        if value:
            table.add_row(label, Text(value))
    return table


def breakdown(elements: Iterable[Element], film: Film, palette: Palette) -> Table:
    """Return the elements of a review as a table: name, stars and whose work it is beside what was written."""
    table = Table(box=None, show_header=False, padding=(0, 2, 1, 0), pad_edge=False, expand=True)
    table.add_column(width=16)
    table.add_column(ratio=1)
    for element in elements:
        table.add_row(_element_heading(element, film, palette), Markdown(without_controls(element.text)))
    return table


def _element_heading(element: Element, film: Film, palette: Palette) -> Text:
    text = Text.assemble((one_line(element.name), palette.accent))
    if element.rating:
        text.append(f"\n{element.rating.stars}", palette.star)
    people = film.people(element.role) if element.role and element.role is not Role.ACTOR else ()
    for name in people:
        text.append(f"\n{one_line(name)}", palette.muted)
    return text


def preview(entry: Entry, palette: Palette) -> RenderableType:
    """Return the beginning of what was written, with who made the film, for a pane beside the list."""
    film, viewing = entry.film, entry.viewing
    parts: list[RenderableType] = [heading(entry, palette), Text()]
    made_by = Table.grid(padding=(0, 2, 0, 0))
    made_by.add_column(style=palette.muted, no_wrap=True)
    made_by.add_column()
    for role in (Role.DIRECTOR, Role.ACTOR):
        names = film.people(role)[:4]
        if names:
            made_by.add_row(role.heading, Text(", ".join(one_line(name) for name in names)))
    if made_by.row_count:
        parts += [made_by, Text()]
    if viewing.headline:
        parts += [Text(one_line(viewing.headline), palette.accent), Text()]
    if viewing.review.strip():
        parts.append(Markdown(_beginning(without_controls(viewing.review))))
    if viewing.breakdown:
        parts += [Text(), breakdown(viewing.breakdown, film, palette)]
    if not viewing.is_reviewed:
        parts.append(Text("Nothing written yet.", palette.muted))
    return Group(*parts)


def totals(entries: list[Entry]) -> str:
    """Return how many viewings and films a list has, and their stars on average, in one line."""
    ratings = [entry.viewing.rating / 2 for entry in entries if entry.viewing.rating]
    films = len({entry.film.id for entry in entries})
    parts = [counted(len(entries), "viewing"), counted(films, "film")]
    if ratings:
        parts.append(f"★ {fmean(ratings):.1f}")
    return " · ".join(parts)


def person_line(role: str, name: str, character: str, palette: Palette, *, width: int = 16) -> Text:
    """Return one credit as a line: the role where it changes, the name, and whom they played."""
    text = Text.assemble((role.ljust(width), palette.muted), one_line(name))
    if character:
        text.append(f" as {one_line(character)}", palette.muted)
    return text


def viewing_line(viewing: Viewing, palette: Palette) -> Text:
    """Return one viewing of a film that is on screen already: the date, the stars and the headline."""
    text = Text(long_date(viewing.watched).ljust(20))
    text.append_text(stars(viewing.rating, palette))
    if viewing.headline:
        text.append(f"  {one_line(viewing.headline)}", palette.muted)
    return text


def _beginning(review: str) -> str:
    if len(review) <= PREVIEWED:
        return review
    return review[:PREVIEWED].rsplit(maxsplit=1)[0] + " …"


def _line(items: tuple[str, ...]) -> str:
    return ", ".join(one_line(item) for item in items)
