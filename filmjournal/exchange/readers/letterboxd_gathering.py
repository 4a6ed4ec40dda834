"""What the files of a Letterboxd export tell of each film, brought together: they know a film by two kinds of names.

Ratings, the watchlist and the like have the address of the film; the diary and the reviews have that of the entry,
and of the film only its title and year.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct, structs

from filmjournal.exchange.batch import Batch, Place, Problem, SourceFilm, SourceList, SourceViewing, SourceWish, without
from filmjournal.exchange.reading.tables import TableRow
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
"""How rows are marked that were made for Letterboxd to import: whoever made them, it is not what Letterboxd tells."""


class Mark(Struct, frozen=True):
    """A row that tells of a film, and of no viewing."""

    source: Source
    """The row."""
    place: Place
    """Where it stands."""
    rating: Rating | None = None
    """The stars of the film, where it has any there."""


class GatheredFilm:
    """A film, and what was told of it so far."""

    __slots__ = ("entries", "film", "marks", "place", "wish")

    def __init__(self, film: Film, place: Place) -> None:
        self.film = film
        self.place = place
        self.entries: list[Entry] = []
        self.marks: dict[str, Mark] = {}
        self.wish: SourceWish | None = None


class Entry:
    """A viewing, and the rows that tell of it."""

    __slots__ = ("is_of_film", "may_be", "place", "sources", "viewing")

    def __init__(self, may_be: list[GatheredFilm], place: Place, *, is_of_film: bool = False) -> None:
        self.is_of_film = is_of_film
        self.may_be = may_be
        self.place = place
        self.sources: list[Source] = []
        self.viewing = Viewing(id="", film="")


class Gathering:
    """A batch in the making."""

    def __init__(self, service: str) -> None:
        self._service = service
        self.problems: list[Problem] = []
        self.notes: dict[str, None] = {}
        self.imported: Counter[str] = Counter()
        """How often a film and day is told of in tables to import, of which one may be in several files."""
        self._films: list[GatheredFilm] = []
        self._by_address: dict[str, GatheredFilm] = {}
        self._by_name: dict[tuple[str, int | None], list[GatheredFilm]] = {}
        self._entries: dict[tuple[str, str], Entry] = {}
        self._names: set[tuple[str, str, str]] = set()
        self._lists: dict[str, SourceList] = {}

    def by_address(self, address: str) -> GatheredFilm | None:
        """Return the film with this address, where it was told of."""
        return self._by_address.get(f"letterboxd:{address}")

    def by_name(self, title: str, year: int | None) -> list[GatheredFilm]:
        """Return the films with this title and year."""
        return self._by_name.get((title, year), [])

    def film(self, title: str, year: int | None, ids: ExternalIds, place: Place) -> GatheredFilm:
        """Return the film with one of these names, a new one where it was not told of before."""
        names = [f"{service}:{name}" for service, name in sorted(ids.known)] if ids != ExternalIds() else []
        known = next((self._by_address[name] for name in names if name in self._by_address), None)
        if known is None:
            name = names[0] if names else f"title:{fold(title)}|{year or ''}"
            known = GatheredFilm(Film(id=name, title=title, year=year, external_ids=ids), place)
            self._films.append(known)
            self._by_name.setdefault((title, year), []).append(known)
        for name in names:
            self._by_address[name] = known
        return known

    def entry(self, source: Source, row: TableRow, joined: tuple[str, str], may_be: list[GatheredFilm]) -> Entry | None:
        """Return the viewing that a row tells of, which another row may have told of; None where the row is known."""
        if not self.is_new(source, row):
            return None
        entry = self._entries.get(joined)
        if entry is None:
            entry = self._entries[joined] = Entry(may_be, row.place)
        entry.sources.append(source)
        return entry

    def mark(self, film: GatheredFilm, source: Source, row: TableRow, rating: Rating | None = None) -> None:
        """Take in a row that tells of a film."""
        if self.is_new(source, row):
            film.marks[source.table] = Mark(source, row.place, rating)

    def wish(self, film: GatheredFilm, source: Source, row: TableRow, added: When | None) -> None:
        """Take in a row of the watchlist."""
        if self.is_new(source, row):
            film.wish = SourceWish(Wish(id="", film=film.film.id, added=added), (source,), row.place)

    def list(self, told: SourceList) -> None:
        """Take in a list, which is kept as it stands."""
        known = self._lists.setdefault(told.kept.key, told)
        if known is not told:
            reason = f"it is the list of {known.place} once more, and was not read."
            self.problems.append(Problem(told.place, reason, told.kept.about))

    def problem(self, row: TableRow, reason: str) -> None:
        """Take in what is wrong with a row."""
        self.problems.append(Problem(row.place, reason, row.cells))

    def attempt(self, row: TableRow, what: str, reading: Callable[[str], Value], cell: str) -> Value | None:
        """Return what a cell says; None where that cannot be read: the row comes in without it, and it is told."""
        if not cell:
            return None
        try:
            return reading(cell)
        except InvalidValueError as error:
            self.problems.append(without(what, error, row.place, row.cells))
            return None

    def is_new(self, source: Source, row: TableRow) -> bool:
        """Whether no row has been called the same before; one that has is a problem."""
        count = len(self._names)
        self._names.add(source.name)
        if len(self._names) == count:
            self.problem(row, "another row of this file is of the same entry or film: this one was not read.")
            return False
        return True

    def batch(self) -> Batch:
        """Return all of it."""
        self._settle()
        lists = tuple(self._lists.values())
        return Batch(
            self._service,
            tuple(self._told_films()),
            tuple(self._told_viewings()),
            tuple(film.wish for film in self._films if film.wish),
            tuple(self.problems),
            (*self.notes, *_kept_as_they_stand([told.place.file for told in lists])),
            lists,
        )

    def _settle(self) -> None:
        """Give each viewing to a film: where several have one title and year, to one after the other."""
        doubtful: dict[int, list[tuple[str, Entry]]] = {}
        for (_, key), entry in self._entries.items():
            if len(entry.may_be) == 1:
                entry.may_be[0].entries.append(entry)
            else:
                doubtful.setdefault(id(entry.may_be[0]), []).append((key, entry))
        for entries in doubtful.values():
            for at, (_, entry) in enumerate(sorted(entries, key=lambda each: each[0])):
                same = sorted(entry.may_be, key=lambda film: film.film.id)
                film = same[at] if at < len(same) else same[0]
                film.entries.append(entry)
                self.problems.append(
                    Problem(
                        entry.place,
                        f"{len(same)} films are called “{film.film.title}” ({film.film.year or 'no year'}): "
                        f"this viewing was taken for one of {film.film.external_ids.letterboxd or film.film.title}.",
                        entry.sources[0].cells,
                        is_partial=True,
                    )
                )
        for gathered in self._films:
            _complete(gathered)

    def _told_viewings(self) -> Iterator[SourceViewing]:
        of_films = {id(entry): film.film.id for film in self._films for entry in film.entries}
        told = {id(entry): entry for entry in self._entries.values()}
        told |= {id(entry): entry for film in self._films for entry in film.entries}
        for key, entry in told.items():
            viewing = structs.replace(entry.viewing, film=of_films[key])
            yield SourceViewing(viewing, tuple(entry.sources), entry.place, is_of_film=entry.is_of_film)

    def _told_films(self) -> Iterator[SourceFilm]:
        for film in self._films:
            if film.entries or film.wish:
                yield SourceFilm(film.film, tuple(mark.source for mark in film.marks.values()), film.place)


def _kept_as_they_stand(files: Sequence[str]) -> tuple[str, ...]:
    if not files:
        return ()
    first, *others = files
    told = f"{first} and {others[0] if len(others) == 1 else f'{len(others):,} more files'}" if others else first
    return (f"A journal has no place for {told}, and keeps {'them as they stand' if others else 'it as it stands'}.",)


def _complete(film: GatheredFilm) -> None:
    """Give the last viewing what Letterboxd knows of the film alone; make one where it was seen on no known day."""
    if not film.marks:
        return
    rating = next((mark.rating for mark in film.marks.values() if mark.rating), None)
    if not film.entries:
        first = next(iter(film.marks.values()))
        seen = Entry([film], first.place, is_of_film=True)
        seen.sources = [mark.source for mark in film.marks.values()]
        seen.viewing = Viewing(id="", film="", rating=rating, liked="likes" in film.marks)
        film.entries.append(seen)
        film.marks = {}
        return
    last = max(film.entries, key=lambda entry: entry.viewing.watched or "")
    if rating and not any(entry.viewing.rating for entry in film.entries):
        last.viewing = structs.replace(last.viewing, rating=rating)
        last.sources.append(film.marks.pop("ratings").source)
    if "likes" in film.marks:
        last.viewing = structs.replace(last.viewing, liked=True)
        last.sources.append(film.marks.pop("likes").source)
    new = [entry for entry in film.entries if not entry.viewing.rewatch]
    if new and "watched" in film.marks:
        first_seen = min(new, key=lambda entry: entry.viewing.watched or "9")
        first_seen.sources.append(film.marks.pop("watched").source)
