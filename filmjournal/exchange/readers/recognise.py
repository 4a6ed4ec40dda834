"""Recognises whose files they are, by their content."""

from functools import cache, partial

from filmjournal.exchange.batch import Reader
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.readers import (
    criticker,
    douban,
    imdb,
    kinopoisk,
    letterboxd,
    markdown,
    movary,
    movielens,
    own,
    ryot,
    simkl,
    tmdb,
    trakt,
    tvtime,
    yamtrack,
)
from filmjournal.exchange.readers.formats import is_json
from filmjournal.exchange.reading.files import Files

READERS: tuple[Reader, ...] = (
    tvtime.READER,  # first, so that none of its other files is opened
    letterboxd.READER,
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
    own.READER,
    markdown.READER,
)
"""Every reader, in the order in which they are tried."""


def reader_of(files: Files) -> Reader | None:
    """Return the reader of the service that these files are of; None where no reader knows them.

    Raises CannotImportError where nobody does and one of them cannot be opened.
    """
    faults: list[CannotImportError] = []
    beginnings = {path: cache(partial(_beginning, files, path, faults)) for path in files}
    # a folder of notes has thousands of them, and no other service has such files
    others = Files({path: read for path, read in beginnings.items() if not path.lower().endswith(markdown.ENDINGS)})
    candidates = ((reader, Files(beginnings) if reader is markdown.READER else others) for reader in READERS)
    found = next((reader for reader, shown in candidates if reader.recognises(shown)), None)
    if found is None and faults:
        raise faults[0]
    return found


def reader_named(name: str) -> Reader | None:
    """Return the reader of a service by its name, however it is written."""
    plain = "".join(name.casefold().split())
    return next((each for each in READERS if plain in {each.service, "".join(each.shown.casefold().split())}), None)


def _beginning(files: Files, path: str, faults: list[CannotImportError]) -> bytes:
    """Return as much of a file as shows whose it is; nothing of one that can't be opened, which adds to `faults`."""
    try:
        return files[path] if is_json(path) else files.beginning(path)
    except CannotImportError as error:
        faults.append(error)
        return b""
