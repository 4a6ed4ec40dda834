"""Any other table, by a mapping of its columns to keys of the journal."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from msgspec import Struct, structs

from filmjournal.exchange.batch import Batch, Moment, Place, Problem, Reader
from filmjournal.exchange.readers.builder import BatchBuilder, BatchFilm
from filmjournal.exchange.readers.doubts import Columns
from filmjournal.exchange.readers.formats import add_table, is_json, opened
from filmjournal.exchange.readers.rows import Row, folded, headings
from filmjournal.exchange.readers.states import add_by_state
from filmjournal.exchange.readers.values import check_scale, imdb_in, number_in
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.reading.tables import Table, read_head, read_table
from filmjournal.model.collector import collector_paused
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import FACTS, Shape
from filmjournal.model.film import Credit, ExternalIds, Film, Role
from filmjournal.model.text import split_list
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish
from filmjournal.query.errors import closest_name

_USUAL_SCALE = 5
"""What ratings go up to where nobody says so, and none is higher."""

SERVICE = "table"
"""The service in the name of rows of such a table."""

_GUESSES = {
    "title": "title, name, film, movie, film name, film title, movie title, movie name, titel, titre, titulo, titolo",
    "original_title": "original title, original name, originaltitel, titre original, titulo original, titolo originale",
    "year": "year, release year, film year, released, release date, jahr, annee, ano, anno",
    "watched": "watched, watched date, date watched, watched on, watched at, watchedat, seen, seen on, date seen, "
    "viewed, viewing date, view date, watch date, date, gesehen, gesehen am, vu le, visto",
    "rating": "rating, my rating, your rating, rated, score, my score, stars, note, bewertung, nota, voto, rating10",
    "review": "review, my review, comment, comments, notes, thoughts, text, kritik, critique, resena, recensione",
    "headline": "headline, summary",
    "tags": "tags, tag, labels, label",
    "liked": "liked, like, heart, favorite, favourite, loved",
    "rewatch": "rewatch, rewatched, re-watch",
    "venue": "venue, location, where, place, cinema, ort, lieu",
    "companions": "companions, with, watched with, who with",
    "director": "director, directors, directed by, regie, realisateur, regista",
    "runtime": "runtime, runtime (mins), length, duration, minutes, laufzeit",
    "genres": "genres, genre",
    "countries": "countries, country, land, pays, pais, paese",
    "languages": "languages, language, sprache, langue, idioma, lingua",
    "spoilers": "spoilers, spoiler",
    "state": "status, state",
    "imdb": "imdb, imdb id, imdbid, imdb_id, imdb url, const, tconst",
    "tmdb": "tmdb, tmdb id, tmdbid, tmdb_id",
    "letterboxd": "letterboxd, letterboxd uri, letterboxduri, letterboxd url",
    "wikidata": "wikidata, wikidata id, qid",
    "id": "id, uuid, key",
}

_LINES = [fact for fact in FACTS if fact.shape in {Shape.TEXT, Shape.LIST} and not (fact.within or fact.by_journal)]
"""The facts that are text or a list of texts."""

_OTHERS = {
    fact.name: (fact.name.replace("_", " "), *fact.aliases)
    for fact in FACTS
    if fact.name not in _GUESSES and (fact in _LINES or fact.shape is Shape.PEOPLE)
}

KEYS: Mapping[str, tuple[str, ...]] = {key: split_list(names) for key, names in _GUESSES.items()} | _OTHERS
"""What a column may be mapped to, each with its usual headings, folded: every fact that a cell can state."""


class _Columns(Struct, frozen=True):
    """What the columns of a table hold."""

    headings: Mapping[str, str]
    """The folded heading of the column that each key is read from."""

    def of(self, key: str) -> str:
        return self.headings.get(key, "\0")


def guess(head: Iterable[str]) -> dict[str, str]:
    """Return what the columns of a table may hold, by their headings. No two hold the same."""
    by_name = {folded(heading): heading for heading in reversed(list(head))}
    found: dict[str, str] = {}
    for key, names in KEYS.items():
        heading = next((by_name[name] for name in names if name in by_name), None)
        if heading is not None:
            found.setdefault(heading, key)
    return found


def mapped_reader(mapping: Mapping[str, str], scale: int | None = None) -> Reader:
    """Return the reader of tables whose headings are mapped to KEYS.

    Ratings go up to `scale`: 5, 10 or 100; None for 5, unless they are higher: then that is asked.
    Raises InvalidValueError where there is no such key, where two headings have one, or where nothing is the title.
    """
    if scale is not None:
        check_scale(scale)
    columns: dict[str, str] = {}
    for heading, key in mapping.items():
        if key not in KEYS:
            near = closest_name(key, KEYS)
            meant = f"Did you mean “{near}”?" if near else f"It is one of {', '.join(KEYS)}."
            raise InvalidValueError(f"There is no “{key}” that “{heading}” could be. {meant}")
        if key in columns:
            raise InvalidValueError(f"Two columns are the {key}: choose one of them.")
        columns[key] = folded(heading)
    if "title" not in columns:
        raise InvalidValueError("Nothing says which column is the title: say so, such as Film=title.")
    return Reader(SERVICE, "a table", _is_any_table, partial(_read, _Columns(columns), scale))


def _is_any_table(files: Files) -> bool:
    return any(not is_json(path) and len(read_head(files[path])) > 1 for path in files)


def _read(columns: _Columns, scale: int | None, files: Files, moment: Moment) -> Batch:
    moment = structs.replace(moment, scale=scale or moment.scale)
    with collector_paused():
        builder = BatchBuilder(SERVICE, files.notes)
        for path in files:
            data = opened(builder, path, files)
            if data is not None:
                _add_file(columns, builder, read_table(data, path, latin=True), path, moment)
        return builder.build()


def _add_file(columns: _Columns, builder: BatchBuilder, table: Table, path: str, moment: Moment) -> None:
    missing = set(columns.headings.values()) - headings(table.head)
    if missing and table.head:
        reason = f"there is no column {', '.join(f'“{heading}”' for heading in sorted(missing))}."
        builder.add_problem(Problem(Place(path), reason))
        return
    meant = Columns((columns.of("rating"),), _USUAL_SCALE, (columns.of("watched"),))
    add_table(builder, table, path, partial(_add_row, columns), moment, meant)


def _add_row(columns: _Columns, builder: BatchBuilder, row: Row) -> None:
    of = columns.of
    film = _film(columns, builder, row)
    day = row.day(of("watched"))
    viewing = Viewing(
        id="",
        film="",
        watched=day,
        rating=row.stars(_USUAL_SCALE, of("rating")),
        liked=row.truth(of("liked")),
        rewatch=row.truth(of("rewatch")),
        review=row.review(of("review")),
        spoilers=row.truth(of("spoilers")),
        **_lines(columns, row, Viewing),
    )
    wish = Wish(id="", film="", added=day, why=row.prose(of("review")))
    parts = [row.text(of(key)) for key in ("title", "year", "watched")]
    key = row.text(of("id")) or "|".join(parts)
    add_by_state(builder, film, (row.text(of("state")), viewing, wish), row, "rows", key)


def _lines(columns: _Columns, row: Row, of: type[Film | Viewing]) -> dict[str, Any]:
    """Return the facts of a film or a viewing that are text or lists, as the row states them."""
    cells = {fact: row.text(columns.of(fact.name)) for fact in _LINES if fact.of is of}
    return {fact.name: split_list(text) if fact.shape is Shape.LIST else text for fact, text in cells.items()}


def _film(columns: _Columns, builder: BatchBuilder, row: Row) -> BatchFilm:
    of = columns.of
    film = Film(
        id="",
        year=row.year(of("year")),
        runtime=row.minutes(of("runtime")),
        credits=tuple(
            Credit(name, role, billing=billing)
            for role in Role
            for billing, name in enumerate(split_list(row.text(of(role.value))), start=1)
        ),
        external_ids=ExternalIds(
            imdb=imdb_in(row.text(of("imdb"))),
            tmdb=number_in(row.text(of("tmdb"))),
            letterboxd=row.text(of("letterboxd")),
            wikidata=row.text(of("wikidata")),
        ),
        **_lines(columns, row, Film),
    )
    return builder.film_of_row(film, row)
