"""The rows of a list of results: suggestions that lead to entries, then the entries themselves."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted
from filmjournal.query.fields import TITLE
from filmjournal.query.fuzzy import PersonSuggestion, Suggestion
from filmjournal.query.highlights import Highlights, MatchReason
from filmjournal.query.sorting import WATCHED, Order
from filmjournal.render import diary
from filmjournal.render.cells import fit
from filmjournal.render.highlighting import Marker, in_sight, marked
from filmjournal.render.palette import Palette

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
    ) -> None:
        self.entries = entries
        """The entries, in order."""
        self.people = people
        """The suggestions above them."""
        self.highlights = highlights if highlights and not highlights.is_empty else None
        """What was searched for; None without a search."""
        self.label = label
        """Replaces the headings if there are only suggestions."""
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

    def columns(self, width: int) -> diary.Columns:
        """Return the columns of a line of this many cells."""
        return diary.Columns.within(width, searched=self.highlights is not None)

    def head(self, width: int, palette: Palette) -> Text:
        """Return the headings."""
        if self.label:
            return heading_line(self.label, width, palette)
        return diary.header(self.columns(width), self._order, palette, reverse=self._reverse)

    def line(self, place: int, width: int, palette: Palette, *, is_first: bool) -> Text:
        """Return the row at this place; the first on a screen shows its month even if the row above it has the same."""
        row = self.row(place)
        if not isinstance(row, Entry):
            return suggestion_line(row, width, palette, highlights=self.highlights) if row else Text(" " * width)
        above = None if is_first else self.row(place - 1)
        return diary.line(
            row,
            self.columns(width),
            palette,
            above=above if isinstance(above, Entry) else None,
            by_month=self._order is WATCHED,
            highlights=self.highlights,
            reason=self._reason_for(row),
        )

    def _reason_for(self, entry: Entry) -> MatchReason | None:
        if self.highlights is None:
            return None
        if entry.id not in self._reasons:
            self._reasons[entry.id] = self.highlights.reason(entry)
        return self._reasons[entry.id]
