"""Viewings as columns of numbers: read once, in loops as short as they can be, then counted by everything there is."""

from collections.abc import Generator, Iterable, Sequence

from msgspec import Struct
from stringzilla import count

from filmjournal.model.film import Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.stats.facets import role_of_element
from filmjournal.stats.steps import in_steps


class Members(Struct, frozen=True):
    """What is counted: viewings, or films with their viewings. Both lists have the same length."""

    sums: list[int]
    """Films, viewings, rated viewings and their half stars of each, as `parts_of` takes them apart."""
    films: list[int]
    """The number of its film."""


FIELD = 32
"""Bits that each number has in a sum: several numbers are added up in one step."""

FILM, VIEWING, RATED, HALVES, ELEMENT_RATED, ELEMENT_HALVES = (1 << FIELD * place for place in range(6))
"""One of each, in a sum."""


def parts_of(sums: int) -> tuple[int, int, int, int, int, int]:
    """Return what was added up: films, viewings, rated ones, their half stars, and those two of an element."""
    mask = FILM * 2**FIELD - 1
    return (
        sums & mask,
        sums >> FIELD & mask,
        sums >> 2 * FIELD & mask,
        sums >> 3 * FIELD & mask,
        sums >> 4 * FIELD & mask,
        sums >> 5 * FIELD,
    )


class Marks(Struct, frozen=True):
    """The viewings that have an element, in their order."""

    places: list[int]
    """Their places among all that are counted; one that has the element twice stands here twice."""
    halves: list[int]
    """The stars of the element, in half stars; 0 for none."""


class Columns(Struct, frozen=True):
    """Everything that is counted of some viewings, but for names and texts."""

    entries: Sequence[Entry]
    """The viewings that are counted."""
    viewings: list[Viewing]
    """The same without their films."""
    films: list[Film]
    """Their films, each once."""
    halves: list[int]
    """The stars of each viewing, in half stars; 0 for none."""
    by_viewing: Members
    """The viewings."""
    by_film: Members
    """The films."""
    often: list[int]
    """How many viewings each film has."""
    elements: dict[str, Marks]
    """The elements in each spelling that were written about or rated."""

    def work(self, role: Role) -> Generator[None, None, list[int]]:
        """Return the sums of each film, with its stars for the element that is the work of a role; pauses between."""
        films, sums = self.by_viewing.films, self.by_film.sums
        for name, marks in self.elements.items():
            if role_of_element(name) is role:
                sums = [*sums] if sums is self.by_film.sums else sums
                for places in in_steps(range(len(marks.places))):
                    for place in places:
                        if halves := marks.halves[place]:
                            sums[films[marks.places[place]]] += ELEMENT_RATED + halves * ELEMENT_HALVES
                    yield
        return sums


def columns_of(entries: Sequence[Entry]) -> Generator[None, None, Columns]:
    """Read viewings into columns, pausing every few milliseconds; returns them."""
    numbers: dict[str, int] = {}
    films: dict[str, Film] = {}
    viewings, halves, places = list[Viewing](), list[int](), list[int]()
    elements: dict[str, Marks] = {}
    for part in in_steps(entries):
        some = [entry.viewing for entry in part]
        films.update(zip([viewing.film for viewing in some], [entry.film for entry in part], strict=True))
        places += [numbers.setdefault(viewing.film, len(numbers)) for viewing in some]
        halves += [viewing.rating or 0 for viewing in some]
        _mark(some, len(viewings), elements)
        viewings += some
        yield
    worth = [VIEWING, *(VIEWING + RATED + half * HALVES for half in range(1, Rating.FIVE + 1))]
    own = [worth[half] for half in halves]
    whole = [FILM] * len(films)
    for some_places, some_sums in zip(in_steps(places), in_steps(own), strict=True):
        for film, sums in zip(some_places, some_sums, strict=True):
            whole[film] += sums
        yield
    often = [sums >> FIELD & (1 << FIELD) - 1 for sums in whole]
    by_film = Members(whole, list(range(len(films))))
    return Columns(entries, viewings, list(films.values()), halves, Members(own, places), by_film, often, elements)


def _mark(viewings: Iterable[Viewing], first: int, elements: dict[str, Marks]) -> None:
    """Note which of these viewings, of which the first has this place, have which elements."""
    for place, viewing in enumerate(viewings, first):
        for element in viewing.breakdown:
            rating = element.rating
            if rating is None and not element.text.strip():
                continue
            marks = elements.get(element.name)
            if marks is None:
                marks = elements[element.name] = Marks([], [])
            marks.places.append(place)
            marks.halves.append(0 if rating is None else +rating)


class Words:
    """Counts the words about viewings, and remembers them: a viewing that is the same has as many."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Viewing, int]] = {}

    def of(self, viewings: Iterable[Viewing]) -> int:
        """Return how many words were written about these viewings."""
        return sum(self.each(viewings))

    def each(self, viewings: Iterable[Viewing]) -> list[int]:
        """Return how many words were written about each of these viewings."""
        get, about = self._known.get, self.about
        return [
            held[1] if (held := get(viewing.id)) is not None and held[0] is viewing else about(viewing)
            for viewing in viewings
        ]

    def about(self, viewing: Viewing) -> int:
        """Return how many words were written about one viewing."""
        known = self._known.get(viewing.id)
        if known is None or known[0] is not viewing:
            known = self._known[viewing.id] = (viewing, words_of(viewing))
        return known[1]


def words_of(viewing: Viewing) -> int:
    """Return how many words were written about a viewing: one for every space, and for every line that has some."""
    review = viewing.review
    words: int = count(review, " ") if review.isascii() else review.count(" ")  # the former need not encode ASCII
    if review:
        words += _lines(review) if "\n" in review else 1
    for text in (viewing.headline, *[element.text for element in viewing.breakdown]):
        if text:
            words += text.count(" ") + (_lines(text) if "\n" in text else 1)
    return words


def _lines(text: str) -> int:
    return len([*filter(None, text.split("\n"))])
