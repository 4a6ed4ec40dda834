"""What full screens have: the session, the footer with its keys, two layouts; and what follows the journal."""

from abc import abstractmethod
from collections.abc import Callable
from itertools import chain
from typing import ClassVar

from textual.binding import ActiveBinding

from filmjournal.journal.changes import Change
from filmjournal.tui.commands import EVERYWHERE, SEARCH_LINE, bindings_of
from filmjournal.tui.session import Session
from filmjournal.tui.undo import UndoActions
from filmjournal.tui.widgets.footer import KeyLine, TroubleLine
from filmjournal.tui.windows import SHORT, ClosesOnce, Result


class BeforeQuit:
    """A screen that may hold unsaved text."""

    def before_quit(self) -> bool:
        """Save unsaved text as a draft, and return whether the app may quit. Most screens have nothing to save."""
        return True


class JournalScreen(BeforeQuit, ClosesOnce[Result]):
    """A screen with a footer of commands.

    From 120 columns it has the class `-wide`: two columns instead of one. Below 64 columns it has `-narrow`, and below
    18 lines `-short`.
    """

    PLACE: ClassVar[str]
    """Whose commands work here: one of `commands.PLACES`."""
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (64, "-medium"), (120, "-wide")]  # noqa: RUF012 — Textual declares it so
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = SHORT

    def __init__(self, session: Session) -> None:
        size = self.app.size  # Textual sets the classes after the first layout, and finds all styles again
        layouts = ((size.width, self.HORIZONTAL_BREAKPOINTS), (size.height, self.VERTICAL_BREAKPOINTS))
        reached = [[name for least, name in each or () if length >= least][-1:] for length, each in layouts]
        super().__init__(classes=" ".join(chain(*reached)) or None)
        self.session = session
        """The journal and everything the screens work with."""

    def on_mount(self) -> None:
        """Add the line above the footer that says when the journal cannot be saved."""
        self.mount(TroubleLine(self.session.autosave), before=self.query_one(KeyLine))

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work here: those of the focused field first, then ours in the order of the commands."""
        order = {binding.id: place for place, binding in enumerate(bindings_of(SEARCH_LINE, self.PLACE, EVERYWHERE))}
        return dict(sorted(super().active_bindings.items(), key=lambda pair: order.get(pair[1].binding.id, -1)))


class LiveScreen(JournalScreen[Result]):
    """A screen that shows the journal: it follows every change, and can undo the last one."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.undo = UndoActions(self, session.journal, self.show_change)
        """Undo, redo, and changes that may fail."""
        self._unsubscribe: Callable[[], None] | None = None

    @abstractmethod
    def journal_changed(self) -> None:
        """Show the journal as it is now."""

    @abstractmethod
    def show_change(self, change: Change) -> None:
        """Bring what was undone or redone into view."""

    def on_mount(self) -> None:
        """Follow the journal."""
        self._unsubscribe = self.session.journal.subscribe(self.journal_changed)

    def on_unmount(self) -> None:
        """Follow it no more."""
        if self._unsubscribe is not None:
            self._unsubscribe()

    def action_undo(self) -> None:
        """Undo the last change, or bring back a draft that was discarded after it."""
        if not self.session.discards.undo(self):
            self.undo.undo()

    def action_redo(self) -> None:
        """Redo what was undone."""
        self.undo.redo()
