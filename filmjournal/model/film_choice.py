"""Which film a form is about, decided from what is typed at every moment: a film is never changed into another one."""

from collections.abc import Callable, Iterable

from msgspec import Struct, structs

from filmjournal.model.draft import Draft, DraftCredit, parse_year
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import FACTS, Shape
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.identity import objections
from filmjournal.model.text import fold


class Choice(Struct, frozen=True):
    """What was chosen for a form, besides what is typed in it."""

    film: Film | None = None
    """The film that was chosen: one of the journal, or one without an id from elsewhere; None where none was."""
    is_new: bool = False
    """Whether the person said that it is a film that the journal doesn't have."""
    revised: Film | None = None
    """The film of the viewing that is edited; None where a viewing is logged."""


class Meant(Struct, frozen=True):
    """Which film a form is about."""

    film: Film | None = None
    """The film that was chosen or recognised; None for a new one."""
    against: str = ""
    """What speaks against the film that was chosen, such as another year; empty where nothing does."""


def which_film(typed: Draft, choice: Choice, candidates: Callable[[Film], Iterable[Film]]) -> Meant:
    """Return which film is meant by what is typed; `candidates` returns films of the journal that another may be.

    The film that was chosen is meant unless a title, year or director that was typed is another one. The film of a
    viewing that is edited stays meant, whatever is typed: what is typed changes it.
    """
    if choice.film is not None and choice.revised is not None and choice.film.id == choice.revised.id:
        return Meant(choice.film)
    against = "" if choice.film is None else speaks_against(typed, choice.film)
    if choice.film is not None and not against:
        return Meant(choice.film)
    if choice.is_new:
        return Meant(None, against)
    stated = stated_film(typed)
    found = [] if stated is None else [film for film in candidates(stated) if film.could_match(stated)]
    return Meant(found[0] if len(found) == 1 else None, against)


def speaks_against(typed: Draft, film: Film) -> str:
    """Return which of title, year and director that were typed is another one than the film's; empty if none is.

    What is empty, or can't be read yet, speaks against nothing. A film that is in no journal may be of the year before
    or after: catalogues differ.
    """
    stated = stated_film(typed)
    against = objections(film, stated) if stated is not None else ()
    if not film.id and stated is not None and abs((stated.year or 0) - (film.year or 0)) == 1:
        against = tuple(name for name in against if name != "year")
    return next(iter(against), "")


def stated_film(typed: Draft) -> Film | None:
    """Return title, year and directors as typed, as a film without an id; None without a title."""
    if not typed.title.strip():
        return None
    directors = tuple(
        Credit(credit.name.strip(), Role.DIRECTOR)
        for credit in typed.credits
        if credit.role is Role.DIRECTOR and credit.name.strip()
    )
    return Film(id="", title=typed.title.strip(), year=_year(typed), credits=directors)


def refilled(typed: Draft, before: Film | None, after: Film | None) -> Draft:
    """Return a draft with the facts of one film in place of those of another; what a person typed stays.

    The title stays too, unless it is that of the film before; without a film after, it stays in any case.
    """
    was, now = (Draft() if film is None else Draft().with_film(film) for film in (before, after))
    texts = {name: now.text(name) for name in _FACTS if typed.text(name) == was.text(name) or not typed.text(name)}
    if after is not None and fold(typed.title.strip()) in {"", fold(was.title), fold(now.title)}:
        texts["title"] = now.title
    credited: list[DraftCredit] = []
    for role in Role:
        own, stood, new = (tuple(each for each in one.credits if each.role is role) for one in (typed, was, now))
        credited += new if own == stood or not _names(own) else own
    return structs.replace(typed.with_texts(texts), film_id=now.film_id, credits=tuple(credited))


def changed_facts(typed: Draft, film: Film) -> list[str]:
    """Return which facts of a film are typed as others than it has, by their names, in the order of the form."""
    now = Draft().with_film(film)
    texts = [name for name in ("title", *_FACTS) if typed.text(name).strip() != now.text(name).strip()]
    people = [role.value for role in Role if _names(_of(typed, role)) != _names(_of(now, role))]
    return [*texts[:1], *people, *texts[1:]] if texts[:1] == ["title"] else [*people, *texts]


_FACTS = tuple(
    fact.name
    for fact in FACTS
    if fact.of is Film and not (fact.by_journal or fact.within or fact.name == "title" or fact.shape is Shape.PEOPLE)
)
"""The facts of a film that are typed as a line each, besides its title."""


def _year(typed: Draft) -> int | None:
    try:
        return parse_year(typed.year)
    except InvalidValueError:
        return None


def _of(draft: Draft, role: Role) -> tuple[DraftCredit, ...]:
    return tuple(credit for credit in draft.credits if credit.role is role)


def _names(credits_: tuple[DraftCredit, ...]) -> list[tuple[str, str]]:
    return [
        (each.name.strip(), each.character.strip()) for each in credits_ if each.name.strip() or each.character.strip()
    ]
