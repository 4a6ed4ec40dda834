"""Reviews in one column of a width that is read well: one alone, or what many say about one element."""

from collections.abc import Iterable, Iterator

from rich.text import Text

from filmjournal.model.breakdown import Element
from filmjournal.model.film import Film, Role
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wording import counted, long_date, titled
from filmjournal.query.fields import REVIEW, element_field
from filmjournal.query.highlights import Highlights
from filmjournal.render.cells import wrapped
from filmjournal.render.entry import heading
from filmjournal.render.highlighting import Marker
from filmjournal.render.palette import Palette
from filmjournal.render.panels import Page, Spot
from filmjournal.render.prose import lines_of, prose
from filmjournal.stats.anthology import Anthology, Extract
from filmjournal.stats.columns import words_of

COLUMN = 72
"""Cells of the column."""

PACE = 230
"""Words that are read in a minute."""

COVERED = "This review gives the ending away. Press s to read it."
NOTHING = "Nothing written yet. Press r to write."


def minutes_to_read(words: int) -> str:
    """Return how long a text takes, such as 4 minutes to read; empty for one without words."""
    return f"{counted(max(round(words / PACE), 1), 'minute')} to read" if words else ""


def reading_page(
    entry: Entry,
    width: int,
    palette: Palette,
    *,
    covered: bool = False,
    place: str = "",
    after: str = "",
    highlights: Highlights | None = None,
) -> Page:
    """Return a review in one column in the middle of this width.

    `covered` hides what may give the ending away. `place` says which of how many it is, and `after` what comes next.
    """
    room = min(width, COLUMN)
    marker, viewing = Marker(highlights, palette), entry.viewing
    lines = [*_head(entry, room, palette, place, marker), Text()]
    if viewing.headline.strip():
        lines += [Text(line, palette.accent) for line in wrapped(one_line(viewing.headline), room)]
        lines.append(Text())
    if not viewing.is_reviewed:
        lines += [Text(line, palette.muted) for line in wrapped(NOTHING, room)]
    elif covered:
        lines += [Text(line, palette.muted) for line in wrapped(COVERED, room)]
    else:
        lines += _body(viewing, entry.film, room, marker)
    if after:
        lines += [Text(), *(Text(line, palette.muted) for line in wrapped(after, room))]
    return _in_the_middle(lines, (), width, room)


def _head(entry: Entry, room: int, palette: Palette, place: str, marker: Marker) -> Iterator[Text]:
    first, circumstances = heading(entry, palette, marker.highlights).split("\n")
    yield from lines_of(first, room)
    yield from lines_of(circumstances, room)
    about = " · ".join(filter(None, (minutes_to_read(words_of(entry.viewing)), place)))
    yield from (Text(line, palette.muted) for line in wrapped(about, room))


def _body(viewing: Viewing, film: Film, room: int, marker: Marker) -> Iterator[Text]:
    if viewing.review.strip():
        yield from lines_of(prose(viewing.review, REVIEW, marker), room)
    for element in viewing.breakdown:
        if not element.is_empty:
            yield Text()
            yield from _element(element, film, room, marker)


def _element(element: Element, film: Film, room: int, marker: Marker) -> Iterator[Text]:
    palette = marker.palette
    title = Text(one_line(element.name), palette.accent)
    if element.rating:
        title.append(f"  {element.rating.stars}", palette.star)
    people = film.people(element.role) if element.role is not None and element.role is not Role.ACTOR else ()
    if people:
        title.append(f"  {', '.join(map(one_line, people))}", palette.muted)
    yield from lines_of(title, room)
    if element.text.strip():
        yield from lines_of(prose(element.text, element_field(element.name), marker), room)


Known = dict[tuple[str, str, int, bool], list[Text]]
"""The lines of extracts that were rendered: by viewing, text, width, and whether they are covered."""


def anthology_page(
    found: Anthology,
    width: int,
    palette: Palette,
    uncovered: Iterable[str] = (),
    most: int | None = None,
    known: Known | None = None,
) -> Page:
    """Return what many viewings say about one element, in one column; each opens its review.

    Those that give the ending away are covered, unless their id is among the `uncovered`. `most` is how many are
    rendered at most, for rendering takes a while; `known` remembers those that were, as long as the colours stay.
    """
    room, shown, known = min(width, COLUMN), set(uncovered), {} if known is None else known
    margin, lines, spots = (width - room) // 2, list[Text](), list[Spot]()
    for each in found.extracts[:most]:
        covered, top = each.entry.viewing.spoilers and each.entry.id not in shown, len(lines)
        key = (each.entry.id, each.text, room, covered)
        if key not in known:
            known[key] = list(_extract(each, found.element, room, palette, covered=covered))
        lines += known[key]
        spots.append(Spot(top, margin, margin + room, viewing_id=each.entry.id, first=top, last=len(lines) - 2))
    left = len(found.extracts) - len(spots)
    if left:
        lines.append(Text(f"{left:,} more follow as you read on.", palette.muted))
    return _in_the_middle(lines, tuple(spots), width, room)


def _extract(each: Extract, element: str, room: int, palette: Palette, *, covered: bool) -> Iterator[Text]:
    head = Text(titled(each.entry.film), palette.accent)
    head.append(f"  {each.rating.stars}" if each.rating else "", palette.star)
    yield from lines_of(head, room)
    yield from (Text(line, palette.muted) for line in wrapped(long_date(each.entry.viewing.watched), room))
    if covered:
        yield from (Text(line, palette.muted) for line in wrapped(COVERED, room))
    else:
        yield from lines_of(prose(each.text, element_field(element), Marker(None, palette)), room)
    yield Text()


def _in_the_middle(lines: Iterable[Text], spots: tuple[Spot, ...], width: int, room: int) -> Page:
    margin = Text(" " * ((width - room) // 2))
    return Page(tuple(margin + line if line.plain else line for line in lines), spots)
