"""The catalogue: films of the world in one file, read as far as it is asked for."""

import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from io import SEEK_END
from itertools import accumulate, islice
from mmap import ACCESS_READ, mmap
from pathlib import Path

import msgspec
from msgspec import Struct
from stringzilla import find

from filmjournal.lookup.layout import (
    BETWEEN,
    BETWEEN_NAMES,
    BLOCKS,
    FILMS_IN_BLOCK,
    FORMS_A_MARK,
    LINES_IN_BLOCK,
    NAMES_A_MARK,
    OWN,
    PARTS,
    SIGNATURE,
    Blocks,
    Contents,
    Facts,
    bundled_path,
    line_start,
    unpacked,
)
from filmjournal.lookup.titles import words_of
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Credit, ExternalIds, Film, Role
from filmjournal.model.text import SMALL, fold_joined

MOST = 8
"""How many films are suggested."""

_MANY = 64
"""Where so many titles begin as typed, those that are exactly so are looked for on their own."""

_NEARLY, _LEAST_LETTERS, _LONG, _MOST_WITH_A_PIECE = 85, 6, 12, 600
"""How alike a title's beginning is to what a slip made of it, of 100; how many letters are typed at least, and from how
many on two slips are looked for; how many titles with one piece of them are compared, which takes milliseconds."""

_FEW = 100
"""Forms of titles, or films, that are quicker looked for one by one."""

_TIMES_SMALLER = 3
"""About how much smaller a part is than what it holds."""

_FILM_BLOCKS, _LINE_BLOCKS = 64, 256
"""Blocks that stay in memory, of about 20 and 4 kB; a journal's films are read in their order."""

_AS_WORDS = bytes(ord(" ") if chr(byte) in "-_/" else byte for byte in SMALL)
"""What becomes of each byte of a name where it is searched by words."""

_BETWEEN = BETWEEN.encode()

