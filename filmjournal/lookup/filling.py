"""What a film of the journal gets from the film of the catalogue that it is: what it lacks, and nothing else."""

from enum import Enum

from msgspec import Struct

from filmjournal.lookup.matching import Match
from filmjournal.model.film import Film, Role

FIELDS = ("original_title", "year", "runtime", "genres", "countries", "languages")
"""The facts of a film that are filled in, besides its people and its ids."""


class Kind(Enum):
    """What became of a film that was looked up."""

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

    @property
    def gains(self) -> tuple[str, ...]:
        """The facts that are filled in, each by its name: a role, or a field of a film."""
        if self.after is None:
            return ()
        roles = [role.value for role in Role if self.after.people(role) and not self.film.people(role)]
        return (*roles, *(name for name in FIELDS if getattr(self.after, name) != getattr(self.film, name)))


def adds_to(film: Film, known: Film) -> bool:
    """Return whether the catalogue knows anything that the journal doesn't."""
    return film.completed_by(stated_for(film, known)) != film


def stated_for(film: Film, known: Film) -> Film:
    """Return what is filled in: only what the film lacks, so that no value of the person's is ever compared."""
    own = {credit.role for credit in film.credits}
    lacking = {name: getattr(known, name) for name in FIELDS if not getattr(film, name)}
    if lacking.get("original_title") == film.title:
        del lacking["original_title"]
    given = tuple(credit for credit in known.credits if credit.role not in own)
    ids = film.external_ids.completed_by(known.external_ids)
    return Film(id=film.id, title=film.title, credits=given, external_ids=ids, **lacking)


def result_of(film: Film, match: Match | None, after: Film | None) -> Result:
    """Return what became of a film; no match stands for television."""
    if match is None:
        return Result(film, Kind.TELEVISION)
    if match.film is None:
        return Result(film, Kind.AMBIGUOUS if match.is_ambiguous else Kind.UNKNOWN, match)
    return Result(film, Kind.COMPLETE, match) if after is None else Result(film, Kind.FOUND, match, after)
