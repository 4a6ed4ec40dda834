"""Wrong film? The next films of the catalogue that a film may be, and what each would make of it."""

import asyncio
from typing import Any, ClassVar

from msgspec import Struct
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import OptionList
from textual.worker import Worker

from filmjournal.lookup.catalogue import Catalogue, Title
from filmjournal.lookup.filling import FIELDS
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film, Role
from filmjournal.model.text import join_list, one_line
from filmjournal.model.wording import listed, titled
from filmjournal.render.lookups import candidates, fact_name
from filmjournal.transfer.wrong_match import WrongMatch, same_film
from filmjournal.tui.prompts import ConfirmPrompt
from filmjournal.tui.screens.list import ListScreen, Row
from filmjournal.tui.session import Session
from filmjournal.tui.undo import UndoActions
from filmjournal.tui.windows import ask

_NONE = "none"
_DIGITS = 9
"""Films that a digit chooses."""


class Chosen(Struct, frozen=True):
    """What was chosen: a film of the catalogue, or none of them."""

    title: Title | None
    """The film; None to take out what came from the wrong one, and nothing else."""


class WrongMatchScreen(ListScreen[Chosen | None]):
    """The films that a film may be. Its result is what was chosen; None if nothing was."""

    HEADING = "Wrong film?"
    TOPIC = "importing"
    NOTHING = ""
    KEYS = "enter or its number: this film · esc back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join("123456789"), "number", show=False),
    ]

    def __init__(self, session: Session, wrong: WrongMatch) -> None:
        super().__init__(session)
        self._wrong = wrong

    def rows(self) -> list[Row]:
        """Return the films that it may be, and none of them."""
        texts = candidates(self._wrong.candidates)
        numbers = (f"{number if number <= _DIGITS else ' '}  " for number in range(1, len(texts) + 1))
        rows = [
            Row(str(place), Text.assemble((number, self.palette.accent), one_line(text)))
            for place, (number, text) in enumerate(zip(numbers, texts, strict=True))
        ]
        was = f"Take out what came from {listed(self._wrong.was)}" if self._wrong.was else ""
        return [*rows, Row(_NONE, Text(f"   {'None of these. ' if rows else ''}{was or 'Leave it as it is'}"))]

    def details(self, row_id: str) -> RenderableType:
        """Return the film as it would be."""
        now = titled(self._wrong.film)
        has = f" has facts from {listed(self._wrong.was)} of the catalogue." if self._wrong.was else " has no match."
        return Group(Text(f"{now}{has} It would be:"), Text(), _facts(self._wrong.corrected(self._title(row_id)), self))

    def _title(self, row_id: str) -> Title | None:
        return self._wrong.candidates[int(row_id)] if row_id.isdecimal() else None

    def on_key(self, event: Any) -> None:  # noqa: ANN401 — Textual's event
        """Choose the film with the number that was pressed."""
        if event.character and event.character in "123456789":
            event.stop()
            place = int(event.character) - 1
            if place < len(self._wrong.candidates):
                self.dismiss(Chosen(self._wrong.candidates[place]))
            else:
                self.notify("There is no such number.")

    def action_number(self) -> None:
        """Do nothing: `on_key` knows which digit it was."""

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(Chosen(self._title(event.option_id or _NONE)))


def _facts(film: Film, screen: WrongMatchScreen) -> RenderableType:
    values = [(role.heading, join_list(film.people(role))) for role in Role]
    for name in FIELDS:
        value = getattr(film, name)
        values.append((fact_name(name), join_list(value) if isinstance(value, tuple) else str(value or "")))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=screen.palette.muted, no_wrap=True)
    table.add_column(ratio=1)
    for name, value in values:
        if value:
            table.add_row(name, Text(one_line(value)))
    return table if table.row_count else Text("Without people and facts.", screen.palette.muted)


class WrongMatchDialog:
    """Asks which film is meant, corrects the match, and offers to make two records of one film one."""

    def __init__(self, screen: Screen[Any], session: Session, undo: UndoActions) -> None:
        self._screen = screen
        self._session = session
        self._undo = undo

    def open(self, film: Film) -> None:
        """Show which films it may be."""
        _: Worker[None] = self._screen.run_worker(self._ask(film), group="wrong match", exclusive=True)

    async def _ask(self, film: Film) -> None:
        journal = self._session.journal
        fork = journal.fork()
        try:
            wrong = await asyncio.to_thread(
                lambda: WrongMatch(fork, film.id, Catalogue.in_use(self._session.catalogue))
            )
        except InvalidValueError as error:
            self._screen.notify(str(error), severity="error", markup=False)
            return
        if not (wrong.candidates or wrong.was):
            self._screen.notify("The catalogue knows no film of this title, and nothing came from it.")
            return
        chosen = await ask(self._screen, WrongMatchScreen(self._session, wrong))
        changed: list[bool] = []
        if chosen is None or not self._undo.attempt(lambda: changed.append(wrong.apply(journal, chosen.title))):
            return
        if changed == [True]:
            self._screen.notify(f"{wrong.outcome(chosen.title)} Press u to undo.", markup=False)
            await self._offer_merge(film)

    async def _offer_merge(self, film: Film) -> None:
        journal = self._session.journal
        other = same_film(journal, film.id)
        if other is None:
            return
        question = f"Your journal has {titled(other)} twice. Make them one film?"
        if await ask(self._screen, ConfirmPrompt(question, "Make them one; u undoes it")):
            self._undo.attempt(lambda: journal.merge_films(other.id, film.id))
