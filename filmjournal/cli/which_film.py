"""Find the known film that is meant by a title and other stated facts."""

from argparse import Namespace
from collections.abc import Sequence

from msgspec import structs

from filmjournal.cli.status import BadInputError
from filmjournal.journal.journal import Journal
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film, Role
from filmjournal.model.known_films import KnownFilms
from filmjournal.model.text import fold
from filmjournal.model.wording import counted, titled
from filmjournal.render.plain_text import columns

LIKE = 90
"""How alike two titles are, of 100, from which one may be a misspelling of the other."""


def known_film(film: Film, args: Namespace, journal: Journal) -> Film | None:
    """Return the known film that is meant, None for a new one.

    The words with which a title begins are enough, if there are several and no stated fact speaks against the
    film. Raises BadInputError with numbered films where it may be one of several, where one word begins a title, or
    where the words stand in the middle of it.
    """
    number: int | None = args.number
    if args.new and number is not None:
        raise BadInputError("Use --new or --number, not both.")
    if args.new:
        return None
    known = KnownFilms(journal.tables.films.values())
    sure = known.candidates(film)
    if not sure and len(film.title.split()) > 1:
        sure = [each for each in known.starting_with(film.title) if _fits(each, film)]
    if len(sure) == 1 and number in {None, 1}:
        return sure[0]
    found = sure or [each for each in known.with_words(film.title) if _fits(each, film)]
    if number is not None:
        return _numbered(number, found, film)
    if found:
        raise BadInputError(*_candidates(film, found, journal))
    return None


def _numbered(number: int, found: Sequence[Film], film: Film) -> Film:
    if number > len(found):
        meant = (
            f"{counted(len(found), 'film')} {'matches' if len(found) == 1 else 'match'}"
            if found
            else f"no film is like “{film.title}”"
        )
        raise BadInputError(f"There is no number {number}: {meant}.")
    return found[number - 1]


def similar_film(film: Film, journal: Journal) -> Film | None:
    """Return the known film of which a new one's title may be a misspelling, or None."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 — only a new film is compared

    others = [each for each in journal.tables.films.values() if each.id != film.id and _fits(each, film)]
    near = process.extractOne(
        film.title, [each.title for each in others], scorer=fuzz.ratio, processor=fold, score_cutoff=LIKE
    )
    return others[near[2]] if near is not None else None


def _fits(known: Film, stated: Film) -> bool:
    """Whether a film contradicts none of the stated facts, apart from the title."""
    return known.could_match(structs.replace(stated, title=known.title))


def _candidates(stated: Film, found: Sequence[Film], journal: Journal) -> list[str]:
    seen = [f"seen {counted(len(journal.viewings_of(film)), 'time')}" for film in found]
    rows = [
        (f"{number:>3}", titled(film), ", ".join(film.people(Role.DIRECTOR)), times)
        for number, (film, times) in enumerate(zip(found, seen, strict=True), start=1)
    ]
    them = "A film you know matches" if len(found) == 1 else f"{counted(len(found), 'film')} match"
    return [f"{them} “{stated.title}”: add --number N, or --new for a new film.", *columns(rows)]


def known_by_title(film: Film, journal: Journal) -> Film | None:
    """Return the known film of this title, None for a new one; raises InvalidValueError where it may be several."""
    found = KnownFilms(journal.tables.films.values()).candidates(film)
    if len(found) > 1:
        raise InvalidValueError(ambiguous_sentence(film, found))
    return found[0] if found else None


def ambiguous_sentence(film: Film, found: Sequence[Film]) -> str:
    """Return a sentence that more than one known film matches, and what to add."""
    return f"{counted(len(found), 'film')} in the journal can be “{film.title}”: add its year or its director."
