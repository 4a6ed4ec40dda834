"""The files of Letterboxd that tell of viewings: the diary, the reviews, and what Letterboxd itself imports."""

import re
from collections import Counter
from collections.abc import Callable
from functools import partial

from msgspec import structs

from filmjournal.exchange.html_text import markdown_of
from filmjournal.exchange.readers.letterboxd_cells import day_in, is_yes, rating_in, tags_in, year_in
from filmjournal.exchange.readers.letterboxd_files import Kind
from filmjournal.exchange.readers.letterboxd_films import NO_TITLE
from filmjournal.exchange.readers.letterboxd_gathering import SERVICE, TO_IMPORT, Entry, GatheredFilm, Gathering
from filmjournal.exchange.tables import Table, TableRow
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Credit, ExternalIds, Role
from filmjournal.model.rating import Rating
from filmjournal.model.source import Source
from filmjournal.model.text import split_list
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When

DayReader = Callable[[str], When | None]
"""Reads the day in a cell."""

_OF_FILM = re.compile(r"(?:https?://)?(?:boxd\.it/|(?:www\.)?letterboxd\.com/film/)\w", re.ASCII | re.IGNORECASE)
"""How the address of a film begins; that of somebody's entry has their name in it."""


class _Columns:
    """The cells of a row in an order of ours, whatever the headings are like; empty where there is no such column."""

    def __init__(self, table: Table, *names: str) -> None:
        self._headings = [table.column(*name.split("/")) or "" for name in names]

    def of(self, row: TableRow) -> list[str]:
        cell = row.cells.get
        return [cell(heading, "") for heading in self._headings]


_ENTRY = ("date", "name", "year", "letterboxd uri", "rating", "rewatch", "review", "tags", "watched date")
_TO_IMPORT = (
    *("title", "year", "letterboxduri/url", "tmdbid", "imdbid", "directors"),
    *("rating", "rating10", "watcheddate", "rewatch", "tags", "review"),
)


def take_entries(gathering: Gathering, table: Table, kind: Kind, section: str, today: str) -> None:
    """Take in the diary, or the reviews, which have the same address where they are of the same entry."""
    columns = _Columns(table, *_ENTRY)
    keys: Counter[str] = Counter()
    day = partial(day_in, today=today)
    name = f"{section} {kind}".strip()
    for row in table.rows:
        date, title, year, key, *told, watched = columns.of(row)
        title, key = title.strip(), key.strip()
        if not title:
            gathering.problem(row, NO_TITLE)
            continue
        if not key:
            key = f"{title}|{year.strip()}|{watched.strip()}|{date.strip()}"
            keys[key] += 1
            key = f"{key} #{keys[key]}" if keys[key] > 1 else key
        shown = gathering.attempt(row, "year", year_in, year)
        may_be = gathering.by_name(title, shown) or [gathering.film(title, shown, ExternalIds(), row.place)]
        entry = gathering.entry(Source(SERVICE, name, key, row.cells), row, (section, key), may_be)
        if entry is not None:
            _tell(gathering, entry, row, (*told, watched), day)


def _tell(gathering: Gathering, entry: Entry, row: TableRow, told: tuple[str, ...], day: DayReader) -> None:
    """Let a viewing have what a row tells; what another row told before stands, but for the review."""
    before = entry.viewing
    rating, rewatch, review, tags, watched = told
    entry.viewing = Viewing(
        id="",
        film="",
        watched=before.watched or gathering.attempt(row, "date", day, watched),
        rating=before.rating or gathering.attempt(row, "rating", rating_in, rating),
        rewatch=before.rewatch or bool(gathering.attempt(row, "rewatch", is_yes, rewatch)),
        tags=before.tags or tags_in(tags),
        review=markdown_of(review) if review.strip() else before.review,
    )


def take_import(gathering: Gathering, table: Table, today: str) -> None:
    """Take in a table that was made for Letterboxd to import: films, each with a viewing, whose day may be unknown."""
    columns = _Columns(table, *_TO_IMPORT)
    for row in table.rows:
        *of_film, rating, rating_of_ten, watched, rewatch, tags, review = columns.of(row)
        if not of_film[0].strip():
            gathering.problem(row, NO_TITLE)
            continue
        film = _film_to_import(gathering, row, *of_film)
        key = f"{film.film.id} {watched.strip()}".strip()
        gathering.imported[key] += 1
        key = f"{key} #{gathering.imported[key]}" if gathering.imported[key] > 1 else key
        entry = gathering.entry(Source(TO_IMPORT, Kind.IMPORT.value, key, row.cells), row, ("import", key), [film])
        if entry is not None:
            attempt = partial(gathering.attempt, row)
            entry.viewing = Viewing(
                id="",
                film="",
                watched=attempt("date", partial(day_in, today=today), watched),
                rating=attempt("rating", rating_in, rating) or attempt("rating", _of_ten, rating_of_ten),
                rewatch=bool(attempt("rewatch", is_yes, rewatch)),
                tags=tags_in(tags),
                review=markdown_of(review),
            )


def _film_to_import(
    gathering: Gathering, row: TableRow, title: str, year: str, address: str, tmdb: str, imdb: str, directors: str
) -> GatheredFilm:
    title, address = title.strip(), address.strip()
    ids = ExternalIds(imdb=imdb.strip(), tmdb=tmdb.strip(), letterboxd=address if _OF_FILM.match(address) else "")
    shown = gathering.attempt(row, "year", year_in, year)
    named = gathering.by_name(title, shown) if not ids.known else []
    film = named[0] if named else gathering.film(title, shown, ids, row.place)
    if not film.film.credits:
        names = enumerate(split_list(directors), start=1)
        credited = tuple(Credit(name, Role.DIRECTOR, billing=place) for place, name in names)
        film.film = structs.replace(film.film, credits=credited)
    return film


def _of_ten(cell: str) -> Rating | None:
    """Return the stars of a whole number from 1 to 10."""
    written = cell.strip().removesuffix(".0")
    if not written:
        return None
    if not written.isascii() or not written.isdigit() or not 1 <= int(written[:3]) <= Rating.FIVE:
        raise InvalidValueError(f"“{cell}” is no whole number from 1 to 10.")
    return Rating(int(written))
