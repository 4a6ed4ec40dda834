"""An entry as Rich tables and text: parts for the screens, and in full for the shell."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from filmjournal.model.breakdown import Element
from filmjournal.model.facts import phrases
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.rating import Rating, average_stars
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wording import counted, long_date, runtime
from filmjournal.query.engine.index import Totals
from filmjournal.query.fields import (
    COUNTRY,
    GENRE,
    LANGUAGE,
    REVIEW,
    TAG,
    TEXT,
    TITLE,
    WORD_FIELDS,
    TextField,
    element_field,
    field_of,
)
from filmjournal.query.highlights import Highlights
from filmjournal.query.tree import InField, Words
from filmjournal.render.highlighting import Marker
from filmjournal.render.palette import Palette

LIKED, REWATCH, REVIEWED = "♥", "↻", "¶"
"""The marks of a line of the diary."""

SEARCH = "search"
"""Under this key of its metadata, a value has the query that lists what shares it."""

NAMED = 4
"""How many people of a role a preview names, besides those that match the search."""


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


def heading(entry: Entry, palette: Palette, highlights: Highlights | None = None) -> Text:
    """Return the film with its stars, and on the next line when, where and with whom it was watched."""
    film, viewing = entry.film, entry.viewing
    text = Text().append_text(Marker(highlights, palette).text(one_line(film.title), TITLE, "bold"))
    if film.year:
        text.append("  ").append_text(_year(film.year, palette.muted))
    if viewing.rating:
        text.append(f"  {viewing.rating.stars}", palette.star)
    if viewing.liked:
        text.append(f"  {LIKED}", palette.heart)
    watched = _circumstances(viewing, Marker(highlights, palette))
    watched.stylize_before(palette.muted)
    return text.append("\n").append_text(watched)


def _circumstances(viewing: Viewing, marker: Marker) -> Text:
    seen = "Rewatched" if viewing.rewatch else "Watched"
    parts = [Text(f"{seen} {long_date(viewing.watched)}" if viewing.watched else f"{seen}, date unknown")]
    for fact, stated in phrases(viewing):
        values = [_value(value, WORD_FIELDS[fact.name], marker) for value in stated]
        before, after = fact.phrase.split("{}")
        others = Text(", ").join(values[:-1])
        parts.append(Text.assemble(before, others, " and " if values[1:] else "", values[-1], after))
    parts += [Text("#").append_text(_value(tag, TAG, marker)) for tag in viewing.tags]
    if viewing.spoilers:
        parts.append(Text("spoilers"))
    return Text(" · ").join(parts)


def facts(
    film: Film, palette: Palette, highlights: Highlights | None = None, beside: Iterable[tuple[str, str]] = ()
) -> Table:
    """Return the facts about the film, without its people, as a table of labels and values, with more `beside`."""
    marker = Marker(highlights, palette)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=palette.muted, no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in (
        ("Original title", marker.text(one_line(film.original_title), TITLE)),
        ("Year", _year(film.year) if film.year else Text()),
        ("Runtime", Text(runtime(film.runtime) if film.runtime else "")),
        ("Country" if len(film.countries) == 1 else "Countries", _line(film.countries, COUNTRY, marker)),
        ("Language" if len(film.languages) == 1 else "Languages", _line(film.languages, LANGUAGE, marker)),
        ("Genre" if len(film.genres) == 1 else "Genres", _line(film.genres, GENRE, marker)),
    ):
        if value:
            table.add_row(label, value)
    for label, text in beside:
        table.add_row(label, Text(one_line(text), palette.muted))
    return table


def breakdown(
    elements: Iterable[Element],
    film: Film,
    palette: Palette,
    highlights: Highlights | None = None,
    *,
    in_part: bool = False,
) -> Table:
    """Return the elements of a review as a table: name, stars and whose work it is, then the text.

    With `in_part`, a long text begins with the passage of its first match.
    """
    from filmjournal.render.prose import excerpt, prose  # noqa: PLC0415 — a list needs no Markdown

    marker = Marker(highlights, palette)
    table = Table(box=None, show_header=False, padding=(0, 2, 1, 0), pad_edge=False, expand=True)
    table.add_column(width=16)
    table.add_column(ratio=1)
    for element in elements:
        field = element_field(element.name)
        shown = excerpt(element.text, field, marker) if in_part else prose(element.text, field, marker)
        table.add_row(_element_heading(element, film, marker), shown)
    return table


def _element_heading(element: Element, film: Film, marker: Marker) -> Text:
    text = marker.text(one_line(element.name), TEXT, marker.palette.accent)
    if element.rating:
        text.append(f"\n{element.rating.stars}", marker.palette.star)
    if element.role and element.role is not Role.ACTOR:
        for name in film.people(element.role):
            text.append("\n").append_text(_value(name, field_of(element.role), marker, marker.palette.muted))
    return text


def preview(entry: Entry, palette: Palette, highlights: Highlights | None = None) -> RenderableType:
    """Return the beginning of the review and who made the film, for the pane beside the list.

    Search matches are highlighted and visible: a passage from the middle of a review replaces its beginning, an element
    comes before the review if only it matches, and a matching actor is named however small the part.
    """
    from filmjournal.render.prose import excerpt  # noqa: PLC0415 — a list needs no Markdown

    viewing, marker = entry.viewing, Marker(highlights, palette)
    parts: list[RenderableType] = [heading(entry, palette, highlights), Text()]
    made_by = _made_by(entry.film, marker)
    if made_by.row_count:
        parts += [made_by, Text()]
    if viewing.headline:
        parts += [marker.text(one_line(viewing.headline), REVIEW, palette.accent), Text()]
    written = [excerpt(viewing.review, REVIEW, marker)] if viewing.review.strip() else []
    if viewing.breakdown:
        elements = sorted(viewing.breakdown, key=lambda element: not _is_found(element, marker))
        table = breakdown(elements, entry.film, palette, highlights, in_part=True)
        review_has_it = any(marker.spans(text, REVIEW) for text in (viewing.headline, viewing.review))
        if written and _is_found(elements[0], marker) and not review_has_it:
            parts += [table, *written]
        else:
            parts += [*written, Text(), table]
    else:
        parts += written
    if not viewing.is_reviewed:
        parts.append(Text("Nothing written yet.", palette.muted))
    return Group(*parts)


def _is_found(element: Element, marker: Marker) -> bool:
    return bool(marker.spans(element.text, element_field(element.name)))


def _made_by(film: Film, marker: Marker) -> Table:
    """Return the director, the first of the cast, and whoever matches the search."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=marker.palette.muted, no_wrap=True)
    table.add_column()
    for role in Role:
        field, names = field_of(role), film.people(role)
        named = NAMED if role in {Role.DIRECTOR, Role.ACTOR} else 0
        found = [name for name in names[named:] if marker.spans(one_line(name), field)]
        if shown := (*names[:named], *found[:NAMED]):
            table.add_row(role.heading, _line(shown, field, marker))
    return table


