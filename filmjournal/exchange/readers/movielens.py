"""MovieLens: the ratings that its site exports."""

import re

from filmjournal.exchange.readers.builder import BatchBuilder
from filmjournal.exchange.readers.doubts import Columns
from filmjournal.exchange.readers.film_level import FilmLevelFacts
from filmjournal.exchange.readers.formats import ServiceFormat, TableFormat
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.readers.values import imdb_in, number_in, year_in
from filmjournal.model.film import ExternalIds, Film

_TITLE = re.compile(r"(?P<title>.*?)(?:, (?P<article>The|An?))?(?: \((?P<year>\d{4})\))?", re.DOTALL)
"""A title as the site writes it: Matrix, The (1999)."""


def _add_row(builder: BatchBuilder, row: Row) -> None:
    written = row.text("title")
    match = _TITLE.fullmatch(written)
    title = f"{match['article'] or ''} {match['title']}".strip() if match else written
    ids = ExternalIds(imdb=imdb_in(row.text("imdb_id")), tmdb=number_in(row.text("tmdb_id")))
    key = row.text("movie_id")
    year = year_in(match["year"] or "") if match else None
    film = builder.film_of_row(Film(id="", title=title, year=year, external_ids=ids), row, key)
    builder.add_film_level_row(film, FilmLevelFacts(rating=row.stars(5, "rating")), row, "ratings", key)


READER = ServiceFormat(
    "movielens",
    "MovieLens",
    (TableFormat(frozenset({"movie_id", "imdb_id", "tmdb_id", "rating", "title"}), _add_row, Columns(("rating",), 5)),),
).reader()
"""Reads what MovieLens exports."""
