"""What a journal takes from this machine: where its files are, the time, and new ids."""

import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, structs
from platformdirs import PlatformDirs

from filmjournal.journal.errors import CannotReadError

_NAME = "filmjournal"


class Places(Struct, frozen=True):
    """The journal, and the app's own folders."""

    journal: Path
    """The journal's file."""
    drafts: Path
    """The folder of what is being written for this journal."""
    backups: Path
    """The folder of the earlier states of this journal."""
    history: Path
    """The file of the changes of this journal that can be taken back."""
    state: Path
    """The folder that these are in, for what could not be put into a journal."""
    scratch: Path
    """The folder of files that live for a moment."""
    settings: Path
    """The file of what the app remembers."""
    searches: Path
    """The file of what was searched, and of the searches that were saved."""
    names: Path
    """The file of the names in this journal, for the shell to complete."""
    catalogue: Path
    """The folder of your own catalogue of films, which every journal shares."""

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
        data = folders.user_data_path
        return cls.around(journal, folders.user_state_path, folders.user_config_path, data)

    @classmethod
    def around_sample(cls, copy: Path, catalogue: Path | None = None) -> "Places":
        """Return the places for a copy of the sample journal in a folder of its own, all of them in there.

        The catalogue of films stays where it is; settings that are changed in the sample are the sample's.
        """
        folder = copy.parent
        return cls(
            journal=copy,
            drafts=folder / "drafts",
            backups=folder / "backups",
            history=folder / "history.json",
            state=folder,
            scratch=folder,
            settings=folder / "settings.json",
            searches=folder / "searches.json",
            names=folder / "names",
            catalogue=catalogue or folder / "catalogue",
        )

    @classmethod
    def around(cls, journal: Path, state: Path, config: Path, data: Path | None = None) -> "Places":
        """Return the places for a journal in the app's folders; each has its own drafts, backups and history.

        Without a folder of data, the catalogue is in that of the state. Raises CannotReadError for a path that nothing
        can have.
        """
        own = _own_name(journal)
        return cls(
            journal=journal,
            drafts=state / "drafts" / own,
            backups=state / "backups" / own,
            history=state / "history" / f"{own}.json",
            state=state,
            scratch=state / "scratch",
            settings=config / "settings.json",
            searches=config / "searches.json",
            names=state / "names" / own,
            catalogue=(data or state) / "catalogue",
        )

    @property
    def notes(self) -> Path:
        """The folder of the notes that say where journals are."""
        return self.state / "journals"

    @property
    def own_note(self) -> Path:
        """The note that says where this journal is."""
        return self.notes / f"{self.drafts.name}.json"

    def named(self, own: str) -> "Places":
        """Return these places for another journal, by what its folders are called; its file stays unknown."""
        return structs.replace(
            self,
            drafts=self.drafts.with_name(own),
            backups=self.backups.with_name(own),
            history=self.history.with_name(f"{own}.json"),
            names=self.names.with_name(own),
        )


def _own_name(journal: Path) -> str:
    """Return what the folders of a journal are called: a digest of where its file really is."""
    try:
        return sha256(os.fsencode(os.path.realpath(journal))).hexdigest()[:16]
    except FileNotFoundError as error:  # a path begins in the working directory
        raise CannotReadError(journal, "the folder that you are in was deleted; go to another one") from error
    except ValueError as error:
        raise CannotReadError(journal, "there is a zero byte in its name") from error


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return an id that nothing else has: a UUIDv7 (RFC 9562), so that ids sort by when they were made."""
    from uuid_utils import uuid4, uuid7  # noqa: PLC0415 — only a change needs one

    return str(uuid7() if time.time() > 0 else uuid4())  # a clock before 1970 has no place in a UUIDv7
