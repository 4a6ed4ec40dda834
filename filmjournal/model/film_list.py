"""Lists of films: a name, and films in an order of your own, seen or not."""

from collections.abc import Sequence

from msgspec import Struct

from filmjournal.model.film import Film
from filmjournal.model.viewing import Moment

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WIDTH, _STEP = 5, 36**2


class FilmList(Struct, frozen=True, omit_defaults=True):
    """A list of films: what it is called, and whether its order is a ranking."""

    id: str
    """A UUID that never changes; empty until the journal has stored the list."""
    name: str
    """What it is called."""
    description: str = ""
    """What it is about, in Markdown."""
    ranked: bool = False
    """Whether the order ranks the films: they are shown with numbers."""
    created: Moment | None = None
    """When it was stored in the journal, in UTC."""
    modified: Moment | None = None
    """When it was last changed, in UTC."""


class ListItem(Struct, frozen=True, omit_defaults=True):
    """One film on a list. Each is a record of its own, so that two copies can move films of one list and merge."""

    id: str
    """A UUID that never changes; made of the list and the film, so that two copies that add it add one item."""
    list: str
    """The id of the list."""
    film: str
    """The id of the film."""
    position: str = ""
    """Its place: a fraction in base 36, of which only the digits are written. Items are sorted by it, then by id."""
    note: str = ""
    """What you note about the film on this list, in Markdown."""
    settled: tuple[str, ...] = ()
    """Films, by their ids, that it was put before when you were asked which of two is better."""
    created: Moment | None = None
    """When it was stored in the journal, in UTC."""
    modified: Moment | None = None
    """When it was last changed, in UTC."""


class ListedFilm(Struct, frozen=True):
    """A line of a list: the item and its film."""

    item: ListItem
    """The item."""
    film: Film
    """The film."""

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id


class ListOfFilms(Struct, frozen=True):
    """A list with its films, in order."""

    about: FilmList
    """What it is called."""
    films: tuple[ListedFilm, ...] = ()
    """Its films, each once."""

    @property
    def id(self) -> str:
        """The list's id."""
        return self.about.id

    @property
    def name(self) -> str:
        """What it is called."""
        return self.about.name

    def place_of(self, film_id: str) -> int | None:
        """Return the place of a film, from 0; None where it is not on the list."""
        return next((place for place, listed in enumerate(self.films) if listed.film.id == film_id), None)


class NewListItem(Struct, frozen=True):
    """A film to put on a list, with a note on it."""

    film: Film
    """The film; one without an id is found in the journal by its facts, or is new."""
    note: str = ""
    """The note."""


def first_positions(count: int) -> list[str]:
    """Return the positions of a new list's items, with room between them."""
    return [_text((number + 1) * _STEP) for number in range(count)]


def position_between(low: str, high: str) -> str | None:
    """Return a position after `low` and before `high`; an empty one is the list's beginning or end.

    None where there is none: both are the same, or one is no position that this program wrote.
    """
    if not (_is_position(low) and _is_position(high)) or (low and high and low >= high):
        return None
    if low and not high:
        number = int(low[:_WIDTH].ljust(_WIDTH, "0"), 36) + _STEP
        return _text(number) if number < 36**_WIDTH else _middle(low, "")
    return _middle(low, high) if high or low else first_positions(1)[0]


def _is_position(text: str) -> bool:
    return all(letter in _DIGITS for letter in text) and not text.endswith("0")


def _middle(low: str, high: str) -> str:
    shared = 0
    while high and shared < len(high) and (low[shared] if shared < len(low) else "0") == high[shared]:
        shared += 1
    if shared:
        return high[:shared] + _middle(low[shared:], high[shared:])
    first = _DIGITS.index(low[0]) if low else 0
    last = _DIGITS.index(high[0]) if high else len(_DIGITS)
    if last - first > 1:
        return _DIGITS[(first + last) // 2]
    return high[0] if len(high) > 1 else _DIGITS[first] + _middle(low[1:], "")


def _text(number: int) -> str:
    digits = ""
    for _ in range(_WIDTH):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits.rstrip("0")


def in_order(items: Sequence[ListItem]) -> list[ListItem]:
    """Return items in the order of their list."""
    return sorted(items, key=lambda item: (item.position, item.id))
