"""What you gave other films: how often each rating, and the films that come nearest to the one you are rating."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from filmjournal.model.film import Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.stats.facets import key_of, person_key
from filmjournal.stats.record import entry_record

MOST = 12
"""The most films that are named for a rating."""

THE_FILM, SAME_DIRECTOR, SAME_GENRES, SAME_DECADE = 100.0, 4.0, 3.0, 1.5
"""How near another film is for being the same one, for a director they share, for all genres alike, for the decade."""


class Calibration(Struct, frozen=True):
    """The ratings you gave, seen from one film."""

    counts: tuple[int, ...]
    """How many viewings have each rating, from half a star to five."""
    near: tuple[tuple[Entry, ...], ...]
    """For each rating the films that have it, by their last viewing with stars: the nearest first, at most MOST."""
    nearest: tuple[tuple[Entry, Rating], ...]
    """The nearest films of all ratings, each with its own; only those that share anything with this one."""

    def count(self, rating: Rating) -> int:
        """Return how many viewings have this rating."""
        return self.counts[rating - 1]

    def of(self, rating: Rating) -> tuple[Entry, ...]:
        """Return the films that have this rating, the nearest first."""
        return self.near[rating - 1]


class _Features(Struct, frozen=True):
    """What films are compared by."""

    directors: frozenset[str]
    genres: frozenset[str]
    decade: int | None


def calibration(film: Film, entries: Sequence[Entry], viewing_id: str = "", element: str = "") -> Calibration:
    """Return what other viewings, or an element of them, were given, of the entries in the order of the diary.

    The viewing that is being rated is left out; earlier viewings of its film come nearest.
    """
    counts, last, name = [0] * len(Rating), dict[str, tuple[Entry, Rating]](), key_of(element)
    for entry in entries:
        rating = _rating_of(entry, name) if name else entry.viewing.rating
        if rating is not None and entry.id != viewing_id:
            counts[rating - 1] += 1
            last.setdefault(entry.film.id, (entry, rating))
    own = _features(film)
    scored = [(_nearness(film, own, entry.film), entry, rating) for entry, rating in last.values()]
    scored.sort(key=lambda each: -each[0])  # the diary's order stays among those as near
    near: list[list[Entry]] = [[] for _ in Rating]
    for _, entry, rating in scored:
        if len(near[rating - 1]) < MOST:
            near[rating - 1].append(entry)
    nearest = tuple((entry, rating) for score, entry, rating in scored[:MOST] if score > 0)
    return Calibration(tuple(counts), tuple(map(tuple, near)), nearest)


def _rating_of(entry: Entry, element: str) -> Rating | None:
    return next((each.rating for each in entry.viewing.breakdown if each.rating and key_of(each.name) == element), None)


def _features(film: Film) -> _Features:
    directors = frozenset(map(person_key, film.people(Role.DIRECTOR)))
    genres = frozenset(map(key_of, film.genres))
    return _Features(directors, genres, film.year // 10 if film.year is not None else None)


def _nearness(film: Film, own: _Features, other: Film) -> float:
    if film.id and film.id == other.id:
        return THE_FILM
    near, genres = 0.0, own.genres
    if genres and other.genres:
        theirs = set(map(key_of, other.genres))
        near += SAME_GENRES * len(genres & theirs) / len(genres | theirs)
    if own.decade is not None and other.year is not None and other.year // 10 == own.decade:
        near += SAME_DECADE
    if own.directors and not own.directors.isdisjoint(map(person_key, other.people(Role.DIRECTOR))):
        near += SAME_DIRECTOR
    return near


def shared(film: Film, other: Film) -> str:
    """Return in words what two films have in common: this film, director, genre, decade; empty for nothing."""
    if film.id and film.id == other.id:
        return "this film"
    own, theirs = _features(film), _features(other)
    return ", ".join(
        name
        for name, is_so in (
            ("director", bool(own.directors & theirs.directors)),
            ("genre", bool(own.genres & theirs.genres)),
            ("decade", own.decade is not None and own.decade == theirs.decade),
        )
        if is_so
    )


def around(rating: Rating) -> tuple[Rating, ...]:
    """Return a rating between its neighbours, the highest first."""
    return tuple(Rating(half) for half in (rating + 1, rating, rating - 1) if 1 <= half <= Rating.FIVE)


def calibration_record(film: Film, found: Calibration) -> list[dict[str, Any]]:
    """Return it as JSON has it: a record for each rating, the highest first."""
    return [
        {
            "rating": rating / 2,
            "viewings": found.count(rating),
            "films": [{**(entry_record(each) or {}), "shares": shared(film, each.film)} for each in found.of(rating)],
        }
        for rating in reversed(Rating)
    ]
