"""Ryot: its complete export. Each film has all of its viewings, reviews and collections within it."""

from collections.abc import Iterator, Mapping

from filmjournal.exchange.batch import Moment, Place
from filmjournal.exchange.readers.builder import BatchBuilder, BatchFilm
from filmjournal.exchange.readers.doubts import Columns
from filmjournal.exchange.readers.film_level import FilmLevelFacts
from filmjournal.exchange.readers.formats import JsonFormat, ServiceFormat, add_rows, cells_of, objects_in
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.readers.states import add_by_state, require_film
from filmjournal.exchange.readers.values import imdb_in, number_in
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

_PARTS = ("seen_history", "reviews", "collections")
"""What a film has within it, each a row of its own here."""

_UNTITLED = "Ryot has no title for some films: they are named by their numbers until you rename them."


def _add_file(builder: BatchBuilder, decoded: object, path: str, moment: Moment) -> bool:
    items = objects_in(decoded.get("metadata")) if isinstance(decoded, dict) else []
    parts = [
        (table, Row(Place(path, number), cells, moment))
        for number, item in enumerate(items, start=1)
        for table, cells in _rows(item)
    ]
    tables = {id(row): table for table, row in parts}
    rows = [row for _, row in parts]
    add_rows(builder, rows, path, lambda to, row: _part(tables[id(row)], to, row), Columns(("reviews.rating",), 100))
    return bool(items)


def _rows(item: Mapping[str, object]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the cells of each part of a film with those of the film itself, or those alone where it has no part."""
    about = cells_of({key: value for key, value in item.items() if key not in _PARTS})
    parts = [(part, each) for part in _PARTS for each in _listed(item.get(part))]
    for part, each in parts:
        yield part, about | cells_of(each, part)
    if not parts:
        yield "", about


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _part(table: str, builder: BatchBuilder, row: Row) -> None:
    require_film(row.text("lot"))
    film = _film(builder, row)
    key = f"{row.text('source')}:{row.text('identifier')}"
    if table == "seen_history":
        _seen(builder, film, row, key)
    elif table == "reviews":
        facts = FilmLevelFacts(
            rating=row.stars(100, "reviews.rating"),
            review=row.prose("reviews.review.text"),
            spoilers=row.text("reviews.review.spoiler") == "true",
            at=row.text("reviews.review.date"),
        )
        builder.add_film_level_row(film, facts, row, "reviews", f"{key} {facts.at}".strip())
    else:
        _in_collection(builder, film, row, key)


def _seen(builder: BatchBuilder, film: BatchFilm, row: Row, key: str) -> None:
    ended = row.text("seen_history.ended_on", "seen_history.started_on")
    viewing = Viewing(
        id="",
        film="",
        watched=row.day("seen_history.ended_on"),
        venue=row.text("seen_history.providers_consumed_on.0", "seen_history.provider_watched_on"),
    )
    stated = row.text("seen_history.state"), viewing, Wish(id="", film="")
    add_by_state(builder, film, stated, row, "seen", f"{key} {ended}".strip())


def _in_collection(builder: BatchBuilder, film: BatchFilm, row: Row, key: str) -> None:
    name = row.text("collections", "collections.name", "collections.collection_name")
    where = f"in the collection {name}" if name else "in a list of films without anything about it"
    if name.casefold() == "watchlist":
        builder.add_wish_row(film, Wish(id="", film=""), row, "watchlist", key)
    elif name.casefold() == "completed":
        builder.add_film_level_row(film, FilmLevelFacts(), row, "completed", key)
    else:
        builder.add_mention(film, where, row, f"collection {name}".strip(), key)


def _film(builder: BatchBuilder, row: Row) -> BatchFilm:
    source, identifier, named = row.text("source"), row.text("identifier"), row.text("source_id")
    title = row.text("title") or ("" if named in {"", identifier} or named.startswith("met_") else named)
    if not title:
        title = f"{source.upper()} {identifier}"
        builder.add_note(_UNTITLED)
    ids = ExternalIds(
        imdb=imdb_in(identifier) if source == "imdb" else "",
        tmdb=number_in(identifier) if source == "tmdb" else "",
    )
    return builder.film_of_row(
        Film(id="", title=title, year=row.year("year"), external_ids=ids), row, f"{source}:{identifier}"
    )


READER = ServiceFormat("ryot", "Ryot", json=JsonFormat(("metadata", "lot"), ("identifier",), _add_file)).reader()
"""Reads what Ryot writes."""
