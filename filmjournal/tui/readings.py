"""Reading reviews from the list, and the way back to a review from the searches that were chosen in it."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct, structs
from textual.screen import Screen

from filmjournal.model.viewing import Entry
from filmjournal.query.highlights import Highlights
from filmjournal.tui.screens.detail import DetailScreen
from filmjournal.tui.screens.entry_screen import ReadingEnd
from filmjournal.tui.session import Session
from filmjournal.tui.windows import open_over


class Reading(Struct, frozen=True):
    """Reviews that are read, to return to them."""

    viewing_id: str
    """The viewing on show."""
    ids: tuple[str, ...]
    """The viewings that can be gone through."""
    highlights: Highlights
    """What was searched for."""
    search: str
    """The search in whose list they are."""
    led_to: str = ""
    """The search that was chosen in them."""


class Readings:
    """Opens reviews over the list.

    A person or a value that is chosen there is searched, with `search`; from what that finds, `go_back` returns to the
    review that was read, with the search before. `go_to` puts the cursor of the list on a viewing.
    """

    def __init__(
        self, screen: Screen[Any], session: Session, search: Callable[[str], None], go_to: Callable[[str], None]
    ) -> None:
        self._screen, self._session, self._search, self._go_to = screen, session, search, go_to
        self._left: list[Reading] = []

    def read(self, entry: Entry, listed: Sequence[Entry], highlights: Highlights, search: str) -> None:
        """Read an entry of those that this search lists."""
        self._read(Reading(entry.id, tuple(each.id for each in listed), highlights, search))

    def _read(self, reading: Reading) -> None:
        def read(end: ReadingEnd | None) -> None:
            if end is not None and end.query:
                self._left.append(structs.replace(reading, viewing_id=end.viewing_id, led_to=end.query))
                self._search(end.query)
            elif end is not None:
                self._go_to(end.viewing_id)

        known = [each for each in reading.ids if self._session.journal.entry(each) is not None]
        place = known.index(reading.viewing_id) if reading.viewing_id in known else 0
        if known:
            open_over(self._screen, DetailScreen(self._session, known, place, reading.highlights), read)

    def title_before(self, search: str) -> str:
        """Return the title of the film whose review led to this search; empty where none did."""
        reading = self._which_led_to(search)
        entry = self._session.journal.entry(reading.viewing_id) if reading is not None else None
        return entry.film.title if entry is not None else ""

    def go_back(self, search: str) -> bool:
        """Return to the review that led to this search; False where none did."""
        reading = self._which_led_to(search)
        if reading is None:
            self._left.clear()
            return False
        del self._left[self._left.index(reading) :]
        self._search(reading.search)
        self._go_to(reading.viewing_id)
        self._read(reading)
        return True

    def _which_led_to(self, search: str) -> Reading | None:
        return next((each for each in reversed(self._left) if each.led_to == search), None)
