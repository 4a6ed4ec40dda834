"""What stands beside the stars while they have the cursor: what you gave other films, the nearest first."""

import re
from collections.abc import Callable, Sequence

from rich.text import Text
from textual.geometry import Offset, Region
from textual.widgets import Static

from filmjournal.model.draft import Draft
from filmjournal.model.film import FIRST_YEAR, LAST_YEAR, Credit, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import split_list
from filmjournal.model.viewing import Entry
from filmjournal.render.calibration import beside_stars
from filmjournal.stats.calibration import Calibration, calibration
from filmjournal.tui.themes import palette_of

NEAR_FROM = 16
"""Lines of the screen from which what other films were given is shown; on a smaller one it would hide the rest."""

BORDER, WIDEST = 10, 76
"""Cells around it, and the most that it takes."""

_IS_YEAR = re.compile("[0-9]{4}")


class Calibrations:
    """The calibration of the film that is rated; looked for once for the same film and the same journal."""

    def __init__(self, entries: Callable[[], Sequence[Entry]]) -> None:
        self._entries = entries
        self._known: tuple[tuple[Film, str, str], Sequence[Entry], Calibration] | None = None

    def of(self, film: Film, viewing_id: str, element: str = "") -> Calibration:
        """Return what other viewings, or an element of them, were given, seen from a film."""
        entries, known, of = self._entries(), self._known, (film, viewing_id, element)
        if known is None or known[0] != of or _differ(known[1], entries, viewing_id):
            known = self._known = (of, entries, calibration(film, entries, viewing_id, element))
        return known[2]


def _differ(before: Sequence[Entry], now: Sequence[Entry], but_for: str) -> bool:
    """Whether the entries of the journal are others than before, but for the one that is being rated."""
    return len(before) != len(now) or any(
        old is not new and (old.id != but_for or new.id != but_for) for old, new in zip(before, now, strict=True)
    )


def film_in(draft: Draft) -> Film:
    """Return as much of a film as a form says, for comparing it: what can't be read is left out."""
    directors = [each.name for each in draft.credits if each.role is Role.DIRECTOR and each.name.strip()]
    year = draft.year.strip()
    return Film(
        id=draft.film_id,
        title=draft.title.strip() or "?",
        year=int(year) if _IS_YEAR.fullmatch(year) and FIRST_YEAR <= int(year) <= LAST_YEAR else None,
        genres=split_list(draft.genres),
        credits=tuple(Credit(name.strip(), Role.DIRECTOR) for name in dict.fromkeys(directors)),
    )


class NearStars(Static):
    """Shows them over the form, below the stars; hidden while they don't have the cursor."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id, markup=False)
        self.display = False

    def show(self, found: Calibration, rating: Rating | None, under: Region | None = None) -> None:
        """Show what stands beside this rating; under a region of the screen, or else where it stands in the form."""
        if self.screen.size.height < NEAR_FROM:
            return
        room = max(min(self.screen.size.width - BORDER, WIDEST), 20)
        self.update(Text("\n").join(beside_stars(found, rating, room, palette_of(self.app))))
        self.absolute_offset = Offset(max(under.right - room - BORDER, 1), under.bottom) if under is not None else None
        self.display = True

    def hide(self) -> None:
        """Show nothing."""
        self.display = False
