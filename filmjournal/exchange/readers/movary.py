"""Movary: the history, the ratings and the watchlist."""

import re

from filmjournal.exchange.readers.builder import GatheredFilm, Gathering, Mark
from filmjournal.exchange.readers.forms import Form, Written
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.readers.values import imdb_in, number_in
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

_UNDOUBLED = re.compile(r'[^"]*\w".*"', re.DOTALL)
"""What is left of a title with quotation marks, none of which old versions doubled: the first one is missing."""


def _history(gathering: Gathering, row: Row) -> None:
    film = _film(gathering, row)
    watched = row.day("watchedat")
    viewing = Viewing(id="", film="", watched=watched, venue=row.text("location"), review=row.prose("comment"))
    gathering.viewing(film, viewing, row, "history", f"{_key(row)} {row.text('watchedat')}".strip())


def _rating(gathering: Gathering, row: Row) -> None:
    gathering.mark(_film(gathering, row), Mark(rating=row.stars(10, "userrating")), row, "ratings", _key(row))


def _wish(gathering: Gathering, row: Row) -> None:
    wish = Wish(id="", film="", added=row.day("addedat"))
    gathering.wish(_film(gathering, row), wish, row, "watchlist", _key(row))


def _film(gathering: Gathering, row: Row) -> GatheredFilm:
    title = row.text("title")
    if _UNDOUBLED.fullmatch(title):
        title = title.removesuffix('"')
        row.problem("the title was written with quotation marks that are not doubled: look whether it is whole.")
    ids = ExternalIds(imdb=imdb_in(row.text("imdbid")), tmdb=number_in(row.text("tmdbid")))
    return gathering.film(Film(id="", title=title, year=row.year("year"), external_ids=ids), row)


def _key(row: Row) -> str:
    return row.text("tmdbid") or row.text("imdbid") or f"{row.text('title')} {row.text('year')}".strip()


_NAMES = ("title", "year", "tmdbid", "imdbid")

FORMS = (
    Form(frozenset({*_NAMES, "watchedat"}), _history),
    Form(frozenset({*_NAMES, "userrating"}), _rating),
    Form(frozenset({*_NAMES, "addedat"}), _wish),
)
"""What Movary writes."""

READER = Written("movary", "Movary", FORMS).reader()
"""Reads what Movary writes."""
