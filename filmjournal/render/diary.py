"""The diary as lines of text, and search results: suggestions, then one entry a line in columns that fit the width."""

from collections.abc import Container, Sequence

from msgspec import Struct
from rich.cells import cell_len
from rich.text import Text

from filmjournal.model.film import Film, Role
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.when import When
from filmjournal.model.wording import counted, short_date
from filmjournal.query.fields import REVIEW, TAG, TITLE, ElementField, field_of
from filmjournal.query.fuzzy import PersonSuggestion, Suggestion
from filmjournal.query.highlights import Highlights, MatchReason, Spans
from filmjournal.query.sorting import WATCHED, Order
from filmjournal.render.cells import fit
from filmjournal.render.entry import marks, stars
from filmjournal.render.highlighting import Marker, in_sight, marked
from filmjournal.render.palette import Palette

DATE, STARS, MARKS, GAP = 12, 5, 6, 2
"""Cells of the fixed columns, and between columns."""

YEAR_FROM = 40
"""Cells from which the year of a film stands after its title, even if that must be cut."""

NARROW, DENSE_DATE = 52, 9
"""Cells below which a line has no marks and a shorter date, and the cells of that: the title comes first."""

TITLE_AT_LEAST, REASON_AT_LEAST, REASON_AT_MOST = 24, 12, 90
"""Cells of the title and of the reason for the match, in search results."""

NAMED_FROM = 40
"""Cells from which the reason names the element it quotes."""

_DIRECTOR = field_of(Role.DIRECTOR)


