"""Where things are on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from platformdirs import PlatformDirs

from filmjournal.journal.errors import CannotReadError

_NAME = "filmjournal"


@dataclass(frozen=True)
class Places:
    """The journal, and the app's own folders."""

    journal: Path
    """The journal's file."""
    drafts: Path
    """The folder of what is being written for this journal."""
    scratch: Path
    """The folder of files that live for a moment."""
    settings: Path
    """The file of what the app remembers."""

    @classmethod
    def find(cls, asked: Path | None, environment: Mapping[str, str]) -> "Places":
        """Return the places for a journal: the one asked for, else that of $FILMJOURNAL, else the usual one.

        Raises CannotReadError for the home of somebody who is not known here.
        """
        folders = PlatformDirs(_NAME, appauthor=False)
        named = asked or (Path(environment["FILMJOURNAL"]) if environment.get("FILMJOURNAL") else None)
        try:
            journal = (named or folders.user_data_path / "journal.json").expanduser()
        except RuntimeError as error:
            raise CannotReadError(named or Path("~"), "there is no such user") from error
        return cls.around(journal, folders.user_state_path, folders.user_config_path)

    @classmethod
    def around(cls, journal: Path, state: Path, config: Path) -> "Places":
        """Return the places for a journal with the app's folders given; each journal has drafts of its own."""
        own = sha256(str(journal.absolute()).encode()).hexdigest()[:16]
        return cls(journal, state / "drafts" / own, state / "scratch", config / "settings.json")
