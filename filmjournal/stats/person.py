"""A person's page: their films as you saw them, and what you wrote about their work."""

from collections import Counter
from collections.abc import Collection, Generator, Iterable, Sequence

from msgspec import Struct

from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.viewing import Entry
from filmjournal.model.wish import Wished
from filmjournal.query.fields import PERSON, TextField, field_of
from filmjournal.query.tree import InField, Query, Words
from filmjournal.stats.columns import columns_of
from filmjournal.stats.counting import numbers_of
from filmjournal.stats.facets import ELEMENT_OF_ROLE, key_of, keys_of, person_key, role_of_element
from filmjournal.stats.moments import slopes_of
from filmjournal.stats.passages import Passage, about_others, passages_of
from filmjournal.stats.results import Numbers, Slope
from filmjournal.stats.steps import average, in_steps

MOST_PARTNERS = 12
"""The most people that a page says they made films with."""


class Part(Struct, frozen=True):
    """What somebody did on a film, and your viewings of it."""

    film: Film
    """The film."""
    characters: tuple[str, ...]
    """Whom they played."""
    entries: tuple[Entry, ...]
    """Your viewings, the latest first."""


class Partner(Struct, frozen=True):
    """Somebody they made films with."""

    name: str
    """The name."""
    role: Role
    """The role in which they made them; of several, the first in the order of the program."""
    films: int
    """How many films you saw of both."""
    viewings: int
    """How many viewings."""
    stars: float | None
    """The average of those."""


class ElementOfWork(Struct, frozen=True):
    """How you rated the element that is their work in one role, beside how you rate it at all."""

    role: Role
    """The role."""
    name: str
    """The element."""
    rated: int
    """How many of their viewings have stars for it."""
    stars: float | None
    """The average of those."""
    yours: float | None
    """The average of all viewings that have."""


class Person(Struct, frozen=True):
    """Somebody who made films that are in your journal, or in one role of theirs."""

    name: str
    """The name, in its most frequent spelling."""
    other_names: tuple[str, ...]
    """Other names under which these films credit them."""
    role: Role | None
    """The role that was asked for; None for all."""
    roles: tuple[Role, ...]
    """Every role they have in your journal, the one with the most films first."""
    every_role: tuple[Role, ...]
    """All roles they have, whichever was asked for."""
    query: str
    """The query that lists their viewings."""
    numbers: Numbers
    """Totals of those."""
    yours: float | None
    """The average of everything you rated."""
    elements: tuple[ElementOfWork, ...]
    """The elements that are their work."""
    companions: tuple[tuple[str, int], ...]
    """Who watched with you, and how many times."""
    parts: dict[Role, tuple[Part, ...]]
    """Their films by role, the latest watched first."""
    entries: tuple[Entry, ...]
    """Your viewings of their films, the latest first."""
    slopes: tuple[Slope, ...]
    """Their films whose stars changed: what grew on you most first, what cooled last."""
    passages: tuple[Passage, ...]
    """What you wrote about their work, the newest first."""
    others: tuple[tuple[tuple[str, ...], Passage], ...]
    """What you wrote about the work of others in the films they directed, with those names."""
    partners: tuple[Partner, ...]
    """With whom they made these films, the most viewings first."""
    watchlist: tuple[Wished, ...]
    """Films of theirs that you want to watch."""
    unwritten: tuple[Entry, ...]
    """Viewings in which nothing is said of their work."""


class Known(Struct, frozen=True):
    """Somebody whose films you watched."""

    name: str
    """The name, in its most frequent spelling."""
    roles: tuple[str, ...]
    """What they did, in the order of the program."""
    films: int
    """How many of their films you watched."""
    viewings: int
    """How many times."""


def people_in(entries: Iterable[Entry], roles: Collection[Role]) -> list[Known]:
    """Return everybody who made these films in one of these roles, those with the most viewings first."""
    often = Counter(entry.film.id for entry in entries)
    films = {entry.film.id: entry.film for entry in entries}
    credits_ = [(credit, film.id) for film in films.values() for credit in film.credits if credit.role in roles]
    keys = keys_of([credit.name for credit, _ in credits_], are_people=True)
    names: dict[str, Counter[str]] = {}
    seen: dict[str, set[str]] = {}
    did: dict[str, set[Role]] = {}
    for key, (credit, film_id) in zip(keys, credits_, strict=True):
        names.setdefault(key, Counter())[credit.name] += 1
        seen.setdefault(key, set()).add(film_id)
        did.setdefault(key, set()).add(credit.role)
    known = [
        Known(
            min(spelt, key=lambda name: (-spelt[name], name)),
            tuple(role.value for role in Role if role in did[key]),
            len(seen[key]),
            sum(often[film_id] for film_id in seen[key]),
        )
        for key, spelt in names.items()
    ]
    return sorted(known, key=lambda each: (-each.viewings, -each.films, each.name))


