"""TV Time: the films among the records that it gave out before it closed.

No other file of its ZIP is opened: there are keys and addresses in them.
"""

from filmjournal.exchange.readers.builder import BatchBuilder
from filmjournal.exchange.readers.doubts import Columns
from filmjournal.exchange.readers.formats import ServiceFormat, TableFormat
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.readers.states import require_film
from filmjournal.exchange.readers.values import number_in
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish


def _add_row(builder: BatchBuilder, row: Row) -> None:
    """Add one row. Rows of one uuid are the states that an entry went through."""
    require_film(row.text("entity_type"))
    kind, seconds = row.text("type"), int(number_in(row.text("runtime")) or 0)
    runtime = seconds // 60 or None
    film = builder.film_of_row(
        Film(id="", title=row.text("movie_name"), year=row.year("release_date"), runtime=runtime), row
    )
    key = row.text("uuid")
    if kind in {"watch", "rewatch"}:
        viewing = Viewing(id="", film="", watched=row.day("watch_date"), rewatch=kind == "rewatch")
        builder.add_viewing_row(film, viewing, row, kind, key)
    elif kind in {"follow", "towatch"}:
        builder.add_wish_row(film, Wish(id="", film="", added=row.day("created_at")), row, kind, key)
    else:
        builder.add_mention(film, f"as {kind or 'a row without a type'}", row, kind, key)


def _finish(builder: BatchBuilder) -> None:
    for film in builder.films:
        film.remove_film_from_watchlist()


_COLUMNS = Columns(dates=("watch_date", "created_at"))

READER = ServiceFormat(
    "tvtime",
    "TV Time",
    (
        TableFormat(
            frozenset({"entity_type", "type", "movie_name", "uuid"}),
            _add_row,
            Columns(dates=("watch_date", "created_at")),
        ),
    ),
    only="tracking-prod-records",
    finish=_finish,
).reader()
"""Reads what TV Time writes."""
