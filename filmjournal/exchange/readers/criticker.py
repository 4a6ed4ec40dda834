"""Criticker: ratings from 0 to 100 with mini reviews, and the watchlist."""

from filmjournal.exchange.readers.builder import BatchBuilder, BatchFilm
from filmjournal.exchange.readers.doubts import Columns
from filmjournal.exchange.readers.film_level import FilmLevelFacts
from filmjournal.exchange.readers.formats import ServiceFormat, TableFormat
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.readers.values import imdb_in
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.wish import Wish


def _rating(builder: BatchBuilder, row: Row) -> None:
    film = _film(builder, row)
    facts = FilmLevelFacts(
        rating=row.stars(100, "score", zero_rates=True),
        review=row.review("mini review"),
        at=str(row.day("date rated") or ""),
    )
    builder.add_film_level_row(film, facts, row, "ratings", _key(row))


def _wish(builder: BatchBuilder, row: Row) -> None:
    builder.add_wish_row(_film(builder, row), Wish(id="", film=""), row, "watchlist", _key(row))


def _film(builder: BatchBuilder, row: Row) -> BatchFilm:
    if "/tv/" in row.text("url"):
        raise InvalidValueError("not a film: TV")
    ids = ExternalIds(imdb=imdb_in(row.text("imdb id")))
    return builder.film_of_row(
        Film(id="", title=row.text("film name"), year=row.year("year"), external_ids=ids), row, row.text("url")
    )


def _key(row: Row) -> str:
    return row.text("url") or row.text("imdb id") or f"{row.text('film name')} {row.text('year')}".strip()


_COLUMNS = Columns(("score",), 100, ("date rated",))

FORMATS = (
    TableFormat(
        frozenset({"score", "film name", "year", "date rated"}), _rating, Columns(("score",), 100, ("date rated",))
    ),
    TableFormat(frozenset({"psi", "film name", "year"}), _wish),
)
"""What Criticker writes."""

READER = ServiceFormat("criticker", "Criticker", FORMATS).reader()
"""Reads what Criticker writes."""
