"""The first half of an import: read the files a person named, and recognise which service or program wrote them."""

import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from shlex import quote

from msgspec import Struct

from filmjournal.exchange.batch import Batch, FilmFinder, Moment, Reader
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.readers.recognise import READERS, reader_named, reader_of
from filmjournal.exchange.reading.files import Files, read_path
from filmjournal.model.text import one_line
from filmjournal.model.when import DateOrder
from filmjournal.model.wording import listed

_JOURNAL = re.compile(rb'\s*\{\s*"films": \{')
"""How the file of a journal begins."""


class Request(Struct, frozen=True):
    """What to import."""

    paths: tuple[Path, ...]
    """The files, ZIP archives or folders; several are the parts of one export."""
    service: str = ""
    """The service that wrote them, if the person says so."""
    columns: Mapping[str, str] = {}
    """What each column of a table of no known service holds: the key of a fact, by the column's heading."""
    scale: int | None = None
    """Maximum for ratings that don't state one: 5, 10 or 100. None for the usual one."""
    order: DateOrder | None = None
    """Which part of dates such as 3/4/2024 comes first, where the other dates of a file don't settle it."""
    deleted: bool = False
    """Whether to import what was deleted at Letterboxd, too."""
    film: str = ""
    """Which film an article is about, if the person says so: its title, and the year in brackets behind it."""
    text: str = ""
    """A text to import in place of files, from the clipboard or from standard input."""


class UnknownFilesError(CannotImportError):
    """No reader recognises the files."""

    def __init__(self, *lines: str) -> None:
        super().__init__(" ".join(lines))
        self.lines = lines
        """The message, and what can be done, a sentence or a command each."""


CLIPBOARD = "clipboard.txt"
"""What a text that is in no file is called."""

_JSON = ("{", "[{")
"""How JSON begins, and hardly a review."""


def find_reader(request: Request) -> tuple[Files, Reader]:
    """Return the files named by a request, unread, and the reader for them.

    Raises CannotImportError if there is nothing to read, no reader recognises the files, or an option doesn't apply to
    them.
    """
    files = _files(request.paths) if not request.text else Files.of({CLIPBOARD: request.text.encode()})
    if request.columns:
        from filmjournal.exchange.readers.mapped import mapped_reader  # noqa: PLC0415 — few tables need it

        return files, mapped_reader(request.columns, request.scale)
    reader = reader_of(files) if not request.service else _reader_named(request.service)
    if reader is None and request.text and not request.text.lstrip().startswith(_JSON):
        reader = _reader_named("markdown")  # whoever pastes a text, however short, says that it is a review
    if reader is None:
        raise UnknownFilesError(*files.notes, *_unknown(request.paths, files))
    if request.film and (reader.service != "markdown" or len(files) != 1):
        raise CannotImportError("--film goes with one review: it says which film that is about.")
    if request.scale is not None:
        _check_scale(reader, request.scale)
    return files, _with_deleted(reader) if request.deleted else reader


def read_batch(
    files: Files, reader: Reader, today: date, request: Request | None = None, films: FilmFinder | None = None
) -> Batch:
    """Return what a reader makes of files, with the answers of a request; raises CannotImportError if it can't.

    `films` knows which film an article may be about; without it, its first line is the title.
    """
    asked = request or Request(())
    return reader.read(
        files,
        Moment(today, lambda instant: instant.astimezone().date(), asked.scale, asked.order, asked.film, films),
    )


def _files(paths: tuple[Path, ...]) -> Files:
    """Return the files at all paths as one set; of several paths, those in a folder are named with it."""
    found = [(path, read_path(path)) for path in dict.fromkeys(paths)]
    if len(found) == 1:
        return found[0][1]
    several: dict[str, partial[bytes]] = {}
    beginnings: dict[str, partial[bytes]] = {}
    for path, files in found:
        for name in files:
            under = name if path.is_file() else f"{path.name}/{name}"
            if under in several:
                raise CannotImportError(f"Two files are called {under}: import them one after the other.")
            several[under] = partial(files.__getitem__, name)
            beginnings[under] = partial(files.beginning, name)
    return Files(several, tuple(note for _, files in found for note in files.notes), beginnings)


def _reader_named(service: str) -> Reader:
    reader = reader_named(service)
    if reader is None:
        known = listed([reader.shown for reader in READERS])
        raise CannotImportError(f"There is no importer for “{service}”. There are importers for {known}.")
    return reader


def _check_scale(reader: Reader, scale: int) -> None:
    """Raise CannotImportError where the ratings of a service are always of 5, and InvalidValueError for a bad scale."""
    from filmjournal.exchange.readers import letterboxd, own  # noqa: PLC0415 — few ask for it
    from filmjournal.exchange.readers.values import check_scale  # noqa: PLC0415

    check_scale(scale)
    if reader.service in {letterboxd.READER.service, own.READER.service}:
        raise CannotImportError(f"--scale goes with other services: the ratings of {reader.shown} are always of 5.")


def _with_deleted(reader: Reader) -> Reader:
    from filmjournal.exchange.readers import letterboxd  # noqa: PLC0415 — few ask for it

    if reader.service != letterboxd.READER.service:
        raise CannotImportError(f"--deleted goes with Letterboxd; these files are from {reader.shown}.")
    return Reader(reader.service, reader.shown, reader.recognises, partial(letterboxd.read, deleted=True))


def _unknown(paths: tuple[Path, ...], files: Files) -> list[str]:
    """Return that these files aren't recognised and, if they are tables, how to import them all the same."""
    from filmjournal.exchange.readers.mapped import guess  # noqa: PLC0415 — only for tables of no known service
    from filmjournal.exchange.readers.own import is_json  # noqa: PLC0415
    from filmjournal.exchange.reading.tables import read_head  # noqa: PLC0415

    if not paths:
        return ["This text is no review. Other exports are imported from their files."]
    names = listed([str(path) for path in paths])
    beginnings = {name: files.beginning(name) for name in files}
    journal = next((name for name, data in beginnings.items() if _JOURNAL.match(data)), None)
    if journal is not None:
        return [f"{journal} is a journal: `filmjournal merge {paths[0]}` merges it into yours."]
    if not any(data.strip(b"\0") for data in beginnings.values()):
        what = "contains only zeros: it was damaged on the disk" if any(beginnings.values()) else "is empty"
        return [f"{names} {what}. Export it again."]
    heads = (read_head(data) for data in beginnings.values() if not is_json(data))
    head = next((each for each in heads if len(each) > 1), None)
    if head is None:
        return [f"{names} isn't an export of any service or program that filmjournal knows."]
    columns = guess(head) or {"HEADING": "title"}
    options = " ".join(f"--map '{one_line(heading)}={key}'" for heading, key in columns.items())
    return [
        f"{names} isn't an export of any service that filmjournal knows.",
        "The shell imports any table: say what its columns hold, and with --scale the highest rating.",
        f"Its columns are {listed([one_line(heading) for heading in head])}.",
        f"For example: filmjournal import {' '.join(quote(str(path)) for path in paths)} {options}",
    ]
