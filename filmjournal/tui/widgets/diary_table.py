"""The table of the diary: entries, and above them names that a search for their entries starts from."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from filmjournal.model.viewing import Entry
from filmjournal.query.fuzzy import Suggestion
from filmjournal.query.highlights import Highlights
from filmjournal.query.sorting import Order, order_named
from filmjournal.render.diary import ResultList
from filmjournal.tui.widgets.line_table import LineTable


class DiaryTable(LineTable):
    """Lists entries, one a line, and above them the people and other names that match a search.

    The cursor follows its row through filters and sorts.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "search_row", "List", key_display="enter"),
        Binding("l", "search_row", "List", show=False),
    ]

    @dataclass
    class Highlighted(Message):
        """The cursor moved to another entry, or to none."""

        entry: Entry | None

        def can_replace(self, message: Message) -> bool:
            """Only the last place of the cursor matters."""
            return isinstance(message, DiaryTable.Highlighted)

    @dataclass
    class Opened(Message):
        """The entry under the cursor was clicked."""

        entry: Entry

    @dataclass
    class SearchChosen(Message):
        """A row with a name was chosen: run the search for its entries."""

        query: str

    @dataclass
    class HeadingClicked(Message):
        """The heading of a column was clicked."""

        order: Order

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 — Textual's own word
        self._listed = ResultList()
        self._marks: Container[str] = ()
        self._is_on_name = False
        super().__init__(self._listed, id=id)

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries that are listed, in order; change them with `show`."""
        return self._listed.entries

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        row = self._listed.row(self.cursor)
        return row if isinstance(row, Entry) else None

    @property
    def found(self) -> Suggestion | None:
        """The name under the cursor; None if an entry is."""
        row = self._listed.row(self.cursor)
        return None if isinstance(row, Entry) else row

    def show(
        self,
        entries: Sequence[Entry],
        order: Order,
        *,
        reverse: bool,
        highlights: Highlights | None = None,
        ranked: bool = False,
        people: Sequence[Suggestion] = (),
        label: str = "",
    ) -> None:
        """List these entries, sorted by this order or ranked, under these names; `label` replaces the headings.

        The cursor stays on its row if that is still listed; if names or ranks are new, it goes to the first row.
        """
        before, row = self._listed, self._listed.row(self.cursor)
        self._listed = ResultList(
            entries,
            order,
            reverse=reverse,
            highlights=highlights,
            ranked=ranked,
            people=people,
            label=label,
            marks=self._marks,
        )
        place = self._listed.place_of(row)
        is_new = self._listed.highlights != before.highlights
        if is_new and (ranked or (people and isinstance(row, Entry))):
            place = 0
        self.show_lines(self._listed, self.cursor if place is None else place)

    def use_marks(self, marks: Container[str]) -> None:
        """Mark the entries with these ids, as they are whenever a row is drawn."""
        self._marks = self._listed.marks = marks

    def go_to(self, viewing_id: str) -> None:
        """Put the cursor on this entry, if it is listed."""
        place = self._listed.place_of_entry(viewing_id)
        if place is not None:
            self.go(place)

    def post_place(self) -> None:
        """Post which entry the cursor is on."""
        self.post_message(self.Highlighted(self.entry))

    def choose(self) -> None:
        """Open the entry under the cursor, or search for the entries of the name there."""
        if self.entry is not None:
            self.post_message(self.Opened(self.entry))
        else:
            self.action_search_row()

    def click_heading(self, x: int) -> None:
        """Sort by the column that was clicked."""
        names = self._listed.columns(self.scrollable_content_region.width).names()
        name = next((name for name, end in names if x < end), "")
        if name and not self._listed.label:
            self.post_message(self.HeadingClicked(order_named(name)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to the screen where the cursor is on an entry."""
        del parameters
        return action != "search_row" or self.found is not None

    def action_search_row(self) -> None:
        """Search for the entries of the name under the cursor."""
        if self.found is not None:
            self.post_message(self.SearchChosen(self.found.query))

    def go(self, place: int) -> None:
        """Move the cursor to a place, and update the footer if its keys mean something else there."""
        super().go(place)
        if self._is_on_name is (self.found is None):
            self._is_on_name = not self._is_on_name
            self.refresh_bindings()
