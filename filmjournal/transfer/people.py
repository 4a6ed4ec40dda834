"""Names that are one person, and namesakes who are not: what is changed, for the shell and the app."""

from collections.abc import Collection
from datetime import datetime

from msgspec import Struct

from filmjournal.journal.journal import Journal
from filmjournal.journal.people import rename_person
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film, Role
from filmjournal.model.text import one_line
from filmjournal.model.wording import counted, merged_people, split_people
from filmjournal.stats.facets import keys_of, person_key


class Renaming(Struct, frozen=True):
    """People of some names who get another one, in some films."""

    title: str
    """What is changed, as undo calls it."""
    names: tuple[str, ...]
    """Their names, in every spelling of the journal."""
    name: str
    """The name they get."""
    films: tuple[Film, ...]
    """The films whose credits change."""
    roles: tuple[Role, ...]
    """The roles that are meant."""
    is_everywhere: bool
    """Whether it holds for every film that has them, whatever another program adds meanwhile."""

    @property
    def in_films(self) -> str:
        """How many films it changes, in words."""
        return counted(len(self.films), "film")

    def make(self, journal: Journal, now: datetime) -> None:
        """Change the journal; `undo` undoes it."""
        films = None if self.is_everywhere else {film.id for film in self.films}
        mutation = rename_person(self.names, self.name, now, self.roles, films)
        journal.change(self.title, mutation)


def merging(journal: Journal, name: str, other: str) -> Renaming:
    """Return what makes the person called `other` the one called `name`.

    Raises InvalidValueError where they are one already.
    """
    if person_key(name) == person_key(other):
        raise InvalidValueError(f"{one_line(name)} and {one_line(other)} are one person already.")
    names, roles = _spellings(journal, other), tuple(Role)
    return Renaming(merged_people(other, name), names, name, _films(journal, names, roles), roles, is_everywhere=True)


def splitting(
    journal: Journal, name: str, new: str, roles: Collection[Role], film_ids: Collection[str] | None
) -> Renaming:
    """Return what gives a person another name in these roles and films, and leaves it to the others of that name.

    Raises InvalidValueError for a name that is theirs already, and where none of the films has them.
    """
    new = one_line(new).strip()
    if not new or person_key(new) == person_key(name):
        raise InvalidValueError(f"The other person needs another name, such as “{one_line(name)} (director)”.")
    names = _spellings(journal, name)
    films = _films(journal, names, roles)
    chosen = films if film_ids is None else tuple(film for film in films if film.id in film_ids)
    if not chosen:
        raise InvalidValueError(f"None of these films has {one_line(name)} in such a role.")
    return Renaming(split_people(name, new), names, new, chosen, tuple(roles), is_everywhere=False)


def _spellings(journal: Journal, name: str) -> tuple[str, ...]:
    names = list({credit.name for film in journal.tables.films.values() for credit in film.credits})
    keys, wanted = keys_of(names, are_people=True), person_key(name)
    return tuple(sorted(each for each, key in zip(names, keys, strict=True) if key == wanted))


def _films(journal: Journal, names: Collection[str], roles: Collection[Role]) -> tuple[Film, ...]:
    films = journal.tables.films.values()
    return tuple(
        film for film in films if any(credit.name in names and credit.role in roles for credit in film.credits)
    )