class Columns(Struct, frozen=True):
    """The widths of the diary's columns, in cells."""

    title: int
    """The width of title and year."""
    director: int
    """The width of the director, or of the reason for the match; 0 if there is no room."""
    searched: bool = False
    """Whether these are search results, which show the reason for each match."""
    date: int = DATE
    """The width of the date."""
    marks: int = MARKS
    """The width of the marks; 0 if there is no room."""

    @classmethod
    def within(cls, width: int, *, searched: bool = False) -> "Columns":
        """Return the columns for a line of this many cells; a snippet needs more room than a name."""
        if width < NARROW:
            return cls(max(width - 1 - DENSE_DATE - GAP - GAP - STARS, 8), 0, searched, DENSE_DATE, 0)
        rest = max(width - 1 - DATE - GAP - STARS - GAP - MARKS - GAP, 8)
        if searched:
            director = min(rest - GAP - max(TITLE_AT_LEAST, rest // 3), REASON_AT_MOST)
            director = director if director >= REASON_AT_LEAST else 0
        else:
            director = 0 if rest < 40 else min(26, rest // 3)
        return cls(rest - (director + GAP if director else 0), director, searched)

    def names(self) -> tuple[tuple[str, int], ...]:
        """Return the name of the order each column stands for, and the cell where it ends, for headings and clicks.

        The reason for a match has an empty name: nothing is sorted by it.
        """
        ends = [("watched", 1 + self.date + GAP)]
        ends.append(("title", ends[-1][1] + self.title + GAP))
        if self.director:
            ends.append(("" if self.searched else "director", ends[-1][1] + self.director + GAP))
        ends.append(("rating", ends[-1][1] + STARS + (GAP + self.marks if self.marks else 0)))
        return tuple(ends)


def headings(columns: Columns, order: Order | None, palette: Palette, *, reverse: bool) -> Text:
    """Return the headings, with an arrow at the column the diary is sorted by; `order` is None if it is ranked."""
    text = Text(" ")
    arrow = "↓" if order is not None and order.descending != reverse else "↑"
    labels = {"watched": "Watched", "title": "Film", "director": "Director", "": "Found in", "rating": "Rating"}
    labels |= {} if columns.marks else {"rating": "★"}
    start = 1
    for name, end in columns.names():
        sorted_by = order is not None and (name == order.name or (name == "title" and order.name == "year"))
        label = "Year" if sorted_by and order is not None and order.name == "year" else labels[name]
        text.append(
            fit(f"{label} {arrow}" if sorted_by else label, end - start), "bold" if sorted_by else palette.muted
        )
        start = end
    return text


def entry_line(
    entry: Entry,
    columns: Columns,
    palette: Palette,
    *,
    above: Entry | None,
    by_month: bool,
    highlights: Highlights | None = None,
    reason: MatchReason | None = None,
    is_marked: bool = False,
) -> Text:
    """Return one entry; with `by_month`, it shows its month only if that differs from the entry above.

    Search matches are highlighted. If neither the title nor the directors show why the entry matches, the reason
    replaces the directors.
    """
    film, viewing = entry.film, entry.viewing
    marker = Marker(highlights, palette)
    text = Text.assemble((MARKED, palette.accent) if is_marked else " ")
    is_by_month = by_month and columns.date == DATE
    text.append_text(_month_and_day(entry, above, palette) if is_by_month else _date(viewing.watched, columns.date))
    text.append(" " * GAP)
    year = f"  {film.year}" if film.year and has_room_for_year(film.title, columns.title) else ""
    title, spans = _fitted(film.title, columns.title - len(year), marker)
    text.append_text(marked(Text(title), spans, marker.style))
    text.append(fit(year, columns.title - cell_len(title)), palette.muted)
    text.append(" " * GAP)
    if columns.director:
        unseen = reason if reason and not (reason.on_each_line and (reason.field is not TITLE or spans)) else None
        text.append_text(_reason(unseen, columns, marker) if unseen else _directors(film, columns, marker))
        text.append(" " * GAP)
    text.append_text(stars(viewing.rating, palette))
    if columns.marks:
        text.append(" " * GAP).append_text(marks(viewing, palette))
    return text


def has_room_for_year(title: str, room: int) -> bool:
    """Whether a year has room after a title: in a narrow column only if that cuts nothing off the title."""
    return room >= YEAR_FROM or cell_len(one_line(title)) + len("  2026") <= room


def _fitted(title: str, room: int, marker: Marker) -> tuple[str, Spans]:
    """Return the title, cut to fit, and the spans to highlight in it."""
    title = one_line(title)
    shown = fit(title, min(cell_len(title), room))
    end = len(title) if shown == title else len(shown.rstrip()) - 1
    return shown, [(start, min(last, end)) for start, last in marker.spans(title, TITLE) if start < end]


def _directors(film: Film, columns: Columns, marker: Marker) -> Text:
    text, spans = "", []
    for name in film.people(Role.DIRECTOR):
        text += ", " * bool(text)
        shown = one_line(name)
        spans += [(len(text) + start, len(text) + end) for start, end in marker.spans(shown, _DIRECTOR)]
        text += shown
    return _column(text, spans, columns.director, marker)


def _reason(reason: MatchReason, columns: Columns, marker: Marker) -> Text:
    """Return the reason for a match, cut so that the matching words are visible."""
    width, muted = columns.director, marker.palette.muted
    text, spans = one_line(reason.text), reason.spans
    if reason.text != text:
        spans = tuple(marker.spans(text, reason.field))
    if reason.field is TAG:
        return _column(f"#{text}", [(start + 1, end + 1) for start, end in spans], width, marker)
    if isinstance(reason.field, ElementField) and width >= NAMED_FROM:
        name = fit(one_line(reason.place), min(cell_len(one_line(reason.place)), 16))
        return Text(f"{name}: ", muted).append_text(_column(text, spans, width - cell_len(name) - 2, marker))
    label = "" if reason.field is REVIEW or isinstance(reason.field, ElementField) else f" · {one_line(reason.place)}"
    if cell_len(text) + cell_len(label) <= width:
        text += label
    return _column(text, spans, width, marker)


def _column(text: str, spans: Spans, width: int, marker: Marker) -> Text:
    shown, spans = in_sight(text, spans, width)
    return marked(Text(fit(shown, width), marker.palette.muted), spans, marker.style)


def _month_and_day(entry: Entry, above: Entry | None, palette: Palette) -> Text:
    watched = entry.viewing.watched
    if watched is None:
        return Text(fit("" if above and above.viewing.watched is None else "undated", DATE), palette.muted)
    same = above is not None and above.viewing.watched is not None and above.viewing.watched[:7] == watched[:7]
    month = "" if same else short_date(type(watched)(watched[:7]))
    return Text.assemble((fit(month, DATE - 2), palette.muted), str(watched.day or "").rjust(2))


MARKED = "▌"
"""Stands before a marked row."""


def _date(when: When | None, width: int) -> Text:
    """Return a date, such as 20 Nov 2026 or 20 Nov 26, of which the parts stand under each other."""
    shown = short_date(when)
    if width < DATE and when is not None and when.month:
        shown = f"{shown[:-4]}{shown[-2:]}"
    return Text(fit(shown.rjust(min(width, DATE - 1)), width))


LEADS_TO = "›"
"""Marks a suggestion."""


def suggestion_line(found: Suggestion, width: int, palette: Palette, *, highlights: Highlights | None = None) -> Text:
    """Return a suggestion as a row: the name, what it is, and how many entries or films it has."""
    about = f" · {suggestion_about(found)}"
    room = max(width - 3 - cell_len(about), 8)
    name = one_line(found.name)
    marker = Marker(highlights, palette)
    shown, spans = in_sight(name, marker.spans(name, found.field), room)
    text = Text.assemble(
        f" {LEADS_TO} ", marked(Text(shown, palette.accent), spans, marker.style), (about, palette.muted)
    )
    text.append(" " * max(width - text.cell_len, 0))
    if text.cell_len > width:
        text.truncate(width, overflow="ellipsis", pad=True)
    return text


def suggestion_about(found: Suggestion) -> str:
    """Return what a suggestion is and how much it leads to, such as director · 2 films."""
    if isinstance(found, PersonSuggestion):
        return f"{found.role} · {counted(found.films, 'film')}"
    return f"{'film' if found.field is TITLE else found.field.name} · {counted(found.viewings, 'viewing')}"


def heading_line(label: str, width: int, palette: Palette) -> Text:
    """Return a heading for the rows below it."""
    return Text(fit(f" {one_line(label)}", width), palette.muted)


Row = Entry | Suggestion
"""One line of the list."""


class ResultList:
    """The rows of a list, each of which can be drawn alone; why an entry matches is worked out when it is drawn."""

    def __init__(
        self,
        entries: Sequence[Entry] = (),
        order: Order = WATCHED,
        *,
        reverse: bool = False,
        highlights: Highlights | None = None,
        ranked: bool = False,
        people: Sequence[Suggestion] = (),
        label: str = "",
        marks: Container[str] = (),
    ) -> None:
        self.entries = entries
        """The entries, in order."""
        self.people = people
        """The suggestions above them."""
        self.highlights = highlights if highlights and not highlights.is_empty else None
        """What was searched for; None without a search."""
        self.label = label
        """Replaces the headings if there are only suggestions."""
        self.marks = marks
        """The ids of the entries that are marked."""
        self._order = None if ranked else order
        self._reverse = reverse
        self._reasons: dict[str, MatchReason | None] = {}

    def __len__(self) -> int:
        return len(self.people) + len(self.entries)

    def row(self, place: int) -> Row | None:
        """Return the row at this place, from 0."""
        if not 0 <= place < len(self):
            return None
        return self.people[place] if place < len(self.people) else self.entries[place - len(self.people)]

    def place_of(self, row: Row | None) -> int | None:
        """Return the place of this entry, or of the suggestion with the same query."""
        if isinstance(row, Entry):
            return self.place_of_entry(row.id)
        return next((place for place, found in enumerate(self.people) if row and found.query == row.query), None)

    def place_of_entry(self, viewing_id: str) -> int | None:
        """Return the place of the entry of this viewing."""
        places = (place for place, entry in enumerate(self.entries, len(self.people)) if entry.id == viewing_id)
        return next(places, None)

    def columns(self, width: int) -> Columns:
        """Return the columns of a line of this many cells."""
        return Columns.within(width, searched=self.highlights is not None)

    def head(self, width: int, palette: Palette) -> Text:
        """Return the headings."""
        if self.label:
            return heading_line(self.label, width, palette)
        return headings(self.columns(width), self._order, palette, reverse=self._reverse)

    def line(self, place: int, width: int, palette: Palette, *, is_first: bool) -> Text:
        """Return the row at this place; the first on a screen shows its month even if the row above it has the same."""
        row = self.row(place)
        if not isinstance(row, Entry):
            return suggestion_line(row, width, palette, highlights=self.highlights) if row else Text(" " * width)
        above = None if is_first else self.row(place - 1)
        return entry_line(
            row,
            self.columns(width),
            palette,
            above=above if isinstance(above, Entry) else None,
            by_month=self._order is WATCHED,
            highlights=self.highlights,
            reason=self._reason_for(row),
            is_marked=row.id in self.marks,
        )

    def _reason_for(self, entry: Entry) -> MatchReason | None:
        if self.highlights is None:
            return None
        if entry.id not in self._reasons:
            self._reasons[entry.id] = self.highlights.reason(entry)
        return self._reasons[entry.id]
