"""Makes the file of a catalogue from the films of a seed. The same films always make the same bytes."""

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, islice
from types import MappingProxyType

import msgspec

from filmjournal.lookup.layout import (
    BETWEEN,
    BETWEEN_NAMES,
    FILMS_IN_BLOCK,
    FORMS_A_MARK,
    LINES_IN_BLOCK,
    NAMES_A_MARK,
    PARTS,
    SIGNATURE,
    Contents,
    Facts,
    packed,
)
from filmjournal.lookup.seed import CREWS, SeedFilm
from filmjournal.lookup.titles import forms_of_all


def compiled(
    films: Sequence[SeedFilm],
    *,
    made: str,
    licences: Sequence[str] = (),
    days: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return the file of a catalogue of these films, the best known first.

    `made` is the day on which the facts were collected, `days` those of sources that are of another one, `licences`
    what must be said where they are passed on.
    """
    names = _names(films)
    parts = _parts(films, names)
    contents = Contents(
        made=made,
        films=len(films),
        with_people=sum(bool(film.directors and film.cast) for film in films),
        names=len(names),
        sources=dict(sorted(Counter(source for film in films for source in film.sources).items())),
        licences=tuple(licences),
        parts={name: len(part) for name, part in parts.items()},
        days=dict(days),
    )
    return b"".join([SIGNATURE, msgspec.json.encode(contents), b"\n", *parts.values()])


def _parts(films: Sequence[SeedFilm], names: Sequence[str]) -> dict[str, bytes]:
    """Return every part of the file, compressed, in their order."""
    forms = [_forms(film) for film in films]
    lines = _blocks([_line(film) for film in films], LINES_IN_BLOCK)
    numbers = {name: number for number, name in enumerate(names)}
    facts = _blocks([msgspec.json.encode(_facts(film, numbers)) for film in films], FILMS_IN_BLOCK)
    name_lines = [name.encode() + b"\n" for name in names]
    parts = {
        "forms": b"".join(forms),
        "form_marks": _marks(forms, FORMS_A_MARK),
        "names": b"".join(name_lines),
        "name_marks": _marks(name_lines, NAMES_A_MARK),
        "imdb": _ids((film.imdb, number) for number, film in enumerate(films)),
        "wikidata": _ids((film.wikidata, number) for number, film in enumerate(films)),
        "line_sizes": packed("I", [len(block) for block in lines]),
        "film_sizes": packed("I", [len(block) for block in facts]),
    }
    blocks = {"lines": b"".join(lines), "films": b"".join(facts)}
    return {name: _squeezed(parts[name]) for name in PARTS} | blocks


def _blocks(lines: Sequence[bytes], size: int) -> list[bytes]:
    return [_squeezed(b"\n".join(lines[start : start + size])) for start in range(0, len(lines), size)]


def _marks(lines: Sequence[bytes], apart: int) -> bytes:
    """Return where every so many lines one begins."""
    starts = accumulate(map(len, lines), initial=0)
    return packed("I", list(islice(starts, 0, len(lines), apart)))


def _squeezed(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def _names(films: Iterable[SeedFilm]) -> list[str]:
    """Return every name, the most credited first."""
    counts = Counter(name for film in films for name in _people(film))
    return sorted(counts, key=lambda name: (-counts[name], name))


def _people(film: SeedFilm) -> Iterable[str]:
    for crew in CREWS:
        yield from getattr(film, crew)
    yield from (name for name, _ in film.cast)


def _forms(film: SeedFilm) -> bytes:
    return "\t{}\t\n".format("\t".join(forms_of_all(film.titles))).encode()


def _line(film: SeedFilm) -> bytes:
    directors = BETWEEN_NAMES.join(map(_plain, film.directors))
    return BETWEEN.join([_plain(film.title), str(film.year or ""), directors, _plain(film.original)]).encode()


def _plain(text: str) -> str:
    return " ".join(text.split())  # what stands between fields and names counts as a space


def _facts(film: SeedFilm, numbers: dict[str, int]) -> Facts:
    directors, writers, cinematographers, composers, editors, producers = (
        tuple(numbers[name] for name in getattr(film, crew)) for crew in CREWS
    )
    return Facts(
        runtime=film.runtime or 0,
        directors=directors,
        writers=writers,
        cinematographers=cinematographers,
        composers=composers,
        editors=editors,
        cast=tuple((numbers[name], character) if character else numbers[name] for name, character in film.cast),
        billed=int(film.billed),
        countries=film.countries,
        languages=film.languages,
        genres=film.genres,
        imdb=film.imdb,
        wikidata=film.wikidata,
        titles=film.aka,
        sources=film.sources,
        producers=producers,
    )


def _ids(named: Iterable[tuple[str, int]]) -> bytes:
    """Return the numbers of the ids and of their films; what is no letters and a number is left out."""
    pairs = sorted((int(digits), film) for id_, film in named if (digits := id_.lstrip("tQ")).isdecimal())
    return packed("I", [number for number, _ in pairs]) + packed("I", [film for _, film in pairs])
