"""Movary: the history, the ratings and the watchlist."""

import re

from filmjournal.exchange.readers.builder import BatchBuilder, BatchFilm
from filmjournal.exchange.readers.doubts import Columns
from filmjournal.exchange.readers.film_level import FilmLevelFacts
from filmjournal.exchange.readers.formats import ServiceFormat, TableFormat
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.readers.values import imdb_in, number_in
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

_UNDOUBLED = re.compile(r'[^"]*\w".*"', re.DOTALL)
"""What is left of a title with quotation marks, none of which old versions doubled: the first one is missing."""


def _history(builder: BatchBuilder, row: Row) -> None:
    film = _film(builder, row)
    watched = row.day("watchedat")
    viewing = Viewing(id="", film="", watched=watched, venue=row.text("location"), review=row.review("comment"))
    builder.add_viewing_row(film, viewing, row, "history", f"{_key(row)} {row.text('watchedat')}".strip())


def _rating(builder: BatchBuilder, row: Row) -> None:
    builder.add_film_level_row(
        _film(builder, row), FilmLevelFacts(rating=row.stars(10, "userrating")), row, "ratings", _key(row)
    )


def _wish(builder: BatchBuilder, row: Row) -> None:
    wish = Wish(id="", film="", added=row.day("addedat"))
    builder.add_wish_row(_film(builder, row), wish, row, "watchlist", _key(row))


def _film(builder: BatchBuilder, row: Row) -> BatchFilm:
    title = row.text("title")
    if _UNDOUBLED.fullmatch(title):
        title = title.removesuffix('"')
        row.problem("the title was written with quotation marks that are not doubled: look whether it is whole.")
    ids = ExternalIds(imdb=imdb_in(row.text("imdbid")), tmdb=number_in(row.text("tmdbid")))
    return builder.film_of_row(Film(id="", title=title, year=row.year("year"), external_ids=ids), row)


def _key(row: Row) -> str:
    return row.text("tmdbid") or row.text("imdbid") or f"{row.text('title')} {row.text('year')}".strip()


_NAMES = ("title", "year", "tmdbid", "imdbid")

FORMATS = (
    TableFormat(frozenset({*_NAMES, "watchedat"}), _history, Columns(dates=("watchedat",))),
    TableFormat(frozenset({*_NAMES, "userrating"}), _rating, Columns(("userrating",))),
    TableFormat(frozenset({*_NAMES, "addedat"}), _wish, Columns(dates=("addedat",))),
)
"""What Movary writes."""

READER = ServiceFormat("movary", "Movary", FORMATS).reader()
"""Reads what Movary writes."""
