"""The line of keys at the bottom of a screen."""

from typing import Any

from textual.screen import Screen
from textual.widgets import Footer


class KeyLine(Footer):
    """The keys that do something here and now; it is only made anew when other keys do."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: list[tuple[object, ...]] | None = None

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Show the keys of a screen, which come anew with every move of the focus and seldom are others."""
        shown: list[tuple[object, ...]] = [
            (active.binding, active.enabled, active.tooltip)
            for active in screen.active_bindings.values()
            if active.binding.show
        ]
        if shown != self._shown:
            self._shown = shown if screen.app.app_focus and self.is_attached and screen is self.screen else None
            super().bindings_changed(screen)
