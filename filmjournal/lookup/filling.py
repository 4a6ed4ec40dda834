"""What a film of the journal gets from the film of the catalogue that it is: what it lacks, and nothing else.

What was filled in is stored with the film as a row of the service `catalogue`: a cell for each fact, as text, with
where the facts are from and of which day they are. So a wrong match can be taken back out, and nothing else with it.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from msgspec import Struct

from filmjournal.lookup.catalogue import CatalogueFilm
from filmjournal.lookup.matching import Match, key_of
from filmjournal.model.film import Film, Role
from filmjournal.model.import_changes import ImportedRecord, StoredRecord
from filmjournal.model.source import StoredSource
from filmjournal.model.text import join_list

SERVICE, TABLE = "catalogue", "films"
"""What the catalogue and its films are called in the rows that films store."""

FIELDS = ("original_title", "year", "runtime", "genres", "countries", "languages")
"""The facts of a film that are filled in, besides its people and its ids."""

_NO_CELLS: Mapping[str, str] = {}


class Kind(Enum):
    """What became of a film that was looked up."""

    DIFFERENT = "differs"
    """The catalogue has something else than the journal: a person has to say which stays."""

    FOUND = "found"
    """The catalogue has it, and knows something that the journal doesn't."""
    COMPLETE = "nothing to add"
    """The journal knows all that the catalogue does."""
    AMBIGUOUS = "several fit"
    """A person has to say which film it is."""
    UNKNOWN = "nothing fits"
    """The catalogue doesn't have it."""
    TELEVISION = "television"
    """It isn't a film, and is left alone."""


class Difference(Struct, frozen=True):
    """A fact of which the catalogue states something that the journal doesn't have."""

    name: str
    """The fact: a role, or a field of a film."""
    ours: str
    """The journal's value, as text."""
    theirs: str
    """The catalogue's value, as text."""


class Result(Struct, frozen=True):
    """What became of one film."""

    film: Film
    """The film as the journal has it."""
    kind: Kind
    """What became of it."""
    match: Match = Match()
    """Which film of the catalogue it is, or may be."""
    after: Film | None = None
    """The film with what is filled in; None where nothing is."""
    differences: tuple[Difference, ...] = ()
    """What differs, where that was looked for and is not taken."""

    @property
    def gains(self) -> tuple[str, ...]:
        """The facts that are filled in, each by its name: a role, or a field of a film."""
        if self.after is None:
            return ()
        own, after = ({credit.role for credit in film.credits} for film in (self.film, self.after))
        roles = [role.value for role in Role if role in after and role not in own]
        return (*roles, *(name for name in FIELDS if getattr(self.after, name) != getattr(self.film, name)))

    @property
    def gains_people(self) -> bool:
        """Whether the film gets people."""
        return self.after is not None and len(self.after.credits) > len(self.film.credits)


def stated_for(film: Film, known: Film) -> Film:
    """Return what is filled in: only what the film lacks, so that no value of the person's is ever compared."""
    given = {credit.role for credit in film.credits}
    lacking = {name: getattr(known, name) for name in FIELDS if not getattr(film, name)}
    if lacking.get("original_title") == film.title:
        del lacking["original_title"]
    people = tuple([credit for credit in known.credits if credit.role not in given])
    ids = film.external_ids.completed_by(known.external_ids)
    return Film(id=film.id, title=film.title, credits=people, external_ids=ids, **lacking)


def filled_in(stored: StoredRecord[Film], found: CatalogueFilm, made: str) -> ImportedRecord[Film] | None:
    """Return the record of a film with what it lacks, and the row that says so; None where it lacks nothing.

    `made` is the day of the catalogue's facts.
    """
    film, key = stored.value, key_of(found.film)
    before = next((row for row in stored.sources if row.name == (SERVICE, TABLE, key)), None)
    cells = before.cells if before is not None else {}
    stated = stated_for(film, found.film)
    after = film.completed_by(stated)
    if after == film:
        return None
    others = tuple([row for row in stored.sources if row is not before])
    return ImportedRecord(film, after, (*others, row_for(film, stated, found, made, cells)))


def row_for(
    film: Film, stated: Film, found: CatalogueFilm, made: str, cells: Mapping[str, str] = _NO_CELLS
) -> StoredSource:
    """Return the row that is stored with a film for what is filled in; `cells` are those of an earlier one."""
    values: dict[str, Any] = {role.value: stated.people(role) for role in {each.role: 0 for each in stated.credits}}
    values |= {name: value for name in FIELDS if (value := getattr(stated, name))}
    values |= dict(sorted(stated.external_ids.known - film.external_ids.known))
    told = {name: text_of(value) for name, value in values.items()}
    about = {"from": join_list(found.sources), "facts of": made}
    return StoredSource(SERVICE, TABLE, key_of(found.film), {"title": found.film.title, **cells, **told, **about})


def text_of(value: object) -> str:
    """Return a fact as the text that is stored of it."""
    return join_list(value) if isinstance(value, tuple) else str(value)


def result_of(film: Film, match: Match | None, after: Film | None, different: tuple[Difference, ...] = ()) -> Result:
    """Return what became of a film; no match stands for television."""
    if match is None:
        return Result(film, Kind.TELEVISION)
    if match.film is None:
        return Result(film, Kind.AMBIGUOUS if match.is_ambiguous else Kind.UNKNOWN, match)
    kind = Kind.DIFFERENT if different else Kind.COMPLETE if after is None else Kind.FOUND
    return Result(film, kind, match, after, different)
