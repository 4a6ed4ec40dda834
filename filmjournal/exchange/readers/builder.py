"""The builder of batches: readers add films, viewings, watchlist items and problems, and it returns the batch.

Every reader uses it: those of services add rows, `records` adds whole records of ours, and `letterboxd_join` adds
entries once it has joined the rows of several files.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any

from msgspec import structs

from filmjournal.exchange.batch import (
    Batch,
    Place,
    Problem,
    SourceFilm,
    SourceList,
    SourceViewing,
    SourceWish,
    unreadable_column,
)
from filmjournal.exchange.readers.film_level import FilmLevelFacts, assign_film_level
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.reading.tables import Table
from filmjournal.model.film import Film
from filmjournal.model.source import Source
from filmjournal.model.text import fold
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish
from filmjournal.model.wording import counted

_HEADINGS = {"date": ("watched date", "watcheddate"), "rating": ("rating10",)}
"""What the columns of Letterboxd are called whose cells are called otherwise here."""

_MANY = 2
"""Cells of a column that can't be read before the column is told of."""

Name = tuple[str, str]
"""A name of a film: the service that uses it (or `title`), and the name."""


def numbered_title(imdb: str) -> str:
    """Return the title of a film of which only its number at IMDb is known, until a row states a title."""
    return f"IMDb {imdb}"


class BatchFilm:
    """A film of a batch in the making, with everything that was added for it so far."""

    __slots__ = (
        *("film", "place", "names", "viewings", "film_level", "wishes", "mentions", "sources"),
        *("own_keys", "is_ours", "plays_counted"),
    )

    def __init__(self, film: Film, place: Place, *, is_ours: bool = False) -> None:
        self.film = film
        """The facts of the film; its id is what the batch calls it, or empty until the names are all known."""
        self.place = place
        """Where it is stated first."""
        self.names: dict[Name, None] = {}
        """What services call it."""
        self.viewings: list[tuple[int, SourceViewing]] = []
        """Its viewings, each with its place in the order of the files."""
        self.film_level: list[tuple[int, FilmLevelFacts]] = []
        """The rows about it and no viewing, likewise."""
        self.wishes: list[tuple[int, SourceWish]] = []
        """Its watchlist items, likewise."""
        self.mentions: list[tuple[str, Place, Source]] = []
        """Other rows about it: in what words to say which, where, and the row."""
        self.sources: list[Source] = []
        """The rows about the film alone that are stored with it."""
        self.own_keys: dict[str, Any] = {}
        """Keys of its record that this program doesn't know."""
        self.is_ours = is_ours
        """Whether its id is one of a journal of ours."""
        self.plays_counted = 0
        """How often the service says that it was seen; 0 where it does not say."""

    @property
    def is_stated(self) -> bool:
        """Whether any row says that it was seen or is on the watchlist."""
        return bool(self.viewings or self.film_level or self.wishes)

    def remove_film_from_watchlist(self) -> None:
        """Where it was seen, turn its watchlist items into mentions: they are its earlier state."""
        if self.viewings:
            items = [item for _, item in self.wishes]
            self.mentions += [("on the watchlist", item.place, source) for item in items for source in item.sources]
            self.wishes.clear()

    def merge(self, other: "BatchFilm") -> None:
        """Take everything from another one that is the same film."""
        self.film = _completed(self.film, other.film)
        self.names |= other.names
        self.viewings += other.viewings
        self.film_level += other.film_level
        self.wishes = _merged([*self.wishes, *other.wishes])
        self.mentions += other.mentions
        self.plays_counted = max(self.plays_counted, other.plays_counted)


