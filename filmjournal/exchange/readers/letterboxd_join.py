"""The rows of a Letterboxd export joined into films and viewings, for the builder of batches.

Letterboxd knows a film by two kinds of names: ratings, the watchlist and the like have the address of the film; the
diary and the reviews have the address of the entry, and of the film only its title and year.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct, structs

from filmjournal.exchange.batch import (
    Batch,
    Place,
    Problem,
    SourceList,
    SourceViewing,
    SourceWish,
    unreadable_value,
)
from filmjournal.exchange.readers.builder import BatchBuilder, BatchFilm
from filmjournal.exchange.reading.tables import Table, TableRow
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.rating import Rating
from filmjournal.model.source import Source
from filmjournal.model.text import fold
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When
from filmjournal.model.wish import Wish

Value = TypeVar("Value")

SERVICE = "letterboxd"
"""How rows of Letterboxd are marked."""

TO_IMPORT = "letterboxd import"
"""How rows are marked that were made for Letterboxd to import: whoever made them, Letterboxd doesn't state them."""


class FilmRow(Struct, frozen=True):
    """A row that is about a film, and about no viewing."""

    source: Source
    """The row."""
    place: Place
    """The place of its row."""
    rating: Rating | None = None
    """The stars of the film, where the row has any."""


class JoinedFilm:
    """A film, with its entries and its rows so far."""

    __slots__ = ("added", "entries", "rows", "wish")

    def __init__(self, added: BatchFilm) -> None:
        self.added = added
        self.entries: list[DiaryEntry] = []
        self.rows: dict[str, FilmRow] = {}
        self.wish: SourceWish | None = None

    @property
    def film(self) -> Film:
        """The facts of the film, with the id that the batch has for it."""
        return self.added.film


class DiaryEntry:
    """A viewing, and the rows that are about it."""

    __slots__ = ("candidates", "is_of_film", "place", "sources", "viewing")

    def __init__(self, candidates: list[JoinedFilm], place: Place, *, is_of_film: bool = False) -> None:
        self.is_of_film = is_of_film
        self.candidates = candidates
        self.place = place
        self.sources: list[Source] = []
        self.viewing = Viewing(id="", film="")