def people_named(text: str, entries: Iterable[Entry], watchlist: Iterable[Wished]) -> tuple[str, ...]:
    """Return the people a text means: the one of this name, else everyone whose name has words that begin so."""
    films = {film.id: film for film in (*(entry.film for entry in entries), *(each.film for each in watchlist))}
    often = Counter([credit.name for film in films.values() for credit in film.credits])
    names: dict[str, Counter[str]] = {}
    for name, key in zip(often, keys_of(often, are_people=True), strict=True):
        names.setdefault(key, Counter())[name] = often[name]
    merged = {
        person_key(other.credited_as): person_key(other.name) for film in films.values() for other in film.other_names
    }
    key = person_key(text)
    if key not in names:
        key = merged.get(key, key)
    words = key.split()
    found = [key] if key in names else [each for each in names if words and _has_words(each, words)]
    best = sorted(found, key=lambda each: (-names[each].total(), each))
    return tuple(min(names[each], key=lambda name: (-names[each][name], name)) for each in best)


def person_meant(query: Query, entries: Sequence[Entry], watchlist: Sequence[Wished]) -> tuple[str, Role | None] | None:
    """Return the person a query asks for, in a role if it says one; None where it asks for more, or for several."""
    match query.term:
        case InField(TextField() as field, (Words(text),)) if field is PERSON or field.role is not None:
            names = people_named(text, entries, watchlist)
            return (names[0], field.role) if len(names) == 1 else None
        case _:
            return None


def person(name: str, entries: Sequence[Entry], watchlist: Sequence[Wished], role: Role | None = None) -> Person | None:
    """Return the page of a person, or None where nobody of this name made a film of the journal."""
    steps = person_in_steps(name, entries, watchlist, role)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Person | None = end.value
            return found


def person_in_steps(
    name: str, entries: Sequence[Entry], watchlist: Sequence[Wished], role: Role | None = None
) -> Generator[None, None, Person | None]:
    """Make the page of a person, pausing every few milliseconds; `entries` come the latest first."""
    key = person_key(name)
    films: dict[str, Film] = {}
    halves: list[int] = []
    for part in in_steps(entries):
        films.update({entry.film.id: entry.film for entry in part})
        halves += [rating for entry in part if (rating := entry.viewing.rating) is not None]
        yield
    spellings = yield from _spellings(key, (*films.values(), *(each.film for each in watchlist)))
    whole = {id_: found for id_, film in films.items() if (found := _credits_of(film, spellings, None))}
    every = {credit.role for found in whole.values() for credit in found}
    credited = {
        id_: in_role
        for id_, found in whole.items()
        if (in_role := [each for each in found if role in {None, each.role}])
    }
    own = [entry for entry in entries if entry.film.id in credited]
    yield
    wished = tuple(each for each in watchlist if _credits_of(each.film, spellings, role))
    spelt = Counter(credit.name for each in own for credit in credited[each.film.id])
    spelt.update(credit.name for each in wished for credit in _credits_of(each.film, spellings, role))
    if not spelt:
        return None
    by_role = yield from _by_role(entries)
    return (yield from _page(_Found(spelt, role, own, credited, wished, every), average(halves), by_role))


def _spellings(key: str, films: Sequence[Film]) -> Generator[None, None, set[str]]:
    """Return every spelling of the person that is counted under this key, pausing every few milliseconds."""
    known, found = set[str](), set[str]()
    for part in in_steps(films):
        names = list({credit.name for film in part for credit in film.credits} - known)
        known.update(names)
        found |= {name for name, own in zip(names, keys_of(names, are_people=True), strict=True) if own == key}
        yield
    return found


def _by_role(entries: Sequence[Entry]) -> Generator[None, None, dict[Role, list[int]]]:
    """Return your stars for every element that is somebody's work, pausing every few milliseconds."""
    by_name: dict[str, list[int]] = {}
    for part in in_steps(entries):
        for entry in part:
            for element in entry.viewing.breakdown:
                if element.rating is not None:
                    by_name.setdefault(element.name, []).append(element.rating)
        yield
    by_role: dict[Role, list[int]] = {}
    for name, ratings in by_name.items():
        role = role_of_element(name)
        if role is not None:
            by_role.setdefault(role, []).extend(ratings)
    return by_role


def _credits_of(film: Film, spellings: Collection[str], role: Role | None) -> list[Credit]:
    return [each for each in film.credits if each.name in spellings and role in {None, each.role}]


class _Found(Struct):
    """What was found of a person."""

    spelt: Counter[str]
    role: Role | None
    entries: list[Entry]
    credits: dict[str, list[Credit]]
    wished: tuple[Wished, ...]
    every: set[Role]


