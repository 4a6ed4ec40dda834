"""Trakt: the export of one's data and the answers of its API, which have the same shapes.

Its comments are Markdown, as https://docs.trakt.tv/reference/about-comments says.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath

from filmjournal.exchange.batch import Moment, Place, Problem
from filmjournal.exchange.readers.builder import BatchBuilder, BatchFilm
from filmjournal.exchange.readers.doubts import Columns
from filmjournal.exchange.readers.film_level import FilmLevelFacts
from filmjournal.exchange.readers.formats import JsonFormat, ServiceFormat, add_rows, cells_of, objects_in
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.readers.values import DAY, imdb_in, number_in
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

AddItem = Callable[[BatchBuilder, Row, BatchFilm, str], None]
"""Adds the row of a film; the last argument is the name of the file."""

_ERRORS = "_errors"
"""The file in which Trakt says which parts it could not export."""

_OTHERS = ("episode", "season", "show", "person")
"""What rows can be about besides a film."""


def _history(builder: BatchBuilder, row: Row, film: BatchFilm, _: str) -> None:
    viewing = Viewing(id="", film="", watched=row.day("watched_at"))
    builder.add_viewing_row(film, viewing, row, "history", row.text("id"))


def _watched(builder: BatchBuilder, row: Row, film: BatchFilm, _: str) -> None:
    film.plays_counted = int(number_in(row.text("plays")) or 1)
    facts = FilmLevelFacts(watched=row.day("last_watched_at"), rewatch=film.plays_counted > 1)
    key = f"{_key(row)} {row.text('last_watched_at')[:DAY]}".strip()  # a later day is of another viewing
    builder.add_film_level_row(film, facts, row, "watched", key)


def _rating(builder: BatchBuilder, row: Row, film: BatchFilm, _: str) -> None:
    facts = FilmLevelFacts(rating=row.stars(10, "rating"), at=row.text("rated_at"))
    builder.add_film_level_row(film, facts, row, "ratings", _key(row))


def _listed(builder: BatchBuilder, row: Row, film: BatchFilm, name: str) -> None:
    if "favorite" in name:
        builder.add_film_level_row(
            film, FilmLevelFacts(liked=True, review=row.prose("notes")), row, "favorites", _key(row)
        )
    elif "watchlist" in name or "list" not in name:
        wish = Wish(id="", film="", added=row.day("listed_at"), why=row.prose("notes"))
        builder.add_wish_row(film, wish, row, "watchlist", _key(row))
    else:
        builder.add_mention(film, f"in the list {name}", row, f"list {name}", _key(row))


def _comment(builder: BatchBuilder, row: Row, film: BatchFilm, _: str) -> None:
    facts = FilmLevelFacts(
        review=row.prose("comment.comment"),
        spoilers=row.text("comment.spoiler") == "true",
        rating=row.stars(10, "comment.user_rating", "comment.user_stats.rating"),
        at=row.text("comment.created_at"),
    )
    builder.add_film_level_row(film, facts, row, "comments", row.text("comment.id"))


def _note(builder: BatchBuilder, row: Row, film: BatchFilm, _: str) -> None:
    facts = FilmLevelFacts(review=row.prose("note.notes"), spoilers=row.text("note.spoiler") == "true")
    builder.add_film_level_row(film, facts, row, "notes", row.text("note.id"))


def _mentioned(where: str, table: str) -> AddItem:
    return lambda builder, row, film, _: builder.add_mention(film, where, row, table, _key(row))


_KINDS: tuple[tuple[str, AddItem], ...] = (
    ("watched_at", _history),
    ("last_watched_at", _watched),
    ("rated_at", _rating),
    ("listed_at", _listed),
    ("collected_at", _mentioned("in the collection", "collection")),
    ("hidden_at", _mentioned("among what is hidden", "hidden")),
    ("paused_at", _mentioned("begun", "playback")),
    ("comment.comment", _comment),
    ("note.notes", _note),
)
"""What kinds of rows there are, each with a cell that only it has."""


def _add_file(builder: BatchBuilder, decoded: object, path: str, moment: Moment) -> bool:
    name = PurePosixPath(path).stem.lower()
    items = objects_in(decoded)
    if name == _ERRORS:
        _report_errors(builder, items, path)
        return True
    rows = [Row(Place(path, number), cells_of(item), moment) for number, item in enumerate(items, start=1)]
    kinds = [_kind(row) for row in rows]
    if not any(kinds):
        return decoded == []
    kind_of = {id(row): kind for row, kind in zip(rows, kinds, strict=True)}
    add_rows(builder, rows, path, lambda to, row: _add_item(kind_of[id(row)], name, to, row), _COLUMNS)
    return True


def _kind(row: Row) -> AddItem | None:
    if row.text("liked_at"):
        return None
    return next((add for cell, add in _KINDS if cell in row.cells), None)


def _add_item(add: AddItem | None, name: str, builder: BatchBuilder, row: Row) -> None:
    kind = row.text("type") or next((key for key in _OTHERS if f"{key}.ids.trakt" in row.cells), "movie")
    if kind != "movie" or add is None:
        raise InvalidValueError(f"not a film: {kind}")
    ids = ExternalIds(imdb=imdb_in(row.text("movie.ids.imdb")), tmdb=number_in(row.text("movie.ids.tmdb")))
    film = Film(
        id="",
        title=row.text("movie.title"),
        year=row.year("movie.year"),
        runtime=row.minutes("movie.runtime"),
        external_ids=ids,
    )
    add(builder, row, builder.film_of_row(film, row, row.text("movie.ids.trakt")), name)


def _key(row: Row) -> str:
    return row.text("movie.ids.trakt", "movie.ids.slug", "movie.ids.imdb", "movie.title")


def _report_errors(builder: BatchBuilder, items: Sequence[Mapping[str, object]], path: str) -> None:
    for number, item in enumerate(items, start=1):
        cells = cells_of(item)
        reason = (
            f"Trakt could not export {cells.get('endpoint', 'a part')}: {cells.get('error', 'it does not say why')}."
        )
        builder.add_problem(Problem(Place(path, number), reason, cells))
    if items:
        builder.add_note("The export is not whole, as Trakt says itself: ask for another one, and import that too.")


def _note_missing_plays(builder: BatchBuilder) -> None:
    counted = [film for film in builder.films if film.plays_counted]
    plays = sum(film.plays_counted for film in counted)
    held = sum(min(film.plays_counted, len(film.viewings)) for film in counted)
    if held < plays:
        films = "1 film" if len(counted) == 1 else f"{len(counted):,} films"
        builder.add_note(
            f"Trakt counts {plays:,} plays of {films}, and the files hold {held:,} of them. "
            "A film of which they hold none has one viewing, on the day it was last seen."
        )


_COLUMNS = Columns(("rating", "comment.user_rating", "comment.user_stats.rating"))

READER = ServiceFormat(
    "trakt",
    "Trakt",
    json=JsonFormat(
        ("trakt", "ids"),
        ("watched_at", "last_watched_at", "rated_at", "listed_at", "collected_at", "comment", "note"),
        _add_file,
    ),
    finish=_note_missing_plays,
).reader()
"""Reads what Trakt writes."""
