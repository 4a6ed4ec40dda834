"""Matches the films and viewings of a batch with those of the journal.

Films are matched by ids, by the rows that stated them before, and by title, year and director; viewings by ids and
rows, and then by the day and the text.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from filmjournal.exchange.batch import SourceViewing, SourceWish
from filmjournal.exchange.planning.merge3 import is_written
from filmjournal.exchange.planning.pending import FILM
from filmjournal.model.film import Film, Role
from filmjournal.model.import_changes import JournalSnapshot, StoredRecord
from filmjournal.model.known_films import KnownFilms
from filmjournal.model.source import Name, Source, StoredSource
from filmjournal.model.text import fold
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When
from filmjournal.model.wish import Wish


class FilmNames(NamedTuple):
    """A film's id in a batch, and the ids of the batch's other films."""

    service: str
    """The service."""
    own: str
    """The film's id in the batch."""
    ids: Collection[str]
    """The ids of all films of the batch."""
    named: Collection[str]
    """The ids of those that it has a name for besides the title, which it may have changed since."""

    def names_another(self, rows: Sequence[StoredSource]) -> bool:
        """Whether a film with these stored rows is another one of the batch."""
        return any(key in self.ids and key != self.own for key in self._keys(rows))

    def surely_names_another(self, rows: Sequence[StoredSource]) -> bool:
        """Whether the service has another name for a film with these stored rows, and not only another title."""
        return self.own in self.named and any(key in self.named and key != self.own for key in self._keys(rows))

    def _keys(self, rows: Sequence[StoredSource]) -> list[str]:
        return [row.key for row in rows if row.service == self.service and row.table == FILM]


class KnownIndex:
    """The journal's films, viewings and watchlist items by their ids, by their stored rows, and by their film."""

    def __init__(self, known: JournalSnapshot) -> None:
        self.known = known
        """Everything that the journal has."""
        self.films = {stored.value.id: stored for stored in known.films}
        """The films by id."""
        self.viewings = {stored.value.id: stored for stored in known.viewings}
        """The viewings by id."""
        self.wishes = {stored.value.id: stored for stored in known.wishes}
        """The watchlist items by id."""
        self.wish_of: dict[str, StoredRecord[Wish]] = {stored.value.film: stored for stored in reversed(known.wishes)}
        """The watchlist items by film; the first of several."""
        self.lists = {stored.name: stored for stored in known.lists}
        """The stored lists by service and key."""
        self.viewings_of: defaultdict[str, list[StoredRecord[Viewing]]] = defaultdict(list)
        """The viewings of each film."""
        for stored in known.viewings:
            self.viewings_of[stored.value.film].append(stored)
        self._film_of = _by_row((stored.value.id, stored.sources) for stored in known.films)
        self._viewing_of = _by_row((stored.value.id, stored.sources) for stored in known.viewings)
        self._wish_of = _by_row((stored.value.id, stored.sources) for stored in known.wishes)

    @cached_property
    def _by_name(self) -> KnownFilms:
        return KnownFilms(stored.value for stored in self.known.films)

    @cached_property
    def _viewings_of_key(self) -> defaultdict[tuple[str, str], list[str]]:
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for (service, _, key), id_ in self._viewing_of.items():
            found[service, key].append(id_)
        return found

    def knows(self, name: Name) -> bool:
        """Whether any record stores this row."""
        return name in self._film_of or name in self._viewing_of or name in self._wish_of

    def stored_row(self, name: Name) -> StoredSource | None:
        """Return a row as a film, a viewing or a watchlist item stores it."""
        film, viewing = self.films.get(self._film_of.get(name, "")), self.viewing_of_row(name)
        record = film or viewing or self.wishes.get(self._wish_of.get(name, ""))
        return next((row for row in record.sources if row.name == name), None) if record is not None else None

    def viewing_of_row(self, name: Name) -> StoredRecord[Viewing] | None:
        """Return the viewing that stores this row."""
        return self.viewings.get(self._viewing_of.get(name, ""))

    def viewings_of_key(self, row: Source) -> list[StoredRecord[Viewing]]:
        """Return the viewings that store a row of any table with the service and the key of this one."""
        return [self.viewings[id_] for id_ in self._viewings_of_key.get((row.service, row.key), ())]

    def film_of_rows(self, names: Iterable[Name]) -> str | None:
        """Return the id of the film that stores one of these rows."""
        return next((film_id for name in names if (film_id := self._film_of.get(name)) is not None), None)

    def film_of_others(self, names: Iterable[Name], film_names: FilmNames) -> str | None:
        """Return the id of the film with a viewing or watchlist item that stores one of these rows.

        Films that the batch surely has under another name are left out.
        """
        for name in names:
            stored = self.viewings.get(self._viewing_of.get(name, "")) or self.wishes.get(self._wish_of.get(name, ""))
            film = self.films.get(stored.value.film) if stored is not None else None
            if film is not None and not film_names.surely_names_another(film.sources):
                return film.value.id
        return None

    def wish_of_rows(self, sources: Sequence[Source]) -> StoredRecord[Wish] | None:
        """Return the watchlist item that stores one of these rows."""
        ids = (self._wish_of.get(source.name) for source in sources)
        return next((self.wishes[id_] for id_ in ids if id_ is not None), None)

    def wish_of_older_row(self, item: SourceWish, film: Film, names: Collection[Name]) -> StoredRecord[Wish] | None:
        """Return the watchlist item that an item has been under a row that the files don't have any more.

        The title, the year and the day it was added say that it is the same one: a service gives films new addresses.
        """
        if item.wish.added is None or film.year is None or not item.sources:
            return None
        table = (item.sources[0].service, item.sources[0].table)
        found = [
            kept
            for kept in self._wishes_added.get(item.wish.added, ())
            if (known := self.films.get(kept.value.film)) is not None
            and (fold(known.value.title), known.value.year) == (fold(film.title), film.year)
            and not known.value.external_ids.imdb
            and any((row.service, row.table) == table for row in kept.sources)
            and not any(row.name in names for row in kept.sources if (row.service, row.table) == table)
        ]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _wishes_added(self) -> dict[When, list[StoredRecord[Wish]]]:
        found: dict[When, list[StoredRecord[Wish]]] = {}
        for kept in self.known.wishes:
            if kept.value.added is not None:
                found.setdefault(kept.value.added, []).append(kept)
        return found

    def is_fulfilled(self, film_id: str, viewing: Viewing) -> bool:
        """Whether this viewing takes its film off the watchlist: one of before it was added does not."""
        stored = self.wish_of.get(film_id)
        if stored is None or stored.value.added is None or viewing.watched is None:
            return stored is not None
        return viewing.watched >= stored.value.added[: len(viewing.watched)]

    def is_removed(self, id_: str, sources: Sequence[Source]) -> bool:
        """Whether somebody removed the record that has this id, or one that stored any of these rows."""
        if not self.known.removed:
            return False
        return id_ in self.known.removed or any(source.name in self.known.removed_rows for source in sources)

    def candidates(self, film: Film, film_names: FilmNames) -> list[Film]:
        """Return the films that this one may be by its title, year and people.

        Films that the batch has under another name are left out.
        """
        if not self.films:
            return []
        found = self._by_name.candidates(film)
        return [each for each in found if not film_names.names_another(self.films[each.id].sources)]


