"""The fields of the query language, one record each."""

from collections.abc import Callable

from msgspec import Struct

from filmjournal.model.film import Role
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry


class Field(Struct, frozen=True):
    """One field that a query can name, as in `director:ozu`."""

    name: str
    """What stands before the colon."""
    read: Callable[[Entry], tuple[str, ...]]
    """What an entry has in this field, as written."""
    help: str
    """What it looks through, for the help screen."""
    example: str
    """A query that uses it and finds something in the sample journal."""
    aliases: tuple[str, ...] = ()
    """Other names for the same field."""
    role: Role | None = None
    """Whose names it reads, for a field of people."""


def _titles(entry: Entry) -> tuple[str, ...]:
    return entry.film.title, entry.film.original_title


def _tags(entry: Entry) -> tuple[str, ...]:
    return entry.viewing.tags


def _everyone(entry: Entry) -> tuple[str, ...]:
    return tuple(credit.name for credit in entry.film.credits)


def _review(entry: Entry) -> tuple[str, ...]:
    return entry.viewing.headline, entry.viewing.review


def _written(entry: Entry) -> tuple[str, ...]:
    elements = (part for element in entry.viewing.breakdown for part in (element.name, element.text))
    return (*_review(entry), *elements)


def _people(role: Role, example: str, *aliases: str) -> Field:
    def read(entry: Entry) -> tuple[str, ...]:
        return tuple(credit.name for credit in entry.film.credits if credit.role is role)

    noun = "cast" if role is Role.ACTOR else role.value
    return Field(role.value, read, f"Names of the film's {noun}", example, aliases, role)


TITLE = Field("title", _titles, "The title and the original title", "title:stalker")
PERSON = Field("person", _everyone, "Names of everyone credited", "person:figgis")
TAG = Field("tag", _tags, "Your tags", "tag:35mm")
REVIEW = Field("review", _review, "Your headline and review", "review:light")
TEXT = Field("text", _written, "Everything you wrote, elements too", "text:camera")

FIELDS = (
    TITLE,
    _people(Role.DIRECTOR, "director:ozu", "dir"),
    _people(Role.ACTOR, "actor:cage", "cast"),
    _people(Role.WRITER, "writer:kaufman"),
    _people(Role.CINEMATOGRAPHER, "cinematographer:quinn", "dp"),
    _people(Role.COMPOSER, "composer:hisaishi"),
    _people(Role.EDITOR, "editor:smith"),
    PERSON,
    TAG,
    REVIEW,
    TEXT,
)
"""Every field, in the order in which help lists them."""

_BY_NAME = {name: field for field in FIELDS for name in (field.name, *field.aliases)}


def field_named(name: str) -> Field | None:
    """Return the field of this name or alias, whatever its case, or None."""
    return _BY_NAME.get(fold(name))


def field_of(role: Role) -> Field:
    """Return the field that finds people by this role."""
    return _BY_NAME[role.value]
