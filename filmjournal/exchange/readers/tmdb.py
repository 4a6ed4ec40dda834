"""The Movie Database: ratings and the watchlist, which have one head."""

from filmjournal.exchange.readers.builder import BatchBuilder
from filmjournal.exchange.readers.doubts import Columns
from filmjournal.exchange.readers.film_level import FilmLevelFacts
from filmjournal.exchange.readers.formats import ServiceFormat, TableFormat
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.readers.values import imdb_in, number_in
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.wish import Wish


def _add_row(builder: BatchBuilder, row: Row) -> None:
    kind = row.text("type")
    if kind and kind.casefold() != "movie":
        raise InvalidValueError(f"not a film: {kind}")
    key = row.text("tmdb id")
    film = Film(
        id="",
        title=row.text("name"),
        year=row.year("release date"),
        external_ids=ExternalIds(imdb=imdb_in(row.text("imdb id")), tmdb=number_in(key)),
    )
    in_batch = builder.film_of_row(film, row)
    rating = row.stars(10, "your rating")
    if rating is None and not row.text("date rated"):
        builder.add_wish_row(in_batch, Wish(id="", film=""), row, "watchlist", key)
        return
    facts = FilmLevelFacts(rating=rating, at=row.text("date rated"))
    builder.add_film_level_row(in_batch, facts, row, "ratings", key)


FORMATS = (
    TableFormat(frozenset({"tmdb id", "imdb id", "type", "name", "release date"}), _add_row, Columns(("your rating",))),
)
"""What The Movie Database writes."""

READER = ServiceFormat("tmdb", "TMDB", FORMATS).reader()
"""Reads what The Movie Database writes."""
