"""What every screen of the journal has in common."""

from typing import ClassVar, TypeVar

from textual.screen import Screen

Result = TypeVar("Result")


class JournalScreen(Screen[Result]):
    """A screen on which commands of ours can be given."""

    PLACE: ClassVar[str]
    """Which commands those are; one of the places in `commands`."""

    def before_quit(self) -> None:
        """Put on disk what would be lost with the screen; most screens have nothing."""
