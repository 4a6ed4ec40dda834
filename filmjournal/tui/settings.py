"""What the app remembers from one run to the next."""

from pathlib import Path

import msgspec
from msgspec import Struct, structs

from filmjournal.journal.disk.disk import Disk, reason
from filmjournal.tui.themes import DARK


class Settings(Struct, frozen=True):
    """How a person likes the app to look."""

    theme: str = DARK.name
    """The name of the theme."""
    sort: str = "watched"
    """The name of the order of the diary."""
    against: bool = False
    """Whether the diary is sorted against that order."""


class SettingsFile:
    """Keeps the settings in a file of the app's own. They are a convenience: one that cannot be read is passed over."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Settings:
        """Return the settings, or the usual ones where there are none that can be read."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Settings)
        except (OSError, msgspec.DecodeError):
            return Settings()

    def change(self, **changes: str | bool) -> str:
        """Keep some settings; return why they could not be kept, in a sentence, or nothing."""
        settings = structs.replace(self.read(), **changes)
        try:
            Disk().replace(self._path, msgspec.json.format(msgspec.json.encode(settings)))
        except OSError as error:
            return f"This is forgotten when you leave: {self._path} cannot be written ({reason(error)})."
        return ""
