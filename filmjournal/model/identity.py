"""Which film is meant: one of the known films, or another one because a fact speaks against it.

A film is not a viewing. Whoever logs a film states facts of it; a title, a year, a director or an id of a service that
is not the known film's makes it another film, and never changes the known one.
"""

from msgspec import Struct, structs

from filmjournal.model.film import ExternalIds, Film, Role
from filmjournal.model.known_films import KnownFilms
from filmjournal.model.text import fold


class Identity(Struct, frozen=True):
    """The film that is meant, and why."""

    film: Film | None = None
    """The known film; None for a new one, or where several may be meant."""
    others: tuple[Film, ...] = ()
    """The known films that may be meant, where there are several."""
    not_film: Film | None = None
    """The film that was chosen, if a fact speaks against it."""
    objections: tuple[str, ...] = ()
    """The facts that speak against that film, by their names, such as year, director or imdb."""

    @property
    def is_new(self) -> bool:
        """Whether no known film is meant."""
        return self.film is None and not self.others


def identify(stated: Film, known: KnownFilms, chosen: Film | None = None) -> Identity:
    """Return which film is meant by the stated facts.

    `chosen` is the known film that a person chose, such as from a list. It is meant unless a stated fact speaks against
    it; then it may be another known film, or a new one.
    """
    against: tuple[str, ...] = ()
    if chosen is not None:
        against = objections(chosen, stated)
        if not against:
            return Identity(chosen)
        stated = without_ids_of(stated, chosen)
    found = tuple(each for each in known.candidates(stated) if chosen is None or each.id != chosen.id)
    return Identity(found[0], (), chosen, against) if len(found) == 1 else Identity(None, found, chosen, against)


def objections(known: Film, stated: Film) -> tuple[str, ...]:
    """Return the names of the stated facts by which it is another film than the known one that was chosen.

    As in `Film.could_match`, but an id in common outweighs nothing: a form has it from the chosen film.
    """
    against = [name for name, own in _ids(stated).items() if own and _ids(known)[name] not in {"", own}]
    if _titles(known).isdisjoint(_titles(stated)):
        against.append("title")
    if None not in {known.year, stated.year} and known.year != stated.year:
        against.append("year")
    own, theirs = ({fold(name) for name in film.names_elsewhere(Role.DIRECTOR)} for film in (known, stated))
    if own and theirs and own.isdisjoint(theirs):
        against.append(Role.DIRECTOR.value)
    return tuple(against)


def without_facts_of(stated: Film, other: Film) -> Film:
    """Return a film with the facts that are not also the other film's; its title stays.

    A form that was filled with the facts of one film, and then turns out to be about another, has the rest.
    """
    same = {
        name: type(getattr(stated, name))() if isinstance(getattr(stated, name), tuple | str) else None
        for name in ("original_title", "year", "runtime", "genres", "countries", "languages")
        if getattr(stated, name) == getattr(other, name)
    }
    theirs = {(credit.role, fold(credit.name)) for credit in other.credits}
    own = tuple(credit for credit in stated.credits if (credit.role, fold(credit.name)) not in theirs)
    return structs.replace(without_ids_of(stated, other), credits=own, **same)


def without_ids_of(stated: Film, other: Film) -> Film:
    """Return a film without the ids of services that are also the other film's."""
    ids = {name: "" if id_ == _ids(other)[name] else id_ for name, id_ in _ids(stated).items()}
    return structs.replace(stated, external_ids=ExternalIds(**ids))


def _ids(film: Film) -> dict[str, str]:
    ids = film.external_ids
    return {name: getattr(ids, name) for name in ids.__struct_fields__}


def _titles(film: Film) -> set[str]:
    return {fold(title) for title in (film.title, film.original_title) if title}
