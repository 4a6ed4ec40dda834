"""Which file of a Letterboxd export is which: by its headings, and by its name only where they say too little."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import PurePosixPath

from msgspec import Struct

from filmjournal.exchange.batch import Place, Problem
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.reading.decoding import as_utf8
from filmjournal.exchange.reading.files import beginning_of, within_sections
from filmjournal.exchange.reading.tables import read_head
from filmjournal.model.text import fold


class FileKind(StrEnum):
    """What a file is about, in the order in which files are read: films first, then viewings."""

    WATCHED = "watched"
    RATINGS = "ratings"
    LIKES = "likes"
    WATCHLIST = "watchlist"
    DIARY = "diary"
    REVIEWS = "reviews"
    IMPORT = "import"
    LIST = "list"
    COMMENTS = "comments"
    ACCOUNT = "account"
    LIKED_OTHERS = "likes of others"
    UNCLEAR = "unclear"
    FOREIGN = "foreign"


class KnownFile(Struct, frozen=True):
    """A file of an export."""

    path: str
    """Where it is."""
    kind: FileKind
    """What its rows are about."""
    section: str
    """The folder that says more of it: deleted, orphaned, or nothing."""


ONE_OF_EACH = frozenset(
    {FileKind.WATCHED, FileKind.RATINGS, FileKind.LIKES, FileKind.WATCHLIST, FileKind.DIARY, FileKind.REVIEWS}
)
"""What an export has in one file alone: where there are two of them, there are two exports."""

NAMES = {FileKind.LIKES: "films.csv"}
"""What Letterboxd calls a file that is not called by its kind."""

_FILM = frozenset({"date", "name", "year", "letterboxd uri"})
_ENTRY = frozenset({"watched date", "rewatch"})
_LISTED = frozenset({"position", "name", "year", "url"})
_LIST_BEGINS = "letterboxd list export"
_LIST_HEAD = ("date", "name", "tags", "url", "description")

_TO_IMPORT_ALONE = frozenset({"letterboxduri", "tmdbid", "imdbid", "watcheddate", "rating10"})
"""The headings that only a table has that is made for Letterboxd to import."""

_TO_IMPORT = _TO_IMPORT_ALONE | {"url", "title", "year", "directors", "rating", "rewatch", "tags", "review"}
"""All that such a table can have."""

_BY_NAME = (("watchlist", FileKind.WATCHLIST), ("likes", FileKind.LIKES), ("watched", FileKind.WATCHED))
"""What a file is called that has a film's headings and no more."""


def known_files(files: Mapping[str, bytes]) -> Iterator[KnownFile | Problem]:
    """Yield the tables among the files, each with its kind, or the problem that it has."""
    for path in files:
        if is_table(path):
            try:
                yield KnownFile(path, _kind(files, path), _section(path))
            except CannotImportError as error:
                yield Problem(Place(path), str(error))


def is_table(path: str) -> bool:
    """Whether a file may be one of an export."""
    return PurePosixPath(path).suffix.casefold() in {".csv", ".tsv", ".txt"}


def _section(path: str) -> str:
    sections = within_sections(path).split("/")[:-1]
    return next((section for section in ("deleted", "orphaned") if section in sections), "")


def _kind(files: Mapping[str, bytes], path: str) -> FileKind:
    kind = _by_headings(path, read_head(beginning_of(files, path)))
    if kind is FileKind.FOREIGN and files[path]:
        return _by_headings(path, read_head(as_utf8(files[path], path)[0]))
    return kind


def _by_headings(path: str, head: tuple[str, ...]) -> FileKind:
    headings = frozenset(map(fold, head))
    if headings >= _FILM:
        if headings & _ENTRY:
            return FileKind.REVIEWS if "review" in headings else FileKind.DIARY
        return FileKind.RATINGS if "rating" in headings else _by_name(path)
    if fold("".join(head[:1])).startswith(_LIST_BEGINS) or headings >= _LISTED or (*map(fold, head),) == _LIST_HEAD:
        return FileKind.LIST
    if headings <= _TO_IMPORT and headings & _TO_IMPORT_ALONE:
        return FileKind.IMPORT
    of_the_account = {
        frozenset({"date", "content", "comment"}): FileKind.COMMENTS,
        frozenset({"date", "content"}): FileKind.LIKED_OTHERS,
    }
    return (
        FileKind.ACCOUNT if headings >= {"date joined", "username"} else of_the_account.get(headings, FileKind.FOREIGN)
    )


def _by_name(path: str) -> FileKind:
    name = within_sections(path)
    return next((kind for part, kind in _BY_NAME if part in name), FileKind.UNCLEAR)