def _page(found: _Found, yours: float | None, by_role: dict[Role, list[int]]) -> Generator[None, None, Person]:
    name = min(found.spelt, key=lambda each: (-found.spelt[each], each))
    others_named = _other_names(found)
    numbers = yield from numbers_of((yield from columns_of(found.entries)))
    slopes = yield from slopes_of(found.entries, found.entries)
    parts = _parts(found)
    roles = tuple(sorted(parts, key=lambda each: (-len(parts[each]), list(Role).index(each))))
    passages, others, unwritten = yield from _said(found, (name, *others_named))
    field = PERSON if found.role is None else field_of(found.role)
    spellings = {key_of(each): each for each in found.spelt}
    return Person(
        name=name,
        other_names=others_named,
        role=found.role,
        roles=roles or ((found.role,) if found.role else ()),
        every_role=tuple(role for role in Role if role in found.every),
        query=str(InField(field, tuple(Words(each, exact=True) for each in spellings.values()))),
        numbers=numbers,
        yours=yours,
        elements=tuple(_element(found, role, by_role) for role in roles if role in ELEMENT_OF_ROLE),
        companions=_companions(found.entries),
        parts=parts,
        entries=tuple(found.entries),
        slopes=slopes,
        passages=passages,
        others=others,
        partners=_partners(found),
        watchlist=found.wished,
        unwritten=unwritten,
    )


_Others = tuple[tuple[tuple[str, ...], Passage], ...]


def _said(
    found: _Found, names: tuple[str, ...]
) -> Generator[None, None, tuple[tuple[Passage, ...], _Others, tuple[Entry, ...]]]:
    """Return what is written of their work, what of the work of others, and where nothing is, pausing between."""
    passages: list[Passage] = []
    others: list[tuple[tuple[str, ...], Passage]] = []
    unwritten = []
    for some in in_steps(found.entries, 20):
        for entry in some:
            own_roles = [credit.role for credit in found.credits[entry.film.id]]
            said = passages_of(entry, names, own_roles)
            passages += said
            if not said:
                unwritten.append(entry)
            if Role.DIRECTOR in own_roles:
                others += about_others(entry, own_roles)
        yield
    return tuple(passages), tuple(others), tuple(unwritten)


def _other_names(found: _Found) -> tuple[str, ...]:
    films = [*(entry.film for entry in found.entries), *(each.film for each in found.wished)]
    return tuple(sorted({each.credited_as for film in films for each in film.other_names if each.name in found.spelt}))


def _parts(found: _Found) -> dict[Role, tuple[Part, ...]]:
    by_film: dict[str, list[Entry]] = {}
    for entry in found.entries:
        by_film.setdefault(entry.film.id, []).append(entry)
    parts: dict[Role, list[Part]] = {}
    for id_, entries in by_film.items():
        own = found.credits[id_]
        for role in dict.fromkeys(credit.role for credit in own):
            characters = tuple(credit.character for credit in own if credit.role is role and credit.character)
            parts.setdefault(role, []).append(Part(entries[0].film, characters, tuple(entries)))
    return {role: tuple(each) for role, each in parts.items()}


def _element(found: _Found, role: Role, by_role: dict[Role, list[int]]) -> ElementOfWork:
    rated = [
        element.rating
        for entry in found.entries
        if any(credit.role is role for credit in found.credits[entry.film.id])
        for element in entry.viewing.breakdown
        if element.rating is not None and role_of_element(element.name) is role
    ]
    return ElementOfWork(role, ELEMENT_OF_ROLE[role], len(rated), average(rated), average(by_role.get(role, [])))


def _companions(entries: Iterable[Entry]) -> tuple[tuple[str, int], ...]:
    names: dict[str, Counter[str]] = {}
    for entry in entries:
        for key, name in {key_of(name): name for name in entry.viewing.companions}.items():
            names.setdefault(key, Counter())[name] += 1
    counts = [(spelt.most_common(1)[0][0], spelt.total()) for key, spelt in names.items() if key]
    return tuple(sorted(counts, key=lambda each: (-each[1], each[0])))


def _partners(found: _Found) -> tuple[Partner, ...]:
    own = {person_key(name) for name in found.spelt}
    by_person: dict[str, list[Entry]] = {}
    names: dict[str, Credit] = {}
    order = {role: place for place, role in enumerate(Role)}
    for entry in found.entries:
        for key in {person_key(credit.name) for credit in entry.film.credits} - own:
            by_person.setdefault(key, []).append(entry)
        for credit in entry.film.credits:
            key = person_key(credit.name)
            if key not in names or order[credit.role] < order[names[key].role]:
                names[key] = credit
    partners = [_partner(names[key], seen) for key, seen in by_person.items()]
    partners.sort(key=lambda each: (-each.viewings, -each.films, order[each.role], each.name))
    return tuple(partners[:MOST_PARTNERS])


def _partner(credit: Credit, seen: Sequence[Entry]) -> Partner:
    rated = [entry.viewing.rating for entry in seen if entry.viewing.rating is not None]
    return Partner(credit.name, credit.role, len({entry.film.id for entry in seen}), len(seen), average([*rated]))


def _has_words(name: str, words: Iterable[str]) -> bool:
    own = name.split()
    return all(any(each.startswith(word) for each in own) for word in words)
