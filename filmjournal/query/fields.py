"""The fields of the query language, one record each."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from msgspec import Struct

from filmjournal.model.breakdown import DEFAULT_ELEMENTS, FURTHER_ELEMENTS
from filmjournal.model.facts import FACTS
from filmjournal.model.film import Film, Role
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.when import When
from filmjournal.query.scales import DATES, DECADES, MINUTES, STARS, WEEKDAYS, YEARS, Interval, Scale, days_of


class Field(Struct, frozen=True):
    """One field that a query can name, as in `director:ozu`."""

    name: str
    """What stands before the colon."""
    help: str
    """What it looks at, for the help screen."""
    example: str
    """A query that uses it and finds something in the sample journal."""
    aliases: tuple[str, ...] = ()
    """Other names for the same field."""


class TextField(Field, frozen=True, kw_only=True):
    """A field that is searched for words."""

    read: Callable[[Entry], tuple[str, ...]]
    """What an entry has in this field, as written."""
    role: Role | None = None
    """Whose names it reads, for a field of people."""


class ElementField(Field, frozen=True):
    """What was written about one element; its name is the element's, with `-` for spaces."""


class ScaleField(Field, frozen=True, kw_only=True):
    """A field that is compared."""

    scale: Scale
    """How its values are written."""
    measure: Callable[[Entry], Interval | None]
    """What an entry has in this field; None where it is not known, which no comparison finds."""


AnyField = TextField | ElementField | ScaleField
"""Every kind of field."""


def _people(role: Role) -> TextField:
    def read(entry: Entry) -> tuple[str, ...]:
        return entry.film.names_in((role,))

    noun = "cast" if role is Role.ACTOR else role.value
    example = f"{role.value}:{role.example}"
    return TextField(role.value, f"Names of the film's {noun}", example, role.fields, read=read, role=role)


def _everyone(entry: Entry) -> tuple[str, ...]:
    return entry.film.names_in(tuple(Role))


def _review(entry: Entry) -> tuple[str, ...]:
    return entry.viewing.headline, entry.viewing.review


def _written(entry: Entry) -> tuple[str, ...]:
    elements = (part for element in entry.viewing.breakdown for part in (element.name, element.text))
    return (*_review(entry), *elements)


def _exactly(number: int | None) -> Interval | None:
    return None if number is None else (number, number)


def _year(entry: Entry) -> Interval | None:
    return _exactly(entry.film.year)


def _watched(entry: Entry) -> Interval | None:
    return None if entry.viewing.watched is None else days_of(entry.viewing.watched)


def _weekday(entry: Entry) -> Interval | None:
    watched = entry.viewing.watched
    return None if watched is None or watched.day is None else _exactly(days_of(watched)[0] % 7 or 7)


def _logged(entry: Entry) -> Interval | None:
    created = entry.viewing.created
    return None if created is None else days_of(When.of_day(created.date()))


@lru_cache(maxsize=4096)
def name_of_element(element: str) -> str:
    """Return what stands before the colon for an element: its name, folded, with `-` for spaces."""
    return "-".join(fold(element).split())


def element_field(element: str) -> ElementField:
    """Return the field of an element, whatever its name."""
    name = name_of_element(element)
    default = next((field for field in ELEMENTS if field.name == name), None)
    return default or ElementField(name, f"What you wrote about {name}", f"has:{name}")


TITLE = TextField(
    "title",
    "The title and the original title",
    "title:stalker",
    read=lambda entry: (entry.film.title, entry.film.original_title),
)
WORD_FIELDS = {
    fact.name: TextField(
        fact.field, fact.field_help, f"{fact.field}:{fact.example}", fact.field_aliases, read=fact.values
    )
    for fact in FACTS
    if fact.field
}
"""The fields of facts that are words beside titles, people and reviews, by the name of the fact."""

