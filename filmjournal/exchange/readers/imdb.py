"""IMDb: ratings, the watchlist and lists, as the site has written them since before 2017, in any of its languages."""

import re
from collections.abc import Sequence

from filmjournal.exchange.readers.builder import BatchBuilder, BatchFilm, numbered_title
from filmjournal.exchange.readers.doubts import Columns
from filmjournal.exchange.readers.film_level import FilmLevelFacts
from filmjournal.exchange.readers.formats import HeadlessFormat, ServiceFormat, TableFormat
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.readers.values import imdb_in
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Credit, ExternalIds, Film, Role
from filmjournal.model.text import fold, split_list
from filmjournal.model.wish import Wish

_ADDRESS = re.compile(r"https?://(?:www\.|m\.)?imdb\.com/title/tt\d+/?(?:\?.*)?", re.ASCII)

_FILMS = frozenset(
    split_list(
        "movie, film, feature film, tv movie, tvmovie, film tv, tv special, tvspecial, speciale tv, tv short, tvshort, "
        "short, corto, cortometraggio, video, music video, musicvideo, documentary, short film, pelicula, "
        "largometraje, cortometraje, telefilm, court-metrage, spielfilm, fernsehfilm, kurzfilm, filme, curta-metragem"
    )
)
"""What the site calls films, folded."""

_NO_FILMS = ("serie", "episod", "folge", "game", "videospiel", "videojuego", "jeu video", "videogioco", "podcast")
"""Folded words that occur in the site's names for other types of titles, in every language."""


def _rating(builder: BatchBuilder, row: Row) -> None:
    rating = row.stars(10, "your rating", "you rated")
    facts = FilmLevelFacts(rating=rating, at=str(row.day("date rated", "created") or ""))
    film = _film(builder, row)
    builder.add_film_level_row(film, facts, row, "ratings", _key(row))


def _listed(builder: BatchBuilder, row: Row) -> None:
    if row.text("your rating", "you rated"):
        _rating(builder, row)
        if row.text("your rating"):
            builder.add_note("Films of a list that you rated count as watched, and don't go on your watchlist.")
        return
    wish = Wish(id="", film="", added=row.day("created"), why=row.prose("description"))
    builder.add_wish_row(_film(builder, row), wish, row, "watchlist", _key(row))


def _film(builder: BatchBuilder, row: Row) -> BatchFilm:
    kind = fold(row.text("title type"))
    if any(part in kind for part in _NO_FILMS):
        raise InvalidValueError(f"not a film: {row.text('title type')}")
    if kind and kind not in _FILMS:
        builder.add_note(f"“{row.text('title type')}” is an unknown kind of title, and was imported as a film.")
    title, original = row.text("title"), row.text("original title")
    film = Film(
        id="",
        title=title or original,
        original_title=original if original != title else "",
        year=row.year("year"),
        runtime=row.minutes("runtime (mins)"),
        genres=split_list(row.text("genres")),
        credits=tuple(
            Credit(name, Role.DIRECTOR, billing=billing)
            for billing, name in enumerate(split_list(row.text("directors")), start=1)
        ),
        external_ids=ExternalIds(imdb=imdb_in(row.text("const")) or imdb_in(row.text("url"))),
    )
    return builder.film_of_row(film, row)


def _key(row: Row) -> str:
    return imdb_in(row.text("const")) or row.text("const") or row.text("url") or row.text("title")


def _is_address(cells: Sequence[str]) -> bool:
    return len(cells) == 1 and _ADDRESS.fullmatch(cells[0]) is not None


def _address(builder: BatchBuilder, row: Row) -> None:
    title = imdb_in(row.text("url"))
    if not title:
        raise InvalidValueError("this isn't the address of a title at IMDb.")
    film = Film(id="", title=numbered_title(title), external_ids=ExternalIds(imdb=title))
    builder.add_wish_row(builder.film_of_row(film, row), Wish(id="", film=""), row, "watchlist", title)
    builder.add_note(
        "A list of addresses has no titles: the films are named by their IMDb numbers until you rename them."
    )


_COLUMNS = Columns(("your rating", "you rated"), 10, ("date rated", "created"))

FORMATS = (
    TableFormat(frozenset({"position", "const", "title", "created", "title type"}), _listed, _COLUMNS),
    TableFormat(frozenset({"const", "your rating", "title", "date rated"}), _rating, _COLUMNS),
)
"""What IMDb writes."""

READER = ServiceFormat("imdb", "IMDb", FORMATS, HeadlessFormat("URL", _is_address, _address), latin=True).reader()
"""Reads what IMDb writes."""
