"""Letterboxd: the export as a ZIP, a folder or single files of it, and the tables that it imports itself.

The diary, the reviews and tables to import are of viewings; watched, ratings, likes and the watchlist are of films;
lists and comments are stored as they are. The format is that of the export of a Letterboxd account, and the one of
https://letterboxd.com/about/importing-data/. Readers of cells raise InvalidValueError with what is wrong.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import partial
from itertools import product

from msgspec import structs

from filmjournal.exchange.batch import Batch, Moment, Place, Problem, Reader, SourceList
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.readers.letterboxd_cells import (
    DayReader,
    day_reader,
    is_yes,
    of_ten,
    rating_in,
    tags_in,
    year_in,
)
from filmjournal.exchange.readers.letterboxd_files import NAMES, ONE_OF_EACH, FileKind, KnownFile, known_files
from filmjournal.exchange.readers.letterboxd_join import SERVICE, TO_IMPORT, DiaryEntry, JoinedFilm, LetterboxdJoin
from filmjournal.exchange.reading.files import Files, two_of_one_name, within_sections
from filmjournal.exchange.reading.html_text import markdown_of
from filmjournal.exchange.reading.tables import Table, TableRow, by_heading, read_table
from filmjournal.model.collector import collector_paused
from filmjournal.model.film import Credit, ExternalIds, Role
from filmjournal.model.source import Source, StoredList
from filmjournal.model.text import split_list
from filmjournal.model.viewing import Viewing
from filmjournal.model.wording import counted


def add_list_file(join: LetterboxdJoin, table: Table, file: str) -> None:
    """Add a list or the comments, with the rows above the head, which have the name of a list."""
    above = [record for record in table.before if len(record) > 1]  # what is before that is the version
    about = by_heading(above[0], above[1]) if len(above) > 1 else {}
    if not (about or table.rows):  # the comments of somebody who wrote none
        return
    key = about.get("URL", "").strip() or within_sections(file)
    stored = StoredList(SERVICE, key, about, tuple(row.cells for row in table.rows))
    join.add_list(SourceList(stored, about.get("Name", "").strip() or file, Place(file)))


NO_TITLE = "it can't be imported without a title."
"""Why a row without a title can't be imported."""


def add_films(join: LetterboxdJoin, table: Table, kind: FileKind, day: DayReader) -> None:
    """Add a file that has one row for each film."""
    address, name, year = (table.column(heading) for heading in ("letterboxd uri", "name", "year"))
    date, rating = table.column("date"), table.column("rating")
    for row in table.rows:
        cells = row.cells
        film = _film(join, row, address or "", name or "", year or "")
        if film is None:
            continue
        key = cells.get(address or "", "").strip() or f"{cells[name or '']}|{cells[year or '']}"
        source = Source(SERVICE, kind.value, key, cells)
        if kind is FileKind.WATCHLIST:
            added = join.attempt(row, "date", day, cells[date] if date else "")
            join.add_wish(film, source, row, added)
        else:
            stars = (
                join.attempt(row, "rating", rating_in, cells[rating]) if rating and kind is FileKind.RATINGS else None
            )
            join.add_film_row(film, source, row, stars)


def _film(join: LetterboxdJoin, row: TableRow, address: str, name: str, year: str) -> JoinedFilm | None:
    """Return the film that a row is about; None where it has no title, which is a problem."""
    cells = row.cells
    title, link = cells.get(name, "").strip(), cells.get(address, "").strip()
    if not title:
        join.refuse(row, NO_TITLE)
        return None
    known = join.by_address(link)
    if known is not None:
        return known
    shown = join.attempt(row, "year", year_in, cells.get(year, ""))
    named = join.by_name(title, shown)
    if named and not link:
        return named[0]
    return join.film(title, shown, ExternalIds(letterboxd=link), row.place)


_OF_FILM = re.compile(r"(?:https?://)?(?:boxd\.it/|(?:www\.)?letterboxd\.com/film/)\w", re.ASCII | re.IGNORECASE)
"""How the address of a film begins; that of somebody's entry has their name in it."""


class _Columns:
    """Returns the cells of a row in a fixed order, whatever order the columns have; empty for columns that lack."""

    def __init__(self, table: Table, *names: str) -> None:
        self._headings = [table.column(*name.split("/")) or "" for name in names]

    def of(self, row: TableRow) -> list[str]:
        cell = row.cells.get
        return [cell(heading, "") for heading in self._headings]


_ENTRY = ("date", "name", "year", "letterboxd uri", "rating", "rewatch", "review", "tags", "watched date")
_TO_IMPORT = (
    *("title", "year", "letterboxduri/url", "tmdbid", "imdbid", "directors"),
    *("rating", "rating10", "watcheddate", "rewatch", "tags", "review"),
)


