"""Kinopoisk: films and scores in a table without a head, in which titles have two spaces for a comma."""

import re
from collections.abc import Sequence

from filmjournal.exchange.readers.builder import BatchBuilder
from filmjournal.exchange.readers.doubts import Columns
from filmjournal.exchange.readers.film_level import FilmLevelFacts
from filmjournal.exchange.readers.formats import HeadlessFormat, ServiceFormat
from filmjournal.exchange.readers.rows import Row
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film

_HEAD = "ru_title,orig_title,year,score,rated"
"""The columns, from left to right."""

_YEAR = re.compile(r"\d{4}(?: ?[–-] ?(?:\d{4}|…|\.\.\.)?)?", re.ASCII)
_SCORE = re.compile(r"-|10|[1-9]", re.ASCII)
_RATED = re.compile(r"\d{2}\.\d{2}\.\d{2}(?:\d{2})? \d{1,2}:\d{2}", re.ASCII)


def _is_row(cells: Sequence[str]) -> bool:
    return (
        len(cells) == 5
        and _YEAR.fullmatch(cells[2].strip()) is not None
        and _SCORE.fullmatch(cells[3].strip()) is not None
        and _RATED.fullmatch(cells[4].strip()) is not None
    )


def _add_row(builder: BatchBuilder, row: Row) -> None:
    if re.search(r"\d ?[–-]", row.text("year")):
        raise InvalidValueError(f"not a film: a series of the years {row.text('year')}")
    title, original = (row.text(name).replace("  ", ", ") for name in ("ru_title", "orig_title"))
    year = row.year("year")
    film = Film(id="", title=title or original, original_title=original if title else "", year=year)
    facts = FilmLevelFacts(rating=row.stars(10, "score"), at=str(row.day("rated") or ""))
    key = f"{title or original} {row.text('year')}"
    builder.add_film_level_row(builder.film_of_row(film, row), facts, row, "ratings", key)


_COLUMNS = Columns(("score",), 10, ("rated",))

READER = ServiceFormat("kinopoisk", "Kinopoisk", headless=HeadlessFormat(_HEAD, _is_row, _add_row, _COLUMNS)).reader()
"""Reads what is exported from Kinopoisk."""
