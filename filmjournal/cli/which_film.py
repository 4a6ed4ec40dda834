"""Which film is meant by what somebody tells of it."""

from argparse import Namespace
from collections.abc import Sequence

from msgspec import structs

from filmjournal.cli.shell import BadInputError
from filmjournal.journal.journal import Journal
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film, Role
from filmjournal.model.known_films import KnownFilms
from filmjournal.render.columns import columns
from filmjournal.render.words import counted, titled


def known_film(film: Film, asked: Namespace, journal: Journal) -> Film | None:
    """Return the known film that is meant, None for a new one.

    The beginning of a title is enough, where nothing that is told speaks against the film. Raises BadInputError with
    numbered films where it may be one of several, or the words stand in the middle of a title.
    """
    if asked.new:
        return None
    known = KnownFilms(journal.tables.films.values())
    found = known.candidates(film) or [each for each in known.beginning(film.title) if _fits(each, film)]
    number: int | None = asked.number
    if len(found) == 1 and number in {None, 1}:
        return found[0]
    found = found or [each for each in known.having(film.title) if _fits(each, film)]
    if number is not None and found:
        if number > len(found):
            raise BadInputError(f"There is no number {number}: {counted(len(found), 'film')} can be meant.")
        return found[number - 1]
    if found:
        raise BadInputError(*_candidates(film, found, journal))
    return None


def _fits(known: Film, told: Film) -> bool:
    """Whether nothing that is told speaks against a film of which only a part of the title was typed."""
    return known.may_be(structs.replace(told, title=known.title))


def _candidates(told: Film, found: Sequence[Film], journal: Journal) -> list[str]:
    seen = [f"seen {counted(len(journal.viewings_of(film)), 'time')}" for film in found]
    rows = [
        (f"{number:>3}", titled(film), ", ".join(film.people(Role.DIRECTOR)), times)
        for number, (film, times) in enumerate(zip(found, seen, strict=True), start=1)
    ]
    them = "A film that you know" if len(found) == 1 else counted(len(found), "film")
    return [f"{them} can be meant by “{told.title}”: add --number N, or --new for a new film.", *columns(rows)]


def known_in_full(film: Film, journal: Journal) -> Film | None:
    """Return the known film of this title, None for a new one; raises InvalidValueError where it may be several."""
    found = KnownFilms(journal.tables.films.values()).candidates(film)
    if len(found) > 1:
        raise InvalidValueError(several(film, found))
    return found[0] if found else None


def several(film: Film, found: Sequence[Film]) -> str:
    """Return that more than one known film can be meant, and what to tell besides."""
    return f"{counted(len(found), 'film')} in the journal can be “{film.title}”: add its year or its director."
