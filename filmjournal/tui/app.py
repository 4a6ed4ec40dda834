"""The app: it opens the diary, sets the theme, and quits without losing anything."""

import gc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.command import Provider
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.notifications import SeverityLevel
from textual.screen import Screen

from filmjournal.tui.commands import EVERYWHERE, bindings_of
from filmjournal.tui.leaving import Leaving
from filmjournal.tui.screens.diary import DiaryScreen
from filmjournal.tui.screens.entry_screen import OpenComparison, OpenPerson
from filmjournal.tui.session import Session
from filmjournal.tui.stand_ins import StandIns
from filmjournal.tui.themes import DARK, LIGHT, ThemedApp
from filmjournal.tui.type_ahead import TypeAhead
from filmjournal.tui.widgets.footer import TroubleLine
from filmjournal.tui.windows import drop_toasts, keep_toasts_off_cursor


def _journal_commands() -> type[Provider]:
    from filmjournal.tui.palette import JournalCommands  # noqa: PLC0415 — not before the palette is opened

    return JournalCommands


class FilmJournalApp(ThemedApp):
    """A journal on the screen."""

    TITLE = "filmjournal"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/diary.tcss"]
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_journal_commands}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(EVERYWHERE)]

    def __init__(self, session: Session, *, greeting: str = "", few_colours: bool = False) -> None:
        """Make the app; `few_colours` for a terminal of 16 colours."""
        super().__init__(few_colours=few_colours)
        self._session = session
        self._greeting = greeting
        self.leaving = Leaving(self, session)
        """The ways to quit."""
        self.type_ahead = TypeAhead(self, super().on_event)
        """The keys that wait."""
        self._stand_ins = StandIns()
        self.start_with_theme(session.settings.read().theme)

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; keys each in its turn, once what the one before set off is done."""
        await self.type_ahead.handle(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line passes that is drawn: nothing that was imported may give the terminal orders."""
        return (*super().get_line_filters(), self._stand_ins)

    def get_default_screen(self) -> Screen[None]:
        """Return the diary: no empty screen is shown before it."""
        return DiaryScreen(self._session)

    def on_mount(self) -> None:
        """Follow the theme and the journal."""
        self.theme_changed_signal.subscribe(self, lambda theme: self._remember_theme(theme.name))
        autosave = self._session.autosave
        autosave.status_changed, autosave.changed_outside = self._show_status, self._show_reloaded
        autosave.warn = partial(self.notify, severity="warning", markup=False)
        self.run_worker(autosave.run(), group="autosave")
        if self._greeting:
            self.notify(self._greeting, markup=False, timeout=5)
        self.leaving.on_signals()

    def on_ready(self) -> None:
        """Collect garbage again: the first frame is there."""
        gc.enable()

    def action_help(self) -> None:
        """Open the guide at the place one is in."""
        from filmjournal.tui.screens.help import HelpScreen, help_at  # noqa: PLC0415 — not before it is needed

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(help_at(self.screen))

    @on(OpenPerson)
    def _open_person(self, event: OpenPerson) -> None:
        from filmjournal.tui.screens.person import PersonScreen  # noqa: PLC0415 — not before it is needed

        self.push_screen(PersonScreen(self._session, event.name, event.role, event.among))

    @on(OpenComparison)
    def _compare(self, event: OpenComparison) -> None:
        from filmjournal.tui.screens.compare import compare  # noqa: PLC0415 — not before it is needed

        compare(self.screen, self._session, event.entries, event.instead)

    def action_switch_theme(self) -> None:
        """Switch between our dark and light themes."""
        self.theme = DARK.name if not self.current_theme.dark else LIGHT.name

    async def action_quit(self) -> None:
        """Quit, after saving unsaved text as drafts and the last changes to the journal."""
        self.leaving.quit()

    def action_saving(self) -> None:
        """Show whether everything is saved, and what to do if it is not."""
        self.leaving.show_saving()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a toast, in place of the one before: what it said is no longer the news. Warnings stay."""
        drop_toasts(self)
        keep_toasts_off_cursor(self)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    @property
    def cursor_position(self) -> Offset:
        """Where the cursor of a text is on the screen; Textual's fields say so at each of its moves."""
        return self._cursor

    @cursor_position.setter
    def cursor_position(self, offset: Offset) -> None:
        self._cursor = offset
        if self.is_running and len(self._notifications):
            keep_toasts_off_cursor(self)

    def _show_status(self) -> None:
        for screen in self.screen_stack:
            for line in screen.query(TroubleLine):
                line.refresh_status()

    def _show_reloaded(self) -> None:
        self.notify("Another program changed the journal. Its changes are shown now.", timeout=4)

    def _remember_theme(self, name: str) -> None:
        if error := self._session.settings.change(theme=name):
            self._session.autosave.warn(error)
