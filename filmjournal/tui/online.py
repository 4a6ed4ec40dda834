"""Asking Wikidata about one film: what goes out is said the first time, esc ends it, and u undoes what it brought."""

import asyncio
import os
from collections.abc import Sequence
from enum import Enum
from threading import Event
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker

from filmjournal.lookup.asking import DownloadError
from filmjournal.lookup.catalogue import Catalogue
from filmjournal.lookup.filling import Kind
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.wording import listed, titled
from filmjournal.render.lookups import candidates, fact_name, question
from filmjournal.transfer.imports import CancelledError
from filmjournal.transfer.lookups import Answers, Lookup
from filmjournal.transfer.network import AGREED, NEVER, Network
from filmjournal.transfer.online import Update, fetched, sought
from filmjournal.tui.prompts import Prompt
from filmjournal.tui.session import Session
from filmjournal.tui.undo import UndoActions
from filmjournal.tui.windows import ask

_OFFERED = 9
"""Films that can be chosen from, by the digits."""


class Sending(Enum):
    """Whether a film may be asked about over the network."""

    NO = "No, send nothing"
    YES = "Ask, now and each time I press O"
    NEVER = "Never, and forbid it for good"


class SendingPrompt(Prompt[Sending]):
    """Says what goes out over the network, and asks; the answer that sends nothing comes first."""

    _KEYS: ClassVar = {Sending.NO: "n", Sending.YES: "y", Sending.NEVER: "x"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer('NO')", "No"),
        *(Binding(key, f"answer('{choice.name}')", choice.value) for choice, key in _KEYS.items()),
    ]

    def __init__(self, film: Film) -> None:
        super().__init__()
        self._film = film

    def compose(self) -> ComposeResult:
        """Show what goes out over the answers."""
        hosts = listed(Update(sought([self._film])).hosts)
        with Vertical(id="dialog"):
            yield Label(f"Ask Wikidata about {titled(self._film)}?", markup=False)
            yield Static(
                f"The film's titles, year and ids go to {hosts} over the network, and nothing else of your journal. "
                "Nothing is sent unless you press O.",
                id="what",
                markup=False,
            )
            yield OptionList(
                *(Option(f"{self._KEYS[each]:<8}{each.value}", id=each.name) for each in Sending),
                compact=True,
                markup=False,
            )

    def action_answer(self, name: str) -> None:
        """Answer."""
        self.dismiss(Sending[name])

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_answer(event.option_id or Sending.NO.name)


class WhichFilmPrompt(Prompt[int | None]):
    """Asks which of several films is meant; the answer is its place, None for none of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "None of them"),
        *(Binding(str(number), f"dismiss({number - 1})", show=False) for number in range(1, _OFFERED + 1)),
    ]

    def __init__(self, asked: str, films: Sequence[str]) -> None:
        super().__init__()
        self._asked, self._films = asked, films[:_OFFERED]

    def compose(self) -> ComposeResult:
        """Show the films under the question."""
        with Vertical(id="dialog"):
            yield Label(self._asked, markup=False)
            yield OptionList(
                *(Option(f"{number:<4}{film}") for number, film in enumerate(self._films, start=1)),
                Option(f"{'esc':<4}None of these"),
                compact=True,
                markup=False,
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the digits of the films that there are."""
        return action != "dismiss" or parameters == (None,) or parameters[0] in range(len(self._films))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index if event.option_index < len(self._films) else None)


class AskingPrompt(Prompt[Catalogue | None]):
    """Shows that Wikidata is being asked. Its result is the answer; None where it was ended, or went wrong."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Stop")]

    def __init__(self, film: Film, network: Network, session: Session) -> None:
        super().__init__()
        self._film, self._network, self._session = film, network, session
        self._is_over = Event()

    def compose(self) -> ComposeResult:
        """Show what is asked, and how it ends."""
        with Vertical(id="dialog"):
            yield Label(f"Asking Wikidata about {titled(self._film)} …", markup=False)
            yield Static("esc stops; nothing was changed yet", id="hint", markup=False)

    def on_mount(self) -> None:
        """Ask."""
        self._ask()

    def on_unmount(self) -> None:
        """End the asking at the next byte."""
        self._is_over.set()

    @work(exclusive=True)
    async def _ask(self) -> None:
        try:
            found = await asyncio.to_thread(self._fetch)
        except CancelledError:
            return
        except DownloadError as error:
            if self.is_attached and not self._is_over.is_set():
                self.notify(str(error), title="Not done", severity="error", timeout=15, markup=False)
                self.dismiss(None)
            return
        if self.is_attached and not self._is_over.is_set():
            self.dismiss(found)

    def _fetch(self) -> Catalogue:
        client = self._network.client(wait=self._wait, check=self._check)
        return fetched([self._film], client, self._session.today(), lambda *_: self._check())

    def _wait(self, seconds: float) -> None:
        if self._is_over.wait(seconds):
            raise CancelledError

    def _check(self) -> None:
        if self._is_over.is_set():
            raise CancelledError


class OnlineLookup:
    """Looks one film up online, and fills in what it lacks as one change that can be undone."""

    def __init__(self, screen: Screen[Any], session: Session, undo: UndoActions) -> None:
        self._screen, self._session, self._undo = screen, session, undo
        self._network = Network(session.settings.path, os.environ)

    def look_up(self, film: Film) -> None:
        """Ask about a film, if the person agrees and nothing forbids it."""
        _: Worker[None] = self._screen.run_worker(self._look_up(film), group="online", exclusive=True)

    async def _look_up(self, film: Film) -> None:
        try:
            self._network.refuse_if_forbidden()
            may_send = await self._may_send(film)
        except InvalidValueError as error:
            self._screen.notify(str(error), title="Not done", timeout=10, markup=False)
            return
        if may_send:
            found = await ask(self._screen, AskingPrompt(film, self._network, self._session))
            if found is not None:
                await self._fill_in(film, found)

    async def _may_send(self, film: Film) -> bool:
        """Return whether the film may be asked about: it is explained once, and what is answered is remembered."""
        if self._network.setting == AGREED:
            return True
        answer = await ask(self._screen, SendingPrompt(film))
        if answer is Sending.NEVER:
            self._network.set(NEVER)
            self._screen.notify("Nothing is ever sent. `filmjournal catalogue network ask` lifts that.", timeout=10)
        elif answer is Sending.YES:
            self._network.set(AGREED)
        return answer is Sending.YES

    async def _fill_in(self, film: Film, found: Catalogue) -> None:
        lookup = Lookup(found)
        lookup.plan_for(self._session.journal, [film.id])
        result = lookup.results[0] if lookup.results else None
        if result is not None and result.kind is Kind.AMBIGUOUS:
            others = result.match.others
            asked = WhichFilmPrompt(question(result), candidates(others))
            chosen = await ask(self._screen, asked)
            if chosen is None:
                return
            lookup.plan_for(self._session.journal, [film.id], Answers(films={film.id: others[chosen].number}))
            result = lookup.results[0] if lookup.results else None
        if result is None or result.after is None:
            known = result is not None and result.kind is Kind.COMPLETE
            why = f"Wikidata has nothing to add to {titled(film)}." if known else f"Wikidata has no {titled(film)}."
            self._screen.notify(why, markup=False)
        elif self._undo.attempt(lambda: lookup.apply(self._session.journal)):
            gains = listed([fact_name(name).lower() for name in result.gains]) or "ids"
            done = f"Filled in {gains} of {titled(film)} from Wikidata. Press u to undo."
            self._screen.notify(done, timeout=10, markup=False)
