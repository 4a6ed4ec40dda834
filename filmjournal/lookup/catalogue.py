"""The catalogue: films of the world in one file, read as far as it is asked for."""

import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import msgspec
from msgspec import Struct
from stringzilla import find

from filmjournal.lookup.layout import BEHIND, FILMS_IN_BLOCK, PARTS, SIGNATURE, Contents, Facts, unpacked
from filmjournal.lookup.titles import words_of
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Credit, ExternalIds, Film, Role

MOST = 8
"""How many films are suggested."""

_CREWS = (
    ("directors", Role.DIRECTOR),
    ("writers", Role.WRITER),
    ("cinematographers", Role.CINEMATOGRAPHER),
    ("composers", Role.COMPOSER),
    ("editors", Role.EDITOR),
)


class Title(Struct, frozen=True):
    """A film of the catalogue as its line has it: enough to choose it by."""

    number: int
    """Its place in the catalogue, the best known film first."""
    title: str
    """The English or usual title."""
    year: int | None
    """The year of its first showing."""
    directors: tuple[str, ...]
    """Names."""
    original: str
    """The original title, where it differs."""
    forms: tuple[str, ...]
    """Every form under which it is found."""


class CatalogueFilm(Struct, frozen=True):
    """What the catalogue knows of one film."""

    number: int
    """Its place in the catalogue."""
    film: Film
    """Its facts, as a film that is in no journal: it has no id."""
    other_titles: tuple[str, ...]
    """Titles besides the usual and the original one."""
    sources: tuple[str, ...]
    """Where the facts are from."""


