"""Whether everything is saved, and what to do if it is not."""

import asyncio
from enum import Enum
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from filmjournal.journal.disk.disk import Disk, reason
from filmjournal.journal.disk.documents import encode_file
from filmjournal.journal.errors import DamagedError, GoneError
from filmjournal.model.wording import sentence
from filmjournal.tui.prompts import CopyPathPrompt
from filmjournal.tui.session import Session
from filmjournal.tui.windows import Window, ask

UPDATE_EVERY = 0.1
"""Seconds between updates of the state."""


class Choice(Enum):
    """What can be done: the key, and what the list says."""

    AGAIN = ("r", "Try again now")
    COPY = ("c", "Save a copy to another file …")
    NEW_FILE = ("w", "Write a new journal file, as shown here")
    QUIT = ("x", "Quit; unsaved changes go into a separate file")
    BACK = ("escape", "Go back")


class SavingScreen(Window[bool]):
    """Shows the state of the save. Its result is whether to quit."""

    CSS_PATH = "saving.tcss"
    TOPIC = "safety"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(choice.value[0], f"choose('{choice.name}')", choice.value[1]) for choice in Choice),
        Binding("f1", "app.help", "Help", show=False),
    ]

    def __init__(self, session: Session, *, quitting: bool) -> None:
        super().__init__()
        self._session = session
        self.quitting = quitting
        """Whether to quit as soon as everything is saved."""
        self._shown: object = None

    def compose(self) -> ComposeResult:
        """Put the state over the choices."""
        with Vertical(id="dialog"):
            yield Static(id="state", markup=False)
            yield OptionList(id="choices", compact=True, markup=False)

    def on_mount(self) -> None:
        """Show the state, and follow it."""
        self._update()
        self.set_interval(UPDATE_EVERY, self._update)

    def _update(self) -> None:
        autosave = self._session.autosave
        if self.quitting and autosave.is_saved:
            self.dismiss(True)
            return
        shown = str(autosave.trouble), autosave.is_saved, self.quitting
        if shown == self._shown:
            return
        self._shown = shown
        self.query_one("#state", Static).update(Content(self._state()))
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options(
            [Option(f"{self._key(choice):<8}{choice.value[1]}", id=choice.name) for choice in self._choices()]
        )
        choices.highlighted = 0
        choices.focus()

    def _state(self) -> str:
        autosave = self._session.autosave
        if autosave.trouble is not None:
            retrying = (
                "" if autosave.is_saved else "\n\nYour changes are still here; saving is retried every few seconds."
            )
            return sentence(str(autosave.trouble)) + retrying
        if autosave.is_saved:
            return f"Everything is saved in {self._session.journal.path}."
        return "Saving your last changes." + (" filmjournal quits when they are saved." if self.quitting else "")

    def _choices(self) -> list[Choice]:
        trouble = self._session.autosave.trouble
        offered = {
            Choice.AGAIN: trouble is not None,
            Choice.NEW_FILE: isinstance(trouble, GoneError | DamagedError),
            Choice.COPY: True,
            Choice.QUIT: self.quitting,
            Choice.BACK: True,
        }
        return [choice for choice, is_offered in offered.items() if is_offered]

    def _key(self, choice: Choice) -> str:
        return "esc" if choice is Choice.BACK else choice.value[0]

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_choose(event.option_id or Choice.BACK.name)

    def action_choose(self, name: str) -> None:
        """Do what was chosen."""
        choice = Choice[name]
        if choice not in self._choices():
            return
        if choice is Choice.AGAIN:
            self._session.autosave.request_save()
        elif choice is Choice.NEW_FILE:
            self._session.autosave.request_new_file()
        elif choice is Choice.COPY:
            self._save_copy()
        else:
            self.dismiss(choice is Choice.QUIT)

    @work
    async def _save_copy(self) -> None:
        suggested = Path.home() / f"journal-{self._session.today():%Y-%m-%d}.json"
        path = await ask(self, CopyPathPrompt(suggested))
        if path is None:
            return
        data = encode_file(self._session.journal.tables.documents.copied())
        try:
            await asyncio.to_thread(Disk().replace, path, data)
        except OSError as error:
            self.notify(f"The copy was not saved: {reason(error)}.", severity="error", timeout=15, markup=False)
        else:
            self.notify(f"A copy of the journal is saved in {path}.", timeout=10, markup=False)
