"""Viewings, films or people side by side: the stars of each element, and what was written about it."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.screen import Screen

from filmjournal.model.viewing import Entry
from filmjournal.render.comparison import comparison_headline, comparison_page
from filmjournal.render.panels import Page
from filmjournal.stats.comparison import MOST, Comparison, Side, compared, film_sides, person_side, viewing_side
from filmjournal.tui.commands import COMPARE, EVERYWHERE, bindings_of
from filmjournal.tui.screens.page_screen import PageScreen
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.windows import open_over


class CompareScreen(PageScreen):
    """Shows sides beside each other as they are now; `sides` finds them, `by_film` in another way if there is one."""

    PLACE = COMPARE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMPARE, EVERYWHERE)]

    def __init__(
        self, session: Session, sides: Callable[[], Sequence[Side]], by_film: Callable[[], Sequence[Side]] | None = None
    ) -> None:
        super().__init__(session)
        self.comparison = Comparison((), ())
        """What is shown."""
        self._ways = [sides] if by_film is None else [sides, by_film]

    def journal_changed(self) -> None:
        """Compare what is left of the sides."""
        self.comparison = compared(self._ways[0]())
        if self.comparison.sides:
            self.show_page()
        else:
            self.dismiss(None)

    def show_page(self) -> None:
        """Show the sides."""
        comparison, palette = self.comparison, palette_of(self.app)
        self.show_heading(Text(comparison_headline(comparison), palette.accent))
        self.view.show(lambda width: comparison_page(comparison, width - 2, palette))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the other way only where films were seen more than once."""
        del parameters
        return action != "by_film" or (len(self._ways) > 1 and len(self._ways[1]()) > 1)

    def action_by_film(self) -> None:
        """Put the viewings of each film together, or take them apart again."""
        self._ways.reverse()
        self.view.show(lambda _: Page(), from_the_top=True)
        self.journal_changed()


def compare(screen: Screen[Any], session: Session, entries: Sequence[Entry], instead: str = "") -> None:
    """Open the screen that compares viewings, or say that there is only one, or too many.

    Those of one film stand in the order they were watched. `instead` is said of one.
    """
    films = {entry.film.id for entry in entries}
    ids = [entry.id for entry in (entries[::-1] if len(films) == 1 else entries)]
    if len(ids) < 2:
        screen.notify(instead or "Mark two viewings or more with space, then compare them.")
        return
    if len(ids) > MOST:
        screen.notify(f"{len(ids):,} viewings are too many to compare: at most {MOST} have room.")
        return

    def now() -> list[Entry]:
        return [entry for entry in map(session.journal.entry, ids) if entry is not None]

    by_film = (lambda: film_sides(now())) if 1 < len(films) < len(ids) else None
    open_over(screen, CompareScreen(session, lambda: [viewing_side(entry) for entry in now()], by_film))


def comparing_people(session: Session, names: Sequence[str]) -> CompareScreen:
    """Return the screen that compares people of the journal by these names."""
    from filmjournal.stats.person import person  # noqa: PLC0415 — viewings alone need no people

    def sides() -> list[Side]:
        journal = session.journal
        found = (person(name, journal.entries, journal.watchlist) for name in names)
        return [person_side(each) for each in found if each is not None]

    return CompareScreen(session, sides)