def _by_row(rows: Iterable[tuple[str, Sequence[Source]]]) -> dict[Name, str]:
    return {source.name: id_ for id_, sources in rows for source in sources}


def sure_match(item: Film, candidates: Sequence[Film]) -> Film | None:
    """Return the candidate that a film certainly is; None where that is ambiguous."""
    same_year = [film for film in candidates if film.year is not None and film.year == item.year]
    if len(same_year) == 1:
        return same_year[0]
    if len(candidates) != 1:
        return None
    (only,) = candidates
    speaks = only.external_ids.shared_with(item.external_ids) or all(
        film.people(Role.DIRECTOR) for film in (only, item)
    )
    return only if speaks or (only.year is None and item.year is None) else None


_DAY = 10
"""Characters of a date that is a whole day."""


class Pairing:
    """Pairs the viewings of a batch, by their places in it, with the journal's: by rows and ids, then film by film."""

    def __init__(self, index: KnownIndex, viewings: Sequence[SourceViewing]) -> None:
        self._index = index
        self._names = {row.name for each in viewings for row in each.sources}
        self.taken: set[str] = set()
        """The viewings of the journal that are paired."""
        self.known = self._by_rows(viewings) if index.viewings else {}
        """The viewings of the journal by place, as far as a row or an id says which they are."""
        self.accounted_for = frozenset(
            place for place, each in enumerate(viewings) if self._is_accounted_for(place, each)
        )
        """Viewings that add nothing: other rows already account for them."""

    def _by_rows(self, viewings: Sequence[SourceViewing]) -> dict[int, StoredRecord[Viewing]]:
        """Return which viewing of the journal each is by its id or its rows.

        The first row of a viewing is its own, and the others may move on to another viewing: the first counts most,
        and others only where they are the first of the journal's viewing. Viewings made of film-level rows come last.
        """
        claims = [(rank, place, id_) for place, each in enumerate(viewings) for rank, id_ in self._claims(each)]
        found: dict[int, StoredRecord[Viewing]] = {}
        for _, place, id_ in sorted(claims):
            if place not in found and id_ not in self.taken:
                found[place] = self._index.viewings[id_]
                self.taken.add(id_)
        return found

    def _claims(self, item: SourceViewing) -> Iterator[tuple[int, str]]:
        """Yield each viewing that this may be, with a rank: the lower, the likelier."""
        if item.viewing.id in self._index.viewings:
            yield 0, item.viewing.id
        for place, row in enumerate(item.sources):
            stored = self._index.viewing_of_row(row.name)
            if stored is not None:
                is_own = _own_row(stored, row.service) == row.name
                if place == 0 or is_own:
                    yield 1 + (place > 0) + 2 * item.is_of_film, stored.value.id
        first = item.sources[0] if item.sources else None
        if first is not None and self._index.viewing_of_row(first.name) is None:
            for stored in self._index.viewings_of_key(first):
                if _own_key(stored, first) == first.key:
                    yield 4, stored.value.id

    def _is_accounted_for(self, place: int, item: SourceViewing) -> bool:
        """Whether the row of a viewing is stored with another viewing, or with a film that has some."""
        if place in self.known or not item.is_of_film:
            return False
        row = item.sources[0].name
        stored = self._index.viewing_of_row(row)
        if stored is not None:
            return stored.value.id in self.taken
        return bool(self._index.viewings_of.get(self._index.film_of_rows((row,)) or ""))

    def is_seen(self, film_id: str) -> bool:
        """Whether the journal has a viewing of a film that no viewing of the batch is paired with."""
        return any(stored.value.id not in self.taken for stored in self._index.viewings_of.get(film_id, ()))

    def is_rated(self, item: SourceViewing, known: StoredRecord[Viewing] | None) -> bool:
        """Whether a rating of the film would go to a viewing that has a rating of the same service already."""
        if not item.is_of_film or known is None or known.value.rating is None:
            return False
        own = item.viewing
        is_only_rating = own.rating is not None and not (own.liked or own.review or own.tags)
        names, service = {row.name for row in item.sources}, item.sources[0].service
        is_new = not any(row.name in names for row in known.sources)
        return is_only_rating and is_new and any(row.service == service for row in known.sources)

    def alike(self, viewings: Mapping[int, SourceViewing], film_id: str) -> dict[int, StoredRecord[Viewing]]:
        """Return which viewing of the journal each of these of one film is where no row says it; none for new ones.

        It is one of the same day, or of a part of it where a date is not whole, that stores no row of this service.
        Two with different texts are two, unless they are of one day: then those with the same text are paired first.
        """
        found: dict[int, StoredRecord[Viewing]] = {}
        if film_id not in self._index.viewings_of:
            return found
        for place, each in sorted(viewings.items(), key=lambda item: self._order(item[1].viewing, film_id)):
            stored = self._alike(each.viewing, each.sources, film_id)
            if stored is not None:
                found[place] = stored
                self.taken.add(stored.value.id)
        return found

    def _order(self, item: Viewing, film_id: str) -> tuple[int, bool]:
        of_film = (stored.value for stored in self._index.viewings_of[film_id])
        return -len(item.watched or ""), not any(is_written(item.review, known) for known in of_film)

    def _alike(self, item: Viewing, rows: Sequence[Source], film_id: str) -> StoredRecord[Viewing] | None:
        of_film = self._index.viewings_of[film_id]
        free = [stored for stored in of_film if stored.value.id not in self.taken and self._is_free(stored, rows)]
        watched = item.watched or ""
        of_the_day = [stored for stored in free if len(watched) == _DAY and stored.value.watched == watched]
        close = of_the_day or [stored for stored in free if _may_be_one(stored.value, item)]
        return max(close, key=lambda stored: _closeness(stored.value, item), default=None)

    def _is_free(self, stored: StoredRecord[Viewing], rows: Sequence[Source]) -> bool:
        """Whether the viewing stores no row of the same table, and none that the batch has for another viewing.

        A service may have rows of another table for the same viewing, in another of its files.
        """
        service, table = rows[0].service, rows[0].table
        names = {row.name for row in rows}
        own = [each for each in stored.sources if each.service == service and each.name not in names]
        return all(each.table != table and each.name not in self._names for each in own)


def _own_row(stored: StoredRecord[Viewing], service: str) -> Name | None:
    return next((row.name for row in stored.sources if row.service == service), None)


def _own_key(stored: StoredRecord[Viewing], row: Source) -> str | None:
    own = _own_row(stored, row.service)
    return own[2] if own is not None else None


def _may_be_one(known: Viewing, item: Viewing) -> bool:
    here, there = known.watched or "", item.watched or ""
    if not (here.startswith(there) or there.startswith(here)):
        return False
    return not known.review.strip() or not item.review.strip() or is_written(item.review, known)


def _closeness(known: Viewing, item: Viewing) -> tuple[bool, bool, bool, str]:
    return is_written(item.review, known), known.rating == item.rating, known.rating is None, known.watched or ""
