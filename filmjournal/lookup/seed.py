"""Facts about films as they are collected in `data/catalogue`: read, put together, and cleaned of known faults.

Each file has one JSON object a line; its fields are described in `data/catalogue/SOURCES.md`.
"""

import lzma
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from filmjournal.lookup.titles import forms_of, without_article, words_of
from filmjournal.model.errors import InvalidValueError

CREWS = ("directors", "writers", "cinematographers", "composers", "editors", "producers")
"""The fields of a record that have names, in the order in which the catalogue has them."""

_ENDS = (".jsonl", ".jsonl.xz")
"""How files of facts are called."""

_NOTICES = "NOTICES.txt"
"""The file of notices in a folder of facts."""

_NARROW = frozenset({"netflix", "amazon", "disney"})
"""Lists of what can be streamed, which mix films with television."""

_FEW = 3
"""Two casts of at least so many names with nobody in common are those of two films."""

_YEARS_APART = 5
"""A director's films of one title and actor that are at most so many years apart are one, shown again."""


class SeedFilm(Struct, frozen=True, omit_defaults=True):
    """What the collected sources state of one film; a field that nobody states is empty."""

    title: str = ""
    """The English or usual title; only a record that adds to another has none."""
    id: str = ""
    """What the collection calls it."""
    original: str = ""
    """The original title, where it differs."""
    aka: tuple[str, ...] = ()
    """Other titles."""
    year: int | None = None
    """The year of its first showing, or of release, as the sources have it."""
    runtime: int | None = None
    """Minutes."""
    directors: tuple[str, ...] = ()
    """Names."""
    writers: tuple[str, ...] = ()
    """Names."""
    cinematographers: tuple[str, ...] = ()
    """Names."""
    composers: tuple[str, ...] = ()
    """Names."""
    editors: tuple[str, ...] = ()
    """Names."""
    producers: tuple[str, ...] = ()
    """Names."""
    cast: tuple[tuple[str, str], ...] = ()
    """Names with characters, the character empty where it is not known."""
    billed: bool = False
    """Whether the cast begins in billing order."""
    countries: tuple[str, ...] = ()
    """English names."""
    languages: tuple[str, ...] = ()
    """English names."""
    genres: tuple[str, ...] = ()
    """Of one vocabulary."""
    imdb: str = ""
    """The IMDb id, such as tt0113627."""
    wikidata: str = ""
    """The Wikidata item, such as Q213411."""
    popularity: float = 0.0
    """How well known it is among the films of the collection, from 0 to 1."""
    sources: tuple[str, ...] = ()
    """Where the facts are from."""
    adds: bool = False
    """Whether the record only adds to the one of the same id."""

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title it has, the usual one first."""
        return tuple(dict.fromkeys(title for title in (self.title, self.original, *self.aka) if title))

    @property
    def has_people(self) -> bool:
        """Whether anybody who made it is known."""
        return bool(self.cast) or any(getattr(self, crew) for crew in CREWS)


class Seed(Struct, frozen=True):
    """The films that a catalogue is made of, and what was done to get there."""

    films: tuple[SeedFilm, ...]
    """The films, the best known first."""
    cleaned: dict[str, int]
    """How often each rule changed something, by what it did."""


def read_seed(paths: Iterable[Path], *, without: frozenset[str] = frozenset()) -> Seed:
    """Return the films of these files, put together and cleaned.

    `without` names sources: films of which nobody else knows are left out then. Raises InvalidValueError with the file
    and the line of what cannot be read.
    """
    records = [record for path in _files(paths) for record in _records(path)]
    films = _put_together(records)
    counts: Counter[str] = Counter()
    if without:
        known = [film for film in films if not without.issuperset(film.sources)]
        counts["films only of sources that are left out"] = len(films) - len(known)
        films = known
    for rule in (_without_stand_up, _without_repeated_names, _one_of_each, without_known_titles):
        films = rule(films, counts)
    return Seed(tuple(in_order(films)), dict(counts))


def in_order(films: Iterable[SeedFilm]) -> list[SeedFilm]:
    """Return films in the order of a catalogue: those with people first, the best known before all others."""
    return sorted(films, key=_rank)


def _files(paths: Iterable[Path]) -> list[Path]:
    """Return the files of facts at these paths, those of a folder by name."""
    each = [
        sorted(found for found in path.iterdir() if found.name.endswith(_ENDS)) if path.is_dir() else [path]
        for path in paths
    ]
    return [path for files in each for path in files]


def notices_in(paths: Iterable[Path]) -> list[str]:
    """Return the lines of the notices that lie in these folders and go with what is made of their facts."""
    files = (path / _NOTICES for path in paths)
    return [line for path in files if path.is_file() for line in path.read_text(encoding="utf-8").splitlines()]


def _rank(film: SeedFilm) -> tuple[bool, float, str, int, str]:
    return not film.has_people, -film.popularity, words_of(film.title), film.year or 0, film.id


def _records(path: Path) -> Iterator[SeedFilm]:
    decode = msgspec.json.Decoder(SeedFilm).decode
    if path.exists() and not path.is_file():
        raise InvalidValueError(f"{path} is no file.")
    opened: Callable[..., Iterable[bytes]] = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rb") as lines:  # type: ignore[attr-defined]  # both are files
        for number, line in enumerate(lines, start=1):
            try:
                yield decode(line)
            except msgspec.DecodeError as error:
                raise InvalidValueError(f"{path.name}, line {number}: {error}") from error


def _put_together(records: Sequence[SeedFilm]) -> list[SeedFilm]:
    """Return each film once: a record that adds to another replaces the fields it has."""
    films = {record.id or f"title {number}": record for number, record in enumerate(records) if not record.adds}
    for record in records:
        if record.adds and record.id in films:
            stated = {name: value for name in record.__struct_fields__ if (value := getattr(record, name))}
            films[record.id] = structs.replace(films[record.id], **(stated | {"adds": False}))
    return list(films.values())


def _without_stand_up(films: list[SeedFilm], counts: Counter[str]) -> list[SeedFilm]:
    """Leave out stand-up specials that only lists of streaming services know as films."""
    left = [film for film in films if not ("Stand-up" in film.genres and _NARROW.issuperset(film.sources))]
    counts["stand-up specials left out"] = len(films) - len(left)
    return left


def _without_repeated_names(films: list[SeedFilm], counts: Counter[str]) -> list[SeedFilm]:
    """Credit nobody twice in one cast or crew: the same words in another order or spelling are one person."""
    return [_naming_once(film, counts) for film in films]


def _naming_once(film: SeedFilm, counts: Counter[str]) -> SeedFilm:
    changes: dict[str, tuple[object, ...]] = {}
    for field in (*CREWS, "cast"):
        stated = getattr(film, field)
        once = {_person(name if field != "cast" else name[0]): name for name in reversed(stated)}
        if len(once) < len(stated):
            counts["names that stood twice on one film"] += len(stated) - len(once)
            changes[field] = tuple(reversed(once.values()))
    return structs.replace(film, **changes) if changes else film


def _person(name: str) -> tuple[str, ...]:
    return tuple(sorted(words_of(name).split()))


def _one_of_each(films: list[SeedFilm], counts: Counter[str]) -> list[SeedFilm]:
    """Make one film of records that share their title and year, or title and director, and contradict in nothing."""
    by_title: defaultdict[tuple[str, ...], list[SeedFilm]] = defaultdict(list)
    for film in sorted(films, key=lambda film: (-len(film.sources), -film.popularity, film.id)):
        same = by_title[tuple(sorted(without_article(words_of(film.title)).split()))] if film.title else []
        place = next((place for place, other in enumerate(same) if are_one(other, film)), None)
        if place is None:
            same.append(film)
        else:
            counts["records joined with another of the same film"] += 1
            same[place] = _joined(same[place], film)
    return [film for same in by_title.values() for film in same]


def are_one(one: SeedFilm, other: SeedFilm) -> bool:
    """Return whether two records are of one film: no id contradicts, and title and year, or people, are the same."""
    if _are_two_by_id(one, other):
        return False
    apart = abs((one.year or 0) - (other.year or 0))
    directors, actors = _shared(one.directors, other.directors), _shared(_names(one), _names(other))
    people = _shared((*one.directors, *_names(one)), (*other.directors, *_names(other)))
    is_titled_alike = _person(one.title) == _person(other.title) or (
        directors is actors is None and not set(one.countries).isdisjoint(other.countries)  # each has half of it
    )
    if not is_titled_alike and not people:  # A Secret and Secret, of one year, are two
        return False
    if people:
        most = 0 if directors is actors is False else 1 if directors is False else _YEARS_APART
        return apart <= most and not (apart and actors is False)
    is_slip = bool(one.imdb) is not bool(other.imdb) and actors is None  # a list that has another director for it
    are_two = (directors is False and not is_slip) or (actors is False and min(len(one.cast), len(other.cast)) >= _FEW)
    return apart == 0 and not are_two and one.has_people and other.has_people


def _are_two_by_id(one: SeedFilm, other: SeedFilm) -> bool:
    """Return whether their ids are those of two films; of one film on IMDb, Wikidata may have two items."""
    if one.imdb and other.imdb:
        return one.imdb != other.imdb
    return bool(one.wikidata and other.wikidata and one.wikidata != other.wikidata)


def _names(film: SeedFilm) -> tuple[str, ...]:
    return tuple(name for name, _ in film.cast)


def _shared(one: Sequence[str], other: Sequence[str]) -> bool | None:
    """Return whether anybody is in both; None where one of them names nobody."""
    if not one or not other:
        return None
    return not {_person(name) for name in one}.isdisjoint(_person(name) for name in other)


def _joined(one: SeedFilm, other: SeedFilm) -> SeedFilm:
    """Return the better known record with what only the other one states."""
    changes = {
        name: value for name in one.__struct_fields__ if not getattr(one, name) and (value := getattr(other, name))
    }
    changes["aka"] = tuple(dict.fromkeys([*one.aka, *(title for title in other.titles if title != one.title)]))
    changes["sources"] = tuple(dict.fromkeys([*one.sources, *other.sources]))
    changes["popularity"] = max(one.popularity, other.popularity)
    return structs.replace(one, **changes)


def without_known_titles(films: Sequence[SeedFilm], counts: Counter[str] | None = None) -> list[SeedFilm]:
    """Add records of nothing but a title to the one film that has it in the same year, or in the year beside it."""
    known: defaultdict[str, dict[str, SeedFilm]] = defaultdict(dict)
    left, bare = {film.id or f"title {place}": film for place, film in enumerate(films)}, set()
    for id_, film in left.items():
        if film.has_people:
            for form in {form for title in film.titles for form in forms_of(title)}:
                known[form][id_] = film
    for id_, film in list(left.items()):
        if film.has_people:
            continue
        form = words_of(film.title)
        same = _same_films(film, known[form]) if form in known else []
        if same or (form, film.year) in bare:
            if counts is not None:
                counts["titles without people that another record has"] += 1
            del left[id_]
        if len(same) == 1 and film.year == left[same[0]].year:
            left[same[0]] = _with_gaps_filled(left[same[0]], film)
        bare.add((form, film.year))
    return list(left.values())


def _same_films(film: SeedFilm, known: dict[str, SeedFilm]) -> list[str]:
    """Return the ids of the films that a record of a title means: of its year, else the one that is a year away."""
    exact = [id_ for id_, other in known.items() if other.year == film.year]
    if exact or film.year is None or film.imdb:
        return exact
    near = [id_ for id_, other in known.items() if other.year is not None and abs(other.year - film.year) == 1]
    is_sure = len(near) == 1 and not set(film.countries).isdisjoint(known[near[0]].countries)
    return near if is_sure else []


def _with_gaps_filled(film: SeedFilm, other: SeedFilm) -> SeedFilm:
    stated = {name: getattr(other, name) for name in ("runtime", "countries", "languages", "genres")}
    changes = {name: value for name, value in stated.items() if value and not getattr(film, name)}
    if not changes:
        return film
    return structs.replace(film, **changes, sources=tuple(dict.fromkeys([*film.sources, *other.sources])))