def totals(found: Totals) -> str:
    """Return the number of viewings and films of a list, and the average rating in stars."""
    parts = [counted(found.viewings, "viewing"), counted(found.films, "film")]
    if found.stars is not None:
        parts.append(f"★ {average_stars(found.stars)}")
    return " · ".join(parts)


def person_line(
    label: str,
    credit: Credit,
    palette: Palette,
    highlights: Highlights | None = None,
    *,
    width: int = 16,
) -> Text:
    """Return one credit as a line: a label, the name, and the character."""
    text = Text(label.ljust(width), palette.muted)
    text = Text.assemble(text, Marker(highlights, palette).text(one_line(credit.name), field_of(credit.role)))
    if credit.character:
        text.append(f" as {one_line(credit.character)}", palette.muted)
    return text


def viewing_line(viewing: Viewing, palette: Palette) -> Text:
    """Return a viewing without its film: the date, the stars and the headline."""
    text = Text(long_date(viewing.watched).ljust(20))
    text.append_text(stars(viewing.rating, palette))
    if viewing.headline:
        text.append(f"  {one_line(viewing.headline)}", palette.muted)
    return text


def _line(items: Iterable[str], field: TextField, marker: Marker) -> Text:
    return Text(", ").join(_value(item, field, marker) for item in items)


def _value(value: str, field: TextField, marker: Marker, style: str = "") -> Text:
    """Return a value with its matches highlighted, and with the query that lists what shares it."""
    text = marker.text(one_line(value), field, style)
    text.apply_meta({SEARCH: str(InField(field, (Words(one_line(value), exact=field not in _PEOPLE),)))})
    return text


def _year(year: int, style: str = "") -> Text:
    text = Text(str(year), style)
    text.apply_meta({SEARCH: f"year:{year}"})
    return text


_PEOPLE = frozenset(map(field_of, Role))


def entry_page(entry: Entry, palette: Palette, beside: Iterable[tuple[str, str]] = ()) -> RenderableType:
    """Return an entry in full: the film, its people and the whole review; `beside` is more about the film."""
    from filmjournal.render.prose import prose  # noqa: PLC0415 — a list needs no Markdown

    film, viewing, marker = entry.film, entry.viewing, Marker(None, palette)
    parts: list[RenderableType] = [heading(entry, palette)]
    for table in (facts(film, palette, beside=beside), _people(film, palette)):
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
