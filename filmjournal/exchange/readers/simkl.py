"""Simkl: its backup as a table or as JSON. It knows the last viewing of each film and no other.

The day is in the key of a row: a later one is of another viewing.
"""

from filmjournal.exchange.batch import Moment, Place
from filmjournal.exchange.readers.builder import BatchBuilder
from filmjournal.exchange.readers.doubts import Columns
from filmjournal.exchange.readers.formats import JsonFormat, ServiceFormat, TableFormat, add_rows, cells_of, objects_in
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.readers.states import add_by_state, require_film
from filmjournal.exchange.readers.values import DAY, imdb_in, number_in
from filmjournal.exchange.reading.html_text import literal
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import DateOrder
from filmjournal.model.wish import Wish

_SECTIONS = ("movies", "anime", "shows")


def _line(builder: BatchBuilder, row: Row) -> None:
    require_film(row.text("type"))
    film = Film(
        id="",
        title=row.text("title"),
        year=row.year("year"),
        external_ids=ExternalIds(imdb=imdb_in(row.text("imdb")), tmdb=number_in(row.text("tmdb"))),
    )
    memo = row.prose("memo")
    viewing = Viewing(
        id="", film="", watched=row.day("watcheddate"), rating=row.stars(10, "rating"), review=literal(memo)
    )
    key = f"{row.text('simkl_id')} {viewing.watched or ''}".strip()
    stated = row.text("watchlist"), viewing, Wish(id="", film="", why=memo)
    add_by_state(builder, builder.film_of_row(film, row, row.text("simkl_id")), stated, row, "films", key)


def _item(builder: BatchBuilder, row: Row) -> None:
    require_film(row.text("anime_type") or ("movie" if "movie.title" in row.cells else "show"))
    film = Film(
        id="",
        title=row.text("movie.title", "show.title"),
        year=row.year("movie.year", "show.year"),
        runtime=row.minutes("movie.runtime", "show.runtime"),
        external_ids=ExternalIds(
            imdb=imdb_in(row.text("movie.ids.imdb", "show.ids.imdb")),
            tmdb=number_in(row.text("movie.ids.tmdb", "show.ids.tmdb")),
        ),
    )
    memo = row.prose("memo.text")
    viewing = Viewing(
        id="", film="", watched=row.day("last_watched_at"), rating=row.stars(10, "user_rating"), review=literal(memo)
    )
    wish = Wish(id="", film="", added=row.day("added_to_watchlist_at"), why=memo)
    name = row.text("movie.ids.simkl", "movie.ids.simkl_id", "show.ids.simkl", "show.ids.simkl_id")
    key = f"{name} {row.text('last_watched_at')[:DAY]}".strip()
    add_by_state(builder, builder.film_of_row(film, row, name), (row.text("status"), viewing, wish), row, "films", key)


def _add_file(builder: BatchBuilder, decoded: object, path: str, moment: Moment) -> bool:
    sections = decoded if isinstance(decoded, dict) else {}
    items = [item for section in _SECTIONS for item in objects_in(sections.get(section))]
    rows = [Row(Place(path, number), cells_of(item), moment) for number, item in enumerate(items, start=1)]
    add_rows(builder, rows, path, _item, Columns(("user_rating",)))
    return bool(items)


_COLUMNS = Columns(("rating",), 10, ("watcheddate",), DateOrder.DAY_FIRST)

READER = ServiceFormat(
    "simkl",
    "Simkl",
    (TableFormat(frozenset({"simkl_id", "title", "type", "watchlist"}), _line, _COLUMNS),),
    json=JsonFormat(("movies", "status"), ("simkl", "simkl_id"), _add_file),
).reader()
"""Reads what Simkl writes."""
