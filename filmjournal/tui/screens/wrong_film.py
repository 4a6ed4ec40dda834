"""Wrong film? The films that a viewing may be of: known ones, those of the catalogue, and a new one."""

import asyncio
from pathlib import PurePath
from typing import Any, ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Label, OptionList, Static
from textual.worker import Worker

from filmjournal.journal.journal import Journal
from filmjournal.lookup.catalogue import Title
from filmjournal.lookup.filling import FIELDS
from filmjournal.model.film import Film, Role
from filmjournal.model.text import fold, join_list, one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, listed, titled
from filmjournal.render.lookups import fact_name
from filmjournal.transfer.wrong_film import Meant, WrongFilm
from filmjournal.transfer.wrong_match import same_film
from filmjournal.tui.prompts import ConfirmPrompt, ScopePrompt
from filmjournal.tui.screens.list import ListScreen, Row
from filmjournal.tui.session import Session
from filmjournal.tui.undo import UndoActions
from filmjournal.tui.widgets.completion import FilmSuggestions, Suggestion
from filmjournal.tui.windows import ask


class WrongFilmScreen(ListScreen[Suggestion | None]):
    """The films that it may be, which a title that is typed narrows. Its result is what was chosen, or None."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["list.tcss", "wrong_film.tcss"]
    HEADING = "Wrong film?"
    TOPIC = "writing"
    NOTHING = "Type the title of the film that it is."
    KEYS = "↓ ↑ · enter this film · esc back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, session: Session, wrong: WrongFilm, *, in_form: bool = False) -> None:
        super().__init__(session)
        self._wrong = wrong
        self._in_form = in_form
        self._suggest = FilmSuggestions(session)
        self._choices = self._found(wrong.entry.film.title)

    def compose(self) -> ComposeResult:
        """Put a line for the title over the films."""
        film = self._wrong.entry.film
        was = f", with facts from {listed(self._wrong.was)} of the catalogue" if self._wrong.was else ""
        with Vertical(id="window"):
            yield Label(f"Now it is {titled(film)}{was}.", markup=False)
            yield Input(film.title, compact=True, placeholder="The title of the film that it is", id="title")
            yield OptionList(id="rows", compact=True, markup=False)
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        """Let the line alone have the cursor."""
        super().on_mount()
        self.query_one(OptionList).can_focus = False

    def _found(self, typed: str) -> list[Suggestion]:
        """Return what can be chosen for a title; the last one may be none of the films."""
        own, title = self._wrong.entry.film, typed.strip()
        found = [each for each in self._suggest(title) if each.film is None or each.film.id != own.id]
        if fold(title) == fold(own.title):  # those that it may be come first, and the wrong one not again
            known = [each for each in found if each.film is not None and fold(each.text) == fold(title)]
            others = [each for each in found if each.film is not None and each not in known]
            found = [*known, *map(_of_catalogue, self._wrong.candidates), *others, *found[-1:]]
        none = Suggestion("", shown=f"None of these. Take out what came from {listed(self._wrong.was)}")
        return [*found, *([none] if self._wrong.was and not self._in_form else [])]

    def rows(self) -> list[Row]:
        """Return the films, each with where it is known from."""
        return [
            Row(
                str(place),
                Text.assemble(
                    one_line(each.shown or each.text),
                    (f"  {each.hint}" if each.hint else "", self.palette.muted),
                    (f"  {self._known_from(each)}", self.palette.muted),
                ),
            )
            for place, each in enumerate(self._choices)
        ]

    def _known_from(self, choice: Suggestion) -> str:
        if choice.film is None:
            return choice.note
        viewings = self.session.journal.viewings_of(choice.film)
        return counted(len(viewings), "viewing") if viewings else "watchlist"

    def details(self, row_id: str) -> RenderableType:
        """Return what choosing the row does, and the film as it would be."""
        meant = meant_by(self._choices[int(row_id)], self.session)
        film = self._wrong.becomes(meant, everywhere=not self._in_form)
        return Group(Text(self._effect(meant, film)), Text(), _facts(film, self))

    def _effect(self, meant: Meant, film: Film) -> str:
        """Return what choosing a film does, in a sentence or two."""
        wrong, others = self._wrong, self._wrong.viewings - 1
        asks = " You are asked whether all your viewings are meant." * (others > 0)
        if wrong.can_correct(meant) and not self._in_form:
            becomes = "The film becomes this one" if meant.title is not None else "What came from it goes out"
            return f"{becomes}; what you wrote or changed stays.{asks}"
        new = "" if meant.film is not None else ", a new film"
        when = " when you save the form" if self._in_form else ""
        moves = f"Moves this viewing to {titled(film)}{new}{when}"
        if others and wrong.can_merge(meant) and not self._in_form:
            return f"{moves}, or makes both one film: you are asked."
        stays = (
            f" {counted(others, 'other viewing')} of {titled(wrong.entry.film)} {'stays' if others == 1 else 'stay'}."
        )
        return f"{moves}.{stays if others else ''}"

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._choices = self._found(event.value)
        self.query_one(OptionList).highlighted = None
        self.show_rows()

    @on(Input.Submitted)
    def _taken(self, event: Input.Submitted) -> None:
        choices, at = self._found(event.value), int(self.row_id or 0)
        if choices != self._choices:  # the last letter is not listed yet
            at = 0
        if at < len(choices):
            self.dismiss(choices[at])

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[int(event.option_id or 0)])


def _of_catalogue(title: Title) -> Suggestion:
    hint = " ".join((str(title.year or ""), *title.directors[:1])).strip()
    return Suggestion(title.title, hint, note="catalogue", number=title.number)


def meant_by(choice: Suggestion, session: Session) -> Meant:
    """Return the film that a choice stands for."""
    catalogue = session.catalogue_file.opened
    title = catalogue.title(choice.number) if catalogue is not None and choice.number is not None else None
    return Meant(choice.film, title, choice.text if choice.is_new else "")


def _facts(film: Film, screen: WrongFilmScreen) -> RenderableType:
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


class WrongFilmDialog:
    """Asks which film a viewing is of, moves it or corrects the film; two records of one film can become one."""

    def __init__(self, screen: Screen[Any], session: Session, undo: UndoActions) -> None:
        self._screen = screen
        self._session = session
        self._undo = undo

    def open(self, entry: Entry) -> None:
        """Show which films it may be."""
        _: Worker[None] = self._screen.run_worker(self._ask(entry), group="wrong film", exclusive=True)

    async def _ask(self, entry: Entry) -> None:
        journal = self._session.journal
        wrong = await wrong_film(self._session, journal, entry)
        chosen = await ask(self._screen, WrongFilmScreen(self._session, wrong))
        if chosen is None:
            return
        meant = meant_by(chosen, self._session)
        everywhere = await self._is_of_all(wrong, meant)
        if everywhere is None:
            return
        done: list[str] = []
        if self._undo.attempt(lambda: done.append(wrong.apply(journal, meant, everywhere=everywhere))) and done[0]:
            self._screen.notify(f"{done[0]} Press u to undo.", markup=False)
            await self._offer_merge(entry.film)

    async def _is_of_all(self, wrong: WrongFilm, meant: Meant) -> bool | None:
        """Return whether all viewings of the film are meant, where there are others; None if that wasn't answered."""
        if wrong.viewings < 2:
            return wrong.can_correct(meant)
        viewings = f"You have {counted(wrong.viewings, 'viewing')} of {titled(wrong.entry.film)}."
        if wrong.can_correct(meant):
            return await ask(
                self._screen, ScopePrompt(viewings, "Only this viewing is of the other film", "All of them are")
            )
        if wrong.can_merge(meant):
            only = "Only this viewing is of the other film"
            return await ask(self._screen, ScopePrompt(viewings, only, "Both are one film: make them one"))
        return False

    async def _offer_merge(self, film: Film) -> None:
        journal = self._session.journal
        other = same_film(journal, film.id) if journal.viewings_of(film) else None
        if other is None:
            return
        question = f"Your journal has {titled(other)} twice. Make them one film?"
        if await ask(self._screen, ConfirmPrompt(question, "Make them one; u undoes it")):
            self._undo.attempt(lambda: journal.merge_films(other.id, film.id))


async def wrong_film(session: Session, journal: Journal, entry: Entry) -> WrongFilm:
    """Return what can be done about a viewing of the wrong film; the catalogue is opened and searched in a thread."""
    fork = journal.fork()
    return await asyncio.to_thread(lambda: WrongFilm(fork, entry, session.catalogue_file.open()))
