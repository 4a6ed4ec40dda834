"""Your own catalogue: facts that you asked for, in a folder of their own, joined with the catalogue that comes along.

In the folder are `films.catalogue`, which is used; for each source the facts it is joined from, as JSON lines, with the
day they are of in the first; and in `previous` the same files as they were before the last change.
"""

import lzma
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from filmjournal.journal.disk.disk import Disk, reason
from filmjournal.lookup import imdb, wikidata
from filmjournal.lookup.catalogue import Catalogue
from filmjournal.lookup.compiling import compiled
from filmjournal.lookup.joining import Collected, films_of, joined
from filmjournal.lookup.layout import OWN, Contents
from filmjournal.lookup.seed import SeedFilm
from filmjournal.model.collector import collector_paused
from filmjournal.model.errors import InvalidValueError

LICENCES = {
    wikidata.SOURCE: "Facts of wikidata.org are from Wikidata (https://www.wikidata.org), CC0 1.0.",
    imdb.SOURCE: imdb.TERMS,
}
"""What has to be said of facts of each source."""

_ENDING = ".jsonl.xz"
_FILES = (OWN, *(f"{source}{_ENDING}" for source in LICENCES))

Progress = Callable[[str, int, int], None]
"""Called with what is done, and how far it is; what it raises ends it, and nothing is changed then."""


class _Head(Struct):
    made: str


class OwnCatalogue:
    """The folder of your own catalogue."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._disk = Disk()

    @property
    def path(self) -> Path:
        """The catalogue that is used, where there is one."""
        return self._folder / OWN

    @property
    def notes(self) -> Path:
        """Where an update notes what came, until it is done."""
        return self._folder / "update.part"

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Be the only one who changes it; raises InvalidValueError where another program does, or it can't be."""
        path = self._folder / "catalogue.lock"
        try:
            self._disk.make_folder(self._folder)
            with self._disk.locked(path, 0):
                yield
        except TimeoutError as error:
            raise InvalidValueError(
                "Another filmjournal is changing your own catalogue. Try again when it is done."
            ) from error
        except OSError as error:
            raise InvalidValueError(f"{path} can't be written: {reason(error)}.") from error

    @property
    def left_alone_until(self) -> datetime | None:
        """The time until which a service asked to be left alone; None where it asked for nothing."""
        try:
            return datetime.fromisoformat(self._pause.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    def leave_alone_until(self, time: datetime) -> None:
        """Remember that a service asked to be left alone until then."""
        self._write(self._pause, time.isoformat().encode("ascii"))

    @property
    def _pause(self) -> Path:
        return self._folder / "update.wait"

    def contents(self) -> Contents | None:
        """Return what your own catalogue says about itself; None where there is none. Raises InvalidValueError."""
        if not self.path.is_file():
            return None
        own = Catalogue.open(self.path)
        own.check()
        return own.contents

    def has(self, source: str) -> bool:
        """Whether there are facts of this source."""
        return self._facts(source).is_file()

    def put(self, source: str, films: Sequence[SeedFilm], day: str, *, replaces: bool, progress: Progress) -> Contents:
        """Use these films of a source from now on: in place of its earlier ones, or of those with the same id alone.

        Until it returns, the catalogue that was used before is used, and stays if anything fails. Raises
        InvalidValueError.
        """
        with collector_paused():
            earlier = [] if replaces or not self.has(source) else self._collected(source).films
            own = {film.id: film for film in [*earlier, *films]}
            collected = {each: self._collected(each) for each in LICENCES if each != source and self.has(each)}
            collected[source] = Collected(day, tuple(own.values()))
            data = self._join(collected, progress)
            progress("Saving", 0, 0)
            self._keep_previous()
            self._write(self._facts(source), _packed(collected[source]))
            self._write(self.path, data)
        return Catalogue(data).contents

    def join(self, progress: Progress) -> Contents:
        """Join your facts anew with the catalogue that comes along; raises InvalidValueError where there are none."""
        collected = {source: self._collected(source) for source in LICENCES if self.has(source)}
        if not collected:
            raise InvalidValueError("You have no facts of your own: `filmjournal catalogue update` fetches some.")
        with collector_paused():
            data = self._join(collected, progress)
            self._keep_previous()
            self._write(self.path, data)
        return Catalogue(data).contents

    def go_back(self) -> None:
        """Use the catalogue before the last change again, and keep the one that is used now as the previous one."""
        previous = self._folder / "previous"
        if not previous.is_dir():
            raise InvalidValueError("There is no earlier catalogue to go back to.")
        for name in reversed(_FILES):  # what is used goes last
            own, earlier, aside = self._folder / name, previous / name, previous / f"{name}.aside"
            for source, target in ((own, aside), (earlier, own), (aside, earlier)):
                with suppress(FileNotFoundError):
                    self._disk.rename(source, target)

    def _join(self, collected: dict[str, Collected], progress: Progress) -> bytes:
        progress("Joining catalogues", 0, 0)
        bundled = Catalogue.bundled()
        films = joined([Collected(bundled.contents.made, films_of(bundled)), *collected.values()])
        progress("Joining catalogues", 1, 2)
        return compiled(
            films,
            made=bundled.contents.made,
            days={source: each.made for source, each in collected.items()},
            licences=[*bundled.contents.licences, *(LICENCES[source] for source in collected)],
        )

    def _keep_previous(self) -> None:
        for name in _FILES:
            own, previous = self._folder / name, self._folder / "previous" / name
            self._disk.make_folder(previous.parent)
            if own.is_file():
                self._write(previous, self._disk.read(own))
            else:
                self._disk.remove(previous)

    def _facts(self, source: str) -> Path:
        return self._folder / f"{source}{_ENDING}"

    def _write(self, path: Path, data: bytes) -> None:
        try:
            self._disk.replace(path, data)
        except OSError as error:
            raise InvalidValueError(f"{path} can't be written: {reason(error)}.") from error

    def _collected(self, source: str) -> Collected:
        path = self._facts(source)
        decode = msgspec.json.Decoder(SeedFilm).decode
        try:
            head, *lines = lzma.decompress(path.read_bytes()).splitlines()
            return Collected(msgspec.json.decode(head, type=_Head).made, tuple(map(decode, lines)))
        except (OSError, ValueError, lzma.LZMAError, msgspec.DecodeError) as error:
            raise InvalidValueError(
                f"{path} can't be read ({error}): remove it, and fetch or build its facts again."
            ) from error


def _packed(collected: Collected) -> bytes:
    lines = [msgspec.json.encode(_Head(collected.made)), *map(msgspec.json.encode, collected.films)]
    return lzma.compress(b"\n".join(lines), preset=1)
