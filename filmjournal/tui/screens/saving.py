"""Is everything saved, and what can be done when it is not?"""

import asyncio
from enum import Enum
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from filmjournal.journal.disk.disk import Disk, reason
from filmjournal.journal.disk.documents import lay_out
from filmjournal.journal.errors import DamagedError, GoneError
from filmjournal.model.wording import sentence
from filmjournal.tui.prompts import CopyPathPrompt
from filmjournal.tui.session import Session

LOOKED_AT_EVERY = 0.1
"""Seconds between looks at whether the save is through."""


class Way(Enum):
    """What can be done, with the key that does it."""

    AGAIN = ("r", "Try again now")
    COPY = ("c", "Save a copy elsewhere …")
    ANEW = ("w", "Write the journal anew, as you see it here")
    LEAVE = ("x", "Leave; what is not saved is put into a file of its own")
    BACK = ("escape", "Go back")


class SavingScreen(ModalScreen[bool]):
    """Tells how the saving goes. Its result is whether to leave."""

    CSS_PATH = "saving.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(way.value[0], f"choose('{way.name}')", way.value[1]) for way in Way
    ]

    def __init__(self, session: Session, *, leaving: bool) -> None:
        super().__init__()
        self._session = session
        self.leaving = leaving
        """Whether to leave as soon as everything is saved."""
        self._shown: object = None

    def compose(self) -> ComposeResult:
        """Put how things stand over what can be done."""
        with Vertical(id="dialog"):
            yield Static(id="state", markup=False)
            yield OptionList(id="ways", compact=True, markup=False)

    def on_mount(self) -> None:
        """Follow the saving."""
        self._look()
        self.set_interval(LOOKED_AT_EVERY, self._look)

    def _look(self) -> None:
        autosave = self._session.autosave
        if self.leaving and autosave.is_saved:
            self.dismiss(True)
            return
        shown = str(autosave.trouble), autosave.is_saved, self.leaving
        if shown == self._shown:
            return
        self._shown = shown
        self.query_one("#state", Static).update(Content(self._state()))
        ways = self.query_one(OptionList)
        ways.clear_options()
        ways.add_options([Option(f"{self._key(way):<8}{way.value[1]}", id=way.name) for way in self._ways()])
        ways.highlighted = 0
        ways.focus()

    def _state(self) -> str:
        autosave = self._session.autosave
        if autosave.trouble is not None:
            kept = (
                "" if autosave.is_saved else "\n\nWhat you changed is kept here, and a save is tried every few seconds."
            )
            return sentence(str(autosave.trouble)) + kept
        if autosave.is_saved:
            return f"Everything is saved in {self._session.journal.path}."
        return "Your last changes are being written to the disk." + (
            " filmjournal ends when they are there." if self.leaving else ""
        )

    def _ways(self) -> list[Way]:
        trouble = self._session.autosave.trouble
        offered = {
            Way.AGAIN: trouble is not None,
            Way.ANEW: isinstance(trouble, GoneError | DamagedError),
            Way.COPY: True,
            Way.LEAVE: self.leaving,
            Way.BACK: True,
        }
        return [way for way, is_offered in offered.items() if is_offered]

    def _key(self, way: Way) -> str:
        return "esc" if way is Way.BACK else way.value[0]

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_choose(event.option_id or Way.BACK.name)

    def action_choose(self, name: str) -> None:
        """Do what was chosen."""
        way = Way[name]
        if way not in self._ways():
            return
        if way is Way.AGAIN:
            self._session.autosave.request_save()
        elif way is Way.ANEW:
            self._session.autosave.request_new_file()
        elif way is Way.COPY:
            self._save_copy()
        else:
            self.dismiss(way is Way.LEAVE)

    @work
    async def _save_copy(self) -> None:
        usual = Path.home() / f"journal-{self._session.today():%Y-%m-%d}.json"
        path = await self.app.push_screen_wait(CopyPathPrompt(usual))
        if path is None:
            return
        data = lay_out(self._session.journal.tables.documents.copied())
        try:
            await asyncio.to_thread(Disk().replace, path, data)
        except OSError as error:
            self.notify(f"The copy was not saved: {reason(error)}.", severity="error", timeout=15, markup=False)
        else:
            self.notify(f"A copy of the journal is saved in {path}.", timeout=10, markup=False)
