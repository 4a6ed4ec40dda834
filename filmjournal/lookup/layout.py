"""How the file of a catalogue is laid out, for whoever writes it and whoever reads it.

A line that says what it is; a line of JSON, the `Contents`; then the parts one after the other, each zlib-compressed:

- `forms`: a line for each film, the best known first: a tab before and after each form of each of its titles (as
  `titles.forms_of` makes them);
- `names`: the names of all people, a line each, the most credited first;
- `form_marks` and `name_marks`: where every 64th line of those begins, and every 16th, four bytes each;
- `imdb` and `wikidata`: the numbers of the ids in rising order, four bytes each, then as many for the film of each;
- `line_sizes` and `film_sizes`: how long each block is of the two kinds that follow, four bytes each.

Then come blocks, compressed one by one, of which a film is read without the others:

- `lines`, of 128 films each: a line for each, with U+001F between its title, its year, its directors (U+001E between
  them) and its original title;
- `films`, of 64 films each: a line of JSON for each, a `Facts`, in which people are numbers of names.

Numbers are little-endian. A film's number is its place in `forms`.
"""

import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from mmap import mmap
from pathlib import Path

from msgspec import Struct

from filmjournal.model.errors import InvalidValueError

SIGNATURE = b"filmjournal catalogue 2\n"
"""The first line of the file."""

FILMS_IN_BLOCK, LINES_IN_BLOCK = 64, 128
"""How many films are compressed together: to read one is to read all of them, about 5 kB, or 2 kB of lines."""

FORMS_A_MARK, NAMES_A_MARK = 64, 16
"""How many lines there are from one mark to the next: those between are counted when one is looked for."""

BETWEEN, BETWEEN_NAMES = "\x1f", "\x1e"
"""What stands between the fields of a line, and between the names in one; a name may have a comma."""

PARTS = ("forms", "form_marks", "names", "name_marks", "imdb", "wikidata", "line_sizes", "film_sizes")
"""The parts that are read whole, in the order of the file."""

BLOCKS = ("lines", "films")
"""The parts that are blocks, which follow."""


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
    """How long each part is in the file, in bytes."""
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
    producers: tuple[int, ...] = ()


class Blocks:
    """Lines of a file that were compressed so many together, read block by block.

    Reading one raises InvalidValueError where the file is damaged.
    """

    def __init__(self, data: "bytes | mmap", starts: "array[int]", lines: int, most: int) -> None:
        """Read them from data, where blocks start there and have so many lines; the last `most` are remembered."""
        self._data = data
        self._starts = starts
        self._lines = lines
        self._most = most
        self._read: dict[int, list[bytes]] = {}

    def __getitem__(self, number: int) -> bytes:
        """Return the line of this number."""
        block = number // self._lines
        if block not in self._read:
            if len(self._read) >= self._most:
                del self._read[next(iter(self._read))]
            self._read[block] = self._block(block)
        return self._read[block][number % self._lines]

    def __iter__(self) -> Iterator[bytes]:
        """Yield every line; none of them is remembered."""
        for block in range(len(self._starts) - 1):
            yield from self._block(block)

    def _block(self, block: int) -> list[bytes]:
        try:
            return zlib.decompress(self._data[self._starts[block] : self._starts[block + 1]]).split(b"\n")
        except zlib.error as error:
            raise InvalidValueError(f"The catalogue of films is damaged: {error}.") from error


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


def line_start(text: bytes, start: int, lines: int) -> int:
    """Return where the line begins that is so many below the one that begins at `start`."""
    for _ in range(lines):
        start = text.index(b"\n", start) + 1
    return start