class Catalogue:
    """A catalogue in memory: its titles, which are searched, and the rest of the file as it is compressed."""

    def __init__(self, data: bytes, name: str = "the catalogue") -> None:
        if not data.startswith(SIGNATURE):
            raise InvalidValueError(f"{name} is not a catalogue of films that this filmjournal can read.")
        try:
            start = data.index(b"\n", len(SIGNATURE)) + 1
            self.contents = msgspec.json.decode(data[len(SIGNATURE) : start], type=Contents)
            """What the catalogue says about itself."""
            self._parts: dict[str, tuple[int, int]] = {}
            for part in PARTS:
                size = self.contents.parts[part]
                self._parts[part] = start, start + size
                start += size
            self._data = data
            self._blocks_from = start
            self._titles = self._part("titles")
        except (ValueError, KeyError, msgspec.DecodeError, zlib.error) as error:
            raise InvalidValueError(f"{name} is damaged: {error}.") from error

    @classmethod
    def open(cls, path: Path) -> "Catalogue":
        """Open the catalogue in this file; raises InvalidValueError where it is none, and OSError."""
        return cls(path.read_bytes(), path.name)

    def __len__(self) -> int:
        """Return how many films there are."""
        return self.contents.films

    def suggestions(self, typed: str, count: int = MOST) -> list[Title]:
        """Return the best known films of which a title begins as typed, then those in which a later word does."""
        words = words_of(typed)
        if not words:
            return []
        sought = words.encode("utf-8", "surrogatepass") + (b" " if typed[-1:].isspace() and " " not in typed[:-1] else b"")
        found: dict[int, None] = {}
        for mark in (b"\t", b" "):
            for line in self._lines_with(mark + sought):
                found[line] = None
                if len(found) == count:
                    return [self._title(line) for line in found]
        return [self._title(line) for line in found]

    def titled(self, form: str) -> list[Title]:
        """Return the films that have exactly this form of a title, the best known first."""
        return [self._title(line) for line in self._lines_with(b"\t" + form.encode("utf-8", "surrogatepass") + b"\t")]

    def beginning(self, form: str) -> Iterator[Title]:
        """Yield the films of which a title begins with these words, the best known first."""
        for line in self._lines_with(b"\t" + form.encode("utf-8", "surrogatepass") + b" "):
            yield self._title(line)

    def with_id(self, ids: ExternalIds) -> CatalogueFilm | None:
        """Return the film that IMDb or Wikidata calls so, or None."""
        for part, id_ in (("imdb", ids.imdb), ("wikidata", ids.wikidata)):
            digits = id_.lstrip("tQ")
            if digits.isdecimal() and int(digits) < 1 << 32:
                known, films = self._ids[part]
                place = bisect_left(known, int(digits))
                if place < len(known) and known[place] == int(digits):
                    return self.film(films[place])
        return None

    def film(self, number: int) -> CatalogueFilm:
        """Return what is known of the film of this number."""
        title = self._title(self._line_starts[number])
        facts = self._block(number // FILMS_IN_BLOCK)[number % FILMS_IN_BLOCK]
        film = Film(
            id="",
            title=title.title,
            original_title=title.original,
            year=title.year,
            runtime=facts.runtime or None,
            genres=facts.genres,
            countries=facts.countries,
            languages=facts.languages,
            credits=tuple(self._credits(facts)),
            external_ids=ExternalIds(imdb=facts.imdb, wikidata=facts.wikidata),
        )
        return CatalogueFilm(number, film, facts.titles, facts.sources)

    def names(self, typed: str, count: int = MOST) -> list[str]:
        """Return names that begin as typed, or of which a word does, the most credited first."""
        words = words_of(typed)
        found = dict.fromkeys(place for mark in ("\n", " ") for place in self._name_lines(f"{mark}{words}"))
        return [self._name(place) for place in list(found)[:count]] if words else []

    def _name_lines(self, sought: str) -> Iterator[int]:
        text, needle, start = self._folded_names, sought.encode("utf-8", "surrogatepass"), 0
        for _ in range(MOST):
            place = find(text, needle, start)
            if place < 0:
                return
            yield text.count(b"\n", 0, place + 1) - 1
            start = text.find(b"\n", place + 1)
            if start < 0:
                return

    def _lines_with(self, sought: bytes) -> Iterator[int]:
        """Yield where each line begins that has these bytes among its forms."""
        text, start = self._titles, 0
        while True:
            place = find(text, sought, start)
            if place < 0:
                return
            line = text.rfind(b"\n", 0, place) + 1
            if text.find(BEHIND, line, place) < 0:
                yield line
            start = text.index(b"\n", place) + 1 if text.find(BEHIND, line, place) < 0 else place + 1

    def _title(self, line: int) -> Title:
        end = self._titles.index(b"\n", line)
        forms, title, year, directors, original = self._titles[line:end].decode("utf-8", "surrogatepass").split("\x1f")
        return Title(
            bisect_right(self._line_starts, line) - 1,
            title,
            int(year) if year else None,
            tuple(directors.split(", ")) if directors else (),
            original,
            tuple(forms.strip("\t").split("\t")),
        )

    def _credits(self, facts: Facts) -> Iterator[Credit]:
        for crew, role in _CREWS:
            for billing, number in enumerate(getattr(facts, crew), start=1):
                yield Credit(self._name(number), role, billing=billing)
        for billing, member in enumerate(facts.cast, start=1):
            number, character = (member, "") if isinstance(member, int) else member
            yield Credit(self._name(number), Role.ACTOR, character, billing if facts.billed else 0)

    def _part(self, name: str) -> bytes:
        begin, end = self._parts[name]
        return zlib.decompress(self._data[begin:end])

    @cached_property
    def _line_starts(self) -> "array[int]":
        return array("I", accumulate(unpacked("H", self._part("lengths")), initial=0))

    @cached_property
    def _names(self) -> bytes:
        return self._part("names")

    @cached_property
    def _folded_names(self) -> bytes:
        return ("\n" + "\n".join(map(words_of, self._names.decode().splitlines())) + "\n").encode()

    @cached_property
    def _name_starts(self) -> "array[int]":
        return array("I", accumulate(unpacked("H", self._part("name_lengths")), initial=0))

    def _name(self, number: int) -> str:
        return self._names[self._name_starts[number] : self._name_starts[number + 1] - 1].decode()

    @cached_property
    def _ids(self) -> "dict[str, tuple[array[int], array[int]]]":
        found = {}
        for part in ("imdb", "wikidata"):
            numbers = unpacked("I", self._part(part))
            found[part] = numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]
        return found

    @cached_property
    def _block_starts(self) -> "array[int]":
        return array("I", accumulate(unpacked("I", self._part("sizes")), initial=self._blocks_from))

    def _block(self, number: int) -> list[Facts]:
        data = zlib.decompress(self._data[self._block_starts[number] : self._block_starts[number + 1]])
        return [_FACTS.decode(line) for line in data.split(b"\n")]


_FACTS = msgspec.json.Decoder(Facts)