class LetterboxdJoin:
    """Joins the rows of one export, and hands films and viewings to the builder that it holds."""

    def __init__(self, service: str, notes: Iterable[str] = ()) -> None:
        self._batch = BatchBuilder(service, notes)
        self.imported: Counter[str] = Counter()
        """How often each film and day occurs in tables to import, of which there may be several."""
        self._films: list[JoinedFilm] = []
        self._by_address: dict[str, JoinedFilm] = {}
        self._by_name: dict[tuple[str, int | None], list[JoinedFilm]] = {}
        self._entries: dict[tuple[str, str], DiaryEntry] = {}
        self._names: set[tuple[str, str, str]] = set()
        self._list_files: list[str] = []

    def by_address(self, address: str) -> JoinedFilm | None:
        """Return the film with this address, where a row had it before."""
        return self._by_address.get(f"letterboxd:{address}")

    def by_name(self, title: str, year: int | None) -> list[JoinedFilm]:
        """Return the films with this title and year."""
        return self._by_name.get((title, year), [])

    def film(self, title: str, year: int | None, ids: ExternalIds, place: Place) -> JoinedFilm:
        """Return the film with one of these ids, or a new one where no row had them before."""
        names = [f"{service}:{name}" for service, name in sorted(ids.known)] if ids != ExternalIds() else []
        known = next((self._by_address[name] for name in names if name in self._by_address), None)
        if known is None:
            id_ = names[0] if names else f"title:{fold(title)}|{year or ''}"
            film = Film(id=id_, title=title, year=year, external_ids=ids)
            known = JoinedFilm(self._batch.add_film(film, place))
            self._films.append(known)
            self._by_name.setdefault((title, year), []).append(known)
        for name in names:
            self._by_address[name] = known
        return known

    def entry(
        self, source: Source, row: TableRow, joined: tuple[str, str], candidates: list[JoinedFilm]
    ) -> DiaryEntry | None:
        """Return the entry that a row is about, which other rows may be about too; None where the row was read."""
        if not self._is_new(source, row):
            return None
        entry = self._entries.get(joined)
        if entry is None:
            entry = self._entries[joined] = DiaryEntry(candidates, row.place)
        entry.sources.append(source)
        return entry

    def add_film_row(self, film: JoinedFilm, source: Source, row: TableRow, rating: Rating | None = None) -> None:
        """Add a row that is about a film and no viewing."""
        if self._is_new(source, row):
            film.rows[source.table] = FilmRow(source, row.place, rating)

    def add_wish(self, film: JoinedFilm, source: Source, row: TableRow, added: When | None) -> None:
        """Add a row of the watchlist."""
        if self._is_new(source, row):
            film.wish = SourceWish(Wish(id="", film=film.film.id, added=added), (source,), row.place)

    def add_list(self, added: SourceList) -> None:
        """Add a list, as rows; a second one with its key is a problem."""
        known = self._batch.add_list(added)
        if known is added:
            self._list_files.append(added.place.file)
        else:
            reason = f"it is the list of {known.place} once more, and was not read."
            self.add_problem(Problem(added.place, reason, added.stored.about))

    def add_problem(self, problem: Problem) -> None:
        """Add a row or file that can't be imported, or only in part."""
        self._batch.add_problem(problem)

    def add_note(self, sentence: str) -> None:
        """Add a sentence about the files, once."""
        self._batch.add_note(sentence)

    def count_cells(self, table: Table) -> None:
        """Count the cells of a table, for columns that mostly can't be read."""
        self._batch.count_cells(table)

    def refuse(self, row: TableRow, reason: str) -> None:
        """Add a row that can't be imported, and why."""
        self.add_problem(Problem(row.place, reason, row.cells))

    def attempt(self, row: TableRow, what: str, reading: Callable[[str], Value], cell: str) -> Value | None:
        """Return the value of a cell; None, and a problem, where it can't be read: the row is imported without it."""
        if not cell:
            return None
        try:
            return reading(cell)
        except InvalidValueError as error:
            self.add_problem(unreadable_value(what, error, row.place, row.cells))
            return None

    def _is_new(self, source: Source, row: TableRow) -> bool:
        """Whether no row had this name before; one that has it again is a problem."""
        count = len(self._names)
        self._names.add(source.name)
        if len(self._names) == count:
            self.refuse(row, "an earlier row of this file is of the same entry or film: this one was not read.")
            return False
        return True

    def build(self) -> Batch:
        """Return the batch of everything that was added."""
        self._choose_films()
        for film in self._films:
            _assign_film_rows(film)
            if film.entries or film.wish:
                film.added.sources += [row.source for row in film.rows.values()]
            if film.wish:
                self._batch.add_wish(film.added, film.wish)
        self._add_viewings()
        if self._list_files:
            self.add_note(_stored_as_they_stand(self._list_files))
        return self._batch.build()

    def _choose_films(self) -> None:
        """Give each entry to its film: where several films have one title and year, to one after the other."""
        ambiguous: dict[int, list[tuple[str, DiaryEntry]]] = {}
        for (_, key), entry in self._entries.items():
            if len(entry.candidates) == 1:
                entry.candidates[0].entries.append(entry)
            else:
                ambiguous.setdefault(id(entry.candidates[0]), []).append((key, entry))
        for entries in ambiguous.values():
            for at, (_, entry) in enumerate(sorted(entries, key=lambda each: each[0])):
                same = sorted(entry.candidates, key=lambda film: film.film.id)
                film = same[at] if at < len(same) else same[0]
                film.entries.append(entry)
                self.add_problem(_chosen(entry, film.film, len(same)))

    def _add_viewings(self) -> None:
        """Add the entries in the order of the files, and behind them the viewings that only films are known to have."""
        of_films = {id(entry): film for film in self._films for entry in film.entries}
        for entry in self._all_entries():
            film = of_films[id(entry)]
            viewing = structs.replace(entry.viewing, film=film.film.id)
            added = SourceViewing(viewing, tuple(entry.sources), entry.place, is_of_film=entry.is_of_film)
            self._batch.add_viewing(film.added, added)

    def _all_entries(self) -> Iterator[DiaryEntry]:
        yield from self._entries.values()
        for film in self._films:
            yield from (entry for entry in film.entries if entry.is_of_film)


def _chosen(entry: DiaryEntry, film: Film, count: int) -> Problem:
    """Return that one of several films was chosen for an entry."""
    reason = (
        f"{count} films are called “{film.title}” ({film.year or 'no year'}): "
        f"this viewing was imported as one of {film.external_ids.letterboxd or film.title}."
    )
    return Problem(entry.place, reason, entry.sources[0].cells, is_partial=True)


def _stored_as_they_stand(files: Sequence[str]) -> str:
    first, *others = files
    named = f"{first} and {others[0] if len(others) == 1 else f'{len(others):,} more files'}" if others else first
    return f"A journal has no place for {named}: {'they are' if others else 'it is'} stored unchanged."


def _assign_film_rows(film: JoinedFilm) -> None:
    """Give film-level facts to the latest viewing; where the film has none, make one without a date."""
    if not film.rows:
        return
    rating = next((row.rating for row in film.rows.values() if row.rating), None)
    if not film.entries:
        first = next(iter(film.rows.values()))
        seen = DiaryEntry([film], first.place, is_of_film=True)
        seen.sources = [row.source for row in film.rows.values()]
        seen.viewing = Viewing(id="", film="", rating=rating, liked="likes" in film.rows)
        film.entries.append(seen)
        film.rows = {}
        return
    latest = max(film.entries, key=lambda entry: entry.viewing.watched or "")
    if rating and not any(entry.viewing.rating for entry in film.entries):
        latest.viewing = structs.replace(latest.viewing, rating=rating)
        latest.sources.append(film.rows.pop("ratings").source)
    if "likes" in film.rows:
        latest.viewing = structs.replace(latest.viewing, liked=True)
        latest.sources.append(film.rows.pop("likes").source)
    new = [entry for entry in film.entries if not entry.viewing.rewatch]
    if new and "watched" in film.rows:
        first_seen = min(new, key=lambda entry: entry.viewing.watched or "9")
        first_seen.sources.append(film.rows.pop("watched").source)
