"""TV Time: the films among the records that it gave out before it closed.

No other file of its ZIP is opened: there are keys and addresses in them.
"""

from filmjournal.exchange.readers.builder import Gathering
from filmjournal.exchange.readers.forms import Form, Written
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.readers.states import refuse_no_film
from filmjournal.exchange.readers.values import number_in
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish


def _take(gathering: Gathering, row: Row) -> None:
    """Take one row in. Rows of one uuid are the states that an entry went through."""
    refuse_no_film(row.text("entity_type"))
    kind, seconds = row.text("type"), int(number_in(row.text("runtime")) or 0)
    runtime = seconds // 60 or None
    film = gathering.film(
        Film(id="", title=row.text("movie_name"), year=row.year("release_date"), runtime=runtime), row
    )
    key = row.text("uuid")
    if kind in {"watch", "rewatch"}:
        viewing = Viewing(id="", film="", watched=row.day("watch_date"), rewatch=kind == "rewatch")
        gathering.viewing(film, viewing, row, kind, key)
    elif kind in {"follow", "towatch"}:
        gathering.wish(film, Wish(id="", film="", added=row.day("created_at")), row, kind, key)
    else:
        gathering.mention(film, f"as {kind or 'a row without a type'}", row, kind, key)


def _finish(gathering: Gathering) -> None:
    for film in gathering.films():
        film.fulfil()


READER = Written(
    "tvtime",
    "TV Time",
    (Form(frozenset({"entity_type", "type", "movie_name", "uuid"}), _take),),
    only="tracking-prod-records",
    finish=_finish,
).reader()
"""Reads what TV Time writes."""
