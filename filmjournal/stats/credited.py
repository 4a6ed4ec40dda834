"""The people of films, counted in as few steps as can be: credits are by far the most of what there is to count."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from itertools import compress

from msgspec import Struct

from filmjournal.model.film import Film, Role
from filmjournal.stats.facets import Value, keys_of
from filmjournal.stats.steps import in_steps

SOME_NAMES = 4000
"""Names that are folded between two pauses."""

_NUMBERS = {role: number for number, role in enumerate(Role)}
_MASKS = {role: bytes(number == own for number in range(256)) for role, own in _NUMBERS.items()}
"""For each role, a table that makes 1 of its number, and 0 of the others."""


class Tally(Struct, frozen=True):
    """How many viewings have each value."""

    spelt: Mapping[Value, tuple[Value, ...]]
    """The spellings of a value that has several, the most frequent first."""
    sizes: Mapping[Value, int]
    """How many viewings a value has, by one of its spellings."""
    known: int
    """How many viewings have any value."""
    sums: Callable[[Iterable[Value]], Mapping[Value, int]]
    """Adds up all there is to count of some values, as `parts_of` in columns.py takes it apart."""


class Credited(Struct, frozen=True):
    """All credits of some films, in lists side by side: of one film, each person once in a role."""

    names: list[str]
    """The name of each credit: of several spellings, the first one; empty where it has no letter."""
    spellings: list[str]
    """The name as the film has it."""
    roles: bytes
    """The number of its role."""
    films: list[int]
    """The number of its film."""
    others: dict[str, str]
    """The other spellings, each with the first one."""

    def tally(self, role: Role, sums: Sequence[int], viewings: Sequence[int]) -> Tally:
        """Count the people of a role; `sums` are those of each film, and `viewings` how many each has."""
        mask = self.roles.translate(_MASKS[role])
        names, films = list(compress(self.names, mask)), list(compress(self.films, mask))
        spelt = self._spelt(names, compress(self.spellings, mask)) if self.others else {}
        sizes = dict[Value, int]()
        get = sizes.get
        for name, often in zip(names, map(viewings.__getitem__, films), strict=True):
            sizes[name] = get(name, 0) + often
        sizes.pop("", None)
        known = {film for name, film in zip(names, films, strict=True) if name} if "" in names else set(films)

        def sums_of(wanted: Iterable[Value]) -> Mapping[Value, int]:
            found: dict[Value, int] = dict.fromkeys(wanted, 0)
            for name, film in zip(names, films, strict=True):
                if name in found:
                    found[name] += sums[film]
            return found

        return Tally(spelt, sizes, sum(map(viewings.__getitem__, known)), sums_of)

    def _spelt(self, names: Iterable[str], spellings: Iterable[str]) -> Mapping[Value, tuple[Value, ...]]:
        """Return the spellings of those who have several, the most frequent first."""
        several = set(self.others.values())
        families: dict[str, Counter[str]] = {}
        for name, spelling in zip(names, spellings, strict=True):
            if name in several:
                families.setdefault(name, Counter())[spelling] += 1
        return {name: _most_frequent_first(often) for name, often in families.items()}


def _most_frequent_first(often: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(often, key=lambda each: (-often[each], each)))


def credited_in(films: Sequence[Film]) -> Generator[None, None, Credited]:
    """Read the credits of films, pausing every few milliseconds; returns them."""
    spellings, numbers, places = list[str](), bytearray(), list[int]()
    first = 0
    for part in in_steps(films):
        credits_ = [film.credits for film in part]
        spellings += [credit.name for each in credits_ for credit in each]
        numbers.extend([_NUMBERS[credit.role] for each in credits_ for credit in each])
        places += [place for place, each in enumerate(credits_, first) for _ in each]
        first += len(part)
        yield
    ones, others = {"": ""}, dict[str, str]()
    for some in in_steps(list(dict.fromkeys(spellings)), SOME_NAMES):
        keys = zip(some, keys_of(some, are_people=True), strict=True)
        others.update((name, one) for name, key in keys if (one := ones.setdefault(key, name)) is not name)
        yield
    names = [others.get(name, name) for name in spellings] if others else spellings
    twice, start = list[int](), 0
    for part in in_steps(films):
        for film in part:
            end = start + len(film.credits)
            own = names[start:end]
            if len(set(own)) < len(own):
                twice += _twice(names, numbers, range(start, end))
            start = end
        yield
    for place in reversed(twice):
        del names[place], numbers[place], places[place]
        if spellings is not names:
            del spellings[place]
    return Credited(names, spellings, bytes(numbers), places, others)


def _twice(names: Sequence[str], numbers: Sequence[int], places: Iterable[int]) -> Iterator[int]:
    """Yield the places of credits that a film has once more: the same name in the same role."""
    seen = set[tuple[str, int]]()
    for place in places:
        credit = names[place], numbers[place]
        if credit in seen:
            yield place
        seen.add(credit)
