"""The keys of an entry's front matter, one record each, in the order in which a person likes to fill them in."""

from enum import Enum, auto
from functools import lru_cache

from msgspec import Struct

from filmjournal.exchange.errors import TemplateError
from filmjournal.model.film import Role
from filmjournal.model.text import fold
from filmjournal.query.errors import closest_name


class Kind(Enum):
    """How a value is written."""

    TEXT = auto()
    """All that stands on the line."""
    DATE = auto()
    """A date, or the words for it."""
    YEAR = auto()
    """A year."""
    MINUTES = auto()
    """A length of time."""
    STARS = auto()
    """A rating."""
    TRUTH = auto()
    """Yes or no."""
    LIST = auto()
    """Several texts."""
    PEOPLE = auto()
    """Several people, each perhaps with a character."""


class Key(Struct, frozen=True):
    """One key of the front matter."""

    name: str
    """How it is written."""
    kind: Kind = Kind.TEXT
    """How its value is written."""
    hint: str = ""
    """What stands above it for the person who fills it in."""
    aliases: tuple[str, ...] = ()
    """Other names that people write for it."""
    within: str = ""
    """The key of the record that it is a part of, where it is not one itself."""
    is_ours: bool = False
    """Whether only the journal fills it in."""


_DATES = "A day, a month or a year, such as 2026-11-20, 2003-05 or 1998, or words such as yesterday."
_SEVERAL = "Commas part them; a name with a comma stands in quotation marks."
_CAST = "One line each: - Nicolas Cage = Ben Sanderson"

KEYS = (
    Key("title"),
    Key("year", Kind.YEAR),
    Key("watched", Kind.DATE, _DATES, ("date",)),
    Key("rating", Kind.STARS, "Stars, from 0.5 to 5."),
    Key("liked", Kind.TRUTH),
    Key("rewatch", Kind.TRUTH),
    Key("spoilers", Kind.TRUTH),
    Key("tags", Kind.LIST, _SEVERAL, ("tag",)),
    Key("venue"),
    Key("companions", Kind.LIST, aliases=("with",)),
    Key("headline"),
    Key("original_title"),
    Key("runtime", Kind.MINUTES),
    Key("genres", Kind.LIST, aliases=("genre",)),
    Key("countries", Kind.LIST, aliases=("country",)),
    Key("languages", Kind.LIST, aliases=("language",)),
    Key(Role.DIRECTOR.value, Kind.PEOPLE, aliases=("directors",), within="credits"),
    Key(Role.ACTOR.value, Kind.PEOPLE, _CAST, ("actors", "cast"), within="credits"),
    Key(Role.WRITER.value, Kind.PEOPLE, aliases=("writers",), within="credits"),
    Key(Role.CINEMATOGRAPHER.value, Kind.PEOPLE, aliases=("cinematographers",), within="credits"),
    Key(Role.COMPOSER.value, Kind.PEOPLE, aliases=("composers",), within="credits"),
    Key(Role.EDITOR.value, Kind.PEOPLE, aliases=("editors",), within="credits"),
    Key("imdb", within="external_ids"),
    Key("tmdb", within="external_ids"),
    Key("letterboxd", within="external_ids"),
    Key("wikidata", within="external_ids"),
    Key("id", is_ours=True),
    Key("film", is_ours=True),
    Key("created", Kind.DATE, is_ours=True),
    Key("modified", Kind.DATE, is_ours=True),
)
"""Every key that front matter may have."""

_BY_NAME = {name: key for key in KEYS for name in (key.name, *key.aliases)}

_BELOW = {"review": "the review", "breakdown": "each element, under a heading with its name,"}
"""What people may look for among the keys, and what it is called below them."""


def known(name: str) -> Key | None:
    """Return the key that is written like this; case, spaces and hyphens do not matter."""
    return _BY_NAME.get(_plain(name))


def found(name: str, line: int) -> Key:
    """Return the key on a line; raises TemplateError with what was probably meant where there is none."""
    key = known(name)
    if key is not None:
        return key
    plain = _plain(name)
    if plain in _BELOW:
        raise TemplateError(line, f"{_BELOW[plain]} is written below the second ---, not here.")
    near = closest_name(plain.replace("_", ""), (each.name for each in KEYS))
    meant = f"Did you mean “{near}”?" if near else "Take it out, or put # before it."
    raise TemplateError(line, f"there is no “{name.strip()}”. {meant}")


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    return fold(name.strip()).replace(" ", "_").replace("-", "_")