class BatchBuilder:
    """Builds one batch. The order in which things are added is the order of the batch."""

    def __init__(self, service: str, notes: Iterable[str] = ()) -> None:
        self.service = service
        """Whose files are read, such as letterboxd."""
        self._films: dict[int, BatchFilm] = {}
        self._by_id: dict[str, BatchFilm] = {}
        self._by_name: dict[Name, BatchFilm] = {}
        self._keys: set[tuple[str, str]] = set()
        self._counts: Counter[tuple[str, str]] = Counter()
        self._added = 0
        self._problems: list[Problem] = []
        self._cells: Counter[tuple[str, str]] = Counter()
        self._files: dict[tuple[str, str, tuple[str, ...]], str] = {}
        self._repeated: Counter[tuple[str, str]] = Counter()
        self._notes = dict.fromkeys(notes)
        self._lists: dict[tuple[str, str], SourceList] = {}

    def add_film(self, film: Film, place: Place, *, is_ours: bool = False) -> BatchFilm:
        """Add a film under an id that is fixed, and return it."""
        added = BatchFilm(film, place, is_ours=is_ours)
        self._films[id(added)] = self._by_id[film.id] = added
        return added

    def film_with_id(self, id_: str) -> BatchFilm | None:
        """Return the film that was added under a fixed id."""
        return self._by_id.get(id_)

    def film_of_row(self, film: Film, row: Row, own_name: str = "") -> BatchFilm:
        """Return the film that a row is about: one that shares a name with it and was added before, or a new one.

        `own_name` is what the service alone calls it. A row with the names of two films makes them one, unless IMDb
        has two names for them.
        """
        names = self._names(film, own_name)
        same = [known for name in names if (known := self._by_name.get(name)) and _is_one(name, known.film, film)]
        found = same[0] if same else BatchFilm(film, row.place)
        self._films.setdefault(id(found), found)
        if same and found.film != film:
            found.film = _completed(found.film, film)
        found.names |= dict.fromkeys(names)
        for other in same[1:]:
            if other is not found and not _are_two(other.film, found.film):
                self._films.pop(id(other), None)
                found.merge(other)
        self._by_name |= dict.fromkeys(found.names, found)
        return found

    def add_viewing(self, film: BatchFilm, viewing: SourceViewing) -> None:
        """Add a viewing with all its rows."""
        film.viewings.append((self._next(), viewing))

    def add_wish(self, film: BatchFilm, wish: SourceWish) -> None:
        """Add a watchlist item with all its rows, beside those that the film has."""
        film.wishes.append((self._next(), wish))

    def add_viewing_row(self, film: BatchFilm, viewing: Viewing, row: Row, table: str, key: str) -> None:
        """Add the viewing that a row of a service is about; `table` and `key` are the name of the row there."""
        file = self._files.setdefault((table, key, tuple(row.cells.values())), row.place.file)
        if file == row.place.file:
            self.add_viewing(film, SourceViewing(viewing, (self._source(row, table, key),), row.place))
        else:  # twice on a day stands twice in one file; what several files have is what they share
            self._repeated[row.place.file, file] += 1

    def add_film_level_row(self, film: BatchFilm, facts: FilmLevelFacts, row: Row, table: str, key: str) -> None:
        """Add the facts of a row that is about a film that was seen, and no viewing."""
        source = self._source(row, table, key)
        film.film_level.append((self._next(), structs.replace(facts, source=source, place=row.place)))

    def add_wish_row(self, film: BatchFilm, wish: Wish, row: Row, table: str, key: str) -> None:
        """Add a row of the watchlist; a second one of a film is stored with the first."""
        added = SourceWish(wish, (self._source(row, table, key),), row.place)
        film.wishes = _merged([*film.wishes, (self._next(), added)])

    def add_mention(self, film: BatchFilm, where: str, row: Row, table: str, key: str) -> None:
        """Add a row that is stored with the film where other rows say that it was seen or is on the watchlist."""
        film.mentions.append((where, row.place, self._source(row, table, key)))

    def add_list(self, added: SourceList) -> SourceList:
        """Add a list; return it, or the one of the same name that was added before and stays."""
        return self._lists.setdefault(added.stored.name, added)

    def add_problem(self, problem: Problem) -> None:
        """Add a row or file that can't be imported, or only in part."""
        self._problems.append(problem)

    def count_cell(self, file: str, what: str) -> None:
        """Count a cell of a file that has something in it, whether or not it can be read."""
        self._cells[file, what] += 1

    def count_cells(self, table: Table) -> None:
        """Count the cells of a table that have something in them, of columns in which any can't be read."""
        file = table.rows[0].place.file if table.rows else ""
        for what in {problem.value for problem in self._problems if problem.value and problem.place.file == file}:
            column = table.column(what, *_HEADINGS.get(what, ()))
            self._cells[file, what] = sum(bool(column and row.cells[column].strip()) for row in table.rows)

    def _unread_columns(self) -> Iterator[Problem]:
        """Yield a problem for each column of a file most of which can't be read."""
        unread: defaultdict[tuple[str, str], list[Problem]] = defaultdict(list)
        for problem in self._problems:
            if problem.value:
                unread[problem.place.file, problem.value].append(problem)
        for (file, what), problems in unread.items():
            of = max(self._cells[file, what], len(problems))
            if len(problems) >= _MANY and 2 * len(problems) > of:
                yield unreadable_column(what, file, len(problems), of, problems[0])

    def add_note(self, sentence: str) -> None:
        """Add a sentence about the files, once."""
        self._notes[sentence] = None

    @property
    def films(self) -> list[BatchFilm]:
        """The films that were added so far."""
        return list(self._films.values())

    def mark_rewatches(self) -> None:
        """Mark every dated viewing but the first of its film as a rewatch, for services that do not say."""
        for film in self._films.values():
            dated = sorted(
                (each.viewing.watched, place)
                for place, (_, each) in enumerate(film.viewings)
                if each.viewing.watched is not None
            )
            for _, place in dated[1:]:
                at, each = film.viewings[place]
                film.viewings[place] = at, structs.replace(each, viewing=structs.replace(each.viewing, rewatch=True))

    def build(self) -> Batch:
        """Return everything that was added. A film that is only mentioned is a problem for each of its rows."""
        films: list[SourceFilm] = []
        viewings: list[tuple[int, SourceViewing]] = []
        wishes: list[tuple[int, SourceWish]] = []
        problems = [*self._unread_columns(), *self._problems]
        for (again, file), number in self._repeated.items():
            self.add_note(f"{again}: {counted(number, 'row')} of it {'is' if number == 1 else 'are'} in {file} too.")
        for each in self._films.values():
            if not each.is_stated:
                problems += _only_mentioned(each)
                continue
            film = each.film if each.film.id else structs.replace(each.film, id=self._id(each))
            seen, unused = assign_film_level(each.viewings, each.film_level)
            viewings += ((at, _viewing_of(viewing, film.id)) for at, viewing in seen)
            wishes += ((at, _wish_of(wish, film.id)) for at, wish in each.wishes)
            sources = (*each.sources, *unused, *(source for _, _, source in each.mentions))
            films.append(SourceFilm(film, sources, each.place, each.own_keys, each.is_ours))
        return Batch(
            self.service,
            tuple(films),
            tuple(viewing for _, viewing in sorted(viewings, key=itemgetter(0))),
            tuple(wish for _, wish in sorted(wishes, key=itemgetter(0))),
            tuple(problems),
            tuple(self._notes),
            tuple(self._lists.values()),
        )

    def _names(self, film: Film, own_name: str) -> list[Name]:
        ids = film.external_ids
        names = [(service, name) for service in ids.__struct_fields__ if (name := getattr(ids, service))]
        if own_name:
            names.append((self.service, own_name))
        return names or [("title", f"{fold(film.title)}|{film.year or ''}")]

    def _id(self, film: BatchFilm) -> str:
        """Return what the batch calls a film: the name of it that most others know."""
        best = next(iter(self._names(film.film, "")))
        if best[0] == "title":
            best = next((name for name in film.names if name[0] == self.service), best)
        return ":".join(best)

    def _source(self, row: Row, table: str, key: str) -> Source:
        """Return the row as a source; the second with the same key gets a number."""
        named = key
        while (table, named) in self._keys:
            self._counts[table, key] += 1
            named = f"{key} #{self._counts[table, key] + 1}"
        self._keys.add((table, named))
        return Source(self.service, table, named, row.cells)

    def _next(self) -> int:
        self._added += 1
        return self._added


