"""Letterboxd exports for the tests, written as Letterboxd writes them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import StringIO

from filmjournal.exchange.batch import Batch, Moment
from filmjournal.exchange.readers.letterboxd import read
from filmjournal.exchange.reading.files import Files

TODAY = date(2026, 11, 24)

HEADS = {
    "watched.csv": "Date,Name,Year,Letterboxd URI",
    "ratings.csv": "Date,Name,Year,Letterboxd URI,Rating",
    "watchlist.csv": "Date,Name,Year,Letterboxd URI",
    "likes/films.csv": "Date,Name,Year,Letterboxd URI",
    "diary.csv": "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date",
    "reviews.csv": "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date",
    "comments.csv": "Date,Content,Comment",
    "profile.csv": "Date Joined,Username,Given Name,Family Name,Email Address,Location,Website,Bio,Pronoun,"
    "Favorite Films",
    "likes/lists.csv": "Date,Content",
}

Rows = Sequence[Sequence[str]]


def table(head: str, rows: Iterable[Sequence[str]]) -> bytes:
    stream = StringIO(newline="")
    stream.write(f"{head}\n")
    for row in rows:
        csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(row)
    return stream.getvalue().encode()


def export(rows: Mapping[str, Rows]) -> dict[str, bytes]:
    """Return the files of an export with these rows; orphaned/ and deleted/ have the heads of the files themselves."""
    return {
        path: table(HEADS[path.removeprefix("orphaned/").removeprefix("deleted/")], table_rows)
        for path, table_rows in rows.items()
    }


def batch_of(files: Mapping[str, bytes], *, deleted: bool = False) -> Batch:
    return read(Files.of(files), Moment(TODAY, lambda instant: instant.date()), deleted=deleted)


def batch_of_rows(rows: Mapping[str, Rows], *, deleted: bool = False) -> Batch:
    return batch_of(export(rows), deleted=deleted)


def listed(head: Sequence[str], films: Rows, version: str = "Letterboxd list export v7") -> bytes:
    """Return a list as it stands in lists/: what it is called, and its films below an empty line."""
    above = table("Date,Name,Tags,URL,Description", [head])
    return f"{version}\n".encode() + above + b"\n" + table("Position,Name,Year,URL,Description", films)
