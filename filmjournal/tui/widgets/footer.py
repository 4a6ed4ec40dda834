"""The foot of a screen: the keys that work, and above them a line while the journal is not saved."""

from typing import Any

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Static
from textual.widgets._footer import FooterKey

from filmjournal.model.wording import sentence
from filmjournal.tui.autosave import Autosave

SHOW_SAVING_AFTER = 0.5
"""Seconds that a save may take before the line shows it."""


_ALWAYS = ("back", "leave", "app.help")
"""The actions whose keys are shown at the end, however little room there is."""


class KeyLine(Footer):
    """The footer: as many keys as there is room for, the first ones first. It is rebuilt only when they change."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: list[tuple[object, ...]] | None = None

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Show the keys of a screen; Textual sends them at every move of the focus, and they seldom differ."""
        shown: list[tuple[object, ...]] = [
            (active.binding, active.enabled, active.tooltip) for active in self._fitting(screen)
        ]
        if shown != self._shown:
            self._shown = shown if screen.app.app_focus and self.is_attached and screen is self.screen else None
            super().bindings_changed(screen)

    def on_resize(self) -> None:
        """Show the keys that fit now."""
        if self._bindings_ready:
            self.bindings_changed(self.screen)

    def compose(self) -> ComposeResult:
        """Show each key with its name."""
        for active in self._fitting(self.screen) if self._bindings_ready else ():
            binding = active.binding
            yield FooterKey(
                binding.key,
                self.app.get_key_display(binding),
                binding.description,
                binding.action,
                disabled=not active.enabled,
                tooltip=active.tooltip,
            ).data_bind(compact=Footer.compact)

    def _fitting(self, screen: Screen[Any]) -> list[ActiveBinding]:
        """Return the keys to show: in order, one for each action, until one does not fit."""
        keys: dict[str, ActiveBinding] = {}
        for active in screen.active_bindings.values():
            if active.binding.show:
                keys.setdefault(active.binding.action, active)
        last = [keys.pop(action) for action in _ALWAYS if action in keys]
        room = screen.app.size.width - sum(map(self._cells, last))
        fitting = []
        for active in keys.values():
            room -= self._cells(active)
            if room < 0:
                break
            fitting.append(active)
        return fitting + last

    def _cells(self, active: ActiveBinding) -> int:
        """Return how wide a key is with its name, and the space around both."""
        return cell_len(self.app.get_key_display(active.binding)) + cell_len(active.binding.description) + 3


class TroubleLine(Static):
    """Shows that a save takes long, or why it failed and which key helps."""

    def __init__(self, autosave: Autosave) -> None:
        super().__init__(markup=False)
        self._autosave = autosave
        self._waiting: Timer | None = None

    def on_mount(self) -> None:
        """Show the state of the journal."""
        self.refresh_status()

    def refresh_status(self) -> None:
        """Show the state of the journal: read-only, not saved, or nothing if all is well."""
        trouble = self._autosave.trouble or self._autosave.read_only
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        if trouble is None and not self._autosave.is_saved:
            self._waiting = self.set_timer(SHOW_SAVING_AFTER, self._show_saving)
            return
        self.set_class(trouble is not None, "-trouble", "-shown")
        if trouble is not None:
            again = " Trying again every few seconds." if not self._autosave.is_saved else ""
            self.update(Content(f"{sentence(str(trouble))}{again} Press f6 for options."))

    def _show_saving(self) -> None:
        if not self._autosave.is_saved:
            self.update(Content("Saving …"))
            self.add_class("-shown")
