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
    """The cells of a row by what they tell, whatever the headings are like; empty where there is no such column."""

    def __init__(self, table: Table, *names: str) -> None:
        self._headings = {name: table.column(*name.split("/")) or "" for name in names}

    def of(self, row: TableRow) -> dict[str, str]:
        cells = row.cells
        return {name: cells.get(heading, "") for name, heading in self._headings.items()}


_ENTRY = ("date", "name", "year", "letterboxd uri", "rating", "rewatch", "review", "tags", "watched date")
_TO_IMPORT = (
    "letterboxduri/url",
    "tmdbid",
    "imdbid",
    "title",
    "year",
    "directors",
    "rating",
    "rating10",
    "watcheddate",
    "rewatch",
    "tags",
    "review",
)


def take_entries(gathering: Gathering, table: Table, kind: Kind, section: str, today: str) -> None:
    """Take in the diary, or the reviews, which have the same address where they are of the same entry."""
    columns = _Columns(table, *_ENTRY)
    keys: Counter[str] = Counter()
    day = partial(day_in, today=today)
    name = f"{section} {kind}".strip()
    for row in table.rows:
        told = columns.of(row)
        title, key = told["name"].strip(), told["letterboxd uri"].strip()
        if not title:
            gathering.problem(row, NO_TITLE)
            continue
        if not key:
            key = "|".join((title, *(told[part].strip() for part in ("year", "watched date", "date"))))
            keys[key] += 1
            key = f"{key} #{keys[key]}" if keys[key] > 1 else key
        year = gathering.attempt(row, "year", year_in, told["year"])
        may_be = gathering.by_name(title, year) or [gathering.film(title, year, ExternalIds(), row.place)]
        entry = gathering.entry(Source(SERVICE, name, key, row.cells), row, (section, key), may_be)
        if entry is not None:
            _tell(gathering, entry, row, told, day)


def _tell(gathering: Gathering, entry: Entry, row: TableRow, told: dict[str, str], day: DayReader) -> None:
    """Let a viewing have what a row tells; what another row told before stands."""
    before, review = entry.viewing, told["review"]
    entry.viewing = Viewing(
        id="",
        film="",
        watched=before.watched or gathering.attempt(row, "date", day, told["watched date"]),
        rating=before.rating or gathering.attempt(row, "rating", rating_in, told["rating"]),
        rewatch=before.rewatch or bool(gathering.attempt(row, "rewatch", is_yes, told["rewatch"])),
        tags=before.tags or tags_in(told["tags"]),
        review=markdown_of(review) if review.strip() else before.review,
    )


def take_import(gathering: Gathering, table: Table, today: str) -> None:
    """Take in a table that was made for Letterboxd to import: films, each with a viewing, whose day may be unknown."""
    columns = _Columns(table, *_TO_IMPORT)
    keys: Counter[str] = Counter()
    for row in table.rows:
        told = columns.of(row)
        title = told["title"].strip()
        if not title:
            gathering.problem(row, NO_TITLE)
            continue
        film = _film_to_import(gathering, row, told, title)
        key = f"{film.film.id} {told['watcheddate'].strip()}".strip()
        keys[key] += 1
        key = f"{key} #{keys[key]}" if keys[key] > 1 else key
        entry = gathering.entry(Source(TO_IMPORT, Kind.IMPORT.value, key, row.cells), row, ("import", key), [film])
        if entry is not None:
            attempt = partial(gathering.attempt, row)
            entry.viewing = Viewing(
                id="",
                film="",
                watched=attempt("date", partial(day_in, today=today), told["watcheddate"]),
                rating=attempt("rating", rating_in, told["rating"]) or attempt("rating", _of_ten, told["rating10"]),
                rewatch=bool(attempt("rewatch", is_yes, told["rewatch"])),
                tags=tags_in(told["tags"]),
                review=markdown_of(told["review"]),
            )


def _film_to_import(gathering: Gathering, row: TableRow, told: dict[str, str], title: str) -> GatheredFilm:
    address = told["letterboxduri/url"].strip()
    ids = ExternalIds(
        imdb=told["imdbid"].strip(),
        tmdb=told["tmdbid"].strip(),
        letterboxd=address if _OF_FILM.match(address) else "",
    )
    year = gathering.attempt(row, "year", year_in, told["year"])
    named = gathering.by_name(title, year) if not ids.known else []
    film = named[0] if named else gathering.film(title, year, ids, row.place)
    if not film.film.credits:
        names = enumerate(split_list(told["directors"]), start=1)
        directors = tuple(Credit(name, Role.DIRECTOR, billing=place) for place, name in names)
        film.film = structs.replace(film.film, credits=directors)
    return film


def _of_ten(cell: str) -> Rating | None:
    """Return the stars of a whole number from 1 to 10."""
    written = cell.strip().removesuffix(".0")
    if not written:
        return None
    if not written.isascii() or not written.isdigit() or not 1 <= int(written[:3]) <= Rating.FIVE:
        raise InvalidValueError(f"“{cell}” is no whole number from 1 to 10.")
    return Rating(int(written))
