"""Whose files they are, by what stands in them."""

from collections.abc import Iterator, Mapping

from filmjournal.exchange.files import Files
from filmjournal.exchange.readers import (
    criticker,
    douban,
    imdb,
    kinopoisk,
    movary,
    movielens,
    ryot,
    simkl,
    tmdb,
    trakt,
    tvtime,
    yamtrack,
)
from filmjournal.exchange.readers.forms import is_json
from filmjournal.exchange.readers.reader import Reader

READERS: tuple[Reader, ...] = (
    tvtime.READER,  # asked first, so that nothing else of its files is opened
    imdb.READER,
    trakt.READER,
    movary.READER,
    yamtrack.READER,
    simkl.READER,
    criticker.READER,
    tmdb.READER,
    ryot.READER,
    movielens.READER,
    douban.READER,
    kinopoisk.READER,
)
"""Every reader, in the order in which they are asked."""

_ENOUGH = 65536


def reader_of(files: Files) -> Reader | None:
    """Return the reader of the service that these files are of; None where nobody knows them."""
    beginnings = _Beginnings(files)
    return next((reader for reader in READERS if reader.recognises(beginnings)), None)


def reader_named(name: str) -> Reader | None:
    """Return the reader of a service by its name, however it is written."""
    plain = "".join(name.casefold().split())
    return next((each for each in READERS if plain in {each.service, "".join(each.shown.casefold().split())}), None)


class _Beginnings(Mapping[str, bytes]):
    """Files, each opened once and when it is looked at, of which no more is kept than tells whose they are."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._opened: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> bytes:
        if path not in self._opened:
            data = self._files[path]
            self._opened[path] = data if is_json(path) else data[:_ENOUGH]
        return self._opened[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