GENRE, COUNTRY, LANGUAGE = (WORD_FIELDS[name] for name in ("genres", "countries", "languages"))
TAG, VENUE, COMPANIONS = (WORD_FIELDS[name] for name in ("tags", "venue", "companions"))
IN = TextField("in", "Names of your lists that the film is on", "in:cage", ("list",), read=lambda entry: entry.lists)
PERSON = TextField("person", "Names of everyone credited", "person:figgis", read=_everyone)
REVIEW = TextField("review", "Your headline and review", "review:light", read=_review)
TEXT = TextField("text", "Everything you wrote, elements too", "text:camera", read=_written)

ELEMENTS = tuple(
    ElementField(name_of_element(element), f"What you wrote about {element.lower()}", f"{element.lower()}:{word}")
    for element, word in zip(DEFAULT_ELEMENTS, ("cage", "camera", "light", "music"), strict=True)
)
"""The elements that a review starts with; every other has a field of its name too."""

RATING = ScaleField(
    "rating", "Your stars", "rating:4..", scale=STARS, measure=lambda entry: _exactly(entry.viewing.rating)
)
WATCHED = ScaleField(
    "watched",
    "When you watched it: a day, a month, a year",
    "watched:2020..2022",
    ("date",),
    scale=DATES,
    measure=_watched,
)

WEEKDAY = ScaleField(
    "weekday", "The day of the week you watched it", "weekday:fri..sun", scale=WEEKDAYS, measure=_weekday
)

FIELDS: tuple[AnyField, ...] = (
    TITLE,
    ScaleField("year", "When it was first shown", "year:<1960", scale=YEARS, measure=_year),
    ScaleField("decade", "The same by the ten", "decade:90s", scale=DECADES, measure=_year),
    *(WORD_FIELDS[fact.name] for fact in FACTS if fact.field and fact.of is Film),
    ScaleField(
        "runtime", "Its length", "runtime:..1h30", scale=MINUTES, measure=lambda entry: _exactly(entry.film.runtime)
    ),
    *map(_people, Role),
    PERSON,
    REVIEW,
    TEXT,
    *ELEMENTS,
    RATING,
    WATCHED,
    WEEKDAY,
    *(WORD_FIELDS[fact.name] for fact in FACTS if fact.field and fact.of is Viewing),
    IN,
    ScaleField("logged", "The day you logged it", "logged:2026", scale=DATES, measure=_logged),
)
"""Every field, in the order in which help lists them."""

_BY_NAME = {name: field for field in FIELDS for name in (field.name, *field.aliases)}

FIELD_NAMES = tuple(_BY_NAME)
"""Every name and alias."""

FURTHER_NAMES = tuple(map(name_of_element, FURTHER_ELEMENTS))
"""The names of elements that people often add, which have fields in every journal."""

SHORTEST_PREFIX = 3
"""Letters from which a field can be named by how it begins: Re:Born is a film, not a review."""


def field_of(role: Role) -> TextField:
    """Return the field that finds people by this role."""
    return next(field for field in FIELDS if isinstance(field, TextField) and field.role is role)


def fields_named(name: str, elements: frozenset[str] = frozenset()) -> tuple[AnyField, ...]:
    """Return the field of this name, alias or element; else those whose name begins so; else none."""
    name = fold(name)
    if name in _BY_NAME:
        return (_BY_NAME[name],)
    if name in elements or name in FURTHER_NAMES:
        return (element_field(name),)
    if len(name) < SHORTEST_PREFIX:
        return ()
    own: dict[str, AnyField] = {field.name: field for known, field in _BY_NAME.items() if known.startswith(name)}
    further = (known for known in (*sorted(elements), *FURTHER_NAMES) if known.startswith(name))
    added: dict[str, AnyField] = {known: element_field(known) for known in further}
    return tuple((own or added).values())


def elements_of(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the names of all elements that are written about."""
    return frozenset(name_of_element(element.name) for entry in entries for element in entry.viewing.breakdown)
