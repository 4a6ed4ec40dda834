"""The settings file of the app: theme and order of the diary."""

from pathlib import Path

import msgspec
from msgspec import Struct, structs

from filmjournal.journal.disk.disk import Disk, reason
from filmjournal.tui.themes import DARK


class Settings(Struct, frozen=True):
    """The settings of the app."""

    theme: str = DARK.name
    """The name of the theme."""
    sort: str = "watched"
    """The name of the order of the diary."""
    against: bool = False
    """Whether that order is reversed."""
    network: str = "ask"
    """Whether anything may be sent over the network, as `transfer.network` has it."""
    unidentified: int = 0
    """Of how many films without people the list has said that they can be looked up."""
    opens: str = "diary"
    """What the app opens with: `diary`, or `today`."""


class SettingsFile:
    """Reads and writes the settings. They are a convenience: a file that cannot be read counts as empty."""

    def __init__(self, path: Path) -> None:
        self.path = path
        """Where it is."""

    def read(self) -> Settings:
        """Return the settings; the defaults where there is no file or it cannot be read."""
        try:
            return msgspec.json.decode(Disk().read(self.path), type=Settings)
        except (OSError, ValueError, RecursionError):
            return Settings()

    def change(self, **changes: str | bool | int) -> str:
        """Change some settings. Return a sentence about why they could not be saved; empty if they were."""
        settings = structs.replace(self.read(), **changes)
        try:
            Disk().replace(self.path, msgspec.json.format(msgspec.json.encode(settings)))
        except OSError as error:
            return f"This setting lasts until you quit: {self.path} cannot be written ({reason(error)})."
        return ""
