"""Viewings that were told elsewhere on their way into the tables, each with its film."""

from datetime import datetime

from msgspec import structs

from filmjournal.journal.alteration import Alteration
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.known_films import KnownFilms
from filmjournal.model.viewing import Viewing


class Arrivals:
    """Takes viewings in one after the other: each film is found among the known ones, or is a new one."""

    def __init__(self, tables: Tables, now: datetime) -> None:
        self.altered: list[Alteration] = []
        """What came in and was changed by it."""
        self._tables = tables
        self._now = now
        self._known = KnownFilms(tables.films.values())
        self._by_told_id: set[str] = set()

    def log(self, film: Film, film_id: str, viewing: Viewing) -> None:
        """Take in one viewing; its film gets this id where it is new. Raises InvalidValueError."""
        kept = self._placed(film, film_id)
        if self._tables.viewings.value(viewing.id) is None:
            logged = self._tables.add(structs.replace(viewing, film=kept.id), self._now)
            self.altered += [Alteration(None, logged), *self._tables.fulfil(kept.id, self._now)]

    def _placed(self, told: Film, film_id: str) -> Film:
        known = self._known_as(told)
        film = known.completed_by(told) if known is not None else structs.replace(told, id=film_id)
        if film == known:
            return film
        if told.id:
            self._by_told_id.add(film.id)
        kept = self._tables.keep(known, film, self._now)
        self._known.add(kept)
        self.altered.append(Alteration(known, kept))
        return kept

    def _known_as(self, told: Film) -> Film | None:
        """Return the known film that is told of; two that came with ids of their own are two."""
        if told.id and (known := self._known.get(told.id)) is not None:
            return known
        found = self._known.candidates(told)
        if told.id:
            found = [film for film in found if film.id not in self._by_told_id]
        return found[0] if len(found) == 1 else None
