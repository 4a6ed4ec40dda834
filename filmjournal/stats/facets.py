"""What viewings are counted by, one record each: the values that an entry has, and the query that lists one of them."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from msgspec import Struct

from filmjournal.model.breakdown import ELEMENT_ROLES
from filmjournal.model.film import Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import fold_joined, searchable
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import DAYS, MONTHS, When
from filmjournal.query.fields import (
    FIELDS,
    RATING,
    WATCHED,
    WEEKDAY,
    WORD_FIELDS,
    AnyField,
    ScaleField,
    TextField,
    element_field,
    field_of,
)
from filmjournal.query.scales import Range, days_of
from filmjournal.query.tree import And, Has, InField, InRange, Query, Term, Words, quoted

Value = str | int
"""One value that viewings are counted under: a folded name, or a number that sorts."""


class Facet(Struct, frozen=True, kw_only=True):
    """One thing to count by."""

    name: str
    """Its name after `--by`, and in JSON."""
    title: str
    """The heading of its chart."""
    noun: str
    """What a viewing without a value lacks, such as venue."""
    of: type[Film | Viewing]
    """Whose attribute it reads."""
    attribute: str
    """The attribute: a text, several texts, or what `number` reads."""
    number: Callable[[Any], int | None] | None = None
    """Reads the attribute as a number, for facets on a scale."""
    letters: int = 0
    """How many letters of a date it reads; 0 for all, and for what is no date."""
    is_seldom_same: bool = False
    """Whether nearly every viewing has another attribute, as with days."""
    field: AnyField
    """The field of its queries."""
    width: int = 1
    """How many numbers one bar has, such as 10 years."""
    ends: tuple[int, int] | None = None
    """The first and the last number of a scale that is always shown whole."""
    label: Callable[[int], str] = str
    """How a number is shown."""
    role: Role | None = None
    """The role whose people it counts."""
    is_single: bool = False
    """Whether an entry has one value at most, so that the bars add up to all viewings that have one."""

    @property
    def is_scale(self) -> bool:
        """Whether its values are numbers, shown in their own order with empty ones between."""
        return self.number is not None

    @property
    def without(self) -> Term | None:
        """The condition of viewings that have no value; None where a query can't say it."""
        return None if self.name == "month" else Has((self.field,), lacking=True)

    def term(self, values: tuple[Value, ...]) -> Term:
        """Return the condition that holds for exactly the viewings counted under any of these values."""
        if isinstance(self.field, ScaleField):
            return InRange(self.field, tuple(self._range(int(value)) for value in values))
        return InField(self.field, tuple(Words(str(value), exact=True) for value in values))

    def text(self, values: tuple[Value, ...]) -> str:
        """Return the same condition as it is typed, at a fraction of what it costs to make it first and print it."""
        if self.field is WATCHED and len(values) == 1:
            return f"{WATCHED.name}:{_when(int(values[0]))}"
        if isinstance(self.field, TextField):
            return f"{self.field.name}:{','.join([f'={quoted(str(value))}' for value in values])}"
        return str(self.term(values))

    def _range(self, value: int) -> Range:
        if self.field is WATCHED:
            first, last = days_of(_when(value))
            return Range(first, last)
        return Range(max(value, 1), value + self.width - 1)


MONTHS_OF_YEAR = 12


def month_number(when: When) -> int:
    """Return the month as a number that counts on over years: 12 × the year, plus 0 to 11."""
    return int(when[:4]) * MONTHS_OF_YEAR + int(when[5:7]) - 1


def month_of(number: int) -> When:
    """Return the month of such a number."""
    year, month = divmod(number, MONTHS_OF_YEAR)
    return When(f"{year:04}-{month + 1:02}")


def _when(number: int) -> When:
    return month_of(number) if number >= _A_YEAR_AT_MOST else When(f"{number:04}")


_A_YEAR_AT_MOST = 10_000


_remembered = lru_cache(maxsize=2048)


def _year(when: When | None) -> int | None:
    return None if when is None else int(when[:4])


def _month(when: When | None) -> int | None:
    return None if when is None or len(when) < 7 else month_number(when)


def _weekday(when: When | None) -> int | None:
    return None if when is None or len(when) < 10 else date.fromisoformat(when).isoweekday()


@_remembered
def _decade(year: int | None) -> int | None:
    return None if year is None else year // 10 * 10


@_remembered
def _half_hours(minutes: int | None) -> int | None:
    return None if minutes is None else minutes // 30 * 30


@_remembered
def _half_stars(rating: Rating | None) -> int | None:
    return None if rating is None else int(rating)


@_remembered
def key_of(name: str) -> str:
    """Return what a name is counted under: names that differ in case, accents or spacing are one."""
    return searchable(name).strip()


@_remembered
def person_key(name: str) -> str:
    """Return what a person is counted under: as `key_of`, and “Ozu, Yasujirō” is Yasujirō Ozu."""
    return key_of(_in_order(name))


def _in_order(name: str) -> str:
    last, comma, first = name.partition(",")
    return f"{first} {last}" if comma and first.strip() and "," not in first and last.strip() else name


