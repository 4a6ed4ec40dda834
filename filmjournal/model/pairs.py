"""Which of the two? The questions that put films in order, as few as sorting needs; answers are kept."""

from collections.abc import Mapping, Sequence
from math import ceil, log2

from msgspec import Struct

from filmjournal.model.film_list import ListedFilm, ListOfFilms


class Pair(Struct, frozen=True):
    """A question: which of the two films comes first?"""

    first: ListedFilm
    """The film that has no place yet."""
    second: ListedFilm
    """The film that it is put before or behind."""
    left: int
    """How many questions are left, at most."""


class _Asked(Exception):  # noqa: N818 — it is a question, and no error
    def __init__(self, first: ListedFilm, second: ListedFilm) -> None:
        super().__init__()
        self.pair = first, second


def next_pair(of: ListOfFilms, stars: Mapping[str, int]) -> Pair | list[str]:
    """Return the next question about a list, or, where none is left, its films in order, by their ids.

    Only films that you gave as many stars are asked about, `stars` has those by the film's id. Each is put among those
    before it by halves, so n films of as many stars take at most the sum of ceil(log2(k)) for k to n questions.
    """
    worse = _worse(of)
    groups: dict[int, list[ListedFilm]] = {}
    for listed in of.films:
        groups.setdefault(stars.get(listed.film.id, 0), []).append(listed)
    order: list[ListedFilm] = []
    ranks = sorted(groups, reverse=True)
    for rank in ranks:
        placed: list[ListedFilm] = []
        for listed in groups[rank]:
            try:
                placed.insert(_place(placed, listed, worse), listed)
            except _Asked as asked:
                rest = len(groups[rank]) - len(placed) - 1
                later = sum(most_questions(len(groups[other])) for other in ranks[ranks.index(rank) + 1 :])
                left = most_questions(len(placed) + 1 + rest) - most_questions(len(placed)) + later
                return Pair(*asked.pair, left)
        order += placed
    return [listed.film.id for listed in order]


def most_questions(films: int) -> int:
    """Return how many questions put so many films in order, at most."""
    return sum(ceil(log2(number)) for number in range(2, films + 1))


def _worse(of: ListOfFilms) -> dict[str, set[str]]:
    """Return the films that each was put before, by answers and by what follows from them."""
    direct = {listed.film.id: set(listed.item.settled) for listed in of.films}
    found: dict[str, set[str]] = {}
    for film, others in direct.items():
        seen: set[str] = set()
        waiting = list(others)
        while waiting:
            other = waiting.pop()
            if other not in seen:
                seen.add(other)
                waiting += direct.get(other, ())
        found[film] = seen
    return found


def _place(placed: Sequence[ListedFilm], listed: ListedFilm, worse: Mapping[str, set[str]]) -> int:
    """Return the place of a film among others in order; raises _Asked where an answer is missing."""
    low, high = 0, len(placed)
    for place, other in enumerate(placed):  # what is known already needs no question
        if listed.film.id in worse[other.film.id]:
            low = place + 1
        elif other.film.id in worse[listed.film.id]:
            high = max(low, min(high, place))
    if low < high:
        raise _Asked(listed, placed[(low + high) // 2])
    return low
