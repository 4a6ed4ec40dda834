"""What every screen of the journal has in common."""

from typing import ClassVar, TypeVar

from textual.binding import ActiveBinding
from textual.screen import Screen

from filmjournal.tui.commands import EVERYWHERE, bindings_of
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.key_line import KeyLine
from filmjournal.tui.widgets.trouble_line import TroubleLine

Result = TypeVar("Result")


class BeforeQuit:
    """A screen on which something may be written that is not on disk."""

    def before_quit(self) -> bool:
        """Put on disk what would be lost with the screen, and return whether it is there; most screens have nothing."""
        return True


class JournalScreen(BeforeQuit, Screen[Result]):
    """A screen on which commands of ours can be given."""

    PLACE: ClassVar[str]
    """Which commands those are; one of the places in `commands`."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        """The journal and what lies beside it."""

    def on_mount(self) -> None:
        """Say above the footer when the journal cannot be saved."""
        self.mount(TroubleLine(self.session.autosave), before=self.query_one(KeyLine))

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work here: those of the focused field first, then ours in the order of the commands."""
        own = {binding.id: place for place, binding in enumerate(bindings_of(self.PLACE, EVERYWHERE))}
        return dict(sorted(super().active_bindings.items(), key=lambda pair: own.get(pair[1].binding.id, -1)))
