"""The line in the list that says of how many films nobody is known, and which key helps."""

from typing import Any

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from filmjournal.journal.journal import Journal
from filmjournal.model.wording import counted
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.footer import KeyLine

FEW = 10
"""So many films are worth a line; fewer are about to get their people."""


class PeopleLine(Static):
    """Says it once: until another screen is opened, and not again unless there are more such films."""


def show_unidentified(screen: Screen[Any], session: Session) -> None:
    """Show the line on a screen if there are more such films than it said before."""
    count, films = unidentified(session.journal)
    shown = screen.query(PeopleLine)
    told = session.settings.read().unidentified
    if count < told or FEW <= count > told:
        session.settings.change(unidentified=count)
    if count <= told or count < FEW:
        return
    text = f"{count:,} of {counted(films, 'film')} have no people yet. Press L to fill them in."
    line = shown.first() if shown else PeopleLine(markup=False)
    line.update(Content(text))
    if not shown:
        screen.mount(line, before=screen.query_one(KeyLine))


def hide_unidentified(screen: Screen[Any]) -> None:
    """Remove the line: it was seen."""
    screen.query(PeopleLine).remove()


def unidentified(journal: Journal) -> tuple[int, int]:
    """Return of how many films nobody is known, and how many films were watched in all."""
    films = {entry.film.id: entry.film for entry in journal.entries}
    return sum(not film.credits for film in films.values()), len(films)
