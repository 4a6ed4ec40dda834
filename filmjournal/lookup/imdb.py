r"""Films from the files that IMDb offers for personal use, as a person downloaded them into a folder.

The files are tables with tabs between and a line of headings, packed by gzip, in UTF-8; nothing is quoted, and what is
not known is `\N` (developer.imdb.com/non-commercial-datasets). The standard library reads them line by line:

- `title.ratings.tsv.gz`: tconst, averageRating, numVotes
- `title.basics.tsv.gz`: tconst, titleType, primaryTitle, originalTitle, isAdult, startYear, endYear, runtimeMinutes,
  genres (commas between)
- `title.crew.tsv.gz`: tconst, directors, writers (nconst, commas between)
- `title.principals.tsv.gz`: tconst, ordering, nconst, category, job, characters (a list in JSON), by title and order
- `name.basics.tsv.gz`: nconst, primaryName, …

The columns are found by their headings.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from gzip import GzipFile
from io import BufferedReader
from pathlib import Path

from msgspec import Struct

from filmjournal.lookup.seed import SeedFilm
from filmjournal.model.errors import InvalidValueError

SOURCE = "imdb.com"
"""What facts from there are called in a catalogue."""

TERMS = (
    "IMDb offers its files for personal and non-commercial use only: a catalogue that is built of them is yours alone, "
    "and may not be passed on. Information courtesy of IMDb (https://www.imdb.com). Used with permission."
)
"""What IMDb asks of those who use its files (developer.imdb.com/non-commercial-datasets)."""

VOTES = 1000
"""How many people must have voted for a film that is taken, where nobody says."""

_RATINGS, _BASICS, _CREW = "title.ratings.tsv.gz", "title.basics.tsv.gz", "title.crew.tsv.gz"
_PRINCIPALS, _NAMES = "title.principals.tsv.gz", "name.basics.tsv.gz"

FILES = (_RATINGS, _BASICS, _CREW, _PRINCIPALS, _NAMES)
"""The files that are needed."""

_TYPES = frozenset({b"movie", b"tvMovie", b"short", b"video"})
"""What is a film; series, episodes, games and podcasts are none."""

_CATEGORIES = {b"cinematographer": "cinematographers", b"composer": "composers", b"editor": "editors",
               b"producer": "producers"}  # fmt: skip
_ACTING = frozenset({b"actor", b"actress", b"self"})

_GENRES = {"Sci-Fi": "Science Fiction", "Film-Noir": "Film Noir", "Adult": "", "News": "", "Talk-Show": "",
           "Reality-TV": "", "Game-Show": ""}  # fmt: skip
"""Genres that the catalogue calls otherwise, or not at all."""

_HALF = 2000
"""So many votes has a film that is better known than half of those of the catalogue."""

_AT_ONCE = 20_000
"""Lines between two calls of the progress."""

_BUFFER = 1 << 20
"""Bytes that are unpacked at once: lines of a GzipFile itself take twice as long."""

_NOTHING = b"\\N"

Progress = Callable[[str, int, int], None]
"""Called with what is read, and how many bytes of it of how many; what it raises ends the reading."""


class _Film(Struct):
    title: str
    original: str
    year: int | None
    runtime: int | None
    genres: tuple[str, ...]
    votes: int
    directors: tuple[bytes, ...] = ()
    writers: tuple[bytes, ...] = ()
    crews: dict[str, list[bytes]] = {}
    cast: list[tuple[int, bytes, str]] = []

    def people(self) -> Iterator[bytes]:
        yield from self.directors
        yield from self.writers
        for crew in self.crews.values():
            yield from crew
        yield from (person for _, person, _ in self.cast)


def films_in(folder: Path, *, votes: int, progress: Progress) -> list[SeedFilm]:
    """Return the films of IMDb's files in this folder for which at least so many people voted, the best known first.

    Raises InvalidValueError with the file, and the line, of what is missing or can't be read.
    """
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        whose = "isn't in" if len(missing) == 1 else "aren't in"
        raise InvalidValueError(f"{', '.join(missing)} {whose} {folder}: download them from datasets.imdbws.com first.")
    films = _films(folder, votes, progress)
    for id_, directors, writers in _rows(folder / _CREW, progress, "tconst", "directors", "writers", wanted=films):
        films[id_].directors, films[id_].writers = _listed(directors), _listed(writers)
    _add_principals(folder, films, progress)
    people = {person for film in films.values() for person in film.people()}
    rows = _rows(folder / _NAMES, progress, "nconst", "primaryName", wanted=people)
    names = {person: name.decode() for person, name in rows if name != _NOTHING}
    found = [_collected(id_.decode("ascii"), film, names) for id_, film in films.items()]
    return sorted(found, key=lambda film: -film.popularity)


def _films(folder: Path, votes: int, progress: Progress) -> dict[bytes, _Film]:
    rows = _rows(folder / _RATINGS, progress, "tconst", "numVotes")
    voted = {id_: int(number) for id_, number in rows if number.isdigit() and int(number) >= votes}
    films: dict[bytes, _Film] = {}
    columns = ("titleType", "primaryTitle", "originalTitle", "isAdult", "startYear", "runtimeMinutes", "genres")
    for id_, kind, title, original, adult, year, runtime, genres in _rows(
        folder / _BASICS, progress, "tconst", *columns, wanted=voted
    ):
        if kind in _TYPES and adult != b"1" and title != _NOTHING:
            own = title.decode()
            films[id_] = _Film(
                title=own,
                original="" if original in {_NOTHING, title} else original.decode(),
                year=_number(year),
                runtime=_number(runtime) or None,
                genres=_genres(genres),
                votes=voted[id_],
            )
    return films


def _add_principals(folder: Path, films: Mapping[bytes, _Film], progress: Progress) -> None:
    columns = ("tconst", "ordering", "nconst", "category", "characters")
    for id_, order, person, category, characters in _rows(folder / _PRINCIPALS, progress, *columns, wanted=films):
        film = films[id_]
        if category in _ACTING:
            film.cast.append((_number(order) or 0, person, _character(characters)))
        elif (crew := _CATEGORIES.get(category)) is not None:
            film.crews.setdefault(crew, []).append(person)


def _rows(
    path: Path, progress: Progress, *headings: str, wanted: Container[bytes] | None = None
) -> Iterator[list[bytes]]:
    """Yield the cells of some columns of a table; with `wanted`, of the rows alone that begin with one of these ids."""
    size = path.stat().st_size
    number = 1
    try:
        with path.open("rb") as packed, BufferedReader(GzipFile(fileobj=packed), _BUFFER) as lines:
            first = lines.readline().rstrip(b"\r\n").split(b"\t")
            places = [_place(path, first, heading) for heading in headings]
            if wanted is not None and places[0]:
                raise InvalidValueError(f"{path.name} doesn't begin with {headings[0]}: IMDb offers another file.")
            last = max(places)
            for number, line in enumerate(lines, start=2):
                if number % _AT_ONCE == 0:
                    progress(f"Reading {path.name}", min(packed.tell(), size), size)
                if wanted is not None and line[: line.find(b"\t")] not in wanted:
                    continue  # nine rows of ten, which needn't be split
                cells = line.rstrip(b"\r\n").split(b"\t")
                if len(cells) <= last:
                    raise InvalidValueError(f"{path.name}, line {number}: {len(cells)} cells are too few.")
                yield [cells[place] for place in places]
    except (EOFError, zlib.error) as error:
        raise InvalidValueError(f"{path.name} is cut off or damaged after line {number}: download it again.") from error
    except UnicodeDecodeError as error:
        raise InvalidValueError(f"{path.name}, line {number}: this is not UTF-8 text.") from error
    except OSError as error:
        raise InvalidValueError(f"{path.name} can't be read: {error.strerror or error}.") from error


def _place(path: Path, headings: list[bytes], heading: str) -> int:
    try:
        return headings.index(heading.encode())
    except ValueError as error:
        raise InvalidValueError(f"{path.name} has no column {heading}: it is not the file that IMDb offers.") from error


def _collected(id_: str, film: _Film, names: Mapping[bytes, str]) -> SeedFilm:
    cast: defaultdict[str, str] = defaultdict(str)
    for _, person, character in sorted(film.cast):
        if person in names:
            cast[names[person]] = cast[names[person]] or character
    return SeedFilm(
        title=film.title,
        id=id_,
        original=film.original,
        year=film.year,
        runtime=film.runtime,
        directors=_named(film.directors, names),
        writers=_named(film.writers, names),
        cinematographers=_named(film.crews.get("cinematographers", ()), names),
        composers=_named(film.crews.get("composers", ()), names),
        editors=_named(film.crews.get("editors", ()), names),
        producers=_named(film.crews.get("producers", ()), names),
        cast=tuple(cast.items()),
        billed=bool(cast),
        genres=film.genres,
        imdb=id_,
        popularity=round(film.votes / (film.votes + _HALF), 4),
        sources=(SOURCE,),
    )


def _named(people: Iterable[bytes], names: Mapping[bytes, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[person] for person in people if person in names))


def _listed(cell: bytes) -> tuple[bytes, ...]:
    return () if cell == _NOTHING else tuple(cell.split(b","))


def _genres(cell: bytes) -> tuple[str, ...]:
    named = (each.decode() for each in _listed(cell))
    return tuple(genre for each in named if (genre := _GENRES.get(each, each)))


def _number(cell: bytes) -> int | None:
    return int(cell) if cell.isdigit() and len(cell) < 6 else None


def _character(cell: bytes) -> str:
    """Return the character, or several with a stroke between: `["Elliot","Dr. Mantle"]`."""
    if cell == _NOTHING:
        return ""
    try:
        named = json.loads(cell)
    except json.JSONDecodeError:  # some lists hold quotes that nobody escaped; a cast without them is one too
        return ""
    return " / ".join(each for each in named if isinstance(each, str)) if isinstance(named, list) else ""
