"""Viewings as columns of numbers: read once, in loops as short as they can be, then counted by everything there is."""

from collections.abc import Generator, Iterable, Mapping, Sequence

from msgspec import Struct
from stringzilla import count

from filmjournal.model.film import Film, Role
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.stats.facets import role_of_element
from filmjournal.stats.steps import in_steps


class Members(Struct, frozen=True):
    """What is counted: viewings, or films with their viewings. Everything has the length of the others."""

    viewings: list[int]
    """How many viewings each is."""
    rated: list[int]
    """How many of these have stars."""
    halves: list[int]
    """The sum of those, in half stars."""
    films: list[int]
    """The number of its film."""


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
    by_viewing: Members
    """The viewings."""
    by_film: Members
    """The films."""
    elements: dict[str, Marks]
    """The elements in each spelling that were written about or rated."""

    def work(self) -> Mapping[Role, tuple[list[int], list[int]]]:
        """Return, for every role whose work is an element, how often each film has stars for it, and their sum."""
        found: dict[Role, tuple[list[int], list[int]]] = {}
        films, size = self.by_viewing.films, len(self.films)
        for name, marks in self.elements.items():
            role = role_of_element(name)
            if role is not None:
                rated, sums = found.setdefault(role, ([0] * size, [0] * size))
                for place, halves in zip(marks.places, marks.halves, strict=True):
                    if halves:
                        rated[films[place]] += 1
                        sums[films[place]] += halves
        return found


def columns_of(entries: Sequence[Entry]) -> Generator[None, None, Columns]:
    """Read viewings into columns, pausing every few milliseconds; returns them."""
    numbers: dict[str, int] = {}
    films: dict[str, Film] = {}
    viewings, own = list[Viewing](), Members([], [], [], [])
    elements: dict[str, Marks] = {}
    for part in in_steps(entries):
        some = [entry.viewing for entry in part]
        films.update(zip([viewing.film for viewing in some], [entry.film for entry in part], strict=True))
        own.films.extend([numbers.setdefault(viewing.film, len(numbers)) for viewing in some])
        halves = [0 if (rating := viewing.rating) is None else +rating for viewing in some]
        own.halves.extend(halves)
        own.rated.extend([1 if each else 0 for each in halves])
        _mark(some, len(viewings), elements)
        viewings += some
        yield
    own.viewings.extend([1] * len(viewings))
    size = len(films)
    whole = Members([0] * size, [0] * size, [0] * size, list(range(size)))
    for places in in_steps(range(len(viewings))):
        for place in places:
            film, half = own.films[place], own.halves[place]
            whole.viewings[film] += 1
            if half:
                whole.rated[film] += 1
                whole.halves[film] += half
        yield
    return Columns(entries, viewings, list(films.values()), own, whole, elements)


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
        return sum(map(self.about, viewings))

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