_CREWS = (
    ("directors", Role.DIRECTOR),
    ("writers", Role.WRITER),
    ("cinematographers", Role.CINEMATOGRAPHER),
    ("composers", Role.COMPOSER),
    ("editors", Role.EDITOR),
    ("producers", Role.PRODUCER),
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
    """A catalogue: its titles in memory, which are searched, and the rest of its file, read when it is asked for."""

    def __init__(self, data: "bytes | mmap", name: str = "the catalogue") -> None:
        """Read what the file says about itself and its titles; raises InvalidValueError where it is no catalogue."""
        if data[: len(SIGNATURE)] != SIGNATURE:
            raise InvalidValueError(f"{name} is not a catalogue of films that this filmjournal can read.")
        try:
            start = data.find(b"\n", len(SIGNATURE)) + 1
            self.contents = msgspec.json.decode(data[len(SIGNATURE) : start], type=Contents)
            """What the catalogue says about itself."""
            self._parts: dict[str, tuple[int, int]] = {}
            for part in (*PARTS, *BLOCKS):
                size = self.contents.parts[part]
                self._parts[part] = start, start + size
                start += size
            is_whole = start == len(data)
            self._data = data
            self._split_names: list[bytes] = []
            self._forms = self._part("forms")
        except (ValueError, KeyError, msgspec.DecodeError, zlib.error) as error:
            raise InvalidValueError(f"{name} is damaged: {error}.") from error
        if not is_whole:
            raise InvalidValueError(f"{name} is damaged: it is cut off, or something was added to it.")

    @classmethod
    def open(cls, path: Path) -> "Catalogue":
        """Open the catalogue in this file; raises InvalidValueError where it is none or can't be read."""
        try:
            with path.open("rb") as file:
                size = file.seek(0, SEEK_END)
                data = mmap(file.fileno(), 0, access=ACCESS_READ) if size else b""
        except OSError as error:
            raise InvalidValueError(f"The catalogue {path} can't be read: {error.strerror}.") from error
        return cls(data, path.name)

    @classmethod
    def bundled(cls) -> "Catalogue":
        """Open the catalogue that comes with filmjournal: in an installed package it is inside, else under data/."""
        return cls.open(bundled_path())

    @classmethod
    def in_use(cls, folder: Path | None) -> "Catalogue":
        """Open your own catalogue in this folder, which has the bundled one in it; the bundled one where there is none.

        Where your own can't be read the bundled one is used too, so that films are found; `filmjournal catalogue` says
        what is wrong with it.
        """
        if folder is not None and (own := folder / OWN).is_file():
            with suppress(InvalidValueError):
                found = cls.open(own)
                found.check()
                return found
        return cls.bundled()

    def check(self) -> None:
        """Read the line of every film; raises InvalidValueError where one is damaged."""
        deque(self._lines, maxlen=0)

    def __len__(self) -> int:
        """Return how many films there are."""
        return self.contents.films

    def suggestions(self, typed: str, count: int = MOST) -> list[Title]:
        """Return films with exactly the title that is typed, then those that begin so, then those with a later word.

        The best known come first in each.
        """
        words = words_of(typed).encode("utf-8", "surrogatepass")
        if not words:
            return []
        sought = words + b" " if typed[-1].isspace() and b" " not in words else words
        exactly = b"\t" + words + b"\t"
        begun = list(islice(self._lines_with(b"\t" + sought), _MANY))
        if len(begun) < _MANY:
            exact = [line for line in begun if self._forms.find(exactly, line, self._forms.index(b"\n", line)) >= 0]
        else:
            exact = list(islice(self._lines_with(exactly), count))
        found = dict.fromkeys([*exact, *begun])
        if len(found) < count:
            found |= dict.fromkeys(islice(self._lines_with(b" " + sought), count))
        return [self._title(line) for line in islice(found, count)]

    def nearly(self, typed: str, count: int = MOST) -> list[Title]:
        """Return films of which a title begins nearly as typed: the nearest first, of those as near the best known.

        Of one slip, or of two in a longer text, a piece between them is as it should be: only titles that have such a
        piece are compared.
        """
        words = words_of(typed)
        if len(words) < _LEAST_LETTERS:
            return []
        from rapidfuzz import fuzz  # noqa: PLC0415 — only where no title begins as typed

        length = -(-len(words) // (3 if len(words) >= _LONG else 2))
        lines: dict[int, None] = {}
        for start in range(0, len(words), length):
            piece = words[start : start + length].encode("utf-8", "surrogatepass")
            lines |= dict.fromkeys(islice(self._lines_with(piece), _MOST_WITH_A_PIECE))
        near = []
        for line in lines:
            forms = self._forms[line : self._forms.index(b"\n", line)].decode("utf-8", "surrogatepass").split("\t")
            begun = {form[: len(words) + more] for form in forms for more in (0, 1)}
            score = max(fuzz.ratio(words, each, score_cutoff=_NEARLY) for each in begun)
            if score:
                near.append((-score, line))
        return [self._title(line) for _, line in sorted(near)[:count]]

    def titled(self, form: str) -> list[Title]:
        """Return the films that have exactly this form of a title, the best known first."""
        return [self._title(line) for line in self._lines_with(b"\t" + form.encode("utf-8", "surrogatepass") + b"\t")]

    def titled_all(self, forms: Collection[str]) -> dict[str, tuple[Title, ...]]:
        """Return the films that have each of these forms of a title; one pass for many forms, one for each of few."""
        if len(forms) < _FEW:
            return {form: tuple(self.titled(form)) for form in forms}
        sought = {form.encode("utf-8", "surrogatepass"): form for form in forms}
        found: dict[str, list[Title]] = {form: [] for form in forms}
        for number, line in enumerate(self._forms.split(b"\n")[:-1]):
            own = sought.keys() & line.split(b"\t")
            if own:
                title = self._shown(number, line)
                for form in own:
                    found[sought[form]].append(title)
        return {form: tuple(titles) for form, titles in found.items()}

    def titles_with_years(self) -> Iterator[tuple[int, int, str]]:
        """Yield the number, the year and the title of every film with a year, as its words."""
        each = zip(self._forms.split(b"\n"), self._lines, strict=False)
        for number, (forms, line) in enumerate(each):
            year = line.split(_BETWEEN, 2)[1]
            if year:
                yield number, int(year), forms[1 : forms.index(b"\t", 1)].decode("utf-8", "surrogatepass")

    def with_id(self, ids: ExternalIds) -> CatalogueFilm | None:
        """Return the film that IMDb or Wikidata calls so, or None."""
        number = self.number_of(ids)
        return None if number is None else self.film(number)

    def number_of(self, ids: ExternalIds) -> int | None:
        """Return the number of the film that IMDb or Wikidata calls so, or None."""
        for part, id_ in (("imdb", ids.imdb), ("wikidata", ids.wikidata)):
            digits = id_.lstrip("tQ")
            if digits.isdecimal() and int(digits) < 1 << 32:
                known, films = self._ids[part]
                place = bisect_left(known, int(digits))
                if place < len(known) and known[place] == int(digits):
                    return films[place]
        return None

    def title(self, number: int) -> Title:
        """Return the film of this number as its line has it."""
        return self._title(self._line(number))

    def film(self, number: int) -> CatalogueFilm:
        """Return what is known of the film of this number."""
        title = self.title(number)
        facts = self._facts(number)
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

    def films(self, numbers: Iterable[int]) -> dict[int, CatalogueFilm]:
        """Return what is known of the films of these numbers; of many that is quicker than one by one."""
        wanted = sorted(numbers)
        if len(wanted) >= _FEW:
            self._split_names = self._names.split(b"\n")
        try:
            return {number: self.film(number) for number in wanted}
        finally:
            self._split_names = []

    def names(self, typed: str, count: int = MOST) -> list[str]:
        """Return names that begin as typed, or of which a later word does, the most credited first."""
        words = words_of(typed).encode("utf-8", "surrogatepass")
        if not words:
            return []
        found: dict[int, None] = {}
        for mark in (b"\n", b" "):
            for number in self._name_lines(mark + words, count):
                found[number] = None
        return [self._name(number) for number in list(found)[:count]]

    def _name_lines(self, sought: bytes, count: int) -> Iterator[int]:
        text, start = self._folded_names, 0
        for _ in range(count):
            place = find(text, sought, start)
            if place < 0:
                return
            yield text.count(b"\n", 0, place + 1) - 1
            start = text.index(b"\n", place + 1)

    def _lines_with(self, sought: bytes) -> Iterator[int]:
        """Yield where each line begins that has these bytes among its forms."""
        text, start = self._forms, 0
        while True:
            place = find(text, sought, start)
            if place < 0:
                return
            yield text.rfind(b"\n", 0, place) + 1
            start = text.index(b"\n", place)

    def _title(self, line: int) -> Title:
        return self._shown(self._number(line), self._forms[line : self._forms.index(b"\n", line)])

    def _shown(self, number: int, forms: bytes) -> Title:
        title, year, directors, original = self._lines[number].decode("utf-8", "surrogatepass").split(BETWEEN)
        return Title(
            number,
            title,
            int(year) if year else None,
            tuple(directors.split(BETWEEN_NAMES)) if directors else (),
            original,
            tuple(forms.decode("utf-8", "surrogatepass").strip("\t").split("\t")),
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
        with memoryview(self._data) as data, data[begin:end] as part:
            return zlib.decompress(part, bufsize=_TIMES_SMALLER * len(part))  # a buffer that grows is copied each time

    def _number(self, line: int) -> int:
        """Return the number of the film of which the line begins here."""
        mark = bisect_right(self._form_marks, line) - 1
        return mark * FORMS_A_MARK + self._forms.count(b"\n", self._form_marks[mark], line)

    def _line(self, number: int) -> int:
        """Return where the line of the film of this number begins."""
        return line_start(self._forms, self._form_marks[number // FORMS_A_MARK], number % FORMS_A_MARK)

    def _name(self, number: int) -> str:
        if self._split_names:
            return self._split_names[number].decode("utf-8", "surrogatepass")
        start = line_start(self._names, self._name_marks[number // NAMES_A_MARK], number % NAMES_A_MARK)
        return self._names[start : self._names.index(b"\n", start)].decode("utf-8", "surrogatepass")

    @cached_property
    def _form_marks(self) -> "array[int]":
        return unpacked("I", self._part("form_marks"))

    @cached_property
    def _names(self) -> bytes:
        return self._part("names")

    @cached_property
    def _name_marks(self) -> "array[int]":
        return unpacked("I", self._part("name_marks"))

    @cached_property
    def _folded_names(self) -> bytes:
        names = self._names.decode("utf-8", "surrogatepass").split("\n")
        return b"\n" + fold_joined(names, "\n", _AS_WORDS)

    @cached_property
    def _ids(self) -> "dict[str, tuple[array[int], array[int]]]":
        found = {}
        for part in ("imdb", "wikidata"):
            numbers = unpacked("I", self._part(part))
            found[part] = numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]
        return found

    @cached_property
    def _lines(self) -> Blocks:
        return Blocks(self._data, self._starts("lines", "line_sizes"), LINES_IN_BLOCK, _LINE_BLOCKS)

    @cached_property
    def _films(self) -> Blocks:
        return Blocks(self._data, self._starts("films", "film_sizes"), FILMS_IN_BLOCK, _FILM_BLOCKS)

    def _starts(self, part: str, sizes: str) -> "array[int]":
        return array("I", accumulate(unpacked("I", self._part(sizes)), initial=self._parts[part][0]))

    def _facts(self, number: int) -> Facts:
        return _FACTS.decode(self._films[number])


_FACTS = msgspec.json.Decoder(Facts)
