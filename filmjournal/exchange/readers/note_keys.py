"""What keys of other people's notes are called by us, and how their values are read."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from filmjournal.exchange.front_matter import credit_of, read_truth
from filmjournal.exchange.readers.note_values import rating_of
from filmjournal.exchange.readers.properties import Property
from filmjournal.exchange.readers.reader import Moment
from filmjournal.exchange.readers.values import day_in, imdb_in, number_in, runtime_in, year_in
from filmjournal.exchange.template_keys import KEYS, Kind
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Role
from filmjournal.model.text import fold, split_list
from filmjournal.model.when import When

_ALSO = {
    "title": ("name", "film_title", "movie", "english_title"),
    "original_title": ("originaltitle", "title_original"),
    "year": ("release_year", "releaseyear", "released", "release_date", "releasedate", "premiere"),
    "watched": (
        *("date_watched", "datewatched", "watched_date", "watcheddate", "watched_on", "last_watched", "lastwatched"),
        *("seen", "seen_on", "viewed", "date_seen", "when"),
    ),
    "rating": ("my_rating", "myrating", "personal_rating", "personalrating", "user_rating", "score", "stars"),
    "liked": ("favorite", "favourite", "loved", "heart"),
    "rewatch": ("rewatched", "re_watch"),
    "spoilers": ("spoiler",),
    "venue": ("where", "place", "cinema", "theater", "theatre"),
    "companions": ("watched_with", "seen_with"),
    "runtime": ("duration", "length", "runtime_min"),
    "director": ("directed_by", "regie"),
    "actor": ("starring", "stars_in"),
    "writer": ("written_by", "screenwriter", "screenplay_by"),
    "composer": ("music_by", "music"),
    "cinematographer": ("dop", "director_of_photography", "cinematography_by"),
    "imdb": ("imdb_id", "imdbid", "imdb_url", "imdb_link"),
    "tmdb": ("tmdb_id", "tmdbid", "tmdb_url"),
    "letterboxd": ("letterboxd_url", "letterboxd_uri", "letterboxd_link"),
    "review": ("comment", "my_review"),
}
"""Keys that people use besides ours and their aliases."""

_NAMES = {name: key.name for key in KEYS for name in (key.name, *key.aliases)}
_NAMES |= {name: key for key, names in _ALSO.items() for name in (key, *names)}

_KINDS = {key.name: key.kind for key in KEYS}

KNOWN = frozenset(_NAMES) - {"id", "film"}
"""Every key that says something to us, folded."""

SIGNS = KNOWN - {"title", "name", "tags", "tag", "watched", "date", "created", "modified", "where", "place", "when"}
SIGNS -= {"with", "score", "stars", "length", "duration", "language", "languages", "country", "comment", "review"}
"""Keys that only a note about a film has."""

_RUNTIME = re.compile(r"(\d+)\s*(?:min|m)?(?:ute)?s?\.?", re.IGNORECASE)
_YEAR_IN = re.compile(r".*?\b((?:18|19|20)\d\d)\b.*", re.DOTALL)
_TMDB = re.compile(r".*/movie/(\d+).*")


@lru_cache(maxsize=1024)
def plain(name: str) -> str:
    """Return a key as it is looked for."""
    return fold(name.strip()).replace(" ", "_").replace("-", "_")


def our_name(name: str) -> str:
    """Return what a key is called by us, or nothing."""
    return _NAMES.get(plain(name), "")


def value_of(key: str, told: Property, moment: Moment, scales: tuple[int, ...]) -> object:
    """Return what a property says, as the value of the record; None for nothing. Raises InvalidValueError."""
    kind = _KINDS.get(key, Kind.TEXT)
    if kind is Kind.LIST:
        return _several(told.items)
    if kind is Kind.PEOPLE:
        people = [credit_of(item) for item in _several(told.items)]
        return [
            {"name": name, "role": key, "character": character, "billing": billing}
            for billing, (name, character) in enumerate(people, start=1)
            if name
        ]
    text = text_of(told) if kind is Kind.TEXT else told.items[0] if told.items else ""
    if kind is Kind.TRUTH:
        return read_truth(text)
    if key == "watched":
        return day_of(text, moment)
    if key == "rating":
        rating = rating_of(text, scales)
        return rating / 2 if rating else None
    return _READING.get(key, str)(text)


_READING: Mapping[str, Callable[[str], object]] = {
    "imdb": imdb_in,
    "tmdb": lambda text: number_in(_TMDB.sub(r"\1", text)),
    "year": lambda text: year_in(_YEAR_IN.sub(r"\1", text)),
    "runtime": lambda text: runtime_in(_RUNTIME.sub(r"\1", text.strip())),
}
"""What reads the values of a key that are no plain texts."""


def credits_in(record: Mapping[str, object]) -> list[object]:
    """Return the people of a record that has them role by role."""
    told = (record.get(role.value) for role in Role)
    return [person for people in told if isinstance(people, list) for person in people]


def _several(items: Sequence[str]) -> list[str]:
    """Return the items of a list, or of the one text that it is."""
    return list(split_list(items[0])) if len(items) == 1 else [item for item in items if item]


def text_of(told: Property) -> str:
    """Return a text: brackets around it belong to it, where they are no list in a link."""
    if len(told.items) == 1 and not (told.written.startswith("[") and not told.written.startswith("[[")):
        return told.items[0]
    return told.written


def day_of(text: str, moment: Moment) -> str | None:
    """Return the day of a date; a time behind it says nothing more."""
    try:
        when = day_in(text, moment)
    except InvalidValueError:
        when = When.read(re.split(r"[T ]", text.strip())[0], moment.today)
    return str.__str__(when) if when else None
