"""Yamtrack, and the forks of it: one table of all that was tracked, films among it."""

from filmjournal.exchange.readers.builder import BatchBuilder, BatchFilm
from filmjournal.exchange.readers.doubts import Columns
from filmjournal.exchange.readers.formats import ServiceFormat, TableFormat
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.readers.states import add_by_state, require_film
from filmjournal.exchange.readers.values import DAY, imdb_in, number_in
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish


def _add_row(builder: BatchBuilder, row: Row) -> None:
    kind = row.text("row_type")
    if kind == "list":
        raise InvalidValueError(f"not a film: the list {row.text('list_name')}")
    require_film(row.text("media_type"))
    film = _film(builder, row)
    if kind == "list_item":
        where = f"in the list {row.text('list_name', 'list_uid')}"
        builder.add_mention(film, where, row, "lists", f"{row.text('list_uid')} {_key(row)}")
        return
    rewatched = (number_in(row.text("repeats")) or "0") != "0"
    if rewatched:
        builder.add_note("Yamtrack counts repeats and dates only the last: it is in the diary, as a rewatch.")
    viewing = Viewing(
        id="",
        film="",
        watched=row.day("end_date", "watch_date"),
        rating=row.stars(10, "score"),
        rewatch=rewatched,
        review=row.review("notes"),
    )
    wish = Wish(id="", film="", added=row.day("created_at"), why=row.prose("notes"))
    told_once = row.text("created_at") or row.text("end_date", "watch_date")[:DAY]
    key = f"{_key(row)} {told_once}".strip()
    add_by_state(builder, film, (row.text("status"), viewing, wish), row, "media", key)


def _film(builder: BatchBuilder, row: Row) -> BatchFilm:
    source, media = row.text("source"), row.text("media_id")
    ids = ExternalIds(
        imdb=imdb_in(media) if source == "imdb" else "",
        tmdb=number_in(media) if source == "tmdb" else "",
    )
    return builder.film_of_row(Film(id="", title=row.text("title"), external_ids=ids), row, _key(row))


def _key(row: Row) -> str:
    return f"{row.text('source')}:{row.text('media_id') or row.text('title')}"


_COLUMNS = Columns(("score",), 10, ("end_date", "watch_date", "created_at"))

FORMATS = (
    TableFormat(frozenset({"media_id", "source", "media_type", "title", "status", "score"}), _add_row, _COLUMNS),
)
"""What Yamtrack writes."""

READER = ServiceFormat("yamtrack", "Yamtrack", FORMATS).reader()
"""Reads what Yamtrack writes."""
