"""How the file of a catalogue is laid out, for whoever writes it and whoever reads it.

A line that says what it is; a line of JSON, the `Contents`; then the parts one after the other, each zlib-compressed:

- `titles`: a line for each film, the best known first: a tab before and after each form of each of its titles (as
  `titles.forms_of` makes them), and behind U+001F the title, the year, its directors and its original title;
- `names`: the names of all people, a line each, the most credited first;
- `title_marks` and `name_marks`: where every 64th line of those begins, and every 16th, four bytes each;
- `imdb` and `wikidata`: the numbers of the ids in rising order, four bytes each, then as many for the film of each;
- `sizes`: how long each block is, four bytes each; then the `blocks`, of 64 films each, compressed one by one: a
  line of JSON for each film, a `Facts`, in which people are numbers of names.

Numbers are little-endian. A film's number is its place in `titles`.
"""

import sys
from array import array
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

SIGNATURE = b"filmjournal catalogue 1\n"
"""The first line of the file."""

FILMS_IN_BLOCK = 64
"""How many films are compressed together: to read one is to read all of them, about 5 kB."""

TITLES_A_MARK, NAMES_A_MARK = 64, 16
"""How many lines there are from one mark to the next: those between are counted when one is looked for."""

BEHIND = b"\x1f"
"""Stands between what is searched of a line and what is shown."""

PARTS = ("titles", "title_marks", "names", "name_marks", "imdb", "wikidata", "sizes")
"""The parts that are read whole, in the order of the file; the blocks follow."""


OWN = "films.catalogue"
"""What your own catalogue is called in its folder."""


def bundled_path() -> Path:
    """Return where the catalogue is that comes with filmjournal."""
    inside = Path(__file__).parents[1] / "films.catalogue"
    return inside if inside.is_file() else Path(__file__).parents[2] / "data" / "films.catalogue"


class Contents(Struct, frozen=True, omit_defaults=True):
    """What a catalogue says about itself."""

    made: str
    """The day on which its facts were collected, as 2026-11-30."""
    films: int
    """How many films it has."""
    with_people: int
    """How many of them have a director and a cast."""
    names: int
    """How many people it names."""
    sources: dict[str, int]
    """Where the facts are from, with how many films each of them states something of."""
    licences: tuple[str, ...]
    """Notices that go with the facts."""
    parts: dict[str, int]
    """How long each part is in the file, in bytes, and all `blocks` together."""
    days: dict[str, str] = {}
    """The days of sources that are of another day than the rest, in a catalogue that was joined."""

    def day_of(self, sources: Iterable[str]) -> str:
        """Return the day of which the facts of a film are, by its sources: the newest."""
        return max((self.days.get(source, self.made) for source in sources), default=self.made)


class Facts(Struct, frozen=True, array_like=True):
    """What a block has of one film beside its titles; people are numbers of names."""

    runtime: int = 0
    """Minutes; 0 where it is not known."""
    directors: tuple[int, ...] = ()
    writers: tuple[int, ...] = ()
    cinematographers: tuple[int, ...] = ()
    composers: tuple[int, ...] = ()
    editors: tuple[int, ...] = ()
    cast: tuple[tuple[int, str] | int, ...] = ()
    """A number, or a number and a character."""
    billed: int = 0
    """1 where the cast begins in billing order."""
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    imdb: str = ""
    wikidata: str = ""
    titles: tuple[str, ...] = ()
    """Other titles than the usual and the original one."""
    sources: tuple[str, ...] = ()
    """Where the facts are from."""


def packed(code: str, numbers: list[int]) -> bytes:
    """Return numbers as bytes: `H` for two of them each, `I` for four."""
    return _in_order(array(code, numbers)).tobytes()


def unpacked(code: str, data: bytes) -> "array[int]":
    """Return the numbers that `packed` made these bytes of."""
    numbers = array(code)
    numbers.frombytes(data)
    return _in_order(numbers)


def _in_order(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
