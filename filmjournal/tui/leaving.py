"""Leaving the app: on a key, or when the terminal is closed, nothing is lost."""

import asyncio
import signal
import sys

from textual.app import App

from filmjournal.tui.screens.journal_screen import BeforeQuit
from filmjournal.tui.session import Session


class Leaving:
    """Ends the app once unsaved text is kept as drafts, and the journal is saved or the person goes without."""

    def __init__(self, app: App[None], session: Session) -> None:
        self._app = app
        self._session = session

    def quit(self) -> None:
        """Quit; while the last changes are not saved, show that first."""
        if not all(screen.before_quit() for screen in self._app.screen_stack if isinstance(screen, BeforeQuit)):
            return
        if self._session.autosave.is_saved:
            self._app.exit()
        else:
            self.show_saving(quitting=True)

    def show_saving(self, *, quitting: bool = False) -> None:
        """Show whether everything is saved, and what to do if it is not."""
        from filmjournal.tui.screens.saving import SavingScreen  # noqa: PLC0415 — not before it is needed

        shown = [screen for screen in self._app.screen_stack if isinstance(screen, SavingScreen)]
        for screen in shown:
            screen.quitting = screen.quitting or quitting
        if not shown:
            saving = SavingScreen(self._session, quitting=quitting)
            self._app.push_screen(saving, lambda quits: self._app.exit() if quits else None)

    def on_signals(self) -> None:
        """Quit without losing anything when the terminal is closed or the process is terminated."""
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTERM, self.quit_now)
            loop.add_signal_handler(signal.SIGHUP, self._hang_up)

    def _hang_up(self) -> None:
        from filmjournal.tui.terminal import discard_output  # noqa: PLC0415 — not before the terminal is gone

        app = self._app
        if not app.is_headless:
            signal.signal(signal.SIGCONT, signal.SIG_IGN)  # it comes too, and Textual would take the terminal up again
            discard_output(getattr(app._driver, "_writer_thread", None))  # noqa: SLF001 — Textual ends it nowhere else
        self.quit_now()

    def quit_now(self) -> None:
        """Quit at once; unsaved text is kept as drafts."""
        for screen in self._app.screen_stack:
            if isinstance(screen, BeforeQuit):
                screen.before_quit()
        self._app.exit()
