"""What was written about the film at another time, beside what is being written now."""

from typing import Any

from textual.screen import Screen

from filmjournal.model.film import Film
from filmjournal.render.reading import reading_page
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.widgets.page_view import PageView

SHOWN = "-take"
"""The class of a screen that shows an earlier take."""


class EarlierTakes:
    """Shows the other viewings of the film of a form, one at a time, the latest first; after the last, none."""

    def __init__(self, screen: Screen[Any], session: Session) -> None:
        self._screen = screen
        self._session = session
        self._shown = ""

    def turn(self, film: Film | None, viewing_id: str) -> None:
        """Show the next take of a film, but for the viewing that is being written."""
        known = self._session.journal.viewings_of(film) if film is not None else []
        takes = [entry for entry in known if entry.id != viewing_id]
        if not takes:
            self.close()
            self._screen.notify("There is no other viewing of this film in your journal.")
            return
        place = next((place + 1 for place, take in enumerate(takes) if take.id == self._shown), 0)
        if place == len(takes):
            self.close()
            return
        take = takes[place]
        said = f"take {len(takes) - place} of {len(takes)} · ctrl+t {'next' if place + 1 < len(takes) else 'closes'}"
        self._shown = take.id
        self._screen.add_class(SHOWN)
        palette = palette_of(self._screen.app)
        self._view.show(lambda width: reading_page(take, width, palette, place=said), from_the_top=True)

    @property
    def _view(self) -> PageView:
        return self._screen.query_one("#take", PageView)

    def close(self) -> None:
        """Give the room back to the form."""
        self._shown = ""
        self._screen.remove_class(SHOWN)
        if self._view.has_focus:
            self._screen.focus_next("Line, Prose, StarRating, Tick")
