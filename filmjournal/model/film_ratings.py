"""Ratings of films at services, which may differ from those of their viewings: one may think otherwise of it by now."""

from collections.abc import Iterable, Mapping
from math import floor

from msgspec import Struct

from filmjournal.model.rating import Rating
from filmjournal.model.source import Source

_OF: Mapping[str, tuple[str, int, tuple[str, ...]]] = {
    "letterboxd": ("Letterboxd", 5, ("Rating",)),
    "imdb": ("IMDb", 10, ("Your Rating", "You rated")),
    "trakt": ("Trakt", 10, ("rating",)),
    "movary": ("Movary", 10, ("userRating",)),
    "tmdb": ("TMDB", 10, ("Your Rating",)),
    "kinopoisk": ("Kinopoisk", 10, ("score",)),
    "movielens": ("MovieLens", 5, ("rating",)),
}
"""What each service is called, what its ratings go up to, and the columns that they are in."""

_TABLE = "ratings"


class FilmRating(Struct, frozen=True):
    """What somebody gives a film at a service now."""

    service: str
    """What people call the service."""
    rating: Rating
    """The nearest half stars."""

    def __str__(self) -> str:
        return f"{self.rating.stars} at {self.service}"


def film_ratings(rows: Iterable[Source]) -> tuple[FilmRating, ...]:
    """Return the ratings in the rows that are stored with a film, one for each service."""
    found: dict[str, FilmRating] = {}
    for row in rows:
        if row.table == _TABLE and row.service in _OF:
            shown, most, columns = _OF[row.service]
            number = next((cell for column in columns if (cell := row.cells.get(column, "").strip())), "")
            value = float(number) if number.replace(".", "", 1).isdecimal() else 0.0
            if 0 < value <= most:
                found[shown] = FilmRating(shown, Rating(max(1, floor(value / most * 10 + 0.5))))
    return tuple(found.values())


def differing(ratings: Iterable[FilmRating], rating: Rating | None) -> tuple[FilmRating, ...]:
    """Return those that are not the rating of a viewing."""
    return tuple(each for each in ratings if each.rating is not rating)
