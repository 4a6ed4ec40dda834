"""What the journal knows, found by what is told of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from filmjournal.exchange.kept_rows import FILM
from filmjournal.model.film import Film, Role
from filmjournal.model.incoming import Kept, Known
from filmjournal.model.known_films import KnownFilms
from filmjournal.model.source import KeptSource, Name, Source
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish


class Calling(NamedTuple):
    """What a service calls a film in a batch, and what it calls the others."""

    service: str
    """The service."""
    own: str
    """The film's id in the batch."""
    ids: Collection[str]
    """The ids of all films of the batch."""
    named: Collection[str]
    """The ids of those that it has a name for besides the title, which may be written as it is by now or as it was."""

    def otherwise(self, rows: Sequence[KeptSource]) -> bool:
        """Whether a film that keeps these rows is another one of the batch."""
        return any(key in self.ids and key != self.own for key in self._keys(rows))

    def surely_otherwise(self, rows: Sequence[KeptSource]) -> bool:
        """Whether the service has another name for a film that keeps these rows, and not only another title."""
        return self.own in self.named and any(key in self.named and key != self.own for key in self._keys(rows))

    def _keys(self, rows: Sequence[KeptSource]) -> list[str]:
        return [row.key for row in rows if row.service == self.service and row.table == FILM]


class KnownIndex:
    """Known films, viewings and wishes by their ids, by the rows that told of them, and by their film."""

    def __init__(self, known: Known) -> None:
        self.known = known
        """All of it."""
        self.films = {kept.value.id: kept for kept in known.films}
        """The films by id."""
        self.viewings = {kept.value.id: kept for kept in known.viewings}
        """The viewings by id."""
        self.wishes = {kept.value.id: kept for kept in known.wishes}
        """The wishes by id."""
        self.wish_of: dict[str, Kept[Wish]] = {kept.value.film: kept for kept in reversed(known.wishes)}
        """The wishes by film; the first of several."""
        self.lists = {kept.name: kept for kept in known.lists}
        """The lists that are kept, by what tells each from every other."""
        self.viewings_of: defaultdict[str, list[Kept[Viewing]]] = defaultdict(list)
        """The viewings of each film."""
        for kept in known.viewings:
            self.viewings_of[kept.value.film].append(kept)
        self._film_of = _by_row((kept.value.id, kept.sources) for kept in known.films)
        self._viewing_of = _by_row((kept.value.id, kept.sources) for kept in known.viewings)
        self._wish_of = _by_row((kept.value.id, kept.sources) for kept in known.wishes)

    @cached_property
    def _by_name(self) -> KnownFilms:
        return KnownFilms(kept.value for kept in self.known.films)

    @cached_property
    def _viewings_of_key(self) -> defaultdict[tuple[str, str], list[str]]:
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for (service, _, key), id_ in self._viewing_of.items():
            found[service, key].append(id_)
        return found

    def knows(self, name: Name) -> bool:
        """Whether a record has this row."""
        return name in self._film_of or name in self._viewing_of or name in self._wish_of

    def viewing_of_row(self, name: Name) -> Kept[Viewing] | None:
        """Return the viewing that this row told of."""
        return self.viewings.get(self._viewing_of.get(name, ""))

    def viewings_of_key(self, row: Source) -> list[Kept[Viewing]]:
        """Return the viewings that rows of any kind told of which their service calls as it does this one."""
        return [self.viewings[id_] for id_ in self._viewings_of_key.get((row.service, row.key), ())]

    def film_of_rows(self, names: Iterable[Name]) -> str | None:
        """Return the id of the film that one of these rows told of."""
        return next((film_id for name in names if (film_id := self._film_of.get(name)) is not None), None)

    def film_of_others(self, names: Iterable[Name], calling: "Calling") -> str | None:
        """Return the id of the film of which one of these rows told a viewing or a wish.

        It is none that surely is another one of the batch.
        """
        for name in names:
            kept = self.viewings.get(self._viewing_of.get(name, "")) or self.wishes.get(self._wish_of.get(name, ""))
            film = self.films.get(kept.value.film) if kept is not None else None
            if film is not None and not calling.surely_otherwise(film.sources):
                return film.value.id
        return None

    def wish_of_rows(self, sources: Sequence[Source]) -> Kept[Wish] | None:
        """Return the wish that one of these rows told of."""
        ids = (self._wish_of.get(source.name) for source in sources)
        return next((self.wishes[id_] for id_ in ids if id_ is not None), None)

    def is_fulfilled(self, film_id: str, viewing: Viewing) -> bool:
        """Whether a wish for a film ends with this viewing: one of long before the wish does not count."""
        kept = self.wish_of.get(film_id)
        if kept is None or kept.value.added is None or viewing.watched is None:
            return kept is not None
        return viewing.watched >= kept.value.added[: len(viewing.watched)]

    def is_removed(self, id_: str, sources: Sequence[Source]) -> bool:
        """Whether somebody removed what has this id, or what one of these rows told of."""
        if not self.known.removed:
            return False
        return id_ in self.known.removed or any(source.name in self.known.removed_rows for source in sources)

    def candidates(self, told: Film, calling: "Calling") -> list[Film]:
        """Return the films that the told one may be by what is told of it.

        One that is called otherwise in the batch is not among them.
        """
        if not self.films:
            return []
        found = self._by_name.candidates(told)
        return [film for film in found if not calling.otherwise(self.films[film.id].sources)]


def _by_row(rows: Iterable[tuple[str, Sequence[Source]]]) -> dict[Name, str]:
    return {source.name: id_ for id_, sources in rows for source in sources}


def is_sure(told: Film, candidates: Sequence[Film]) -> Film | None:
    """Return the one of the candidates that the told film is without any doubt."""
    same_year = [film for film in candidates if film.year is not None and film.year == told.year]
    if len(same_year) == 1:
        return same_year[0]
    if len(candidates) != 1:
        return None
    (only,) = candidates
    speaks = only.external_ids.shared_with(told.external_ids) or all(
        film.people(Role.DIRECTOR) for film in (only, told)
    )
    return only if speaks or (only.year is None and told.year is None) else None