def keys_of(names: Iterable[str], *, are_people: bool) -> list[str]:
    """Return what these names are counted under, as `person_key` or `key_of`, at a fraction of what each one costs."""
    wanted = [_in_order(name) if "," in name else name for name in names] if are_people else list(names)
    folded = fold_joined(wanted, _BETWEEN).decode("utf-8", "surrogatepass")
    keys = folded.split(_BETWEEN)
    if len(keys) != len(wanted) or _SPACES.search(folded):
        return list(map(key_of, wanted))
    return list(map(str.strip, keys))


_BETWEEN = "\x01"
_SPACES = re.compile("[ \t-\r\x1c-\x1f]{2}|[\t-\r\x1c-\x1f]")


@_remembered
def role_of_element(name: str) -> Role | None:
    """Return the role whose work an element is about, by the element's name in any spelling."""
    return ELEMENT_ROLES.get(key_of(name))


ELEMENT_OF_ROLE = {role: name.capitalize() for name, role in ELEMENT_ROLES.items()}
"""The element that is about the work of a role."""


def _month_name(number: int) -> str:
    year, month = divmod(number, MONTHS_OF_YEAR)
    return f"{MONTHS[month][:3].capitalize()} {year}"


def length_label(minutes: int) -> str:
    """Return where half an hour of runtimes begins, such as 1½ h."""
    hours, rest = divmod(minutes, 60)
    return f"{hours or ''}{'½' if rest else ''} h" if minutes else "0 h"


_BY_NAME = {field.name: field for field in FIELDS}

_HEADINGS = {Role.ACTOR: "Cast"}


def _people(role: Role) -> Facet:
    title = _HEADINGS.get(role, f"{role.heading}s")
    return Facet(name=role.value, title=title, noun=role.value, of=Film, attribute="credits", field=field_of(role),
                 role=role)  # fmt: skip


def _words(name: str) -> TextField:
    return WORD_FIELDS[name]


FACETS = (
    Facet(name="year", title="Years", noun="date", of=Viewing, attribute="watched", number=_year, letters=4,
          field=WATCHED, is_single=True),
    Facet(name="month", title="Months", noun="month", of=Viewing, attribute="watched", number=_month, letters=7,
          field=WATCHED, label=_month_name, is_single=True),
    Facet(name="weekday", title="Days of the week", noun="day", of=Viewing, attribute="watched", number=_weekday,
          is_seldom_same=True, field=WEEKDAY, ends=(1, 7),
          label=lambda day: DAYS[day - 1].capitalize(), is_single=True),
    Facet(name="rating", title="Stars", noun="rating", of=Viewing, attribute="rating", number=_half_stars,
          field=RATING, ends=(1, 10), label=lambda halves: Rating(halves).number, is_single=True),
    *map(_people, (Role.DIRECTOR, Role.ACTOR, Role.CINEMATOGRAPHER, Role.COMPOSER, Role.WRITER, Role.EDITOR,
                   Role.PRODUCER)),
    Facet(name="decade", title="Decades of the films", noun="year", of=Film, attribute="year", number=_decade,
          field=_BY_NAME["decade"], width=10, label=lambda year: f"{year}s", is_single=True),
    Facet(name="country", title="Countries", noun="country", of=Film, attribute="countries",
          field=_words("countries")),
    Facet(name="language", title="Languages", noun="language", of=Film, attribute="languages",
          field=_words("languages")),
    Facet(name="genre", title="Genres", noun="genre", of=Film, attribute="genres", field=_words("genres")),
    Facet(name="runtime", title="Runtimes, from", noun="runtime", of=Film, attribute="runtime", number=_half_hours,
          field=_BY_NAME["runtime"], width=30, label=length_label, is_single=True),
    Facet(name="venue", title="Where", noun="venue", of=Viewing, attribute="venue", field=_words("venue"),
          is_single=True),
    Facet(name="companion", title="With", noun="companion", of=Viewing, attribute="companions",
          field=_words("companions")),
    Facet(name="tag", title="Tags", noun="tag", of=Viewing, attribute="tags", field=_words("tags")),
    Facet(name="format", title="Formats", noun="format", of=Viewing, attribute="format", field=_words("format"),
          is_single=True),
)  # fmt: skip
"""Everything there is to count by, beside elements."""

FACET_NAMES = tuple(facet.name for facet in FACETS)
"""Their names."""


def facet_named(name: str) -> Facet:
    """Return the facet of this name; raises KeyError for an unknown one."""
    return _FACETS[name]


_FACETS = {facet.name: facet for facet in FACETS}


def element_term(name: str) -> Term:
    """Return the condition of viewings that have an element of this name."""
    return Has((element_field(name),))


def year_term(year: int) -> Term:
    """Return the condition of viewings in a year."""
    return facet_named("year").term((year,))


def narrowing(subject: Query, *terms: Term) -> Callable[[Term | str | None], str]:
    """Return what makes the query of what `subject` finds and where all these conditions hold, and one more."""
    own = subject.term.terms if isinstance(subject.term, And) else (subject.term,)
    whole = tuple(term for term in (*own, *terms) if term is not None)
    alone = str(whole[0]) if len(whole) == 1 else str(And(whole))
    before = f"{And(whole)} " if whole else ""
    return lambda term: alone if term is None else f"{before}{term}"