def add_entries(join: LetterboxdJoin, table: Table, kind: FileKind, section: str, day: DayReader) -> None:
    """Add the diary or the reviews; rows of the same entry have the same address."""
    columns = _Columns(table, *_ENTRY)
    keys: Counter[str] = Counter()
    name = f"{section} {kind}".strip()
    for row in table.rows:
        date, title, year, key, *others, watched = columns.of(row)
        title, key = title.strip(), key.strip()
        if not title:
            join.refuse(row, NO_TITLE)
            continue
        if not key:
            key = f"{title}|{year.strip()}|{watched.strip()}|{date.strip()}"
            keys[key] += 1
            key = f"{key} #{keys[key]}" if keys[key] > 1 else key
        shown = join.attempt(row, "year", year_in, year)
        candidates = join.by_name(title, shown) or [join.film(title, shown, ExternalIds(), row.place)]
        entry = join.entry(Source(SERVICE, name, key, row.cells), row, (section, key), candidates)
        if entry is not None:
            _complete_entry(join, entry, row, (*others, watched), day)


def _complete_entry(
    join: LetterboxdJoin, entry: DiaryEntry, row: TableRow, cells: tuple[str, ...], day: DayReader
) -> None:
    """Add a row's facts to a viewing. Facts that earlier rows stated stay, but for the review."""
    before = entry.viewing
    rating, rewatch, review, tags, watched = cells
    entry.viewing = Viewing(
        id="",
        film="",
        watched=before.watched or join.attempt(row, "date", day, watched),
        rating=before.rating or join.attempt(row, "rating", rating_in, rating),
        rewatch=before.rewatch or bool(join.attempt(row, "rewatch", is_yes, rewatch)),
        tags=before.tags or tags_in(tags),
        review=markdown_of(review) if review.strip() else before.review,
    )


def add_import(join: LetterboxdJoin, table: Table, day: DayReader) -> None:
    """Add a table that was made for Letterboxd to import: films, each with a viewing, whose day may be unknown."""
    columns = _Columns(table, *_TO_IMPORT)
    for row in table.rows:
        *of_film, rating, rating_of_ten, watched, rewatch, tags, review = columns.of(row)
        if not of_film[0].strip():
            join.refuse(row, NO_TITLE)
            continue
        film = _film_to_import(join, row, *of_film)
        key = f"{film.film.id} {watched.strip()}".strip()
        join.imported[key] += 1
        key = f"{key} #{join.imported[key]}" if join.imported[key] > 1 else key
        entry = join.entry(Source(TO_IMPORT, FileKind.IMPORT.value, key, row.cells), row, ("import", key), [film])
        if entry is not None:
            attempt = partial(join.attempt, row)
            entry.viewing = Viewing(
                id="",
                film="",
                watched=attempt("date", day, watched),
                rating=attempt("rating", rating_in, rating) or attempt("rating", of_ten, rating_of_ten),
                rewatch=bool(attempt("rewatch", is_yes, rewatch)),
                tags=tags_in(tags),
                review=markdown_of(review),
            )


def _film_to_import(
    join: LetterboxdJoin, row: TableRow, title: str, year: str, address: str, tmdb: str, imdb: str, directors: str
) -> JoinedFilm:
    title, address = title.strip(), address.strip()
    ids = ExternalIds(imdb=imdb.strip(), tmdb=tmdb.strip(), letterboxd=address if _OF_FILM.match(address) else "")
    shown = join.attempt(row, "year", year_in, year)
    named = join.by_name(title, shown) if not ids.known else []
    film = named[0] if named else join.film(title, shown, ids, row.place)
    if not film.film.credits:
        names = enumerate(split_list(directors), start=1)
        credited = tuple(Credit(name, Role.DIRECTOR, billing=place) for place, name in names)
        film.added.film = structs.replace(film.film, credits=credited)
    return film


_DELETED = "deleted"

_LEFT_OUT = {
    FileKind.ACCOUNT: "is about the account, and was left out",
    FileKind.LIKED_OTHERS: "is about what others wrote, and was left out",
    FileKind.FOREIGN: "is not a table of Letterboxd, and was left out",
}


def recognises(files: Mapping[str, bytes]) -> bool:
    """Whether one of the files is of Letterboxd."""
    return any(isinstance(known, KnownFile) and known.kind is not FileKind.FOREIGN for known in known_files(files))


def read(files: Mapping[str, bytes], moment: Moment, *, deleted: bool = False) -> Batch:
    """Return the batch of the files; with what was deleted at Letterboxd only where `deleted` asks for it."""
    with collector_paused():
        return _read(files, moment, deleted=deleted)


def _read(files: Mapping[str, bytes], moment: Moment, *, deleted: bool) -> Batch:
    all_known = list(known_files(files))
    is_to_import = {known.kind for known in all_known if isinstance(known, KnownFile)} == {FileKind.IMPORT}
    join = LetterboxdJoin(TO_IMPORT if is_to_import else SERVICE, files.notes if isinstance(files, Files) else ())
    found: defaultdict[tuple[FileKind, str], list[str]] = defaultdict(list)
    for known in all_known:
        if isinstance(known, Problem):
            join.add_problem(known)
        else:
            found[known.kind, known.section].append(known.path)
    if not _settle_which_are_read(join, files, found, deleted=deleted):
        return join.build()
    for kind, section in product(FileKind, ("", "orphaned", _DELETED)):
        for path in found[kind, section]:
            if section == _DELETED and not deleted:
                join.add_note(f"{path} has what was deleted at Letterboxd, and was left out: `--deleted` imports it.")
            else:
                _add_file(join, files, KnownFile(path, kind, section), moment)
    return join.build()


