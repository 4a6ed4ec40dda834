"""The people of films, counted in as few steps as can be: credits are by far the most of what there is to count."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from itertools import compress

from msgspec import Struct

from filmjournal.model.film import Credit, Film, Role
from filmjournal.stats.facets import Value, keys_of
from filmjournal.stats.steps import in_steps

SOME_NAMES = 4000
"""Names that are folded, or credits that are counted, between two pauses."""

_NUMBERS = {role: number for number, role in enumerate(Role)}
_MASKS = [bytes(number == own for number in range(256)) for own in _NUMBERS.values()]
"""For each role, a table that makes 1 of its number, and 0 of the others."""


class Tally(Struct, frozen=True):
    """How many viewings have each value."""

    spelt: Mapping[Value, tuple[Value, ...]]
    """The spellings of a value that has several, the most frequent first."""
    sizes: Mapping[Value, int]
    """How many viewings a value has, by one of its spellings."""
    known: int
    """How many viewings have any value."""
    sums: Callable[[Sequence[Value]], Generator[None, None, Mapping[Value, int]]]
    """Adds up all there is to count of some values, as `parts_of` in columns.py takes it apart; pauses between."""


class Credits(Struct, frozen=True):
    """The credits in one role, in lists side by side: of one film, each name once."""

    names: list[str]
    """The name of each credit, as the film has it."""
    films: list[int]
    """The number of its film."""


class Credited(Struct, frozen=True):
    """All credits of some films."""

    roles: list[Credits]
    """Those of each role, in the order of the roles."""
    others: dict[str, str]
    """The other spellings of a name, each with the first one; empty for one without a letter."""

    def tally(self, role: Role, sums: Sequence[int], viewings: Sequence[int]) -> Generator[None, None, Tally]:
        """Count the people of a role, pausing every few milliseconds; returns them.

        `sums` are those of each film, and `viewings` how many each has.
        """
        own, spelt = self.roles[_NUMBERS[role]], dict[Value, tuple[Value, ...]]()
        if self.others:
            own, spelt = _as_one(own, self.others)
            yield
        sizes, known = dict[Value, int](), set[int]()
        get, often = sizes.get, viewings.__getitem__
        for names, films in _together(own):
            for name, size in zip(names, map(often, films), strict=True):
                sizes[name] = get(name, 0) + size
            known.update(films)
            yield

        def sums_of(wanted: Sequence[Value]) -> Generator[None, None, Mapping[Value, int]]:
            found: dict[Value, int] = dict.fromkeys(wanted, 0)
            for names, films in _together(own):
                for name, film in zip(names, films, strict=True):
                    if name in found:
                        found[name] += sums[film]
                yield
            return found

        return Tally(spelt, sizes, sum(map(often, known)), sums_of)


def _together(own: Credits) -> Iterable[tuple[Sequence[str], Sequence[int]]]:
    return zip(in_steps(own.names, SOME_NAMES), in_steps(own.films, SOME_NAMES), strict=True)


def _as_one(own: Credits, others: Mapping[str, str]) -> tuple[Credits, dict[Value, tuple[Value, ...]]]:
    """Return credits with one name for each person, and the spellings of those who have several."""
    names = [others.get(name, name) for name in own.names]
    pairs = dict.fromkeys((name, film) for name, film in zip(names, own.films, strict=True) if name)
    several, families = set(others.values()), dict[str, Counter[str]]()
    for name, spelling in zip(names, own.names, strict=True):
        if name and name in several:
            families.setdefault(name, Counter())[spelling] += 1
    spelt: dict[Value, tuple[Value, ...]] = {name: _frequent_first(often) for name, often in families.items()}
    return Credits([name for name, _ in pairs], [film for _, film in pairs]), spelt


def _frequent_first(often: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(often, key=lambda each: (-often[each], each)))


def credited_in(films: Sequence[Film]) -> Generator[None, None, Credited]:
    """Read the credits of films, pausing every few milliseconds; returns them."""
    roles = [Credits([], []) for _ in _NUMBERS]
    distinct, first = dict[str, None](), 0
    for part in in_steps(films):
        credits_ = [_once(film) for film in part]
        names = [credit.name for each in credits_ for credit in each]
        places = [place for place, each in enumerate(credits_, first) for _ in each]
        numbers = bytes([_NUMBERS[credit.role] for each in credits_ for credit in each])
        for role, table in zip(roles, _MASKS, strict=True):
            mask = numbers.translate(table)
            role.names.extend(compress(names, mask))
            role.films.extend(compress(places, mask))
        distinct.update(dict.fromkeys(names))
        first += len(part)
        yield
    ones, others = {"": ""}, dict[str, str]()
    for some in in_steps(list(distinct), SOME_NAMES):
        keys = zip(some, keys_of(some, are_people=True), strict=True)
        others.update((name, one) for name, key in keys if (one := ones.setdefault(key, name)) is not name)
        yield
    return Credited(roles, others)


def _once(film: Film) -> Sequence[Credit]:
    """Return the credits of a film; a name that it has twice in one role, once."""
    credits_ = film.credits
    if len({credit.name for credit in credits_}) == len(credits_):
        return credits_
    return list({(credit.role, credit.name): credit for credit in credits_}.values())
