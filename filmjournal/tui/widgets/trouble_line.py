"""One line that is there only while the journal is not on the disk, or cannot be changed."""

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from filmjournal.render.words import sentence
from filmjournal.tui.autosave import Autosave

PATIENCE = 0.5
"""Seconds that a save may take before the line speaks of it."""


class TroubleLine(Static):
    """Says that a save takes its time, or why it failed and what can be done."""

    def __init__(self, autosave: Autosave) -> None:
        super().__init__(markup=False)
        self._autosave = autosave
        self._waiting: Timer | None = None

    def on_mount(self) -> None:
        """Say how things stand."""
        self.tell()

    def tell(self) -> None:
        """Say how things stand now."""
        trouble = self._autosave.trouble or self._autosave.read_only
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        if trouble is None and not self._autosave.is_saved:
            self._waiting = self.set_timer(PATIENCE, self._say_saving)
            return
        self.set_class(trouble is not None, "-trouble", "-shown")
        if trouble is not None:
            again = " It is tried again every few seconds." if not self._autosave.is_saved else ""
            self.update(Content(f"{sentence(str(trouble))}{again} f6: what can be done"))

    def _say_saving(self) -> None:
        if not self._autosave.is_saved:
            self.update(Content("Saving …"))
            self.add_class("-shown")