def _settle_which_are_read(
    join: LetterboxdJoin, files: Mapping[str, bytes], found: dict[tuple[FileKind, str], list[str]], *, deleted: bool
) -> bool:
    """Leave one file of each kind that an export has once; return False where these are files of two exports."""
    twice = {
        (kind, section): _read_alike(join, files, sorted(paths))
        for (kind, section), paths in found.items()
        if kind in ONE_OF_EACH and len(paths) > 1 and (deleted or section != _DELETED)
    }
    chosen = {(kind, section): _chosen(kind, tables) for (kind, section), tables in twice.items()}
    are_two = None in chosen.values()
    for (kind, section), tables in twice.items():
        one = chosen[kind, section]
        found[kind, section] = [] if are_two or not one else [one]
        if are_two:
            for path in tables:
                join.add_problem(Problem(Place(path), str(two_of_one_name(list(tables)))))
        elif one:
            _tell_of_others(join, kind, one, tables)
    return not are_two or len(twice) == 1  # of two exports, what is in one only may be somebody else's


def _read_alike(join: LetterboxdJoin, files: Mapping[str, bytes], paths: list[str]) -> dict[str, Table]:
    """Return the tables of several files of one kind; one that can't be opened is a problem, and is left out."""
    tables: dict[str, Table] = {}
    for path in paths:
        try:
            tables[path] = read_table(files[path], path)
        except CannotImportError as error:
            join.add_problem(Problem(Place(path), str(error)))
    return tables


def _chosen(kind: FileKind, tables: Mapping[str, Table]) -> str | None:
    """Return which of several files of one kind is read; empty for none, and None where they are of two exports.

    It is the one with Letterboxd's name, or else the first. Of several with that name it is the one that has the rows
    of all of them: where each has rows of its own, they are of two exports.
    """
    named = [path for path in tables if within_sections(path).rpartition("/")[2] == NAMES.get(kind, f"{kind}.csv")]
    if len(named) < 2:
        return next(iter(named or tables), "")
    rows = {path: _rows_in(tables[path]) for path in named}
    whole = max(named, key=lambda path: (len(rows[path]), not tables[path].problems))
    return whole if all(rows[path] <= rows[whole] for path in named) else None


def _rows_in(table: Table) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(row.cells.items()) for row in table.rows}


def _tell_of_others(join: LetterboxdJoin, kind: FileKind, chosen: str, tables: Mapping[str, Table]) -> None:
    """Add a problem for each row that only a file has that is not read, and a note of each such file."""
    known = _rows_in(tables[chosen])
    for path, table in tables.items():
        if path == chosen:
            continue
        others = [row for row in table.rows if tuple(row.cells.items()) not in known]
        if not others and not table.problems:
            join.add_note(f"{path} was left out: everything in it is in {chosen}.")
            continue
        join.add_note(f"{path} was left out, {counted(len(others), 'row')} of it not in {chosen}, which was read.")
        for row in others:
            join.refuse(row, f"not imported: {chosen} is the {kind} file that was read. Import {path} by itself.")
        for problem in table.problems:
            join.add_problem(problem)


def _add_file(join: LetterboxdJoin, files: Mapping[str, bytes], known: KnownFile, moment: Moment) -> None:
    """Add one file."""
    try:
        table = read_table(files[known.path], known.path, begins="Position" if known.kind is FileKind.LIST else "")
    except CannotImportError as error:
        join.add_problem(Problem(Place(known.path), str(error)))
        return
    if known.kind in _LEFT_OUT:
        rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows):,} rows"
        counted = f": {rows}" if known.kind is FileKind.LIKED_OTHERS else ""
        join.add_note(f"{known.path} {_LEFT_OUT[known.kind]}{counted}.")
        return
    for problem in table.problems:
        join.add_problem(problem)
    for note in table.notes:
        join.add_note(note)
    day = day_reader(table, known.path, moment)
    if isinstance(day, Problem):
        join.add_problem(day)
        return
    match known.kind:
        case FileKind.DIARY | FileKind.REVIEWS:
            add_entries(join, table, known.kind, known.section, day)
        case FileKind.IMPORT:
            add_import(join, table, day)
        case FileKind.LIST | FileKind.COMMENTS:
            add_list_file(join, table, known.path)
        case FileKind.UNCLEAR:
            _refuse_rows(join, table)
        case _:
            add_films(join, table, known.kind, day)
    join.count_cells(table)


def _refuse_rows(join: LetterboxdJoin, table: Table) -> None:
    """Refuse the rows of a file that may be of several kinds."""
    for row in table.rows:
        join.refuse(
            row,
            "the file may be of films that you watched, like or want to see: "
            "name it watched.csv, likes.csv or watchlist.csv.",
        )


READER = Reader(SERVICE, "Letterboxd", recognises, read)
"""Reads what Letterboxd writes, and what is written for it."""