def _only_mentioned(film: BatchFilm) -> list[Problem]:
    reason = "only {}: no row says that you watched it or want to."
    return [Problem(place, reason.format(where), source.cells) for where, place, source in film.mentions]


def _completed(film: Film, other: Film) -> Film:
    """Return a film with what another row states of it; a title is the original one of another title only."""
    whole = film.completed_by(other)
    if film.title == numbered_title(film.external_ids.imdb):
        whole = structs.replace(whole, title=other.title)
    return structs.replace(whole, original_title="") if whole.original_title == whole.title else whole


def _is_one(name: Name, known: Film, other: Film) -> bool:
    """Whether two films that share a name are one: IMDb's is trusted above all others."""
    return name[0] == "imdb" or not _are_two(known, other)


def _are_two(film: Film, other: Film) -> bool:
    """Whether IMDb has two names for them."""
    first, second = film.external_ids.imdb, other.external_ids.imdb
    return bool(first and second and first != second)


def _viewing_of(added: SourceViewing, film: str) -> SourceViewing:
    if added.viewing.film == film:
        return added
    return structs.replace(added, viewing=structs.replace(added.viewing, film=film))


def _wish_of(added: SourceWish, film: str) -> SourceWish:
    return added if added.wish.film == film else structs.replace(added, wish=structs.replace(added.wish, film=film))


def _merged(wishes: list[tuple[int, SourceWish]]) -> list[tuple[int, SourceWish]]:
    """Return watchlist items of one film as one, the first, with the rows of all."""
    if len(wishes) < 2:
        return wishes
    at, first = wishes[0]
    sources = tuple(source for _, item in wishes for source in item.sources)
    return [(at, structs.replace(first, sources=sources))]
